"""What was said is needed, as a form that fits a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.access.actions.expressed import NeedSaid
from twiza.access.models import ExpressedNeed, Hearing, Specialty, Urgency, Way
from twiza.access.place_options import Options
from twiza.access.queries.expressed import WITHDRAWN
from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.documents.evidence import EvidenceFile
from twiza.territory.commune_book import sound_of_name
from twiza.territory.models import Place
from twiza.territory.queries.places import places_of
from twiza.territory.queries.search import search_places

MOST_PEOPLE = 1_000_000
PLACES_OFFERED = 8


class ExpressedForm(forms.Form):
    """What somebody said is needed, where, by whom, when and how."""

    place = forms.CharField(
        label=_("Place"),
        max_length=100,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Name or code of a commune, a locality or a province."),
    )
    place_choice = forms.ChoiceField(label=_("Which of these places"), required=False, widget=forms.RadioSelect)
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    domain = forms.CharField(
        label=_("or what it is about"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("For example: transport, water, medicines."),
    )
    words = forms.CharField(
        label=_("In the words of those who said it"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    people = forms.IntegerField(
        label=_("How many people, roughly"),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("Leave empty when it is not known."),
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect)
    said_by = forms.CharField(
        label=_("Organisation that says it"),
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("A commune, an association, a health centre."),
    )
    said_by_role = forms.CharField(
        label=_("Role of the person who spoke"), max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    said_by_name = forms.CharField(
        label=_("Her name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Only if she wants it to be written down."),
    )
    said_on = forms.DateField(label=_("Said on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    way = forms.ChoiceField(label=_("How"), choices=Way.choices, widget=forms.RadioSelect)
    evidence = forms.FileField(
        label=_("Letter or photograph"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 5 MB."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def offer(self, *, actor: Actor, specialties: Sequence[Specialty]) -> None:
        """Say who writes and which specialties there are."""
        self.actor = actor
        self.specialties = {one.code: one for one in specialties}
        language = get_language() or "fr"
        named = [(one.code, name_in(one.names, language)) for one in specialties]
        self.fields["specialty"].choices = [("", _("none of these")), *named]  # type: ignore[attr-defined]
        self.found: Place | None = None
        if self.is_bound:
            self._look_for_place(self.data.get("place", "").strip(), self.data.get("place_choice", ""))

    def _look_for_place(self, text: str, chosen: str) -> None:
        """Find the place by its code or its name; where several are called so, offer them."""
        places = places_of(self.actor)
        exact = list(places.filter(code=text)[:2])
        if len(exact) == 1:
            self.found = exact[0]
            return
        answers = search_places(text, self.actor, PLACES_OFFERED)
        offered = [one.place for one in answers]
        sound = sound_of_name(text)
        alike = [one for one in offered if sound in {sound_of_name(name) for name in one.names.values()}]
        if len(alike) == 1:
            self.found = alike[0]
            return
        labels = [(one.place.code, labelled(one.place, one.containers)) for one in answers]
        self.fields["place_choice"].choices = labels  # type: ignore[attr-defined]
        self.found = next((one for one in offered if one.code == chosen), None)

    def clean(self) -> dict[str, Any]:
        """Ask which place is meant when the name does not say."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("place") and self.found is None:
            is_offered = bool(self.fields["place_choice"].choices)  # type: ignore[attr-defined]
            self.add_error(
                "place", _("Choose one of the places below.") if is_offered else _("No place is called so.")
            )
        if not given.get("specialty") and not given.get("domain"):
            self.add_error("domain", _("Choose a specialty, or say in a few words what it is about."))
        return given

    @property
    def has_choice(self) -> bool:
        """Say whether several places are offered."""
        return bool(self.fields["place_choice"].choices)  # type: ignore[attr-defined]

    def said(self, evidence: EvidenceFile | None) -> NeedSaid:
        """Return what was said; only of a form without errors."""
        given = self.cleaned_data
        if self.found is None:  # a form without errors has found it
            raise LookupError(given["place"])
        return NeedSaid(
            place=self.found,
            specialty=self.specialties.get(given["specialty"]),
            domain="" if given["specialty"] else given["domain"],
            words=given["words"],
            people=given["people"],
            urgency=given["urgency"],
            said_by=given["said_by"],
            said_by_role=given["said_by_role"],
            said_by_name=given["said_by_name"],
            said_on=given["said_on"],
            way=given["way"],
            evidence=evidence,
        )


class AnswerForm(forms.Form):
    """What was answered to those who spoke, and what was done."""

    answer = forms.CharField(
        label=_("Answer given to those who spoke"), max_length=4000, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    done = forms.CharField(
        label=_("What was done, and where it can be found"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    answered_on = forms.DateField(label=_("Answered on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class NoteForm(forms.Form):
    """A note beside a step."""

    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )


class ExpressedFilter(forms.Form):
    """Which expressed needs to show."""

    q = forms.CharField(
        label=_("Words, place or who said it"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"})
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *Hearing.choices, (WITHDRAWN, pgettext_lazy("expressed need", "Withdrawn"))],
    )

    def offer(self, *, areas: Options, specialties: Sequence[Specialty]) -> None:
        """Fill the lists with what there is."""
        language = get_language() or "fr"
        named = [(one.code, name_in(one.names, language)) for one in specialties]
        self.fields["area"].choices = [("", _("Everywhere")), *areas]  # type: ignore[attr-defined]
        self.fields["specialty"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]


def lines_of(need: ExpressedNeed) -> dict[str, Any]:
    """Return a need as its form is filled in."""
    return {
        "place": need.place.code,
        "specialty": need.specialty.code if need.specialty else "",
        "domain": need.domain,
        "words": need.words,
        "people": need.people,
        "urgency": need.urgency,
        "said_by": need.said_by,
        "said_by_role": need.said_by_role,
        "said_by_name": need.said_by_name,
        "said_on": need.said_on,
        "way": need.way,
    }


def labelled(place: Place, containers: Sequence[Place]) -> str:
    """Return a place with what holds it, the nearest first."""
    language = get_language() or "fr"
    holders = [name_in(one.names, language) for one in containers if one.kind.rank > 0]
    return " · ".join([f"{name_in(place.names, language)} ({place.code})", *holders])
