"""Under capacity, routes are worth the best serving of the needs by the time at their stops."""

from __future__ import annotations

import pytest

from twiza_planning.caravans.plan import AreaNeed
from twiza_planning.checks import check_plan
from twiza_planning.tests.two_douars import plan, problem, route, stop, team

PACE = [team(minutes_per_consultation={"general": 2})]  # 30 consultations a visit


def short_of_time(**changes):
    return problem(**{"capacity": True, "teams": PACE} | changes)


def test_those_who_count_most_are_served_first():
    verdict = check_plan(short_of_time(), plan(route(1, "s1")))

    # Bouznika counts double and may have half its 40; the other 10 consultations are Azrou's.
    assert verdict.value == pytest.approx(2 * 20 + 10)
    assert [(met.locality, round(met.share, 9)) for met in verdict.met] == [("azrou", 0.1), ("bouznika", 0.5)]


def test_a_second_visit_adds_consultations():
    twice = [stop("s1", visits_max=2), stop("s2")]

    verdict = check_plan(short_of_time(stops=twice), plan(route(1, "s1"), route(2, "s1")))

    assert verdict.value == pytest.approx(2 * 20 + 40)


def test_a_stop_that_reaches_more_of_a_locality_lets_the_other_serve_it_too():
    verdict = check_plan(short_of_time(), plan(route(1, "s1", "s2")))

    # s2 brings all 40 of Bouznika within reach and serves 30 of them; s1 the other 10, and 20 of Azrou.
    assert verdict.value == pytest.approx(2 * 40 + 20)


def test_each_specialty_has_its_own_staff():
    both = {
        "specialties": ["general", "dental"],
        "localities": [{"id": "azrou", "need": {"general": 100, "dental": 100}}],
        "coverage": {"pairs": [["azrou", "s1", 1]]},
        "teams": [team(specialties=["general", "dental"], minutes_per_consultation={"general": 2, "dental": 6})],
    }

    verdict = check_plan(short_of_time(**both), plan(route(1, "s1")))

    assert verdict.value == pytest.approx(30 + 10)


def test_the_least_shortfall_comes_before_the_value():
    verdict = check_plan(short_of_time(area_floor=0.25), plan(route(1, "s1")))

    # The floors are 25 in the north and 10 in the south: 30 consultations leave 5 short, whoever they are refused to.
    assert verdict.shortfall == pytest.approx(5)
    assert verdict.value == pytest.approx(2 * 10 + 20)


AZROU, BOUZNIKA = (
    {"locality": "azrou", "specialty": "general", "share": 0.1},
    {"locality": "bouznika", "specialty": "general", "share": 0.5},
)


def test_shares_of_a_best_serving_are_right():
    north = {"area": "north", "need": 100, "met": 10, "shortfall": 0}

    verdict = check_plan(short_of_time(), plan(route(1, "s1"), value=50, met=[AZROU, BOUZNIKA], areas=[north]))

    assert verdict.broken == ()


def test_two_servings_as_good_are_both_right():
    alike = [{"id": name, "need": {"general": 30}} for name in ("azrou", "bouznika")]
    pairs = {"pairs": [["azrou", "s1", 1], ["bouznika", "s1", 1]]}

    for share in (0.0, 0.4, 1.0):
        met = [AZROU | {"share": share}, BOUZNIKA | {"share": 1 - share}]
        verdict = check_plan(short_of_time(localities=alike, coverage=pairs), plan(route(1, "s1"), met=met))
        assert verdict.broken == ()


@pytest.mark.parametrize(
    ("met", "word"),
    [
        ([AZROU | {"share": 0.2}, BOUZNIKA], "no serving"),
        ([BOUZNIKA | {"share": 0.6}], "no serving"),
        ([AZROU | {"share": 0.3}], "are worth"),
        ([BOUZNIKA | {"share": 0.4}], "are worth"),
    ],
)
def test_shares_of_no_best_serving_are_named(met, word):
    verdict = check_plan(short_of_time(), plan(route(1, "s1"), met=met))

    assert len(verdict.broken) == 1
    assert word in verdict.broken[0]


def test_areas_that_do_not_go_with_the_shares_are_named():
    south = {"area": "south", "need": 40, "met": 18, "shortfall": 0}

    verdict = check_plan(short_of_time(), plan(route(1, "s1"), met=[AZROU, BOUZNIKA], areas=[south]))

    assert verdict.broken == ("met, areas: no serving within the consultations offered meets the shares stated.",)


def test_the_stated_shortfall_goes_with_what_is_met():
    areas = [
        {"area": "north", "need": 100, "met": 20, "shortfall": 4},
        {"area": "south", "need": 40, "met": 10, "shortfall": 0},
    ]

    verdict = check_plan(short_of_time(area_floor=0.25), plan(route(1, "s1"), areas=areas))

    assert verdict.broken == ("areas: shortfall 4 stated of north, the routes give 5.",)


def test_no_route_serves_nobody():
    verdict = check_plan(short_of_time(area_floor=0.5), plan())

    assert (verdict.value, verdict.met) == (0, ())
    assert verdict.areas == (AreaNeed("north", 100, 0, 50), AreaNeed("south", 40, 0, 20))
