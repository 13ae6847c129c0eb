"""Somebody is absent, or there is more or less to do: what must follow."""

import random

import pytest

from twiza_planning.errors import NotUnderstood
from twiza_planning.round_checks import confirm_rounds
from twiza_planning.rounds.read_rounds import rounds_problem_from
from twiza_planning.rounds.solve import plan_rounds

DAYS = 8


def team_content(seed, *, agents=2, homes=12):
    chance = random.Random(seed)  # noqa: S311 -- no secret

    def at():
        return {"lat": 12.6 + chance.uniform(-0.02, 0.02), "lon": -8 + chance.uniform(-0.02, 0.02)}

    return {
        "format": "twiza-rounds/1",
        "days": DAYS,
        "agents": [{"id": f"a{rank}", "day_minutes": 240, **at()} for rank in range(agents)],
        "homes": [
            {"id": f"h{rank}", "visit_minutes": 30, "visits": chance.choice([1, 2]), "gap_days_min": 2, **at()}
            for rank in range(homes)
        ],
        "travel": {"speed_kmh": 4.0, "detour": 1.2},
    }


def planned(content, *, seconds=4.0):
    problem = rounds_problem_from(content)
    return confirm_rounds(problem, plan_rounds(problem, seconds=seconds, gap=0.0, seed=1))


def visits_of(rounds):
    return {(one["agent"], one["day"], home) for one in rounds for home in one["homes"]}


def as_content(plan):
    return [{"agent": one.round.agent, "day": one.round.day, "homes": list(one.round.homes)} for one in plan.rounds]


@pytest.mark.parametrize("seed", range(4))
def test_only_visits_of_homes_that_the_absent_agent_saw_that_day_move_when_changes_are_dear(seed):
    content = team_content(seed)
    previous = as_content(planned(content))
    lost = max(previous, key=lambda one: len(one["homes"]))
    absence = {"agent": lost["agent"], "day": lost["day"]}

    again = planned(content | {"previous": previous, "change_price": 10_000.0, "absences": [absence]})

    before, after = visits_of(previous), visits_of(as_content(again))
    assert {home for _, _, home in before ^ after} == set(lost["homes"])
    assert again.missed == 0.0


def test_a_change_costs_its_price_at_least_in_the_bound():
    content = team_content(1)
    previous = as_content(planned(content))
    lost = max(previous, key=lambda one: len(one["homes"]))
    absence = {"agent": lost["agent"], "day": lost["day"]}

    again = planned(content | {"previous": previous, "change_price": 1_000.0, "absences": [absence]})

    assert again.bound >= 2 * 1_000.0 * len(lost["homes"])


@pytest.mark.parametrize("seed", range(3))
def test_one_more_agent_never_raises_what_is_proven_to_be_missed(seed):
    few = planned(team_content(seed, agents=1, homes=40))
    more = team_content(seed, agents=1, homes=40)
    more["agents"] = [*more["agents"], {"id": "more", "day_minutes": 240, "lat": 12.6, "lon": -8.0}]

    with_more = planned(more)

    assert with_more.missed_bound <= few.missed + 1e-6
    assert with_more.missed_bound <= few.missed_bound + 1e-6


def test_somebody_who_is_always_absent_visits_nobody():
    content = team_content(0, agents=1)
    away = [{"agent": "a0", "day": day} for day in range(1, DAYS + 1)]

    plan = planned(content | {"absences": away})

    visits = sum(home["visits"] for home in content["homes"])
    assert (plan.rounds, plan.missed, plan.missed_bound, plan.status) == ((), visits, visits, "optimal")


def test_all_minutes_doubled_double_the_cost_and_the_bound():
    once, twice = team_content(2), team_content(2)
    twice["travel"] = {"speed_kmh": 2.0, "detour": 1.2}
    twice["agents"] = [agent | {"day_minutes": 480} for agent in twice["agents"]]
    twice["homes"] = [home | {"visit_minutes": 60} for home in twice["homes"]]

    small, large = planned(once, seconds=8.0), planned(twice, seconds=8.0)

    assert large.bound <= 2 * small.cost * (1 + 1e-6)
    assert small.bound <= large.cost / 2 * (1 + 1e-6)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"balance": -1.0}, "balance: -1.0 is negative"),
        ({"change_price": float("nan")}, "change_price: "),
        ({"balance": float("inf")}, "balance: "),
        ({"days": 0}, "days: "),
    ],
)
def test_figures_without_sense_are_refused_by_name(more, sentence):
    with pytest.raises(NotUnderstood, match=sentence):
        rounds_problem_from(team_content(0) | more)
