"""Which rule routes would break, in the reader's words: the checks know ids only, and speak English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.core.names import name_in
from twiza.outreach.engine import Broken
from twiza.outreach.team_names import team_said
from twiza.outreach.wording import figure

SENTENCES: dict[str, Promise] = {
    "stop_twice": gettext_lazy("%(team)s, %(day)s: the stop %(stop)s is twice in the same day."),
    "stops_a_day": gettext_lazy("%(team)s, %(day)s: %(found)s stops in one day; at most %(allowed)s are allowed."),
    "day_too_long": gettext_lazy(
        "%(team)s, %(day)s: the day would take %(found)s minutes, road included; the team has %(allowed)s."
    ),
    "team_off": gettext_lazy("%(team)s, %(day)s: the team does not work on that day of the week."),
    "stop_closed": gettext_lazy("%(team)s, %(day)s: the stop %(stop)s is not open on that day of the week."),
    "season_closed": gettext_lazy("%(team)s, %(day)s: the stop %(stop)s cannot be reached in that season."),
    "routes_a_day": gettext_lazy("%(team)s, %(day)s: the team would have two routes on one day."),
    "visits_max": gettext_lazy("The stop %(stop)s: %(found)s visits; at most %(allowed)s are asked for."),
    "visits_min": gettext_lazy(
        "The stop %(stop)s: %(found)s visits; if it is visited at all, at least %(allowed)s are due."
    ),
    "gap_days": gettext_lazy(
        "The stop %(stop)s: visited on %(day)s and again %(found)s working days later; at least %(allowed)s are due."
    ),
    "nights_max": gettext_lazy(
        "%(team)s, %(day)s: %(found)s nights away in a row, the last at %(stop)s; at most %(allowed)s are allowed."
    ),
    "sleeps_elsewhere": gettext_lazy("%(team)s, %(day)s: the team sleeps at %(stop)s, which is not its last stop."),
    "no_next_day": gettext_lazy("%(team)s, %(day)s: the team sleeps at %(stop)s and has no route the next day."),
    "starts_elsewhere": gettext_lazy(
        "%(team)s, %(day)s: the team sleeps at %(stop)s and does not start there the next day."
    ),
    "did_not_sleep": gettext_lazy("%(team)s, %(day)s: the day starts at %(stop)s, where the team did not sleep."),
    "lock": gettext_lazy("%(team)s, %(day)s: this route is to be kept as it was."),
    "budget": gettext_lazy("The routes would cost %(found)s; the budget is %(allowed)s."),
}
NOT_THAT_STOP = gettext_lazy("%(team)s, %(day)s: the stop %(stop)s is not to be visited then.")
NOT_THAT_TEAM = gettext_lazy("%(team)s, %(day)s: the team is away.")
OTHERWISE = gettext_lazy("%(team)s, %(day)s: this route cannot stand.")


def broken_said(broken: Broken, snapshot: Mapping[str, Any], language: str) -> str:
    """Return which rule is broken, by which team, on which day, at which stop, as a sentence."""
    sentence = str(sentence_for(broken))
    return sentence % {
        "team": named_team(broken.team, snapshot),
        "day": named_day(broken.day, snapshot),
        "stop": name_in(snapshot["stops"][broken.stop]["names"], language) if broken.stop else "",
        "found": figure(broken.found or 0.0, 0),
        "allowed": figure(broken.allowed or 0.0, 0),
    }


def sentence_for(broken: Broken) -> Promise:
    """Return the sentence of a rule."""
    if broken.rule == "forbidden":
        return NOT_THAT_STOP if broken.stop else NOT_THAT_TEAM
    return SENTENCES.get(broken.rule, OTHERWISE)


def named_team(team: str | None, snapshot: Mapping[str, Any]) -> str:
    """Return what a plan calls a team."""
    if team is None:
        return ""
    numbers = {code: number for number, code in enumerate(snapshot["teams"], start=1)}
    return team_said(snapshot["teams"][team], numbers[team])


def named_day(day: int | None, snapshot: Mapping[str, Any]) -> str:
    """Return the date of a day of a plan."""
    if day is None or not 1 <= day <= len(snapshot["dates"]):
        return _("another day")
    return date_format(dt.date.fromisoformat(snapshot["dates"][day - 1]))
