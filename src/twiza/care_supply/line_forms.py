"""Forms of the lines of a version: a gap, an action of each kind."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.access.models import ExpressedNeed, SitingPost, Specialty
from twiza.access.queries.expressed import expressed_in
from twiza.access.queries.sitings import sitings_of
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.care_supply.forms import NamedField
from twiza.care_supply.models import ActionKind, Decision, Gap, MeasuredBy, PlannedAction, PlanVersion, Work
from twiza.care_supply.models.gap import COMPUTED
from twiza.care_supply.queries.lines import gaps_of
from twiza.care_supply.queries.plans import organisations_known, people_who_may_own
from twiza.care_supply.wording import gap_said, named
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.facilities.models import EquipmentKind, Facility, Profession, Service
from twiza.funding.forms import DayField, LineField, OrganisationField, PersonField, TextField
from twiza.funding.models import Convention
from twiza.funding.queries.conventions import conventions_of
from twiza.organisations.models import Organisation
from twiza.outreach.models import Plan
from twiza.outreach.queries.plans import in_short, plans_of
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in, is_within

MOST_VISITS = 366
SPECIALTY, SERVICE = "specialty", "service"


class ExpressedField(forms.ModelChoiceField):
    """A need that somebody expressed."""

    def label_from_instance(self, obj: ExpressedNeed) -> str:
        """Return its place and the beginning of its words."""
        return _("%(place)s: %(words)s") % {"place": named(obj.place), "words": obj.words[:80]}


class GapsField(forms.ModelMultipleChoiceField):
    """Gaps of a version."""

    def label_from_instance(self, obj: Gap) -> str:
        """Return a gap in a few words."""
        return gap_said(obj)


class PostField(forms.ModelChoiceField):
    """A place chosen by the siting assistant."""

    def label_from_instance(self, obj: SitingPost) -> str:
        """Return where it is, and in which answer."""
        where = name_in(obj.names, get_language() or "fr") or named(obj.commune)
        return _("%(scenario)s: %(place)s") % {"scenario": obj.siting.scenario.name, "place": where}


class ConventionField(forms.ModelChoiceField):
    """A convention that the actor sees."""

    def label_from_instance(self, obj: Convention) -> str:
        """Return its title."""
        return obj.file.title


class VersionLineForm(forms.Form):
    """A line of a version, new or known; `revision` is which state of it the page showed."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(
        self, *args: Any, version: PlanVersion, actor: Actor, line: Gap | PlannedAction | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.line = version, line
        self.offer(version, actor)

    def offer(self, version: PlanVersion, actor: Actor) -> None:
        """Fill the lists of choices."""

    def choose(self, name: str, things: QuerySet[Any]) -> None:
        """Offer some things in a field."""
        self.fields[name].queryset = things  # type: ignore[attr-defined]

    def with_current(self, things: QuerySet[Any], current: object) -> QuerySet[Any]:
        """Return things with the one that the line has already, which its editor may not see by herself."""
        model: type[Model] = things.model
        return model._default_manager.filter(Q(pk__in=things.order_by().values("pk")) | Q(pk=current))


class GapNoteForm(VersionLineForm):
    """What may be said of a gap whose figure was computed: the figure stays as it was computed."""

    note = TextField(label=_("Note"), required=False)

    def put_into(self, gap: Gap) -> None:
        """Write what was given into a gap."""
        gap.note = self.cleaned_data["note"].strip()


class GapForm(VersionLineForm):
    """A gap that is typed with its evidence, or taken from what somebody expressed."""

    commune = NamedField(label=_("Commune"), queryset=Place.objects.none(), empty_label=_("Choose a commune"))
    subject = forms.ChoiceField(label=_("Specialty or service"))
    expressed = ExpressedField(
        label=_("Expressed need"),
        queryset=ExpressedNeed.objects.none(),
        required=False,
        empty_label=_("None: the figure is typed"),
        help_text=_("Its number of people and its day are taken when the figure is left empty."),
    )
    figure = forms.FloatField(
        label=pgettext_lazy("of a gap", "Figure"),
        required=False,
        min_value=0,
        help_text=_("Leave empty when it is not known."),
    )
    unit = LineField(label=_("What it counts"), max_length=80, required=False, help_text=_("Women, births, km…"))
    figure_on = DayField(label=_("Figure of"), required=False)
    source = TextField(
        label=_("Evidence"), rows=2, required=False, help_text=_("Who counted, where, when: a report, a letter.")
    )
    note = TextField(label=_("Note"), required=False, rows=2)

    def offer(self, version: PlanVersion, actor: Actor) -> None:
        """Offer the communes of the area, what care is known, and what was expressed there."""
        area = version.plan.area
        self.choose("commune", communes_in(area.path))
        needs = ExpressedNeed.objects.filter(pk__in=[one.pk for one in expressed_in(actor, [area])])
        current = self.line.expressed_id if isinstance(self.line, Gap) else None
        self.choose("expressed", self.with_current(needs, current).select_related("place").order_by("-said_on", "id"))
        self.fields["subject"].choices = subject_options()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what is given; a typed figure says where it comes from, and of which day it is."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("expressed") is None:
            if not (cleaned.get("source") or "").strip():
                self.add_error("source", _("Say where this figure comes from: who counted, where, when."))
            if not cleaned.get("figure_on") and "figure_on" not in self.errors:
                self.add_error("figure_on", _("Say of which day this figure is."))
        return cleaned

    def put_into(self, gap: Gap) -> None:
        """Write what was given into a gap."""
        given = self.cleaned_data
        sort, _colon, key = given["subject"].partition(":")
        gap.commune = given["commune"]
        gap.specialty_id = int(key) if sort == SPECIALTY else None
        gap.service_id = int(key) if sort == SERVICE else None
        gap.expressed = given["expressed"]
        gap.figure, gap.figure_on = given["figure"], given["figure_on"]
        gap.unit, gap.source, gap.note = given["unit"], given["source"].strip(), given["note"].strip()
        gap.measured_by = MeasuredBy.EXPRESSED if gap.expressed else MeasuredBy.STATED
        if gap.expressed is not None:
            gap.figure = gap.expressed.people if gap.figure is None else gap.figure
            gap.figure_on = gap.figure_on or gap.expressed.said_on


