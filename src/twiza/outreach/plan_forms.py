"""Forms about plans: which to list, where a visit goes, what happened, what a change is to earn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.core.names import name_in
from twiza.outreach.fields import said
from twiza.outreach.forms import EARLIEST
from twiza.outreach.happened import Happening
from twiza.outreach.models import Plan
from twiza.outreach.moving import Slot
from twiza.outreach.team_names import team_said
from twiza.territory.models import Place

PRICE_MAX = 1_000_000


class PlanFilterForm(forms.Form):
    """Which plans to list."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"}))
    area = forms.ChoiceField(label=_("Area"), required=False)

    def offer(self, areas: Sequence[Place]) -> None:
        """Fill the list of areas with those that have plans."""
        named = sorted((said(area.names), area.path) for area in areas)
        everywhere = ("", _("All areas"))
        self.fields["area"].choices = [everywhere, *((path, name) for name, path in named)]  # type: ignore[attr-defined]


class SlotForm(forms.Form):
    """Where a visit goes: team, day and place in the order of that day."""

    team = forms.ChoiceField(label=_("Team"))
    day = forms.TypedChoiceField(label=_("Day"), coerce=int)
    place = forms.IntegerField(
        label=_("Place in the order of the day"),
        min_value=1,
        max_value=20,
        help_text=_("1 is the first stop of the day; a number beyond the last one puts it last."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = team_choices(plan)  # type: ignore[attr-defined]
        self.fields["day"].choices = day_choices(plan)  # type: ignore[attr-defined]

    def slot(self) -> Slot:
        """Return the slot chosen."""
        given = self.cleaned_data
        return Slot(given["team"], given["day"], given["place"] - 1)


class NewVisitForm(SlotForm):
    """A visit more: of which stop, and where it goes."""

    stop = forms.ChoiceField(label=_("Stop"))
    field_order = ("stop", "team", "day", "place")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["stop"].choices = stop_choices(plan)  # type: ignore[attr-defined]


class HappeningForm(forms.Form):
    """What is not as it was planned, and how much of the plan may change for it."""

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("To (included)"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    stops = forms.MultipleChoiceField(
        label=_("Stops that cannot be reached"),
        required=False,
        widget=forms.SelectMultiple({"size": "8"}),
        help_text=_("A closed road closes the stops that it leads to."),
    )
    teams = forms.MultipleChoiceField(
        label=_("Teams that are away"), required=False, widget=forms.CheckboxSelectMultiple
    )
    speed_kmh = forms.FloatField(
        label=_("Speed on the road (km/h)"),
        required=False,
        min_value=5,
        max_value=120,
        help_text=_("Empty: as planned."),
    )
    change_price = forms.FloatField(
        label=_("Change other visits too where each change earns at least (needs)"),
        required=False,
        min_value=0,
        max_value=PRICE_MAX,
        widget=forms.NumberInput({"step": "any"}),
        help_text=_("Empty: the least change. Only what cannot stay is dropped, everything else stays as it is."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stops"].choices = stop_choices(plan)  # type: ignore[attr-defined]
        self.fields["teams"].choices = team_choices(plan)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse dates in disorder."""
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day comes before the first: change one of the two."))
        if start and start < EARLIEST:
            self.add_error("starts_on", _("This date is not of this century: check the year."))
        return given

    def happening(self) -> Happening:
        """Return what happened."""
        given = self.cleaned_data
        return Happening(
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            stops=tuple(given["stops"]),
            teams=tuple(given["teams"]),
            speed_kmh=given["speed_kmh"],
        )


class AgainForm(forms.Form):
    """What a changed visit is asked to earn when a plan is made again."""

    change_price = forms.FloatField(
        label=_("Drop or add a visit only if that earns at least (needs)"),
        min_value=0,
        max_value=PRICE_MAX,
        widget=forms.NumberInput({"step": "any"}),
        help_text=_(
            "Needs weighted for equity. 0: the best plan, whatever it changes; a greater number: fewer changes."
        ),
    )


def team_choices(plan: Plan) -> list[tuple[str, str]]:
    """Return the teams of a plan by code."""
    return [
        (code, team_said(name, number)) for number, (code, name) in enumerate(plan.snapshot["teams"].items(), start=1)
    ]


def day_choices(plan: Plan) -> list[tuple[int, str]]:
    """Return the working days of a plan with their dates."""
    dates = [dt.date.fromisoformat(date) for date in plan.snapshot["dates"]]
    return [(day, date_format(date, "l j F Y")) for day, date in enumerate(dates, start=1)]


def stop_choices(plan: Plan) -> list[tuple[str, str]]:
    """Return the candidate stops of a plan by name."""
    language = get_language() or "fr"
    named = [(name_in(stop["names"], language), code) for code, stop in plan.snapshot["stops"].items()]
    return [(code, name) for name, code in sorted(named)]
