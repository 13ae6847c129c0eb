import numpy as np
import pytest

from twiza.access.models import Counted
from twiza.access.need_table import Part, Term, need_table

EVERYONE = Term("general", Counted.EVERYONE, 0.10)
CHILDREN = Term("general", Counted.GROUP, 0.20, "children")
POOR = Term("general", Counted.SHARE, 0.15, "poverty")
DRY = Term("dentistry", Counted.REST, 0.01, "water")
REMOTE = Term("dentistry", Counted.PER_UNIT, 2.0, "road_km")

INHABITANTS = np.array([1000.0, 2000.0, np.nan])
COLUMNS = {
    "children": np.array([120.0, np.nan, 50.0]),
    "poverty": np.array([23.0, 10.0, 10.0]),
    "water": np.array([60.0, 100.0, 60.0]),
    "road_km": np.array([4.0, 0.0, 1.0]),
}
TERMS = [EVERYONE, CHILDREN, POOR, DRY, REMOTE]


def test_need_is_the_sum_of_its_parts():
    table = need_table([1, 2, 3], TERMS, INHABITANTS, COLUMNS)

    parts = table.parts(0)

    assert parts == (
        Part(EVERYONE, 1000.0, 1000.0, 100.0),
        Part(CHILDREN, 120.0, 120.0, 24.0),
        Part(POOR, 23.0, 230.0, 34.5),
        Part(DRY, 60.0, 400.0, 4.0),
        Part(REMOTE, 4.0, 4.0, 8.0),
    )
    assert table.needs("general")[0] == pytest.approx(158.5)
    assert table.total_needs(["general", "dentistry"])[0] == pytest.approx(170.5)


def test_a_missing_figure_is_a_missing_part_and_an_incomplete_need_never_0():
    table = need_table([1, 2, 3], TERMS, INHABITANTS, COLUMNS)

    part = table.parts(1)[1]

    assert part == Part(CHILDREN, None, None, None)
    assert table.needs("general")[1] == pytest.approx(230.0)
    assert table.is_incomplete(["general"]).tolist() == [False, True, True]
    assert table.is_incomplete(["dentistry"]).tolist() == [False, False, True]


def test_a_commune_of_which_nothing_is_known_has_no_need_to_show():
    table = need_table([3], [EVERYONE, DRY], INHABITANTS[2:], {})

    assert np.isnan(table.needs("general")).tolist() == [True]
    assert np.isnan(table.total_needs(["general", "dentistry"])).tolist() == [True]


def test_a_column_that_is_not_loaded_is_missing_everywhere():
    table = need_table([1, 2], [POOR], INHABITANTS[:2], {})

    assert [table.parts(row)[0].need for row in (0, 1)] == [None, None]


def test_no_communes_make_an_empty_table():
    table = need_table([], TERMS, np.array([]), {})

    assert table.needs("general").tolist() == []
    assert table.is_incomplete(["general", "dentistry"]).tolist() == []


def test_no_specialties_are_no_need_known_and_none_missing():
    table = need_table([1, 2, 3], TERMS, INHABITANTS, COLUMNS)

    assert np.isnan(table.total_needs([])).all()
    assert table.is_incomplete([]).tolist() == [False, False, False]
