"""Forms to plan caravans: what is asked for, stops, teams, and what to hold fixed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Basis, Care, NeedFormula, Specialty
from twiza.access.queries.formulas import formula_in_use, formulas_of
from twiza.accounts.decisions import Actor
from twiza.outreach.actions.stops import StopChoice
from twiza.outreach.actions.teams import TeamTerms
from twiza.outreach.fields import FormulaField, PlaceField, SpecialtiesField, area_choices, said
from twiza.outreach.models import Scenario, ScenarioStop, ScenarioTeam, StopKind, Weekday
from twiza.outreach.queries.plans import areas_of, communes_of
from twiza.outreach.terms import DAY_MINUTES, DAYS_MAX, STOP_COUNT, STOPS_MAX, TEAM_COUNT, TEAMS_MAX, Terms, Wishes
from twiza.territory.models import Place

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
WEEKDAYS = forms.CheckboxSelectMultiple


class PlanFilterForm(forms.Form):
    """Which plans to list."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"}))
    area = forms.ChoiceField(label=_("Area"), required=False)

    def offer(self, areas: Sequence[Place]) -> None:
        """Fill the list of areas with those that have plans."""
        named = sorted((said(area.names), area.path) for area in areas)
        everywhere = ("", _("All areas"))
        self.fields["area"].choices = [everywhere, *((path, name) for name, path in named)]  # type: ignore[attr-defined]


class AreaForm(forms.Form):
    """Where, and for which specialties."""

    area = forms.TypedChoiceField(label=_("Area"), coerce=int)
    specialties = SpecialtiesField(label=_("Specialties"), queryset=Specialty.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.pk: place for place in areas_of(actor)}
        self.fields["area"].choices = area_choices(self.places.values())  # type: ignore[attr-defined]
        choose_specialties(self)

    def clean_area(self) -> Place:
        """Return the place chosen."""
        return self.places[self.cleaned_data["area"]]


class WishesForm(forms.Form):
    """What to propose: which kinds of stops, how many, how many teams."""

    kinds = forms.MultipleChoiceField(
        label=_("Candidate stops"),
        choices=StopKind.choices,
        widget=WEEKDAYS,
        help_text=_(
            "The census says how many weekly souks a commune holds, neither where nor on which day: the stop is put "
            "at the commune, and you may set the day. Chosen places are points of population that no other stop is "
            "within a walk of."
        ),
    )
    stop_count = forms.IntegerField(
        label=_("Stops to propose, at most"), min_value=1, max_value=STOPS_MAX, initial=STOP_COUNT
    )
    team_count = forms.IntegerField(label=_("Teams"), min_value=1, max_value=TEAMS_MAX, initial=TEAM_COUNT)

    def wishes(self) -> Wishes:
        """Return what was wished for."""
        given = self.cleaned_data
        return Wishes(tuple(given["kinds"]), given["stop_count"], given["team_count"])


