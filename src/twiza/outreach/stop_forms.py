"""The forms of candidate stops."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.outreach.actions.stops import StopChoice
from twiza.outreach.forms import name_said, plain
from twiza.outreach.models import ScenarioStop, Weekday
from twiza.outreach.terms import DAYS_MAX


class StopForm(forms.Form):
    """What is said of one candidate stop, in a row of the table."""

    is_included = forms.BooleanField(required=False)
    service_minutes = forms.FloatField(min_value=10, max_value=1000)
    weekday = forms.TypedChoiceField(
        choices=[("", _("Any day")), *Weekday.choices], coerce=int, empty_value=None, required=False
    )

    visits_max = forms.IntegerField(min_value=1, max_value=20, required=False)
    visits_min = forms.IntegerField(min_value=0, max_value=20, required=False)
    gap_days_min = forms.IntegerField(min_value=1, max_value=DAYS_MAX, required=False)

    def choice(self) -> StopChoice:
        """Return what was said."""
        given = self.cleaned_data
        day = given["weekday"]
        return StopChoice(
            is_included=given["is_included"],
            service_minutes=given["service_minutes"],
            open_weekdays=() if day is None else (day,),
            visits_max=given["visits_max"],
            visits_min=given["visits_min"],
            gap_days_min=given["gap_days_min"],
        )


class NewStopForm(forms.Form):
    """A place chosen by hand."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180)

    def place(self) -> dict[str, Any]:
        """Return the place: its name in the language it was written in, and where it is."""
        said = self.cleaned_data
        return {"names": name_said(said["name"]), "lat": said["lat"], "lon": said["lon"]}


def initial_stop(stop: ScenarioStop) -> dict[str, Any]:
    """Return what the row of a stop shows."""
    day = stop.open_weekdays[0] if stop.open_weekdays else None
    often = {name: getattr(stop, name) for name in ("visits_max", "visits_min", "gap_days_min")}
    shown = {"is_included": stop.is_included, "service_minutes": plain(stop.service_minutes), "weekday": day}
    return shown | often
