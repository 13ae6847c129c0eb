"""A plan as a calendar (RFC 5545): one event for each day of a team, all day long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanRoute
from twiza.outreach.team_names import team_said
from twiza.outreach.wording import counted, plan_said

NEWLINE = "\n"
LINE_OCTETS = 75
"""RFC 5545, 3.1: a longer line is folded, never within a character."""


def plan_calendar_file(plan: Plan, routes: Sequence[PlanRoute], *, language: str) -> bytes:
    """Return routes, which carry their visits, as an iCalendar file in a language."""
    with override(language):
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Twiza//Caravan plans//EN",
            "CALSCALE:GREGORIAN",
            f"NAME:{escaped(plan_said(plan, language))}",
            f"X-WR-CALNAME:{escaped(plan_said(plan, language))}",
            *(line for route in routes for line in event_lines(plan, route, language)),
            "END:VCALENDAR",
        ]
    return "".join(folded(line) for line in lines).encode()


def event_lines(plan: Plan, route: PlanRoute, language: str) -> list[str]:
    """
    Return the event of a team's day.

    Its id is that of the scenario, the team and the date: the next plan of the same scenario brings it up to date.
    """
    visits = list(route.visits)  # type: ignore[attr-defined]
    places = pgettext("between the items of a list", "; ").join(name_in(visit.names, language) for visit in visits)
    said = {"team": team_said(route.team_name, route.team_number), "places": places}
    return [
        "BEGIN:VEVENT",
        f"UID:{plan.scenario_id}-{route.team}-{route.on:%Y%m%d}@twiza",
        f"DTSTAMP:{plan.made_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{plan.number}",
        f"DTSTART;VALUE=DATE:{route.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{route.on + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(_('%(team)s: %(places)s') % said)}",
        f"DESCRIPTION:{escaped(NEWLINE.join(details_of(plan, route, language)))}",
        f"LOCATION:{escaped(name_in(visits[0].commune.names, language))}",
        f"GEO:{visits[0].lat:.6f};{visits[0].lon:.6f}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def details_of(plan: Plan, route: PlanRoute, language: str) -> list[str]:
    """Return what a team needs to know of its day, line by line."""
    visits = list(route.visits)  # type: ignore[attr-defined]
    stops = [
        _("%(number)s. %(stop)s, %(commune)s")
        % {
            "number": visit.rank + 1,
            "stop": name_in(visit.names, language),
            "commune": name_in(visit.commune.names, language),
        }
        for visit in visits
    ]
    length = _("%(km)s km, %(minutes)s minutes") % {"km": counted(route.km), "minutes": counted(route.minutes)}
    night = [_("The team sleeps at %(stop)s.") % {"stop": name_in(visits[-1].names, language)}] if route.end else []
    return [*stops, length, *night, plan_said(plan, language)]


def escaped(text: str) -> str:
    """Return text as a value: what separates values is escaped, lines end in a written `\\n`."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """Return a line of the file, folded at 75 octets, with its end."""
    parts, octets, most = [""], 0, LINE_OCTETS
    for character in line:
        size = len(character.encode())
        if octets + size > most:
            # What goes on begins with a space, which counts.
            parts.append("")
            octets, most = 0, LINE_OCTETS - 1
        parts[-1] += character
        octets += size
    return "\r\n ".join(parts) + "\r\n"
