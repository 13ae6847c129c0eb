"""What rounds say in plain words: what they reach, how good they are, what they rest on."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.case_management.moves import Move
from twiza.case_management.rounds_page import AgentRow, MissedRow
from twiza.core.figures import rounded

NEVER_ABOVE = 0.05
"""Per cent under which nothing better is worth a word."""


def visits_said(version: RoundsVersion) -> str:
    """Return how many of the visits asked for are planned, as a sentence."""
    said = {"planned": rounded(version.visits_planned), "asked": rounded(version.visits_asked)}
    if version.visits_planned >= version.visits_asked:
        sentence = ngettext(
            "The visit asked for is planned.", "All %(asked)s visits asked for are planned.", version.visits_asked
        )
        return sentence % said
    sentence = ngettext(
        "%(planned)s of the %(asked)s visit asked for is planned.",
        "%(planned)s of the %(asked)s visits asked for are planned.",
        version.visits_asked,
    )
    return sentence % said


def proof_said(version: RoundsVersion) -> str:
    """Return how far from the best possible the rounds can be: never more than is proven."""
    return f"{missed_proof_said(version)} {way_proof_said(version)}"


def missed_proof_said(version: RoundsVersion) -> str:
    """Return whether fewer visits could be missed."""
    answer = version.answer
    if answer["missed"] <= answer["missed_bound"] + 1e-6:
        if answer["missed"] == 0:
            return _("No visit is missed.")
        return _("With these agents and days no rounds could miss fewer: this is proven.")
    return _("Whether fewer could be missed is not proven.")


def way_proof_said(version: RoundsVersion) -> str:
    """Return by how much walking and uneven days could be less, at most."""
    percent = math.ceil(version.answer["gap"] * 1000) / 10
    if percent <= NEVER_ABOVE:
        return _("No rounds could walk less with days as even: this is proven.")
    sentence = _(
        "It is proven that no rounds could spare more than %(percent)s%% of their minutes on the way and of what "
        "makes days uneven; how much of that could really be spared is not known."
    )
    return sentence % {"percent": rounded(percent, 1)}


def balance_said(rows: Sequence[AgentRow]) -> str:
    """Return how evenly the work is shared among the agents; empty for one agent alone."""
    shares = [row.share for row in rows if row.share is not None]
    if len(shares) < 2:
        return ""
    sentence = _("The agents’ time is filled to between %(least)s%% and %(most)s%%.")
    return sentence % {"least": rounded(min(shares) * 100), "most": rounded(max(shares) * 100)}


def why_said(row: MissedRow) -> str:
    """Return why visits of a home are missed, and what would help."""
    if row.why == "far":
        sentence = _(
            "Too far: going there, visiting and coming back takes %(minutes)s minutes, more than the day of any agent "
            "who may go. Let one start nearer, travel faster or work longer."
        )
        return sentence % {"minutes": rounded(row.minutes or 0)}
    if row.why == "days":
        return _(
            "Its days leave no room for so many visits so far apart: allow more days of the week, fewer visits or a "
            "shorter gap."
        )
    return _("The days on which it could be are full: one more agent or longer days would help.")


def assumptions_of(plan: RoundsPlan) -> list[str]:
    """Return what the figures of rounds rest on, sentence by sentence."""
    said = {"speed": shortest(plan.speed_kmh), "detour": shortest(plan.detour)}
    sentences = [
        _(
            "Supposed: %(speed)s km an hour, and %(detour)s km of path for one km as the crow flies; slopes and "
            "rivers are not known."
        )
        % said
    ]
    if plan.is_sample:
        sentences.insert(0, _("Demonstration: the homes, the agents and how often homes are visited are invented."))
    return sentences


def shortest(number: float) -> str:
    """Return a number with one decimal, or none when it is whole."""
    return rounded(number, 0 if float(number).is_integer() else 1)


def changes_said(moves: Sequence[Move]) -> str:
    """Return how much changes, as a sentence."""
    sentence = ngettext(
        "%(visits)s visit changes; all others stay as they are.",
        "%(visits)s visits change; all others stay as they are.",
        len(moves),
    )
    return sentence % {"visits": rounded(len(moves))}


def absences_said(version: RoundsVersion) -> list[str]:
    """Return the absences that a version adds to the one it is based on."""
    known = version.based_on.absences if version.based_on else []
    return [
        _("%(agent)s is absent on %(day)s.") % {"agent": agent, "day": date_format(dt.date.fromisoformat(on), "l j F")}
        for agent, on in version.absences
        if [agent, on] not in known
    ]
