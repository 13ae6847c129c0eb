"""Scores by the formula of the grid: weights, means, dashes, and the level a critical item allows."""

from __future__ import annotations

import pytest
from django.conf import settings

from twiza.quality.grid import Domain, Grid, GridNotUnderstood, Item, Level, grid_of
from twiza.quality.scores import Scores, scores_of, spread_of
from twiza.rulesets.actions.shipped import content_from_file

A, C = Level("A", {}, 85), Level("C", {}, 0)
GRID = Grid(
    [
        Domain("ONE", {}, 30, [Item("X", {}, 3, True), Item("Y", {}, 1, False)]),
        Domain("TWO", {}, 10, [Item("Z", {}, 2, False)]),
    ],
    [A, C],
)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({}, Scores({"ONE": None, "TWO": None}, None, None)),
        ({"X": [2, 1], "Y": [0]}, Scores({"ONE": 56.25, "TWO": None}, 56.25, C)),
        ({"X": [2], "Y": [2], "Z": [1]}, Scores({"ONE": 100.0, "TWO": 50.0}, 87.5, A)),
        ({"X": [2, 2, 2, 2, 2, 2, 2, 2, 2, 0], "Y": [2], "Z": [2]}, Scores({"ONE": 92.5, "TWO": 100.0}, 94.375, C)),
    ],
    ids=["nothing marked", "a domain nobody marked", "weights of domains", "a critical item once at 0"],
)
def test_scores_follow_the_formula(marks, expected):
    assert scores_of(GRID, marks) == expected


@pytest.mark.parametrize(("given", "spread"), [([], None), ([1], None), ([2, 0, 1], 2)])
def test_sheets_differ_when_there_are_two(given, spread):
    assert spread_of(given) == spread


def test_a_ruleset_that_is_no_grid_is_refused():
    with pytest.raises(GridNotUnderstood):
        grid_of({"scale": {"values": {"0": "non", "5": "oui"}}, "levels": [], "domains": []})


def test_the_shipped_grid_speaks_three_languages_and_sets_no_threshold():
    grid = grid_of(content_from_file(settings.DATA / "rulesets" / "quality_grid.yml"))

    named = [*grid.domains, *grid.items, *grid.levels]

    assert {tuple(sorted(one.names)) for one in named} == {("ar", "en", "fr")}
    assert grid.weak_below is None
