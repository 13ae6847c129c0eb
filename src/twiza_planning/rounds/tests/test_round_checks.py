"""The checks name each broken rule and each wrong figure."""

import pytest

from twiza_planning.round_checks import check_rounds
from twiza_planning.rounds.problem import Round
from twiza_planning.rounds.tests.worlds import village

GOOD = Round("aminata", 1, ("home-1",))
RHYTHM = [{"id": "home-1", "visit_minutes": 30, "visits": 2, "gap_days_min": 2, "gap_days_max": 2, "days": [1, 2, 3]}]


def test_good_rounds_are_said_to_be_good_with_their_figures():
    verdict = check_rounds(village(), [Round("aminata", 1, ("home-1", "home-3"))], {"walking": 60.0, "missed": 1.0})

    assert (verdict.broken, verdict.walking, verdict.missed, verdict.cost) == ((), 60.0, 1.0, 60.0)


@pytest.mark.parametrize(
    ("rounds", "more", "sentence"),
    [
        ([Round("zeinab", 1, ("home-1",))], {}, "Day 1: there is no agent zeinab."),
        ([Round("aminata", 1, ("home-9",))], {}, "Agent aminata, day 1: there is no home home-9."),
        ([Round("aminata", 4, ("home-1",))], {}, "Agent aminata, day 4: outside the horizon of 3 days."),
        ([Round("aminata", 1, ())], {}, "Agent aminata, day 1: a round without homes."),
        ([GOOD, Round("aminata", 1, ("home-2",))], {}, "Agent aminata, day 1: 2 rounds on one day."),
        ([GOOD], {"absences": [{"agent": "aminata", "day": 1}]}, "Agent aminata, day 1: the agent is absent."),
        (
            [GOOD],
            {"agents": [{"id": "aminata", "day_minutes": 240, "days": [2]}]},
            "Agent aminata, day 1: the agent does not work that day.",
        ),
        (
            [GOOD],
            {"agents": [{"id": "aminata", "day_minutes": 40}]},
            "Agent aminata, day 1: 50.0 minutes, above day_minutes, 40.",
        ),
        ([GOOD, Round("aminata", 2, ("home-1",))], {}, "Home home-1: 2 visits, above 1."),
    ],
)
def test_a_broken_rule_is_named(rounds, more, sentence):
    assert check_rounds(village(**more), rounds, {}).broken == (sentence,)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((1, 2), "Home home-1: visits on days 1 and 2, less than 2 days apart."),
        ((1, 4), "Home home-1: visits on days 1 and 4, more than 2 days apart."),
        ((2, 4), "Home home-1: visited on day 4, which is not one of its days."),
    ],
)
def test_a_broken_rhythm_is_named(days, sentence):
    problem = village(days=4, homes=RHYTHM, travel={"minutes": [[0, 10], [10, 0]]})

    assert sentence in check_rounds(problem, [Round("aminata", day, ("home-1",)) for day in days], {}).broken


def test_another_agent_than_the_homes_own_is_named():
    agents = [{"id": name, "day_minutes": 240} for name in ("aminata", "fatou")]
    homes = [{"id": "home-1", "visit_minutes": 30, "visits": 2, "agent": "aminata"}]
    problem = village(agents=agents, homes=homes, travel={"minutes": [[0, 1, 1], [1, 0, 1], [1, 1, 0]]})

    broken = check_rounds(problem, [GOOD, Round("fatou", 2, ("home-1",))], {}).broken

    assert broken == ("Home home-1: visited by several agents (aminata, fatou).", "Home home-1: its agent is aminata.")


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"walking": 21.0}, "walking: 21 is stated, 20 is right."),
        ({"missed": 0.0}, "missed: 0 is stated, 2 is right."),
        ({"bound": 30.0}, "bound: 30 is stated, above the cost, 20."),
        ({"bound": 10.0, "gap": 0.4}, "gap: 0.4 is stated, 0.5 is right."),
    ],
)
def test_a_wrong_figure_is_named(stated, sentence):
    assert check_rounds(village(), [GOOD], stated).broken == (sentence,)
