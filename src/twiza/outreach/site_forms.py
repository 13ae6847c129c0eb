"""The form of a site sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from twiza.core.figures import rounded
from twiza.facilities.models import Facility
from twiza.outreach.fields import said
from twiza.outreach.models import SiteSheet, There
from twiza.outreach.queries.nearby import Near

AUTO = {"dir": "auto"}
TEL = {"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}
ROOMS_MAX = 200
THERE = [("", _("Not looked at yet")), *There.choices]


class FacilityField(forms.ModelChoiceField):
    """A listed facility near the place."""

    def label_from_instance(self, obj: Facility) -> str:
        """Return the facility's name."""
        return said(obj.names)


class SiteForm(forms.Form):
    """What those who come need to know of a place."""

    address = forms.CharField(label=_("Address"), required=False, max_length=200, widget=forms.TextInput(AUTO))
    landmark = forms.CharField(
        label=_("Landmark"),
        required=False,
        max_length=200,
        widget=forms.TextInput(AUTO),
        help_text=_("What one sees from the road: a mosque, a bridge, a water tower."),
    )
    host_name = forms.CharField(
        label=_("Who receives us"), required=False, max_length=120, widget=forms.TextInput(AUTO)
    )
    host_phone = forms.CharField(label=_("Her telephone"), required=False, max_length=30, widget=forms.TextInput(TEL))
    water = forms.ChoiceField(label=_("Water"), required=False, choices=THERE)
    electricity = forms.ChoiceField(label=_("Electricity"), required=False, choices=THERE)
    rooms = forms.IntegerField(label=_("Rooms"), required=False, min_value=0, max_value=ROOMS_MAX)
    toilets = forms.IntegerField(label=_("Toilets"), required=False, min_value=0, max_value=ROOMS_MAX)
    women_place = forms.ChoiceField(label=_("A waiting place for women"), required=False, choices=THERE)
    road = forms.CharField(
        label=_("Road"),
        required=False,
        max_length=300,
        widget=forms.TextInput(AUTO),
        help_text=_("Tarred or track, how long, what closes it."),
    )
    hospital = FacilityField(
        label=_("Hospital to which an emergency goes"),
        queryset=Facility.objects.none(),
        required=False,
        empty_label=_("Not chosen yet"),
    )
    ambulance = forms.CharField(
        label=_("Ambulance: whose, and where it waits"),
        required=False,
        max_length=200,
        widget=forms.TextInput(AUTO),
    )
    ambulance_phone = forms.CharField(
        label=_("Telephone of the ambulance"), required=False, max_length=30, widget=forms.TextInput(TEL)
    )
    evacuation = forms.CharField(
        label=_("How somebody is evacuated"), required=False, widget=forms.Textarea({"rows": 2, **AUTO})
    )
    waste = forms.CharField(
        label=_("Medical waste: who takes it away, and where to"),
        required=False,
        widget=forms.Textarea({"rows": 2, **AUTO}),
    )
    remarks = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea({"rows": 2, **AUTO}))

    def __init__(self, *args: Any, hospitals: Sequence[Near], sheet: SiteSheet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {one.facility.pk for one in hospitals}
        if sheet is not None and sheet.hospital_id is not None:
            offered.add(sheet.hospital_id)
        field: Any = self.fields["hospital"]
        field.queryset = Facility.objects.filter(pk__in=offered)
        km = {one.facility.pk: one.km for one in hospitals}
        field.label_from_instance = lambda facility: named_at(facility, km.get(facility.pk))


def named_at(facility: Facility, km: float | None) -> str:
    """Return a facility's name, and how far it is as the crow flies when that is known."""
    if km is None:
        return said(facility.names)
    return _now("%(name)s, %(km)s km as the crow flies") % {"name": said(facility.names), "km": rounded(km)}
