"""What the rules find in the visits of one agent in one month: too many, too much alike, too round."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt

from twiza.case_management.data_quality.limits import Rules
from twiza.case_management.data_quality.of_children import measures
from twiza.case_management.data_quality.records import Finding, VisitSeen

DIGITS = 10


def month_findings(agent: int, month: dt.date, visits: Sequence[VisitSeen], rules: Rules) -> list[Finding]:
    """Return what the rules that are on point out about the visits of an agent in a month."""
    noted = [*of_days(agent, visits), *of_digits(agent, month, visits, rules)]
    return [one for one in noted if one.rule in rules and rules[one.rule].exceeds(one.value)]


def of_days(agent: int, visits: Sequence[VisitSeen]) -> Iterator[Finding]:
    """Yield how many children were seen on each day, and how many of them with the same weight and length."""
    by_day: dict[dt.date, list[VisitSeen]] = defaultdict(list)
    for visit in visits:
        by_day[visit.on].append(visit)
    for day, seen in by_day.items():
        yield Finding("many_in_a_day", len({one.child for one in seen}), day, agent)
        yield Finding("same_in_a_day", most_alike(seen), day, agent)


def most_alike(visits: Sequence[VisitSeen]) -> int:
    """Return how many children share the weight and the length that most of them share."""
    pairs = {(one.child, measures(one)) for one in visits if None not in measures(one)}
    return max(Counter(measured for _child, measured in pairs).values(), default=0)


def of_digits(agent: int, month: dt.date, visits: Sequence[VisitSeen], rules: Rules) -> Iterator[Finding]:
    """Yield the digit preference of each measure that was taken often enough: hundreds of grams, mm, mm."""
    digits = {
        "weight_digits": [tenths(one.weight_kg) for one in visits if one.weight_kg is not None],
        "length_digits": [tenths(one.length_cm) for one in visits if one.length_cm is not None],
        "arm_digits": [one.arm_mm % DIGITS for one in visits if one.arm_mm is not None],
    }
    for rule, found in digits.items():
        if rule in rules and found and len(found) >= rules[rule].least:
            yield Finding(rule, digit_preference(found), month, agent)


def tenths(value: float) -> int:
    """Return the first digit after the point."""
    return round(value * 1000) // 100 % DIGITS


def digit_preference(digits: Sequence[int]) -> int:
    """
    Return the digit preference score of SMART: 0 where every last digit comes as often, 100 where there is only one.

    It is 100 times the root of chi-square over its degrees of freedom and the number of measures.
    """
    expected = len(digits) / DIGITS
    counts = Counter(digits)
    chi_square = sum((counts[digit] - expected) ** 2 / expected for digit in range(DIGITS))
    return round(100 * sqrt(chi_square / ((DIGITS - 1) * len(digits))))
