"""The real engine, through its one door."""

from __future__ import annotations

import numpy as np
import pytest

from twiza.outreach.counting import count_plan
from twiza.outreach.engine import nearest_km, solve_problem, within_km
from twiza.outreach.order import Order

TWO_STOPS = {
    "format": "twiza-caravan/1",
    "days": 2,
    "specialties": ["general"],
    "localities": [
        {"id": "l1", "lat": 30.00, "lon": 0.0, "area": "1", "need": {"general": 10.0}, "equity": 2.0},
        {"id": "l2", "lat": 30.04, "lon": 0.0, "area": "1", "need": {"general": 4.0}},
        {"id": "l3", "lat": 30.30, "lon": 0.0, "area": "2", "need": {}},
    ],
    "stops": [
        {"id": "s1", "lat": 30.00, "lon": 0.0, "service_minutes": 180},
        {"id": "s2", "lat": 30.04, "lon": 0.0, "service_minutes": 180},
    ],
    "teams": [{"id": "t1", "lat": 30.1, "lon": 0.0, "specialties": ["general"], "day_minutes": 240}],
    "travel": {"speed_kmh": 40.0, "detour": 1.0},
    "coverage": {"full_km": 2.0, "zero_km": 6.8956},
}
SNAPSHOT = {"localities": {"l1": 100, "l2": 40, "l3": 7}}


def silent(phase: str, share: float) -> None:
    """Hear of progress and say nothing."""


def solved(problem, report=silent):
    return solve_problem(problem, seconds=10, gap=0.0, seed=1, report=report)


def test_the_engine_answers_with_a_checked_plan_in_its_file_format():
    answer = solved(TWO_STOPS)

    assert (answer.content["status"], answer.content["value"], answer.why) == ("optimal", 24.0, [])
    assert answer.km == pytest.approx(2 * (11.1195 + 6.6717), abs=1e-3)


def test_people_are_counted_once_at_the_first_visit_that_reaches_them():
    counts = count_plan(Order(TWO_STOPS, SNAPSHOT, {}), solved(TWO_STOPS))

    assert counts.total.whole_people == 140
    assert dict(counts.total.need) == pytest.approx({"general": 14.0})
    assert [count.whole_people for count in counts.by_visit.values()] in ([120, 20], [90, 50])
    assert {area: count.whole_people for area, count in counts.by_area.items()} == {"1": 140}


def test_an_impossible_problem_says_why():
    far = {"team": "t1", "day": 1, "stops": ["s1", "s2"]}

    answer = solved(TWO_STOPS | {"locks": [far]})

    assert (answer.content["status"], len(answer.why) > 0) == ("infeasible", True)


def test_what_the_report_raises_ends_the_search_and_rises():
    class Enough(Exception):
        pass

    def enough(phase: str, share: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        solved(TWO_STOPS, enough)


def test_within_km_marks_pairs_of_positions_and_takes_empty_lists():
    places = np.array([[30.0, 0.0], [30.1, 0.0], [31.0, 0.0]])

    assert within_km(places, places[:1], 12.0).toarray().tolist() == [[1.0], [1.0], [0.0]]
    assert within_km(places[:0], places, 12.0).shape == (0, 3)
    assert nearest_km(places, places[2:]).round(1).tolist() == [111.2, 100.1, 0.0]
    assert nearest_km(places[:1], places[:0]).tolist() == [np.inf]
