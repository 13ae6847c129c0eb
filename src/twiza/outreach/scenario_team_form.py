"""The form of a team of a scenario."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.outreach.actions.teams import TeamTerms
from twiza.outreach.fields import PlaceField, SpecialtiesField, said
from twiza.outreach.forms import WEEKDAYS, plain
from twiza.outreach.models import Scenario, ScenarioTeam, Weekday
from twiza.outreach.queries.plans import communes_of
from twiza.outreach.terms import DAY_MINUTES
from twiza.territory.models import Place


class TeamForm(forms.Form):
    """One team."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False, widget=forms.TextInput({"dir": "auto"}))
    base = PlaceField(label=_("Starts and ends the day at"), queryset=Place.objects.none(), empty_label=None)
    specialties = SpecialtiesField(label=_("Specialties"), queryset=Specialty.objects.none())
    day_minutes = forms.FloatField(
        label=_("Minutes a day, road included"), min_value=60, max_value=1440, initial=DAY_MINUTES
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Works only on"),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=WEEKDAYS,
        help_text=_("None ticked: every working day."),
    )
    minutes_per_consultation = forms.FloatField(
        label=_("Minutes per consultation"),
        min_value=1,
        max_value=240,
        required=False,
        help_text=_(
            "When every team says it, a visit meets no more need than its time allows. Below it can be said for each "
            "specialty."
        ),
    )
    cost_day = forms.FloatField(label=_("Cost of a day"), min_value=0, initial=0)
    cost_km = forms.FloatField(label=_("Cost of a kilometre"), min_value=0, initial=0)

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = communes_of(scenario)  # type: ignore[attr-defined]
        self.planned = list(scenario.specialties.order_by("position", "code"))
        self.fields["specialties"].queryset = scenario.specialties.order_by("position")  # type: ignore[attr-defined]
        for specialty in self.planned:
            self.fields[pace_name(specialty)] = forms.FloatField(
                label=said(specialty.names), min_value=1, max_value=240, required=False
            )

    def pace_fields(self) -> list[forms.BoundField]:
        """Return the fields of the minutes of each specialty."""
        return [self[pace_name(specialty)] for specialty in self.planned]

    def terms(self) -> TeamTerms:
        """Return what was said of the team."""
        given = self.cleaned_data
        return TeamTerms(
            name=given["name"],
            base=given["base"],
            specialties=tuple(given["specialties"]),
            day_minutes=given["day_minutes"],
            weekdays=tuple(given["weekdays"]),
            minutes_per_consultation=given["minutes_per_consultation"],
            cost_day=given["cost_day"],
            cost_km=given["cost_km"],
            paces={
                specialty: minutes
                for specialty in self.planned
                if (minutes := given[pace_name(specialty)]) is not None
            },
        )


def initial_team(team: ScenarioTeam) -> dict[str, Any]:
    """Return what the form of a team shows."""
    names = ("name", "base", "day_minutes", "weekdays", "minutes_per_consultation", "cost_day", "cost_km")
    shown = {name: plain(getattr(team, name)) for name in names} | {"specialties": team.specialties.all()}
    return shown | {pace_name(pace.specialty): plain(pace.minutes) for pace in team.paces.all()}


def pace_name(specialty: Specialty) -> str:
    """Return the name of the field of a specialty's minutes."""
    return f"pace_{specialty.code}"
