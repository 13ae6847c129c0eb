"""What people write about families."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.core.errors import DomainError
from twiza.core.form_fields import AUTO, DayField, LineField
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.households.birth_text import birth_from, birth_written
from twiza.households.births import Birth
from twiza.households.models import (
    Closing,
    ConsentHow,
    ConsentPurpose,
    GuardianKind,
    Holding,
    Household,
    Leaving,
    Paper,
    Person,
    PersonSex,
    Relation,
    SpokenLanguage,
)
from twiza.households.queries.places import places_called, places_offered
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.models import Organisation
from twiza.territory.models import Place

TELEPHONE = {"dir": "ltr", "autocomplete": "off", "inputmode": "tel"}
OWN_PURPOSES = [(one.value, one.label) for one in ConsentPurpose if one != ConsentPurpose.SHARING]
Options = list[tuple[str, str]]
MORE_PEOPLE = 6
"""Rows for others than the head on the page of a registration; who does not fit is added on the household's page."""


def place_options(places: Iterable[Place]) -> Options:
    """Return places as options, each with what kind of place it is, in the language of the page."""
    language = get_language() or "fr"
    return [(str(one.pk), f"{name_in(one.names, language)} · {name_in(one.kind.names, language)}") for one in places]


class BirthField(forms.CharField):
    """A birth as people write it (households/birth_text.py); `today` is set by the form."""

    today: dt.date

    def __init__(self, **given: Any) -> None:
        super().__init__(
            label=_("Born, or age"),
            required=False,
            max_length=40,
            help_text=_("A date (09/03/2025), a month (03/2025), a year (1994) or an age (32, 8 months)."),
            widget=forms.TextInput(AUTO | {"autocomplete": "off"}),
            **given,
        )

    def clean(self, value: Any) -> Birth:
        """Return the birth that was written."""
        try:
            return birth_from(super().clean(value), self.today)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error