class TermsForm(forms.Form):
    """The figures of a scenario."""

    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    day_count = forms.IntegerField(label=_("Working days"), min_value=1, max_value=DAYS_MAX)
    closed_weekdays = forms.TypedMultipleChoiceField(
        label=_("Days off"), choices=Weekday.choices, coerce=int, required=False, widget=WEEKDAYS
    )
    need_formula = FormulaField(label=_("Formula of needs"), queryset=NeedFormula.objects.none(), empty_label=None)
    basis = forms.ChoiceField(label=_("Where fixed care is"), choices=Basis.choices)
    care = forms.ChoiceField(label=_("Fixed care"), choices=Care.choices)
    fixed_reach_minutes = forms.FloatField(
        label=_("Fixed care is within reach up to (minutes of road)"), min_value=1, max_value=600
    )
    stop_clear_km = forms.FloatField(label=_("No stop nearer to fixed care than (km)"), min_value=0, max_value=200)
    walking_full_km = forms.FloatField(label=_("Everybody walks up to (km)"), min_value=0.1, max_value=30)
    walking_zero_km = forms.FloatField(
        label=_("Nobody walks beyond (km)"),
        min_value=0.1,
        max_value=30,
        help_text=_("Between the two, fewer and fewer people walk. Equal: everybody within, nobody beyond."),
    )
    equity_strength = forms.FloatField(
        label=_("Equity"),
        min_value=0,
        max_value=2,
        help_text=_(
            "From 0, every need counts alike, to 2, a need may count up to three times where people are far, "
            "poor or left aside."
        ),
        widget=forms.NumberInput({"step": "0.5"}),
    )
    speed_kmh = forms.FloatField(label=_("Speed on the road (km/h)"), min_value=5, max_value=120)
    detour = forms.FloatField(
        label=_("Detour"),
        min_value=1,
        max_value=5,
        help_text=_("Road kilometres for one kilometre as the crow flies."),
    )
    stops_per_day_max = forms.IntegerField(label=_("Stops a day at most"), min_value=1, max_value=5)
    visits_max = forms.IntegerField(label=_("Visits of one stop at most"), min_value=1, max_value=20)
    gap_days_min = forms.IntegerField(
        label=_("Working days between two visits of a stop, at least"), min_value=1, max_value=DAYS_MAX
    )
    budget = forms.FloatField(label=_("Budget"), min_value=0, required=False)
    area_floor = forms.FloatField(
        label=_("Share of need to meet in each commune first (%)"), min_value=0, max_value=100, required=False
    )
    seconds = forms.IntegerField(label=_("Seconds allowed to the search"), min_value=1, max_value=300)
    gap = forms.FloatField(
        label=_("Good enough when proven within (%)"),
        min_value=0,
        max_value=50,
        widget=forms.NumberInput({"step": "any"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_formula(self, actor)

    def clean_starts_on(self) -> dt.date:
        """Return a first day of this century."""
        day: dt.date = self.cleaned_data["starts_on"]
        if not EARLIEST <= day < LATEST:
            raise forms.ValidationError(_("This date is not of this century: check the year."))
        return day

    def terms(self) -> Terms:
        """Return the terms given; per cents become shares."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "need_formula"}
        floor = given["area_floor"]
        given["area_floor"] = None if floor is None else floor / 100
        given["gap"] = given["gap"] / 100
        given["closed_weekdays"] = tuple(given["closed_weekdays"])
        return Terms(**given)


class NameForm(forms.Form):
    """What a scenario is called, and which specialties it plans."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    specialties = SpecialtiesField(label=_("Specialties"), queryset=Specialty.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_specialties(self)


class StopForm(forms.Form):
    """What is said of one candidate stop, in a row of the table."""

    is_included = forms.BooleanField(required=False)
    service_minutes = forms.FloatField(min_value=10, max_value=1000)
    weekday = forms.TypedChoiceField(
        choices=[("", _("Any day")), *Weekday.choices], coerce=int, empty_value=None, required=False
    )

    def choice(self) -> StopChoice:
        """Return what was said."""
        day = self.cleaned_data["weekday"]
        return StopChoice(
            self.cleaned_data["is_included"], self.cleaned_data["service_minutes"], () if day is None else (day,)
        )


class NewStopForm(forms.Form):
    """A place chosen by hand."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180)


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
        help_text=_("When every team says it, a visit meets no more need than its time allows."),
    )
    cost_day = forms.FloatField(label=_("Cost of a day"), min_value=0, initial=0)
    cost_km = forms.FloatField(label=_("Cost of a kilometre"), min_value=0, initial=0)

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = communes_of(scenario)  # type: ignore[attr-defined]
        self.fields["specialties"].queryset = scenario.specialties.order_by("position")  # type: ignore[attr-defined]

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
        )


def choose_specialties(form: forms.Form) -> None:
    """Offer every specialty, the first one ticked."""
    specialties = Specialty.objects.order_by("position", "code")
    form.fields["specialties"].queryset = specialties  # type: ignore[attr-defined]
    form.fields["specialties"].initial = [specialty.pk for specialty in specialties[:1]]


def choose_formula(form: forms.Form, actor: Actor) -> None:
    """Offer the formulas the actor may open, the one in use chosen."""
    form.fields["need_formula"].queryset = formulas_of(actor)  # type: ignore[attr-defined]
    form.fields["need_formula"].initial = formula_in_use(actor)


def initial_terms(terms: Terms | Scenario) -> dict[str, Any]:
    """Return what a form of terms shows: shares become per cents."""
    shown = {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
    shown["gap"] = round(terms.gap * 100, 6)
    shown["area_floor"] = None if terms.area_floor is None else round(terms.area_floor * 100, 6)
    return {name: plain(value) for name, value in shown.items()}


def initial_team(team: ScenarioTeam) -> dict[str, Any]:
    """Return what the form of a team shows."""
    names = ("name", "base", "day_minutes", "weekdays", "minutes_per_consultation", "cost_day", "cost_km")
    return {name: plain(getattr(team, name)) for name in names} | {"specialties": team.specialties.all()}


def initial_stop(stop: ScenarioStop) -> dict[str, Any]:
    """Return what the row of a stop shows."""
    day = stop.open_weekdays[0] if stop.open_weekdays else None
    return {"is_included": stop.is_included, "service_minutes": plain(stop.service_minutes), "weekday": day}


def plain(value: Any) -> Any:
    """Return a whole number without its point, and anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def name_said(name: str) -> dict[str, str]:
    """Return a name as somebody wrote it, in the language she wrote in."""
    return {(get_language() or "fr")[:2]: name.strip()}
