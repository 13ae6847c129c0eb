"""Why no plan is possible, in the reader's words: the engine knows ids only, and speaks English."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from twiza.core.names import name_in
from twiza.outreach.models import PlanStop
from twiza.outreach.order import Order
from twiza.outreach.team_names import team_said


def contradiction_said(visit: PlanStop, language: str) -> str:
    """Return that a stop is to be left out of a route that is to be kept."""
    sentence = _(
        "%(team)s is to keep its route of %(day)s, and the stop %(stop)s of this route is to be left out: untick one "
        "of the two."
    )
    return sentence % {
        "team": team_said(visit.route.team_name, visit.route.team_number),
        "day": date_format(visit.route.on),
        "stop": name_in(visit.names, language),
    }


def impossible_said(order: Order) -> str:
    """Return what cannot be in one plan: the routes that are to be kept, or all that was asked for without any."""
    routes = kept_routes(order)
    if not routes:
        return _("No plan can keep everything that was asked for: change the stops, the teams or the days.")
    sentence = ngettext(
        "No plan can keep this route with all that is asked for: %(routes)s. Untick it, and plan again.",
        "No plan can keep these routes with all that is asked for: %(routes)s. Untick some, and plan again.",
        len(routes),
    )
    return sentence % {"routes": pgettext("between the items of a list", "; ").join(routes)}


def kept_routes(order: Order) -> list[str]:
    """Return the routes that an order keeps, each by its team and its day."""
    teams, dates = order.snapshot["teams"], order.snapshot["dates"]
    numbers = {team: number for number, team in enumerate(teams, start=1)}
    return [
        _("%(team)s on %(day)s")
        % {
            "team": team_said(teams[lock["team"]], numbers[lock["team"]]),
            "day": date_format(dt.date.fromisoformat(dates[lock["day"] - 1])),
        }
        for lock in order.problem["locks"]
    ]