class HouseholdFilterForm(forms.Form):
    """Which households to list."""

    q = LineField(label=_("Name or code"), required=False, max_length=100)
    place = forms.ChoiceField(label=_("Place"), required=False)
    agent = forms.ChoiceField(label=pgettext_lazy("household", "Followed by"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Followed")), ("closed", pgettext_lazy("household", "Closed")), ("all", _("All"))],
    )

    def offer(self, *, places: Iterable[Place], agents: Iterable[Account]) -> None:
        """Fill the lists with what there is."""
        named = [(str(one.pk), one.name) for one in agents]
        self.fields["place"].choices = [("", _("Everywhere")), *place_options(places)]  # type: ignore[attr-defined]
        self.fields["agent"].choices = [("", _("Everybody")), *named]  # type: ignore[attr-defined]


class HouseholdForm(forms.Form):
    """Where a household lives."""

    place = forms.ChoiceField(label=_("Quarter or locality"), required=False)
    place_words = LineField(
        label=_("Another place"),
        required=False,
        max_length=80,
        help_text=_("Write its name when it is not in the list, in any spelling."),
    )
    landmark = LineField(
        label=_("Landmark"), required=False, help_text=_("How one finds the door: never a name or an illness.")
    )
    language = forms.ChoiceField(label=_("Language spoken at home"), choices=SpokenLanguage.choices)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        self.actor = actor
        chosen = str(self.data.get("place", self.initial.get("place", "")))
        self.offered = {str(one.pk): one for one in places_offered(actor, also=chosen)}
        self._offer_places()

    def _offer_places(self) -> None:
        options = [("", _("Choose")), *place_options(self.offered.values())]
        self.fields["place"].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what was said with the one place that is meant."""
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
            self.add_error("lat", _("A point has a latitude and a longitude: write both or none."))
        words = cleaned.get("place_words", "")
        cleaned["where"] = self._meant(words) if words else self.offered.get(cleaned.get("place", ""))
        if cleaned["where"] is None and not self.errors:
            self.add_error("place", _("Choose where the household lives."))
        return cleaned

    def _meant(self, words: str) -> Place | None:
        found = places_called(words, self.actor)
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("place_words", _("No place is called so where you act: write it another way."))
            return None
        self.offered = {str(one.pk): one for one in found}
        self._offer_places()
        self.data = dict(self.data.items()) | {self.add_prefix("place_words"): ""}
        self.add_error("place", _("Several places are called so: choose one."))
        return None

    def terms(self, registered_on: dt.date) -> HouseholdTerms:
        """Return what is said."""
        said = self.cleaned_data
        return HouseholdTerms(
            place=said["where"],
            language=said["language"],
            registered_on=registered_on,
            landmark=said["landmark"],
            lat=said["lat"],
            lon=said["lon"],
        )


def household_said(household: Household) -> dict[str, Any]:
    """Return a household as its form says it."""
    place = str(household.place_id)
    names = ("landmark", "language", "lat", "lon")
    return {"place": place, **{name: getattr(household, name) for name in names}}


class PersonForm(forms.Form):
    """Who somebody is."""

    name = LineField(label=_("Name"), max_length=120)
    sex = forms.ChoiceField(label=_("Sex"), choices=PersonSex.choices, widget=forms.RadioSelect)
    birth = BirthField()
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30, widget=forms.TextInput(TELEPHONE))
    aliases = LineField(
        label=_("Other names"),
        required=False,
        help_text=_("At home, in another script, before marriage; several with commas."),
    )

    def __init__(self, *args: Any, today: dt.date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["birth"].today = today  # type: ignore[attr-defined]

    def terms(self) -> PersonTerms:
        """Return who she is said to be."""
        said = self.cleaned_data
        return PersonTerms(
            name=said["name"],
            sex=said["sex"],
            birth=said["birth"],
            phone=said.get("phone", ""),
            aliases=tuple(said.get("aliases", "").replace("،", ",").split(",")),
        )


def person_said(person: Person) -> dict[str, Any]:
    """Return somebody as her form says her."""
    aliases = ", ".join(person.aliases.order_by("name").values_list("name", flat=True))
    return {
        "name": person.name,
        "sex": person.sex,
        "birth": birth_written(person),
        "phone": person.phone,
        "aliases": aliases,
    }


class ConsentForm(forms.Form):
    """What somebody agrees to, and how she said so."""

    purposes = forms.MultipleChoiceField(
        label=_("She agrees"), choices=OWN_PURPOSES, widget=forms.CheckboxSelectMultiple, required=False
    )
    how = forms.ChoiceField(label=_("How she said so"), choices=ConsentHow.choices, widget=forms.RadioSelect)
    spoken = forms.ChoiceField(label=_("Explained in"), choices=SpokenLanguage.choices)

    def said(self, at: dt.datetime) -> ConsentSaid:
        """Return what was agreed to."""
        given = self.cleaned_data
        return ConsentSaid(tuple(given["purposes"]), given["how"], given["spoken"], at)


class AgreeForm(ConsentForm):
    """What a person agrees to, herself or by a guardian, also that another organisation reads what we know."""

    guardian = forms.ChoiceField(label=_("Who agrees"), required=False)
    recipient = forms.ChoiceField(label=_("Another organisation may read"), required=False)
    field_order = ("guardian", "purposes", "recipient", "how", "spoken")

    def offer(self, *, guardians: Iterable[Person], organisations: Iterable[Organisation], is_child: bool) -> None:
        """Fill the lists with who may answer for the person, and whom it may be shared with."""
        herself = [] if is_child else [("", _("The person herself"))]
        adults = [(str(one.pk), one.name) for one in guardians]
        others = [(str(one.pk), name_in(one.names, get_language() or "fr")) for one in organisations]
        self.fields["guardian"].choices = [*herself, *adults]  # type: ignore[attr-defined]
        self.fields["recipient"].choices = [("", _("No other organisation")), *others]  # type: ignore[attr-defined]


class HeadForm(PersonForm):
    """The head of a household."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def member(self, consent: ConsentSaid) -> MemberTerms:
        """Return the head with what she agreed to."""
        return MemberTerms(self.cleaned_data["id"], self.terms(), Relation.HEAD, consent)


class MemberForm(HeadForm):
    """Somebody else of a household."""

    phone = None  # type: ignore[assignment]
    aliases = None  # type: ignore[assignment]
    relation = forms.ChoiceField(
        label=_("To the head"), choices=[one for one in Relation.choices if one[0] != Relation.HEAD], initial="child"
    )
    agrees = forms.BooleanField(
        label=_("An adult: agrees too"), required=False, help_text=_("For a child, the guardian's word holds.")
    )
    guardian = forms.ChoiceField(
        label=_("For a child, the head is"),
        required=False,
        choices=[("", _("Not its guardian")), *GuardianKind.choices],
    )

    def has_changed(self) -> bool:
        """Return whether anything was written of somebody: an empty row is nobody."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in ("name", "birth", "sex"))

    def terms_of(self, consent: ConsentSaid) -> MemberTerms:
        """Return who lives there too; who did not agree herself comes with no consent of her own."""
        said = self.cleaned_data
        own = consent if said["agrees"] else None
        return MemberTerms(said["id"], self.terms(), said["relation"], own, said["guardian"])


class JoinForm(MemberForm):
    """Somebody who was born in a household or came to it, who answers for her, and since when."""

    since = DayField(label=_("Lives here since"), required=False)
    adult = forms.ChoiceField(label=_("Who answers for a child"), required=False)
    guardian = forms.ChoiceField(
        label=_("As its"), required=False, choices=[("", _("Not said")), *GuardianKind.choices]
    )
    field_order = ("name", "sex", "birth", "relation", "since", "agrees", "adult", "guardian")

    def offer(self, adults: Iterable[Person]) -> None:
        """Fill the list of adults."""
        named = [(str(one.pk), one.name) for one in adults]
        self.fields["adult"].choices = [("", _("Nobody here")), *named]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """That somebody lives in a household no more."""

    because = forms.ChoiceField(label=_("Why"), choices=Leaving.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Since"))


class CloseForm(forms.Form):
    """That a household is followed no more."""

    because = forms.ChoiceField(label=_("Why"), choices=Closing.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Since"))


class PapersForm(forms.Form):
    """Which papers somebody holds."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for paper in Paper:
            self.fields[paper.value] = forms.ChoiceField(
                label=paper.label, required=False, choices=[("", _("Not asked yet")), *Holding.choices]
            )


class GuardianForm(forms.Form):
    """Who answers for a child."""

    adult = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("As its"), choices=GuardianKind.choices)

    def offer(self, adults: Sequence[Person]) -> None:
        """Fill the list of adults."""
        self.fields["adult"].choices = [(str(one.pk), one.name) for one in adults]  # type: ignore[attr-defined]


class AgentForm(forms.Form):
    """Who follows a household from now on."""

    agent = forms.TypedChoiceField(label=pgettext_lazy("household", "Followed by"), coerce=int)

    def offer(self, agents: Iterable[Account]) -> None:
        """Fill the list of agents."""
        self.fields["agent"].choices = [(one.pk, one.name) for one in agents]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why two records are one, or two."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    reason = LineField(label=_("Why"), max_length=300)


class HouseholdFileForm(forms.Form):
    """A file of families."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX, 10 MB and 25,000 rows at most: a row for each person.")
    )


MemberFormSet = forms.formset_factory(MemberForm, extra=MORE_PEOPLE, max_num=MORE_PEOPLE, absolute_max=MORE_PEOPLE)
