"""Forms of caravans: find them, make one, say who takes part and where people come from, keep the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.core.ids import new_id
from twiza.core.names import LANGUAGES
from twiza.households.models import AGE_MAX, ConsentBy, ConsentHow, PersonSex
from twiza.organisations.models import Organisation
from twiza.outreach.actions.caravan import DayTerms
from twiza.outreach.fields import PlaceField, SpecialtiesField, SpecialtyField, said
from twiza.outreach.forms import EARLIEST, LATEST
from twiza.outreach.models import (
    POSTS_MAX,
    Caravan,
    CaravanLocality,
    CaravanPost,
    CareCode,
    Consultation,
    MemberTask,
    NotSeen,
    Urgency,
)
from twiza.outreach.queries.caravans import communes_for, people_who_may_take_part
from twiza.territory.models import Place

LTR = {"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class CaravanFilterForm(forms.Form):
    """Which caravans to list."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"}))


class CaravanForm(forms.Form):
    """One caravan at one place, on one day: more days are added on its page."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Left empty, it is called by its commune and its number."),
    )
    commune = PlaceField(label=_("Commune"), queryset=Place.objects.none())
    site = forms.CharField(
        label=_("Place"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Where people come: a school, a health centre, a souk."),
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    specialties = SpecialtiesField(label=_("Specialties"), queryset=Specialty.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes_for(actor)  # type: ignore[attr-defined]
        self.fields["specialties"].queryset = Specialty.objects.order_by("position")  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        """Return the day, which is of our time."""
        if not EARLIEST <= self.cleaned_data["on"] <= LATEST:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return self.cleaned_data["on"]

    def clean_specialties(self) -> Any:
        """Return the specialties, no more than can be typed."""
        if len(self.cleaned_data["specialties"]) > POSTS_MAX:
            raise forms.ValidationError(_("Choose nine specialties at most: each is typed as one digit."))
        return self.cleaned_data["specialties"]

    def names(self) -> dict[str, str] | None:
        """Return the names given, alike in each language, or None."""
        return dict.fromkeys(LANGUAGES, self.cleaned_data["name"]) if self.cleaned_data["name"] else None

    def day(self) -> DayTerms:
        """Return the day asked for."""
        commune: Place = self.cleaned_data["commune"]
        names = dict.fromkeys(LANGUAGES, self.cleaned_data["site"])
        return DayTerms(self.cleaned_data["on"], names, commune, commune.lat, commune.lon)


class LocalityForm(forms.Form):
    """Where some people come from."""

    name = forms.CharField(label=_("Locality"), max_length=120, widget=forms.TextInput({"dir": "auto"}))


class PersonField(forms.ModelChoiceField):
    """Somebody who signs in here."""

    def label_from_instance(self, obj: Person) -> str:
        """Return the person's name."""
        return obj.name


