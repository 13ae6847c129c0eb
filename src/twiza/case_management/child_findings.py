"""What the rules find in the visits of a child: danger, nutrition, doses, what is due, and the alerts they raise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from twiza.case_management.child_health.alerts import Alert, ChildFacts, alerts_of
from twiza.case_management.child_health.danger_signs import DangerFound, Examined, danger_found
from twiza.case_management.child_health.nutrition import NutritionClass, arm_class
from twiza.case_management.child_health.vaccines import DoseStanding, Vaccinated, dose_standings
from twiza.case_management.child_health.visit_calendar import VisitStanding, visit_standing
from twiza.case_management.child_health.weighings import Weighing, has_stalled
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.models import ChildFollow, ChildVisit, Presence
from twiza.case_management.queries.risks import risks_of
from twiza.households.models import Person, PersonSex
from twiza.rulesets.evaluation.conditions import Verdict

SEX_OF_TABLES = {PersonSex.FEMALE: "f", PersonSex.MALE: "m"}


def danger_of(visit: ChildVisit, rules: ChildRules) -> DangerFound | None:
    """Return the danger signs of a visit; None without rules, or for a child whose birth is not known."""
    child = visit.child
    if rules.signs is None or rules.nutrition is None or child.born_on is None:
        return None
    examined = Examined(
        born_on=child.born_on,
        on=visit.visited_on,
        country=rules.country,
        answers=dict(visit.signs.values_list("code", "is_there")),
        breaths_per_minute=visit.breaths_per_minute,
        muac_mm=visit.arm_mm,
    )
    return danger_found(rules.signs.content, rules.nutrition.content, examined)


def arm_of(visit: ChildVisit, rules: ChildRules) -> NutritionClass | None:
    """Return the class of the arm measured at a visit; None without a measure, or where no rule has one."""
    born_on = visit.child.born_on
    if visit.arm_mm is None or rules.nutrition is None or born_on is None:
        return None
    return arm_class(rules.nutrition.content, born_on=born_on, on=visit.visited_on, muac_mm=visit.arm_mm)


def doses_of(child: Person, rules: ChildRules, on: dt.date) -> tuple[DoseStanding, ...] | None:
    """Return where a child stands with each dose; None without a schedule, or a birth."""
    return doses_standing(child, dict(child.doses.values_list("dose", "given_on")), rules, on)


def doses_standing(
    child: Person, given: Mapping[str, dt.date], rules: ChildRules, on: dt.date
) -> tuple[DoseStanding, ...] | None:
    """Return where a child stands with each dose, by the days of those given; None without a schedule, or a birth."""
    if rules.vaccines is None or child.born_on is None:
        return None
    vaccinated = Vaccinated(child.born_on, SEX_OF_TABLES[PersonSex(child.sex)], None, given)
    return dose_standings(rules.vaccines.content, vaccinated, on=on)


def visits_standing(
    child: Person, follow: ChildFollow, visited: Sequence[dt.date], rules: ChildRules, on: dt.date
) -> VisitStanding | None:
    """Return how the visits of a child stand; None without a schedule, or a birth."""
    if rules.schedule is None or child.born_on is None:
        return None
    risks = risks_of(child, follow)
    return visit_standing(rules.schedule.content, born_on=child.born_on, risks=risks, visits=visited, on=on)


def has_stalled_weight(child: Person, visits: Sequence[ChildVisit]) -> bool | None:
    """Return whether the last weighings call for a clinician; None when there are too few to say."""
    if child.born_on is None:
        return None
    weighings = [Weighing(one.visited_on, float(one.weight_kg)) for one in visits if one.weight_kg is not None]
    return has_stalled(sorted(weighings, key=lambda one: one.on), born_on=child.born_on)


def alerts_raised(
    visit: ChildVisit, visits: Sequence[ChildVisit], follow: ChildFollow, rules: ChildRules, at: dt.datetime
) -> list[Alert]:
    """Return the alerts that hold after a visit; none without a schedule."""
    if rules.schedule is None:
        return []
    seen = [one.visited_on for one in visits if one.presence == Presence.SEEN]
    facts = ChildFacts(
        at=at,
        danger=danger_of(visit, rules),
        arm=arm_of(visit, rules),
        is_arm_measured=visit.arm_mm is not None,
        has_oedema=visit.has_oedema,
        has_stalled=has_stalled_weight(visit.child, visits),
        doses=doses_of(visit.child, rules, visit.visited_on),
        visits=visits_standing(visit.child, follow, seen, rules, visit.visited_on),
    )
    return [one for one in alerts_of(rules.schedule.content, facts) if one.verdict == Verdict.HELD]
