"""Fixed and mobile care side by side, in rows of figures and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.core.names import name_in
from twiza.outreach.beside import Beside, Side
from twiza.outreach.wording import all_assumptions, counted, figure


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One figure of a post and of caravans; None is not known. `note` says what it is made of."""

    label: str
    fixed: float | None
    mobile: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """What of each side lies in one commune."""

    name: str
    fixed_people: float
    mobile_people: float
    fixed_need: float
    mobile_need: float


def beside_rows(beside: Beside, snapshot: Mapping[str, Any], language: str) -> list[BesideRow]:
    """Return the figures of both sides, each with what it is made of."""
    fixed, mobile = beside.fixed, beside.mobile
    return [
        BesideRow(_("People newly within reach"), fixed.people, mobile.people, overlap_said(beside)),
        *(
            BesideRow(
                _("Need met in a year: %(specialty)s") % {"specialty": name_in(names, language)},
                fixed.need_met.get(code, 0.0),
                mobile.need_met.get(code, 0.0),
                limits_said(beside, code),
            )
            for code, names in snapshot["specialties"].items()
        ),
        BesideRow(_("Need met in a year, in all"), fixed.met, mobile.met, _("The sum of the specialties.")),
        BesideRow(_("Days of presence a year at one place"), fixed.presence_days, mobile.presence_days),
        BesideRow(
            _("Cost a year"),
            fixed.cost,
            mobile.cost,
            _("As you say it: the post’s cost; the cost of a visit × visits a year × stops."),
        ),
        BesideRow(_("Cost of one need met"), fixed.cost_per_need, mobile.cost_per_need),
        BesideRow(_("Cost of one person newly within reach"), fixed.cost_per_person, mobile.cost_per_person),
    ]


def overlap_said(beside: Beside) -> str:
    """Return who is brought within reach by one side only, and by both."""
    sentence = _("Only by the post: %(fixed)s. Only by caravans: %(mobile)s. By both: %(both)s.")
    return sentence % {
        "fixed": counted(beside.only_fixed),
        "mobile": counted(beside.only_mobile),
        "both": counted(beside.both),
    }


def limits_said(beside: Beside, specialty: str) -> str:
    """Return how much need the people reached have, which consultations may not suffice for."""
    sentence = _("Need of the people reached: %(fixed)s by the post, %(mobile)s by caravans.")
    return sentence % {
        "fixed": counted(beside.fixed.need_reached.get(specialty, 0.0)),
        "mobile": counted(beside.mobile.need_reached.get(specialty, 0.0)),
    }


def part_rows(beside: Beside, areas: Mapping[str, str]) -> list[PartRow]:
    """Return both sides commune by commune; `areas` are the communes' names by code."""
    fixed, mobile = parts_by_area(beside.fixed), parts_by_area(beside.mobile)
    nothing = (0.0, 0.0)
    rows = []
    for area in dict.fromkeys([*fixed, *mobile]):
        (fixed_people, fixed_need), (mobile_people, mobile_need) = fixed.get(area, nothing), mobile.get(area, nothing)
        rows.append(PartRow(areas.get(area, area), fixed_people, mobile_people, fixed_need, mobile_need))
    return sorted(rows, key=lambda row: (-max(row.fixed_people, row.mobile_people), row.name))


def parts_by_area(side: Side) -> dict[str, tuple[float, float]]:
    """Return the people and the need of a side by commune."""
    return {part.area: (part.people, part.need) for part in side.parts}


def title_said(place: str, visits: int, stops: int) -> str:
    """Return what is seen side by side."""
    sentence = ngettext(
        "A post at %(place)s, or %(visits)s caravans a year at %(stops)s stop",
        "A post at %(place)s, or %(visits)s caravans a year at each of %(stops)s stops",
        stops,
    )
    return sentence % {"place": place, "visits": counted(visits), "stops": counted(stops)}


def rests_on(assumptions: dict[str, Any], problem: Mapping[str, Any], language: str) -> list[str]:
    """Return what the figures rest on: how each side reaches people, then all that the plan rests on."""
    post = _(
        "The post is within reach of whoever lives up to %(minutes)s minutes of road from it, as fixed care is; a "
        "caravan, of whoever walks to its stop. Both count the same people, out of reach of fixed care today, and the "
        "same needs."
    )
    limited = [_("Consultations of caravans are limited by the minutes at each stop, at the teams’ mean pace; people "
                 "go to the nearest stop.")] if problem["capacity"] else []  # fmt: skip
    minutes = {"minutes": figure(assumptions["fixed_reach_minutes"])}
    return [post % minutes, *limited, *all_assumptions(assumptions, language)]
