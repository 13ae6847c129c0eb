"""Forms to say what is to be planned; stops, teams, seasons and plans have forms of their own beside this file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Basis, Care, NeedFormula, Specialty
from twiza.access.queries.formulas import formula_in_use, formulas_of
from twiza.accounts.decisions import Actor
from twiza.outreach.fields import FormulaField, SpecialtiesField, area_choices
from twiza.outreach.models import Scenario, StopKind, Weekday
from twiza.outreach.queries.plans import areas_of
from twiza.outreach.terms import DAYS_MAX, NIGHTS_MAX, STOP_COUNT, STOPS_MAX, TEAM_COUNT, TEAMS_MAX, Terms, Wishes
from twiza.territory.models import Place

TOO_MANY_STOPS = _(
    "One plan made here takes at most %(limit_value)s stops: ask for fewer, or choose a smaller area. Larger problems "
    "are planned on the command line (twiza plan caravans)."
)
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
WEEKDAYS = forms.CheckboxSelectMultiple


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
        label=_("Stops to propose, at most"),
        min_value=1,
        max_value=STOPS_MAX,
        initial=STOP_COUNT,
        error_messages={"max_value": TOO_MANY_STOPS},
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
    visits_min = forms.IntegerField(
        label=_("Visits of a stop that is visited, at least"),
        min_value=0,
        max_value=20,
        help_text=_("A stop may also not be visited at all."),
    )
    gap_days_min = forms.IntegerField(
        label=_("Working days between two visits of a stop, at least"), min_value=1, max_value=DAYS_MAX
    )
    nights_max = forms.IntegerField(
        label=_("Nights away in a row, at most"),
        min_value=0,
        max_value=NIGHTS_MAX,
        help_text=_(
            "A team away sleeps at its last stop and goes on from there the next working day. 0: home every evening."
        ),
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


def plain(value: Any) -> Any:
    """Return a whole number without its point, and anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def name_said(name: str) -> dict[str, str]:
    """Return a name as somebody wrote it, in the language she wrote in."""
    return {(get_language() or "fr")[:2]: name.strip()}
