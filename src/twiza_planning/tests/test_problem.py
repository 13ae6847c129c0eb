"""A caravan problem that makes no sense cannot be made, from whatever it is made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from twiza_planning.caravans.problem import Forbidden, Locality, Route, Season, Stop, Team, Travel
from twiza_planning.caravans.read_problem import problem_from, read_problem
from twiza_planning.caravans.write_problem import problem_to_json, write_problem
from twiza_planning.tests.brute_force import FEATURES, random_features, tiny_problem
from twiza_planning.tests.two_douars import problem

T1 = {"specialties": frozenset({"general"}), "day_minutes": 300.0}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Locality("", {}), "A locality without id not understood."),
        (lambda: Locality("l", {"general": -1.0}), "Negative need not understood."),
        (lambda: Locality("l", {"general": np.nan}), "Endless need not understood."),
        (lambda: Locality("l", {}, equity=-1.0), "Negative equity not understood."),
        (lambda: Locality("l", {}, lat=91.0), "Latitude outside -90 to 90 not understood."),
        (lambda: Stop("s", -1.0), "Negative service_minutes not understood."),
        (lambda: Stop("s", 1.0, visits_max=1, visits_min=2), "visits_min above visits_max not understood."),
        (lambda: Stop("s", 1.0, gap_days_min=-1), "Negative visits_max, visits_min or gap_days_min not understood."),
        (lambda: Team("t", frozenset(), -1.0), "Negative day_minutes not understood."),
        (lambda: Team("t", frozenset(), 1.0, cost_km=-1.0), "Negative cost not understood."),
        (lambda: Team("t", frozenset(), 1.0, lon=181.0), "Longitude outside -180 to 180 not understood."),
        (
            lambda: Team("t", frozenset(), 1.0, minutes_per_consultation={"general": 0.0}),
            "Consultations of 0 minutes not understood.",
        ),
        (lambda: Travel(np.zeros((1, 2)), np.zeros((1, 2))), "Travel minutes that are not a square matrix"),
        (lambda: Travel(np.zeros((2, 2)), np.zeros((1, 1))), "Travel km that are not a square matrix"),
        (lambda: Travel(np.full((1, 1), np.inf), np.zeros((1, 1))), "Negative or endless travel minutes"),
        (Forbidden, "Forbidden without exactly one of stop and team not understood."),
        (lambda: Forbidden(team="t"), "Forbidden team without a day not understood."),
        (lambda: replace(problem(), days=0), "A horizon of less than one day not understood."),
        (lambda: replace(problem(), stops_per_day_max=0), "stops_per_day_max below 1 not understood."),
        (lambda: replace(problem(), area_floor=2.0), "area_floor outside 0 to 1 not understood."),
        (lambda: replace(problem(), budget=-1.0), "Negative budget not understood."),
        (lambda: replace(problem(), specialties=("general", "general")), "Two of specialty general not understood."),
        (lambda: replace(problem(), stops=(Stop("s1", 1.0), Stop("s1", 1.0))), "Two of stop s1 not understood."),
        (lambda: replace(problem(), specialties=("dental",)), "Unknown specialty general not understood."),
        (lambda: replace(problem(), capacity=True), "Capacity without minutes_per_consultation of team t1"),
        (lambda: replace(problem(), locks=(Route("t9", 1, ("s1",)),)), "Unknown team t9 not understood."),
        (lambda: replace(problem(), previous=(Route("t1", 1, ("s9",)),)), "Unknown stop s9 not understood."),
        (lambda: replace(problem(), forbidden=(Forbidden(stop="s9"),)), "Unknown stop s9 not understood."),
        (lambda: replace(problem(), forbidden=(Forbidden(stop="s1", day=4),)), "A day out of the horizon"),
        (lambda: replace(problem(), teams=(Team("t1", days=frozenset({0}), **T1),)), "A day out of the horizon"),
        (lambda: replace(problem(), seasons=(season(1), season(1))), "Seasons that overlap not understood."),
        (lambda: replace(problem(), seasons=(season(9),)), "A day out of the horizon not understood."),
        (lambda: replace(problem(), stops=(Stop("s1", 1.0),)), "Travel of another side than teams and stops"),
        (lambda: replace(problem(), share={(0, 2): 1.0}), "A share of an unknown locality or stop not understood."),
        (lambda: replace(problem(), share={(0, 0): 0.0}), "A share outside ]0, 1] not understood."),
    ],
)
def test_what_makes_no_sense_cannot_be_made(make, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 -- the sentence is compared
        make()

    assert str(refusal.value).startswith(sentence)


def season(day: int) -> Season:
    return Season(frozenset({day}), problem().travel)


@pytest.mark.parametrize("seed", range(20))
def test_a_problem_is_read_back_as_it_was(tmp_path, seed):
    tiny = tiny_problem(seed, *random_features(seed))

    write_problem(tmp_path / "p.json", tiny)

    assert problem_to_json(read_problem(tmp_path / "p.json")) == problem_to_json(tiny)


def test_a_problem_with_every_feature_is_read_back():
    tiny = tiny_problem(1, *FEATURES)

    again = problem_from(problem_to_json(tiny))

    assert (again.localities, again.stops, again.teams, again.share) == (
        tiny.localities,
        tiny.stops,
        tiny.teams,
        tiny.share,
    )
    assert np.array_equal(again.travel_on(1).km, tiny.travel_on(1).km)
