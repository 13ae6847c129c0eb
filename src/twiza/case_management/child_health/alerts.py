"""
The alerts of a child: rules AL1 to AL8 of the visit schedule, over what the other rules have found.

The ruleset writes its alert rules in words. Each is one row here under the ruleset's code, and takes thresholds from
data where they stand: levels from `danger_signs`, arms from `anthropometry`, lateness from the vaccine schedule. What
the words alone say (cycles, hours, days) is named beside its rule. A rule that the ruleset lacks is not applied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from twiza.case_management.child_health.danger_signs import DangerFound
from twiza.case_management.child_health.nutrition import NutritionClass
from twiza.case_management.child_health.vaccines import DoseStanding, DoseStatus
from twiza.case_management.child_health.visit_calendar import VisitStanding
from twiza.rulesets.evaluation.conditions import Verdict
from twiza.rulesets.evaluation.evidence import Content, evidence_of, is_to_be_validated
from twiza.rulesets.evaluation.paths import rows_at

URGENT = "urgence"
SEVERE, MODERATE = "MAS", "MAM"
MISSED_CYCLES = 2
"""AL6: no visit for 2 planned cycles."""
UNCONFIRMED_AFTER, URGENT_UNCONFIRMED_AFTER = dt.timedelta(hours=48), dt.timedelta(hours=24)
"""AL7: a referral not confirmed after 48 h, 24 h if urgent."""
COVER_ENDS_WITHIN = dt.timedelta(days=60)
"""AL8: coverage ends within 60 days."""


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """A referral that nobody confirmed yet; `is_urgent` when a sign of the highest level caused it."""

    made_at: dt.datetime
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """
    What is known of a child at a moment; None is what nobody asked, measured or recorded.

    `has_oedema` and `arm` come from the day's visit, `has_stalled` from `weighings`; `referrals` are those that nobody
    confirmed; `covered_until` is the last day of her cover.
    """

    at: dt.datetime
    danger: DangerFound | None = None
    arm: NutritionClass | None = None
    is_arm_measured: bool = False
    has_oedema: bool | None = None
    has_stalled: bool | None = None
    doses: tuple[DoseStanding, ...] | None = None
    visits: VisitStanding | None = None
    referrals: tuple[OpenReferral, ...] = ()
    covered_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """
    One rule with its verdict, what it is about (codes of signs, doses), and what the ruleset says to do.

    `sensitive` are those signs among it that only those who follow the child's protection may read.
    """

    code: str
    verdict: Verdict
    about: tuple[str, ...]
    sensitive: tuple[str, ...]
    then: str
    to_be_validated: bool


Rule = Callable[[ChildFacts], tuple[Verdict, tuple[str, ...]]]


def alerts_of(content: Content, facts: ChildFacts) -> tuple[Alert, ...]:
    """Return every alert rule of a visit schedule with its verdict, in its order. Raises NoSuchPath."""
    rows = [row for row in rows_at(content, "alert_rules") if row["code"] in RULES]
    hidden = {sign.code for sign in facts.danger.signs if sign.is_sensitive} if facts.danger else set()
    return tuple(alert_of(row, *RULES[row["code"]](facts), hidden) for row in rows)


def alert_of(row: Content, verdict: Verdict, about: tuple[str, ...], hidden: set[str]) -> Alert:
    """Return one alert as the ruleset words it."""
    return Alert(
        code=row["code"],
        verdict=verdict,
        about=tuple(code for code in about if code not in hidden),
        sensitive=tuple(code for code in about if code in hidden),
        then=str(row["then"]),
        to_be_validated=is_to_be_validated(evidence_of(row)),
    )


def held_by(about: tuple[str, ...], *, is_known: bool) -> tuple[Verdict, tuple[str, ...]]:
    """Return that a rule holds for what it is about; else that it fails, or that nobody knows."""
    if about:
        return Verdict.HELD, about
    return (Verdict.FAILED if is_known else Verdict.UNKNOWN), ()


def urgent_sign(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL1: any danger sign of the highest level; not known while one of that level is to be checked."""
    if facts.danger is None:
        return Verdict.UNKNOWN, ()
    urgent = tuple(sign.code for sign in facts.danger.present if sign.level == URGENT)
    return held_by(urgent, is_known=not any(sign.level == URGENT for sign in facts.danger.to_check))


def severe_malnutrition(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL2: an arm below the severe threshold, or oedema."""
    seen = {"oedema": bool(facts.has_oedema), "arm": facts.arm is not None and facts.arm.code == SEVERE}
    found = tuple(name for name, is_there in seen.items() if is_there)
    return held_by(found, is_known=facts.is_arm_measured and facts.has_oedema is not None)


def moderate_malnutrition(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL3: an arm between the two thresholds."""
    found = ("arm",) if facts.arm and facts.arm.code == MODERATE else ()
    return held_by(found, is_known=facts.is_arm_measured)


def stalled_weight(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL4: a weight that fell or stands still."""
    return held_by(("weight",) if facts.has_stalled else (), is_known=facts.has_stalled is not None)


def late_doses(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL5: a dose later than the schedule of her country allows; an optional one calls nobody."""
    late = [one for one in facts.doses or () if one.status == DoseStatus.LATE and not one.is_optional]
    return held_by(tuple(one.dose for one in late), is_known=facts.doses is not None)


def unvisited(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL6: planned cycles that ended without a visit."""
    is_lost = facts.visits is not None and facts.visits.missed_cycles >= MISSED_CYCLES
    return held_by(("visits",) if is_lost else (), is_known=facts.visits is not None)


def unconfirmed_referral(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL7: a referral that nobody confirmed in its time."""
    limits = {True: URGENT_UNCONFIRMED_AFTER, False: UNCONFIRMED_AFTER}
    is_waiting = any(facts.at - one.made_at > limits[one.is_urgent] for one in facts.referrals)
    return held_by(("referral",) if is_waiting else (), is_known=True)


def ending_cover(facts: ChildFacts) -> tuple[Verdict, tuple[str, ...]]:
    """AL8: a cover that ends soon, or has ended."""
    is_ending = facts.covered_until is not None and facts.covered_until - facts.at.date() <= COVER_ENDS_WITHIN
    return held_by(("cover",) if is_ending else (), is_known=facts.covered_until is not None)


RULES: dict[str, Rule] = {
    "AL1": urgent_sign,
    "AL2": severe_malnutrition,
    "AL3": moderate_malnutrition,
    "AL4": stalled_weight,
    "AL5": late_doses,
    "AL6": unvisited,
    "AL7": unconfirmed_referral,
    "AL8": ending_cover,
}
