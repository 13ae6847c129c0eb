"""What the price of equity compares, and whom equity is meant for."""

from __future__ import annotations

import pytest

from twiza.outreach.equity_price import favoured_by_equity, heaviest_fifth, weighs_equity, without_equity
from twiza.outreach.models import FavouredBy


def place(area: str, need: float, equity: float = 1.0) -> dict[str, object]:
    return {"id": f"{area}/1", "area": area, "need": {"general": need}, "equity": equity}


def problem_of(*places, floor: float | None = None):
    return {
        "localities": list(places),
        "area_floor": floor,
        "previous": [{"team": "t1", "day": 1, "stops": ["s1"]}],
        "change_price": 3.0,
        "locks": ["kept"],
    }


def area(code: str, need: float, met: float) -> dict[str, object]:
    return {"area": code, "need": need, "met": met, "shortfall": 0.0}


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (problem_of(place("a", 1.0)), False),
        (problem_of(place("a", 1.0), floor=0.0), False),
        (problem_of(place("a", 1.0), floor=0.2), True),
        (problem_of(place("a", 1.0), place("b", 1.0, 1.5)), True),
        (problem_of(), False),
    ],
)
def test_equity_weighs_by_a_weight_or_by_a_floor(problem, expected):
    assert weighs_equity(problem) is expected


def test_without_equity_only_weights_floor_and_nearness_to_an_earlier_plan_go():
    problem = problem_of(place("a", 1.0, 2.5), floor=0.5)

    assert without_equity(problem) == {
        "localities": [place("a", 1.0, 1.0)],
        "area_floor": None,
        "previous": None,
        "change_price": 0.0,
        "locks": ["kept"],
    }
    assert problem["localities"] == [place("a", 1.0, 2.5)]


@pytest.mark.parametrize(("communes", "count"), [(1, 0), (2, 1), (5, 1), (6, 2), (11, 3)])
def test_the_heaviest_fifth_is_rounded_up_and_one_commune_is_no_fifth(communes, count):
    places = [place(f"c{rank:02}", 10.0, 1.0 + rank / 10) for rank in range(communes)]

    assert heaviest_fifth(problem_of(*places)) == [f"c{rank:02}" for rank in range(communes - count, communes)]


def test_a_commune_weighs_as_its_needs_do_and_one_without_need_does_not_weigh():
    places = [place("a", 90.0, 1.0), place("a", 10.0, 3.0), place("b", 10.0, 1.5), place("c", 0.0, 3.0)]

    assert heaviest_fifth(problem_of(*places)) == ["b"]


def test_the_favoured_are_those_whose_needs_weigh_most():
    problem = problem_of(place("a", 10.0, 1.0), place("b", 8.0, 2.0), floor=0.5)

    favoured = favoured_by_equity(
        problem,
        with_equity=[area("a", 10.0, 0.0), area("b", 8.0, 6.0)],
        without=[area("a", 10.0, 10.0), area("b", 8.0, 2.0)],
    )

    assert (favoured.by, favoured.communes) == (FavouredBy.WEIGHT, ("b",))
    assert (favoured.need, favoured.met_with, favoured.met_without) == (8.0, 6.0, 2.0)


def test_with_a_floor_alone_the_favoured_are_those_who_would_be_under_it():
    problem = problem_of(place("a", 10.0), place("b", 8.0), floor=0.5)

    favoured = favoured_by_equity(
        problem,
        with_equity=[area("a", 10.0, 5.0), area("b", 8.0, 4.0)],
        without=[area("a", 10.0, 10.0), area("b", 8.0, 2.0)],
    )

    assert (favoured.by, favoured.communes, favoured.met_with) == (FavouredBy.FLOOR, ("b",), 4.0)


def test_where_nobody_would_be_under_the_floor_nobody_is_favoured():
    places = [area("a", 10.0, 10.0)]

    favoured = favoured_by_equity(problem_of(place("a", 10.0), floor=0.5), with_equity=places, without=places)

    assert (favoured.by, favoured.communes, favoured.need) == (FavouredBy.NOBODY, (), 0)