def subject_options() -> list[tuple[str, Any]]:
    """Return in what care may be lacking: nothing yet, specialties, services."""
    language = get_language() or "fr"
    specialties = Specialty.objects.order_by("position", "code").values_list("pk", "names")
    services = Service.objects.order_by("code").values_list("pk", "names")
    groups = [
        (str(_("Specialties")), [(f"{SPECIALTY}:{pk}", name_in(names, language)) for pk, names in specialties]),
        (str(_("Services")), [(f"{SERVICE}:{pk}", name_in(names, language)) for pk, names in services]),
    ]
    return [("", _("Choose one")), *((label, options) for label, options in groups if options)]


class ActionForm(VersionLineForm):
    """An action of any kind; what is of one kind alone is added by the forms below."""

    text = LineField(label=_("What is done"), max_length=300)
    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, initial=Decision.PROPOSED)
    gaps = GapsField(
        label=_("Gaps that it answers"),
        queryset=Gap.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    commune = NamedField(
        label=_("Commune"), queryset=Place.objects.none(), required=False, empty_label=_("Several, or none")
    )
    place_words = LineField(label=_("Place in words"), required=False)
    owner_organisation = OrganisationField(
        label=_("Organisation that sees to it"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    owner = PersonField(
        label=_("Person who sees to it"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody")
    )
    owner_words = LineField(label=_("Or in words"), required=False)
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("In the currency of the plan. Leave empty when it is not set: empty is not 0."),
    )
    payer = LineField(label=_("Who pays"), required=False)
    convention = ConventionField(
        label=_("Convention that pays"), queryset=Convention.objects.none(), required=False, empty_label=_("None")
    )
    starts_on = DayField(label=_("Begins on"))
    due_on = DayField(label=_("Due on"))

    field_order: tuple[str, ...] | None = None

    def offer(self, version: PlanVersion, actor: Actor) -> None:
        """Offer what a version may name."""
        line = self.line if isinstance(self.line, PlannedAction) else None
        self.choose("gaps", gaps_of(version))
        self.choose("commune", communes_in(version.plan.area.path))
        self.choose("owner_organisation", organisations_known())
        self.choose("owner", self.with_current(people_who_may_own(version.plan), line and line.owner_id))
        conventions = self.with_current(conventions_of(actor), line and line.convention_id)
        self.choose("convention", conventions.select_related("file").order_by("-starts_on", "id"))

    def clean(self) -> dict[str, Any]:
        """Return what is given; somebody sees to it, and it ends no earlier than it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("owner_organisation", "owner", "owner_words")):
            self.add_error(
                "owner_organisation", _("Say who sees to this action: an organisation, a person, or words.")
            )
        starts_on, due_on = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", _("This is due before it begins: correct one of the days."))
        return cleaned

    def put_into(self, action: PlannedAction) -> None:
        """Write what was given into an action, but for the gaps that it answers."""
        for name, value in self.cleaned_data.items():
            if name not in {"id", "revision", "gaps"}:
                setattr(action, name, value)


class FixedForm(ActionForm):
    """Something done to a facility, or for one that is to come."""

    work = forms.ChoiceField(label=_("Work"), choices=Work.choices)
    facility = NamedField(
        label=_("Facility"),
        queryset=Facility.objects.none(),
        required=False,
        empty_label=_("None yet"),
        help_text=_("Named, the health supply map says what became of it."),
    )
    siting_post = PostField(
        label=_("From the siting assistant"), queryset=SitingPost.objects.none(), required=False, empty_label=_("None")
    )
    profession = NamedField(
        label=_("Profession to staff with"), queryset=Profession.objects.none(), required=False, empty_label=_("None")
    )
    equipment = NamedField(
        label=_("Equipment to bring"), queryset=EquipmentKind.objects.none(), required=False, empty_label=_("None")
    )
    target = forms.FloatField(
        label=_("Target"),
        required=False,
        min_value=0.01,
        help_text=_("Posts filled, or pieces that work, at the end."),
    )
    target_unit = LineField(label=_("Unit of the target"), max_length=80, required=False)
    field_order = ("id", "revision", "text", "work", "facility", "siting_post", "profession", "equipment", "target",
                   "target_unit", "decision", "gaps", "commune", "place_words", "starts_on", "due_on")  # fmt: skip

    def offer(self, version: PlanVersion, actor: Actor) -> None:
        """Offer the facilities of the area, and what the siting assistant answered there."""
        super().offer(version, actor)
        area = version.plan.area
        line = self.line if isinstance(self.line, PlannedAction) else None
        listed = Facility.objects.filter(is_within(area.path, through="place__"), merged_into=None)
        self.choose("facility", self.with_current(listed, line and line.facility_id).order_by("search_text", "id"))
        posts = SitingPost.objects.filter(
            is_within(area.path, through="commune__"), siting__in=sitings_of(actor).order_by().values("pk")
        )
        offered = self.with_current(posts, line and line.siting_post_id)
        self.choose("siting_post", offered.select_related("siting__scenario", "commune").order_by("siting", "rank"))
        self.choose("profession", Profession.objects.order_by("position", "code"))
        self.choose("equipment", EquipmentKind.objects.order_by("position", "code"))


class MobileForm(ActionForm):
    """Care that comes by."""

    outreach_plan = NamedField(
        label=_("Caravan plan"), queryset=Plan.objects.none(), required=False, empty_label=_("None")
    )
    visits_a_year = forms.IntegerField(
        label=_("Visits a year"),
        required=False,
        min_value=1,
        max_value=MOST_VISITS,
        help_text=_("One visit is one day at one place. With a caravan plan alone, its own visits count."),
    )
    field_order = ("id", "revision", "text", "outreach_plan", "visits_a_year", "decision", "gaps", "commune",
                   "place_words", "starts_on", "due_on")  # fmt: skip

    def offer(self, version: PlanVersion, actor: Actor) -> None:
        """Offer the plans of caravans that the actor sees."""
        super().offer(version, actor)
        line = self.line if isinstance(self.line, PlannedAction) else None
        offered = self.with_current(plans_of(actor), line and line.outreach_plan_id)
        self.choose("outreach_plan", in_short(offered).order_by("-made_at", "id"))


class AssociationForm(ActionForm):
    """What an association does."""

    association = OrganisationField(
        label=_("Association"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None of these"),
        help_text=_("With a convention, what it owes there says what became of this."),
    )
    target = forms.FloatField(label=_("Target"), required=False, min_value=0.01)
    target_unit = LineField(
        label=_("Unit of the target"),
        max_length=80,
        required=False,
        help_text=_("Homes visited, sessions…"),
    )
    field_order = ("id", "revision", "text", "association", "target", "target_unit", "decision", "gaps", "commune",
                   "place_words", "starts_on", "due_on")  # fmt: skip

    def offer(self, version: PlanVersion, actor: Actor) -> None:
        """Offer every organisation."""
        super().offer(version, actor)
        self.choose("association", organisations_known())


ACTION_FORMS: dict[str, type[ActionForm]] = {
    ActionKind.FIXED: FixedForm,
    ActionKind.MOBILE: MobileForm,
    ActionKind.ASSOCIATION: AssociationForm,
}


def gap_form_for(gap: Gap | None) -> type[GapForm] | type[GapNoteForm]:
    """Return the form of a gap: a computed figure is not typed over."""
    return GapNoteForm if gap is not None and gap.measured_by in COMPUTED else GapForm


def initial_of_gap(gap: Gap) -> dict[str, Any]:
    """Return a gap as its form shows it."""
    subject = f"{SPECIALTY}:{gap.specialty_id}" if gap.specialty_id else f"{SERVICE}:{gap.service_id}"
    names = ("commune", "expressed", "figure", "unit", "figure_on", "source", "note", "revision")
    return {"id": gap.pk, "subject": subject, **{name: getattr(gap, name) for name in names}}


def initial_of_action(action: PlannedAction) -> dict[str, Any]:
    """Return an action as its form shows it."""
    fields = [field for field in ACTION_FORMS[action.kind].base_fields if field not in {"id", "gaps"}]
    answers: list[uuid.UUID] = [gap.pk for gap in action.gaps.all()]
    return {"id": action.pk, "gaps": answers, **{name: getattr(action, name) for name in fields}}
