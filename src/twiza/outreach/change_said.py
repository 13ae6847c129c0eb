"""What lies between a plan and the one that it was made from, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.outreach.broken_said import named_day, named_team
from twiza.outreach.models import Plan, PlanOrigin
from twiza.outreach.plan_change import PlanChange, Visit, change_between
from twiza.outreach.wording import counted, figure


def change_said(before: Plan, after: Plan) -> list[str]:
    """Return how many visits changed, what that earned, and what each was asked to earn, sentence by sentence."""
    change = change_between(before, after)
    return [*happened_said(after), count_said(change), earned_said(change), *price_asked_said(after, change)]


def count_said(change: PlanChange) -> str:
    """Return how many visits were dropped and added."""
    if not change.count:
        return _("No visit changed.")
    return _("Visits dropped: %(dropped)s. Visits added: %(added)s.") % {
        "dropped": counted(len(change.dropped)),
        "added": counted(len(change.added)),
    }


def earned_said(change: PlanChange) -> str:
    """Return what the changes earned, or lost."""
    known = {
        "value": signed(change.value_earned),
        "need": signed(change.need_earned),
        "people": signed(change.people_earned),
    }
    return _("Value: %(value)s. Need newly met: %(need)s. People newly within reach: %(people)s.") % known


def price_asked_said(after: Plan, change: PlanChange) -> list[str]:
    """Return what each change was asked to earn, where a price was asked."""
    if after.origin == PlanOrigin.AGAIN:
        sentence = _("Each visit dropped or added was asked to earn at least %(price)s needs, weighted for equity.")
        return [sentence % {"price": figure(change.price)}]
    return []


def happened_said(after: Plan) -> list[str]:
    """Return to what a plan was adapted, the last thing that happened."""
    happened = after.assumptions.get("happened", [])
    return [happening_said(happened[-1], after.snapshot)] if happened and after.origin == PlanOrigin.ADAPTED else []


def happening_said(happening: dict[str, Any], snapshot: dict[str, Any]) -> str:
    """Return what is not as it was planned, with its dates."""
    start, end = (dt.date.fromisoformat(happening[name]) for name in ("starts_on", "ends_on"))
    parts = [_("%(team)s is away") % {"team": named_team(team, snapshot)} for team in happening["teams"]]
    parts += [
        _("%(stop)s cannot be reached") % {"stop": name_in(snapshot["stops"][stop]["names"], get_language() or "fr")}
        for stop in happening["stops"]
    ]
    if happening["speed_kmh"] is not None:
        parts.append(_("roads are driven at %(speed)s km/h") % {"speed": figure(happening["speed_kmh"])})
    sentence = _("From %(start)s to %(end)s: %(what)s.")
    listed = pgettext("between the items of a list", "; ").join(parts)
    return sentence % {"start": date_format(start), "end": date_format(end), "what": listed}


def change_rows(before: Plan, after: Plan, language: str) -> list[str]:
    """Return each visit that was dropped or added, with its team, its day and its stop."""
    change = change_between(before, after)
    dropped, added = _("Dropped: %(stop)s, %(day)s, %(team)s"), _("Added: %(stop)s, %(day)s, %(team)s")
    return [dropped % parts_of(visit, before.snapshot, language) for visit in change.dropped] + [
        added % parts_of(visit, after.snapshot, language) for visit in change.added
    ]


def parts_of(visit: Visit, snapshot: dict[str, Any], language: str) -> dict[str, str]:
    """Return what a visit is called: its stop, its day and its team."""
    team, day, stop = visit
    return {
        "stop": name_in(snapshot["stops"][stop]["names"], language),
        "day": named_day(day, snapshot),
        "team": named_team(team, snapshot),
    }


def signed(number: float) -> str:
    """Return a difference with its sign."""
    sign = "+" if round(number) > 0 else "−" if round(number) < 0 else ""
    return f"{sign}{counted(abs(number))}"
