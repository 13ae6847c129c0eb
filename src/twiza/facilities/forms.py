"""What people choose and write on the pages of facilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.core.names import name_in
from twiza.facilities.actions.facility import Said
from twiza.facilities.models import Completeness, Facility, FacilityType, Service, Status
from twiza.territory.models import Place

STAFF_MAX = 10_000
Options = list[tuple[str, str]]


def named(things: Iterable[FacilityType | Service]) -> Options:
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

    def offer(self, *, places: Iterable[Place], types: Iterable[FacilityType]) -> None:
        """Fill the lists with what there is."""
        self.fields["area"].choices = [("", _("Everywhere")), *areas(places)]  # type: ignore[attr-defined]
        self.fields["type"].choices = [("", _("All")), *named(types)]  # type: ignore[attr-defined]


class FacilityForm(forms.Form):
    """What a facility is."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=200, required=False)
    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=200, required=False, widget=forms.TextInput({"dir": "rtl", "lang": "ar"})
    )
    code = forms.CharField(label=_("Code"), max_length=80, required=False)
    type = forms.ChoiceField(label=_("Type"))
    place_code = forms.CharField(
        label=_("Code of the commune"),
        max_length=64,
        help_text=_("As the census writes it, for instance 05.081.03.09."),
    )
    lat = forms.FloatField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, widget=forms.NumberInput({"step": "any"})
    )
    lon = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, widget=forms.NumberInput({"step": "any"})
    )
    is_mobile = forms.BooleanField(label=_("Mobile: it moves from place to place"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    doctors = forms.FloatField(label=_("Doctors"), required=False, min_value=0, max_value=STAFF_MAX)
    nurses = forms.FloatField(label=_("Nurses"), required=False, min_value=0, max_value=STAFF_MAX)
    midwives = forms.FloatField(label=_("Midwives"), required=False, min_value=0, max_value=STAFF_MAX)
    services = forms.MultipleChoiceField(label=_("Services"), required=False, widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who says so, or in which document."))
    verified_by = forms.CharField(label=_("Verified by"), max_length=200, required=False)
    verified_on = forms.DateField(
        label=_("Verified on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def offer(self, *, types: Sequence[FacilityType], services: Sequence[Service]) -> None:
        """Fill the lists with what there is."""
        self.offered_types = {one.code: one for one in types}
        self.offered_services = {one.code: one for one in services}
        self.fields["type"].choices = named(types)  # type: ignore[attr-defined]
        self.fields["services"].choices = named(services)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for both coordinates or neither, and for both of who verified and when."""
        given = super().clean() or {}
        if (given.get("lat") is None) != (given.get("lon") is None) and not {"lat", "lon"} & set(self.errors):
            self.add_error("lat", _("Give both latitude and longitude, or neither."))
        if (
            bool(given.get("verified_by")) != (given.get("verified_on") is not None)
            and "verified_on" not in self.errors
        ):
            self.add_error("verified_by", _("Say both who verified it and when, or neither."))
        return given

    def said(self, place: Place) -> Said:
        """Return what the form says of a facility in a place."""
        given = self.cleaned_data
        return Said(
            code=given["code"],
            names={"fr": given["name_fr"], "ar": given["name_ar"]},
            type=self.offered_types[given["type"]],
            place=place,
            lat=given["lat"],
            lon=given["lon"],
            is_mobile=given["is_mobile"],
            status=Status(given["status"]),
            doctors=given["doctors"],
            nurses=given["nurses"],
            midwives=given["midwives"],
            services=[self.offered_services[code] for code in given["services"]],
            source=given["source"],
            verified_by=given["verified_by"],
            verified_on=given["verified_on"],
        )


def lines_of(facility: Facility) -> dict[str, object]:
    """Return what the form first shows of a facility."""
    shown = {name: getattr(facility, name) for name in ("code", "lat", "lon", "is_mobile", "status", "doctors")}
    more = {name: getattr(facility, name) for name in ("nurses", "midwives", "source", "verified_by", "verified_on")}
    services = [one.service.code for one in facility.facility_services.select_related("service")]
    names = {f"name_{language}": facility.names.get(language, "") for language in ("fr", "ar")}
    return {
        **shown,
        **more,
        **names,
        "type": facility.type.code,
        "place_code": facility.place.code,
        "services": services,
    }


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
