"""What the rules find in the records of one child: impossible, outlying, late, or the same again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from twiza.case_management.data_quality.limits import Rules
from twiza.case_management.data_quality.records import ChildSeen, Finding, VisitSeen
from twiza.case_management.growth.indices import STANDING_IS_SHORTER_CM, implausible


def child_findings(child: ChildSeen, rules: Rules) -> list[Finding]:
    """Return what the rules that are on point out about a child."""
    noted = [*impossible(child), *outlying(child.visits), *late(child.visits)]
    beyond = [one for one in noted if one.rule in rules and rules[one.rule].exceeds(one.value)]
    return [*beyond, *same_again(child.visits, rules)]


def impossible(child: ChildSeen) -> Iterator[Finding]:
    """Yield how far each visit lies outside a life, each measure outside WHO's limits, a birth before the mother's."""
    for born_on in child.mothers_born_on:
        if child.born_on is not None:
            days = (born_on - child.born_on).days + 1
            yield Finding("older_than_mother", days, child.born_on, child=child.id)
    for visit in child.visits:
        if child.born_on is not None:
            yield of_visit("visit_before_birth", visit, (child.born_on - visit.on).days)
        if child.died_on is not None:
            yield of_visit("visit_after_death", visit, (visit.on - child.died_on).days)
        yield of_visit("visit_ahead", visit, (visit.on - visit.received_on).days)
        indices = implausible(visit.scores)
        yield of_visit("beyond_who", visit, len(indices), " ".join(f"{one}:{visit.scores[one]}" for one in indices))


def outlying(visits: Sequence[VisitSeen]) -> Iterator[Finding]:
    """Yield how far each measure lies from the one before it; what is beyond WHO's limits is compared with nothing."""
    for index, rule in (("zwei", "weight_jump"), ("zlen", "length_jump")):
        scored = [one for one in visits if index in one.scores and index not in implausible(one.scores)]
        for before, visit in pairwise(scored):
            yield of_visit(rule, visit, round(abs(visit.scores[index] - before.scores[index]), 2))
    for before, visit in pairwise([one for one in visits if one.length_cm is not None]):
        yield of_visit("length_shrinks", visit, round(standing_cm(before) - standing_cm(visit), 1))
    arms = [(one, one.arm_mm) for one in visits if one.arm_mm is not None]
    for (_before, earlier), (visit, arm) in pairwise(arms):
        yield of_visit("arm_jump", visit, abs(arm - earlier))


def standing_cm(visit: VisitSeen) -> float:
    """Return a length as a height: lying, a child is 0.7 cm longer."""
    return (visit.length_cm or 0.0) - (STANDING_IS_SHORTER_CM if visit.is_lying else 0.0)


def late(visits: Sequence[VisitSeen]) -> Iterator[Finding]:
    """Yield how many days after each visit its record came."""
    for visit in visits:
        yield of_visit("recorded_late", visit, (visit.received_on - visit.on).days)


def same_again(visits: Sequence[VisitSeen], rules: Rules) -> Iterator[Finding]:
    """Yield the first visit of each row of the same weight and length that makes it too long."""
    rule, row, is_told = rules.get("same_measures"), 0, False
    measured = [one for one in visits if one.weight_kg is not None and one.length_cm is not None]
    for position, visit in enumerate(measured):
        goes_on = position > 0 and measures(visit) == measures(measured[position - 1])
        row, is_told = (row + 1, is_told) if goes_on else (1, False)
        if rule is not None and rule.exceeds(row) and not is_told:
            is_told = True
            yield of_visit("same_measures", visit, row)


def measures(visit: VisitSeen) -> tuple[float | None, float | None]:
    """Return what is compared from visit to visit, and from child to child."""
    return visit.weight_kg, visit.length_cm


def of_visit(rule: str, visit: VisitSeen, value: float, about: str = "") -> Finding:
    """Return a finding about one visit."""
    return Finding(rule, value, visit.on, visit.agent, visit.child, visit.id, about)
