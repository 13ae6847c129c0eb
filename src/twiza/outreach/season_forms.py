"""The forms of a scenario's dates: seasons, and pauses of teams and stops."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.outreach.actions.seasons import SeasonTerms
from twiza.outreach.fields import said
from twiza.outreach.forms import plain
from twiza.outreach.models import Scenario, ScenarioStop, TravelSeason
from twiza.outreach.queries.plans import teams_of
from twiza.outreach.team_names import team_said


class DatesForm(forms.Form):
    """Two dates, both included."""

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("To (included)"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class StopsField(forms.ModelMultipleChoiceField):
    """Stops to choose among, by name."""

    widget = forms.SelectMultiple({"size": "8"})

    def label_from_instance(self, obj: ScenarioStop) -> str:
        """Return the stop's name."""
        return said(obj.names)


class SeasonForm(DatesForm):
    """A season: how teams drive, and which stops cannot be reached."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput({"dir": "auto"}))
    speed_kmh = forms.FloatField(label=_("Speed on the road (km/h)"), min_value=5, max_value=120)
    detour = forms.FloatField(
        label=_("Detour"),
        min_value=1,
        max_value=5,
        help_text=_("Road kilometres for one kilometre as the crow flies."),
    )
    closed_stops = StopsField(
        label=_("Stops that cannot be reached"), queryset=ScenarioStop.objects.none(), required=False
    )
    field_order = ("name", "starts_on", "ends_on", "speed_kmh", "detour", "closed_stops")

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stops = scenario.stops.filter(is_included=True).order_by("commune__path", "code")
        self.fields["closed_stops"].queryset = stops  # type: ignore[attr-defined]

    def terms(self) -> SeasonTerms:
        """Return what was said."""
        given = self.cleaned_data
        return SeasonTerms(
            name=given["name"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            speed_kmh=given["speed_kmh"],
            detour=given["detour"],
            closed_stops=tuple(given["closed_stops"]),
        )


class PauseForm(DatesForm):
    """When a team is away, or a stop not to be visited."""

    who = forms.ChoiceField(label=_("Team or stop"))
    reason = forms.CharField(label=_("Why"), max_length=120, required=False, widget=forms.TextInput({"dir": "auto"}))
    field_order = ("who", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {f"team-{team.pk}": team for team in teams_of(scenario)}
        stops = scenario.stops.filter(is_included=True).order_by("commune__path", "code")
        self.stops = {f"stop-{stop.pk}": stop for stop in stops}
        teams = [(key, team_said(team.name, number)) for number, (key, team) in enumerate(self.teams.items(), start=1)]
        places = [(key, said(stop.names)) for key, stop in self.stops.items()]
        groups = [("", _("Choose")), (_("Teams"), teams), (_("Stops"), places)]
        self.fields["who"].choices = groups  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        """Return what was said: of a team or of a stop, whichever was chosen."""
        who = self.cleaned_data["who"]
        given = {name: self.cleaned_data[name] for name in ("starts_on", "ends_on", "reason")}
        return given | {"team": self.teams.get(who), "stop": self.stops.get(who)}


def initial_season(season: TravelSeason) -> dict[str, Any]:
    """Return what the form of a season shows."""
    names = ("name", "starts_on", "ends_on", "speed_kmh", "detour")
    return {name: plain(getattr(season, name)) for name in names} | {"closed_stops": season.closed_stops.all()}
