"""What people choose and write on the pages of facilities."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.core.names import name_in
from twiza.facilities.freshness import Freshness
from twiza.facilities.models import Completeness, EquipmentKind, FacilityType, Profession, Service, Status
from twiza.facilities.queries.facility import BELOW, EXPIRED, NOT_SAID, NOT_SET
from twiza.territory.models import Place

Options = list[tuple[str, str]]
AGES = [
    ("", _("All")),
    (Freshness.STALE.value, _("To be verified again")),
    (Freshness.NEVER.value, _("Never verified")),
]
NORMS = [("", _("All")), (BELOW, _("Below the norm")), (NOT_SET, _("Norm not set"))]
AUTHORITIES = [("", _("All")), (EXPIRED, _("Run out")), (NOT_SAID, _("Not said"))]


def named(things: Iterable[FacilityType | Service | Profession | EquipmentKind]) -> Options:
    """Return things with a code and names as options, in the language of the page."""
    return [(thing.code, name_in(thing.names, get_language() or "fr")) for thing in things]


def areas(places: Iterable[Place]) -> Options:
    """Return places as options: their path and their name."""
    return [(place.path, name_in(place.names, get_language() or "fr")) for place in places]


class FacilityFilterForm(forms.Form):
    """Which facilities to show."""

    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"})
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *Status.choices])

    age = forms.ChoiceField(label=_("Verification"), required=False, choices=AGES)
    norm = forms.ChoiceField(label=_("Staff"), required=False, choices=NORMS)
    authority = forms.ChoiceField(label=_("Authorisation"), required=False, choices=AUTHORITIES)

    def offer(self, *, places: Iterable[Place], types: Iterable[FacilityType]) -> None:
        """Fill the lists with what there is."""
        self.fields["area"].choices = [("", _("Everywhere")), *areas(places)]  # type: ignore[attr-defined]
        self.fields["type"].choices = [("", _("All")), *named(types)]  # type: ignore[attr-defined]


class CompletenessForm(forms.Form):
    """How complete the list of a territory is believed to be."""

    place = forms.ChoiceField(label=_("Territory"))
    completeness = forms.ChoiceField(label=_("The list is"), choices=Completeness.choices, widget=forms.RadioSelect)
    said_by = forms.CharField(
        label=_("Who believes so"), max_length=200, help_text=_("A name, an office or a document.")
    )
    said_on = forms.DateField(label=_("On"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def offer(self, places: Iterable[Place]) -> None:
        """Fill the list of territories."""
        self.fields["place"].choices = areas(places)  # type: ignore[attr-defined]
