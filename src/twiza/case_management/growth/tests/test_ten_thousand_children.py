"""Ten thousand generated children get the scores that a second, separately written computation gives them."""

import random
from collections import Counter

import pytest
from django.conf import settings

from twiza.case_management.growth.indices import PLAUSIBLE, Measured, aged, growth_of
from twiza.case_management.growth.tables import tables_from
from twiza.case_management.growth.tests.independent import deviations, figures, figures_at, second_scores

SEED, CHILDREN = 2006, 10_000
EDGES_IN_DAYS = [0, 1, 90, 91, 92, 729, 730, 731, 732, 1825, 1826, 1827, 1828, 3682, 3683, 6969, 6970, 6971, 7100]
EDGES_IN_MONTHS = [0, 2.99, 24, 59.99, 60, 60.01, 60.5, 61, 120.99, 121, 121.01, 228.99, 229, 240]
LAST_DAY = 7_000


@pytest.fixture(scope="module")
def children():
    rng = random.Random(SEED)  # noqa: S311 -- the same children each time, nothing secret
    tables = figures()
    return [child_of(rng, tables, number) for number in range(CHILDREN)]


def child_of(rng, tables, number):
    """Return a child; every fourth stands on an edge of age, and both sexes stand on each."""
    sex = "mf"[number // 4 % 2]
    days, months = age_of(rng, number)
    at = days if days is not None else months * 30.4375
    length = measured_at(rng, tables["length_by_day", sex], min(at, 1826)) * (1 + max(0, at - 1826) / 9_000)
    weight = rng.uniform(0.5, 1.9) * 16 * (length / 100) ** 2
    return {
        "sex": sex,
        "days": days,
        "months": months,
        "weight": some(rng, round(weight, 2)),
        "length": some(rng, round(length, rng.choice([0, 1, 2]))),
        "is_lying": rng.choice([True, False, None]),
        "head": some(rng, round(measured_at(rng, tables["head_by_day", sex], min(at, 1826)), 1)),
        "arm": some(rng, round(measured_at(rng, tables["arm_by_day", sex], min(max(at, 91), 1826)), 1)),
        "has_oedema": rng.random() < 0.05,
    }


def age_of(rng, number):
    """Return an age in days or, for one child in five, in months."""
    if number % 4 == 0:
        return EDGES_IN_DAYS[number // 8 % len(EDGES_IN_DAYS)], None
    if number % 5 == 0:
        return None, rng.choice([*EDGES_IN_MONTHS, rng.uniform(0, 235)])
    return rng.choice([rng.randint(0, 1_900), rng.randint(0, LAST_DAY)]), None


def measured_at(rng, table, at):
    """Return a measure between seven deviations below the median and seven above, most of them not far."""
    return max(deviations(rng.gauss(0, 2.2), *figures_at(table, at)), 5)


def some(rng, value):
    """Return a value, or None for what was not measured."""
    return None if rng.random() < 0.05 else value


def test_every_score_is_the_same_within_a_hundredth(children):
    ours, second = tables_from(settings.DATA / "growth" / "lms.csv.gz"), figures()

    unlike = []
    for child in children:
        days, months = aged(days=child["days"], months=child["months"])
        mine = growth_of(Measured(**{**child, "days": days, "months": months}), ours)
        theirs = second_scores(child, second)
        if mine.keys() != theirs.keys() or any(abs(mine[name] - theirs[name]) > 0.01 for name in mine):
            unlike.append((child, mine, theirs))

    assert unlike == []


def test_the_children_reach_every_index_sex_and_tail(children):
    tables = figures()
    seen = Counter()
    for child in children:
        for name, score in second_scores(child, tables).items():
            tail = "below" if score < -3 else "above" if score > 3 else "between"
            seen[child["sex"], name, tail] += 1

    assert set(seen) == {
        (sex, name, tail) for sex in "mf" for name in PLAUSIBLE for tail in ("below", "between", "above")
    }
    assert min(seen.values()) >= 50


def test_both_sexes_stand_on_every_edge_of_age(children):
    seen = {(child["sex"], child["days"]) for child in children}

    assert {(sex, day) for sex in "mf" for day in EDGES_IN_DAYS} - seen == set()
