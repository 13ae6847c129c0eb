"""Rounds: against every plan of tiny problems, and by hand."""

from dataclasses import replace
from itertools import pairwise

import pytest

from twiza_planning.round_checks import check_rounds, confirm_rounds
from twiza_planning.rounds.answer import Missed
from twiza_planning.rounds.problem import Round
from twiza_planning.rounds.solve import plan_rounds
from twiza_planning.rounds.tests.worlds import least, tiny_problem, village


def planned(problem, *, seconds=5.0, seed=1):
    return confirm_rounds(problem, plan_rounds(problem, seconds=seconds, gap=0.0, seed=seed))


@pytest.mark.parametrize("seed", range(30))
def test_tiny_problems_get_the_best_of_all_plans_and_a_bound_under_it(seed):
    problem = tiny_problem(seed)

    plan = planned(problem)

    missed, cost = least(problem)
    assert (round(plan.missed, 9), plan.cost) == (missed, pytest.approx(cost, abs=1e-6))
    assert plan.missed_bound <= missed + 1e-9
    assert plan.bound <= cost + 1e-6


def test_homes_along_one_path_are_visited_on_one_day_when_only_walking_counts():
    plan = planned(village())

    assert [walked.round.homes for walked in plan.rounds] in (
        [("home-1", "home-2", "home-3")],
        [("home-3", "home-2", "home-1")],
    )
    assert (plan.walking, plan.cost, plan.missed, plan.rounds[0].minutes) == (60.0, 60.0, 0.0, 150.0)


def test_even_days_are_chosen_when_they_count():
    plan = planned(village(balance=100.0))

    assert sorted(len(walked.round.homes) for walked in plan.rounds) == [1, 1, 1]


def test_visits_keep_their_distances():
    homes = [{"id": "home-1", "visit_minutes": 30, "visits": 3, "gap_days_min": 3, "gap_days_max": 4}]
    travel = {"minutes": [[0, 10], [10, 0]]}

    plan = planned(village(days=10, homes=homes, travel=travel))

    days = [walked.round.day for walked in plan.rounds]
    assert len(days) == 3
    assert all(3 <= after - before <= 4 for before, after in pairwise(days))


def test_a_risk_class_says_how_often_and_a_home_may_say_otherwise():
    classes = {"high": {"visits": 2, "gap_days_min": 2, "priority": 3}}
    homes = [
        {"id": "home-1", "visit_minutes": 30, "class": "high"},
        {"id": "home-2", "visit_minutes": 30, "class": "high", "visits": 1},
        {"id": "home-3", "visit_minutes": 30},
    ]

    problem = village(classes=classes, homes=homes)

    assert [(home.visits, home.gap_days_min, home.priority) for home in problem.homes] == [
        (2, 2, 3.0), (1, 2, 3.0), (1, 1, 1.0),
    ]  # fmt: skip


def test_visits_without_room_are_named_and_the_more_urgent_are_made():
    homes = [
        {"id": f"home-{rank}", "visit_minutes": 100, "priority": priority}
        for rank, priority in enumerate((1, 5, 2), 1)
    ]

    plan = planned(village(days=2, agents=[{"id": "aminata", "day_minutes": 160}], homes=homes))

    assert plan.missed_visits == (Missed("home-1", 1),)
    assert (plan.missed, plan.missed_bound) == (1.0, 1.0)


def test_an_absent_agent_is_replaced_with_as_few_changes_as_can_be():
    agents = [{"id": "aminata", "day_minutes": 240}, {"id": "fatou", "day_minutes": 240}]
    at = [0, 5, 10, 20, 30]
    content = {
        "agents": agents,
        "travel": {"minutes": [[abs(here - there) for there in at] for here in at]},
        "previous": [
            {"agent": "aminata", "day": 1, "homes": ["home-1", "home-2"]},
            {"agent": "fatou", "day": 2, "homes": ["home-3"]},
        ],
        "change_price": 200.0,
    }

    plan = planned(village(**content, absences=[{"agent": "aminata", "day": 1}]))

    kept = Round("fatou", 2, ("home-3",))
    assert plan.change == 4 * 200.0
    assert any(set(kept.homes) <= set(walked.round.homes) for walked in plan.rounds if walked.round.day == 2)
    assert plan.missed == 0.0


def test_an_absence_of_nobody_changes_nothing():
    first = planned(village(balance=1.0))
    previous = [
        {"agent": walked.round.agent, "day": walked.round.day, "homes": list(walked.round.homes)}
        for walked in first.rounds
    ]

    again = planned(village(balance=1.0, previous=previous, change_price=50.0))

    assert again.cost == pytest.approx(first.cost)
    assert again.change == 0.0


def test_the_same_seed_gives_the_same_rounds():
    problem = tiny_problem(3)

    one, other = planned(problem, seed=7), planned(problem, seed=7)

    assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


def test_nobody_and_nowhere_are_answered_with_nothing():
    nobody = planned(village(agents=[], travel={"minutes": [[0, 1, 1], [1, 0, 1], [1, 1, 0]]}))
    nowhere = planned(village(homes=[], travel={"minutes": [[0]]}))

    assert (nobody.rounds, nobody.missed, nobody.missed_bound, nobody.status) == ((), 3.0, 3.0, "optimal")
    assert (nowhere.rounds, nowhere.cost, nowhere.status) == ((), 0.0, "optimal")


def test_a_caller_who_no_longer_waits_gets_what_there_is():
    problem = tiny_problem(1)

    plan = plan_rounds(problem, seconds=60.0, gap=0.0, seed=1, on_progress=lambda progress: False)

    assert check_rounds(problem, [walked.round for walked in plan.rounds], {}).feasible
