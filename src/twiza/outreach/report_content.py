"""
What the report of a caravan says, as plain data: words in every language, numbers, and nothing of a person.

A small number is left out together with those that would give it away: `hidden` stands in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from twiza.access.models import Specialty
from twiza.core.small_numbers import hidden_in_table, hidden_in_tree, is_small
from twiza.households.models import PersonSex
from twiza.outreach.gap_page import parts_of, shown_parts
from twiza.outreach.measures.days import AGE_BANDS, Numbers
from twiza.outreach.models import Caravan, CareCode, Evaluation, GapMeasurement
from twiza.outreach.queries.evaluation import scores_of

HIDDEN = "hidden"
WHOLE = -1
"""The key of the sum of all reasons."""
Shown = int | str
"""A number, or HIDDEN."""
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Referrals:
    """How many people were referred, how many of them arrived, and of how many the facility answered."""

    issued: int
    arrived: int
    answered: int


@dataclass(frozen=True, slots=True)
class ReportSources:
    """Everything that a report is made of."""

    caravan: Caravan
    numbers: Numbers
    cost: float | None
    referrals: Referrals
    evaluations: Sequence[Evaluation]
    before: GapMeasurement | None
    after: GapMeasurement | None
    lessons: str


def report_content(sources: ReportSources) -> Content:
    """Return what a report says to whoever does not see persons."""
    caravan, numbers = sources.caravan, sources.numbers
    people, posts = people_row(numbers), post_rows(numbers, names_of_specialties(numbers))
    totals = posts[-1] if posts else {}
    return {
        **heading(caravan),
        "people": people,
        "groups": group_rows(numbers, came=people["came"]),
        "posts": posts,
        "why": why_rows(numbers, missed=totals.get("missed", HIDDEN)),
        "findings": finding_rows(numbers),
        "wait": median(numbers.waits.elements()) if numbers.waits else None,
        "waits": numbers.waits.total() if not is_small(numbers.waits.total()) else HIDDEN,
        "cost": sources.cost,
        "cost_each": cost_each(sources.cost, totals.get("given", HIDDEN)),
        "referrals": referral_row(sources.referrals),
        "evaluations": [evaluation_row(one) for one in sources.evaluations],
        "scores": [{"names": one.criterion.names, "by": one.by} for one in scores_of(sources.evaluations)],
        "decisions": [
            {"text": decision.text, "due_on": decision.due_on.isoformat()}
            for one in sources.evaluations
            for decision in one.decisions.all()
        ],
        "gap": {
            "before": gap_row(sources.before),
            "after": gap_row(sources.after, given=totals.get("given", HIDDEN)),
        },
        "lessons": sources.lessons,
    }


def heading(caravan: Caravan) -> Content:
    """Return where, when and who."""
    days = caravan.days.select_related("commune").order_by("on", "rank")
    partners = caravan.partners.select_related("organisation").order_by("pk")
    return {
        "names": caravan.names,
        "organisation": caravan.organisation.names,
        "area": caravan.area.names,
        "starts_on": caravan.starts_on.isoformat(),
        "ends_on": caravan.ends_on.isoformat(),
        "days": [{"on": day.on.isoformat(), "names": day.names, "commune": day.commune.names} for day in days],
        "partners": [partner.organisation.names for partner in partners],
    }


def people_row(numbers: Numbers) -> dict[str, Shown]:
    """Return how many people came, were seen, wait, and were seen by nobody."""
    row = {"seen": numbers.people_seen, "missed": numbers.people_missed, "waiting": numbers.waiting}
    tree: dict[str, int] = {"came": numbers.people, **row}
    hidden = hidden_in_tree(tree, {"came": None, **dict.fromkeys(row, "came")})
    return {name: HIDDEN if name in hidden else number for name, number in tree.items()}


def group_rows(numbers: Numbers, *, came: Shown) -> list[Content]:
    """
    Return how many people came by age group and sex, and in all; where nobody of an age came there is no row.

    `came` is what is told of them all elsewhere: where only one of the two is told, none of the groups is.
    """
    bands = [first for first in AGE_BANDS if any(numbers.came[sex, first] for sex in PersonSex.values)]
    table = protected([[numbers.came[sex, first] for sex in PersonSex.values] for first in bands])
    if table and table[-1][-1] != came:
        table = [[HIDDEN for _cell in row] for row in table]
    return [
        {"from": first, "to": last_age_of(first), "sexes": dict(zip([*PersonSex.values, "all"], row, strict=True))}
        for first, row in zip([*bands, None] if table else [], table, strict=True)
    ]


def last_age_of(first: int | None) -> int | None:
    """Return the last age of the group that begins at an age, None where it has no end."""
    later = [band for band in AGE_BANDS if first is not None and band > first]
    return min(later) - 1 if later else None


def post_rows(numbers: Numbers, names: Mapping[str, dict[str, str]]) -> list[Content]:
    """Return consultations by specialty, given, missed and waiting for, and of all."""
    codes = sorted(numbers.asked, key=list(names).index)
    table = [
        [numbers.given[code], numbers.missed[code], numbers.asked[code] - numbers.given[code] - numbers.missed[code]]
        for code in codes
    ]
    columns = ("given", "missed", "waiting", "asked")
    return [
        {"names": names.get(code or "", {}), **dict(zip(columns, row, strict=True))}
        for code, row in zip([*codes, None] if codes else [], protected(table), strict=True)
    ]


def protected(table: Sequence[Sequence[int]]) -> list[list[Shown]]:
    """Return a table with its sums as last column and last row, small numbers hidden; nothing of an empty one."""
    if not table:
        return []
    rows = [[*row, sum(row)] for row in table]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    hidden = hidden_in_table(rows)
    return [
        [HIDDEN if (rank, column) in hidden else number for column, number in enumerate(row)]
        for rank, row in enumerate(rows)
    ]


def why_rows(numbers: Numbers, *, missed: Shown) -> list[Content]:
    """Return why consultations were missed, the most frequent reason first; no number where their sum is hidden."""
    tree: dict[int, int] = {**numbers.why, WHOLE: numbers.why.total()}
    parents = {why: None if why == WHOLE else WHOLE for why in tree}
    hidden = set(tree) if missed == HIDDEN else hidden_in_tree(tree, parents)
    return [{"why": why, "count": HIDDEN if why in hidden else count} for why, count in numbers.why.most_common()]


def finding_rows(numbers: Numbers) -> list[Content]:
    """Return new findings by code; they are parts of no whole that is shown."""
    names = dict(CareCode.objects.filter(code__in=numbers.found).order_by("position").values_list("code", "names"))
    return [
        {"names": names[code], "new": HIDDEN if is_small(numbers.found[code]) else numbers.found[code]}
        for code in names
    ]


def referral_row(referrals: Referrals) -> dict[str, Shown]:
    """Return what became of those referred; nothing where the difference of two numbers is a small one."""
    tree = {
        "issued": referrals.issued,
        "arrived": referrals.arrived,
        "lost": referrals.issued - referrals.arrived,
        "answered": referrals.answered,
        "unanswered": referrals.arrived - referrals.answered,
    }
    parents = {"issued": None, "arrived": "issued", "lost": "issued", "answered": "arrived", "unanswered": "arrived"}
    hidden = hidden_in_tree(tree, parents)
    return {name: HIDDEN if name in hidden else tree[name] for name in ("issued", "arrived", "answered")}


def names_of_specialties(numbers: Numbers) -> dict[str, dict[str, str]]:
    """Return the names of the specialties that people came for, in order."""
    found = Specialty.objects.filter(code__in=numbers.asked).order_by("position", "code")
    return dict(found.values_list("code", "names"))


def cost_each(cost: float | None, given: Shown) -> float | None:
    """Return what a consultation cost; None where the cost is not known, or would give a hidden number away."""
    return cost / given if cost is not None and isinstance(given, int) and given else None


def evaluation_row(evaluation: Evaluation) -> Content:
    """Return by whom an evaluation was made, when, and how many took part."""
    return {
        "by": evaluation.by,
        "held_on": evaluation.held_on.isoformat(),
        "women": evaluation.women,
        "men": evaluation.men,
        "said_back_on": evaluation.said_back_on.isoformat() if evaluation.said_back_on else None,
    }


def gap_row(measurement: GapMeasurement | None, *, given: Shown = 0) -> Content | None:
    """
    Return the need of all communes and specialties of a measurement, what was given of it, and the share met.

    Where what was `given` in the caravan is hidden, it is hidden here too.
    """
    if measurement is None:
        return None
    whole = shown_parts(parts_of(measurement), sees_persons=False).get(None)
    if whole is None:
        return None
    is_hidden = whole.is_hidden or given == HIDDEN
    return {
        "until": measurement.counted_until.isoformat(),
        "version": measurement.formula_version,
        "need": whole.need,
        "given": HIDDEN if is_hidden else whole.given,
        "share": None if is_hidden else whole.share,
        "beyond": sum(place.people_beyond for place in measurement.places.all()),
    }