class MemberForm(forms.Form):
    """Somebody who takes part: a person with an account, or a name."""

    person = PersonField(
        label=_("Person with an account"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody")
    )
    name = forms.CharField(
        label=_("Or a name"), required=False, max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    task = forms.ChoiceField(label=_("Task"), choices=MemberTask.choices)
    specialty = SpecialtyField(
        label=_("Specialty"),
        queryset=Specialty.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("For who gives care at a post."),
    )

    def __init__(self, *args: Any, caravan: Caravan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_who_may_take_part(caravan)  # type: ignore[attr-defined]
        offered = Specialty.objects.filter(pk__in=caravan.posts.values("specialty")).order_by("position")
        self.fields["specialty"].queryset = offered  # type: ignore[attr-defined]

    def clean_specialty(self) -> Any:
        """Return the specialty, which only who gives care has."""
        if self.cleaned_data.get("specialty") and self.cleaned_data.get("task") != MemberTask.CARE:
            raise forms.ValidationError(_("Only who gives care has a specialty."))
        return self.cleaned_data.get("specialty")

    def clean(self) -> dict[str, Any]:
        """Return who takes part, under a name in any case."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("person") and not cleaned.get("name"):
            raise forms.ValidationError(_("Choose a person, or give a name."))
        cleaned["name"] = cleaned.get("name") or getattr(cleaned.get("person"), "name", "")
        return cleaned


class OrganisationField(forms.ModelChoiceField):
    """An organisation, by its name."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Return the organisation's name."""
        return said(obj.names)


class PartnerForm(forms.Form):
    """An organisation that takes part."""

    organisation = OrganisationField(label=_("Organisation"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, caravan: Caravan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=caravan.organisation_id)
        self.fields["organisation"].queryset = others.order_by("pk")  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """A line of a paper register, as it is typed."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    text = forms.CharField(label=_("Line"), max_length=60, widget=forms.TextInput(LTR | {"autofocus": True}))


class RegisterFileForm(forms.Form):
    """A register that was typed in a spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        help_text=_(
            "CSV or Excel (.xlsx), a person a row: number in the queue, sex, age, posts written as they are typed "
            "(1 3-2), locality. No names."
        ),
    )


class ArrivalForm(forms.Form):
    """Somebody who has just come."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    sex = forms.ChoiceField(label=_("Sex"), choices=PersonSex.choices, widget=forms.RadioSelect)
    age = forms.IntegerField(label=_("Age"), min_value=0, max_value=AGE_MAX)
    is_months = forms.BooleanField(label=_("in months (under 2 years)"), required=False)
    posts = forms.MultipleChoiceField(label=_("Comes for"), widget=forms.CheckboxSelectMultiple)
    urgency = forms.ChoiceField(
        label=_("Sorting"), choices=Urgency.choices, initial=Urgency.ORDINARY, widget=forms.RadioSelect
    )
    locality = forms.ChoiceField(label=_("Comes from"), required=False)

    def __init__(
        self, *args: Any, posts: dict[int, CaravanPost], localities: list[CaravanLocality], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.localities = {str(locality.number): locality for locality in localities}
        offered = [(str(number), said(post.specialty.names)) for number, post in posts.items()]
        self.fields["posts"].choices = offered  # type: ignore[attr-defined]
        known = [(number, locality.name) for number, locality in self.localities.items()]
        self.fields["locality"].choices = [("", _("Not said")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the person, her age in whole years and, for a baby, in months."""
        cleaned: dict[str, Any] = super().clean() or {}
        months = cleaned.get("age") if cleaned.get("is_months") else None
        if months is not None and months >= 24:
            self.add_error("age", _("From 24 months on, give the age in years."))
        cleaned["age_months"] = months
        cleaned["age_years"] = (months // 12) if months is not None else cleaned.get("age")
        return cleaned

    def terms(self) -> dict[str, Any]:
        """Return what is recorded of the person."""
        said_of = {name: self.cleaned_data[name] for name in ("id", "sex", "age_years", "age_months", "urgency")}
        posts = tuple(int(number) for number in self.cleaned_data["posts"])
        return said_of | {"posts": posts, "locality": self.localities.get(self.cleaned_data["locality"])}


class NotSeenForm(forms.Form):
    """Why somebody is not seen."""

    why = forms.TypedChoiceField(label=_("Why not seen"), choices=NotSeen.choices, coerce=int)


class ConsentForm(forms.Form):
    """That somebody agrees to be called, and how she is reached."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    phone = forms.CharField(label=_("Telephone"), max_length=30, widget=forms.TextInput(LTR | {"inputmode": "tel"}))
    given_by = forms.ChoiceField(label=_("Who agrees"), choices=ConsentBy.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("How"), choices=ConsentHow.choices, widget=forms.RadioSelect)


class CodesField(forms.ModelMultipleChoiceField):
    """Acts and findings to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: CareCode) -> str:
        """Return the name of an act or a finding."""
        return said(obj.names)


class CareForm(forms.Form):
    """What was done and found in a consultation."""

    acts = CodesField(label=_("Acts"), queryset=CareCode.objects.none(), required=False)
    findings = CodesField(label=_("Findings"), queryset=CareCode.objects.none(), required=False)
    new = CodesField(label=_("Not known to the person before"), queryset=CareCode.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = CareCode.objects.order_by("position")
        for name, kind in (("acts", "act"), ("findings", "finding"), ("new", "finding")):
            self.fields[name].queryset = codes.filter(kind=kind)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what was ticked: what is new is found."""
        cleaned: dict[str, Any] = super().clean() or {}
        new = set(cleaned.get("new") or ())
        cleaned["codes"] = {*(cleaned.get("acts") or ()), *(cleaned.get("findings") or ()), *new}
        return cleaned


def care_form_of(consultation: Consultation, data: Any = None) -> CareForm:
    """Return the form of a consultation, with what is noted of it."""
    notes = list(consultation.notes.select_related("code"))
    noted = {kind: [note.code_id for note in notes if note.code.kind == kind] for kind in ("act", "finding")}
    new = [note.code_id for note in notes if note.is_new]
    initial = {"acts": noted["act"], "findings": noted["finding"], "new": new}
    return CareForm(data, initial=initial, prefix=f"care-{consultation.pk}")
