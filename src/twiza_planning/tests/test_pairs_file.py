"""Travel times by pair: whole columns and row by row, the same; what is unusual is named by its cell."""

from __future__ import annotations

import pytest

from twiza_planning import pairs_file
from twiza_planning.errors import NotUnderstood
from twiza_planning.pairs_file import read_columns, read_minutes, read_rows

LOCALITY, FACILITY = {"tizi": 0, "agouti": 1, "azib": 2}, {"post": 0, "souk": 1}


@pytest.fixture
def write(tmp_path):
    """Write a table of pairs under its header; return its path."""

    def written(rows, header="locality,facility,minutes"):
        path = tmp_path / "pairs.csv"
        path.write_text(header + "\n" + rows, encoding="utf-8")
        return path

    return written


def as_lists(pairs):
    """Return pairs as lists."""
    return None if pairs is None else [part.tolist() for part in pairs]


@pytest.mark.parametrize("rows_at_once", [1, 2, 100])
def test_columns_and_rows_say_the_same(write, monkeypatch, rows_at_once):
    monkeypatch.setattr(pairs_file, "ROWS_AT_ONCE", rows_at_once)
    path = write('tizi,post,12.5\nazib,souk,0\n"agouti",post,1e2\n')

    quick = read_columns(path.read_text(), LOCALITY, FACILITY)

    assert as_lists(quick) == as_lists(read_rows(path, LOCALITY, FACILITY)) == [[0, 2, 1], [0, 1, 0], [12.5, 0, 100]]
    assert read_minutes(path, LOCALITY, FACILITY).toarray().tolist() == [[12.5, 0], [100, 0], [0, 0]]


@pytest.mark.parametrize(
    ("rows", "header"),
    [("12.5,tizi,post\n", "minutes,locality,facility"), ("tizi,post, 12.5\n", "locality,facility,minutes")],
)
def test_what_is_unusual_and_allowed_is_read_row_by_row(write, rows, header):
    path = write(rows, header)

    assert read_columns(path.read_text(), LOCALITY, FACILITY) is None
    assert read_minutes(path, LOCALITY, FACILITY).toarray()[0, 0] == 12.5


def test_a_table_without_pairs_is_a_country_without_ways(write):
    assert read_minutes(write(""), LOCALITY, FACILITY).nnz == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("tizi,souk,-1", 'row 3, column minutes: "-1" is negative'),
        ("tizi,souk,1_000", 'row 3, column minutes: "1_000" is not a number'),
        ("tizi,souk,nan", 'row 3, column minutes: "nan" is not a number'),
        ("tizi,souk,٣", 'row 3, column minutes: "٣" is not a number'),
        ("tizi,souk,1e16", 'row 3, column minutes: "1e16" is above 1e\\+15'),
        ("tizi,souk,1e999", 'row 3, column minutes: "1e999" is above 1e\\+15'),
        ("tizi,souk,", "row 3, column minutes: empty"),
        ("tizi,suk,1", 'row 3, column facility: "suk" is not a known facility'),
        ("tizi,post,1", "row 3, column facility: tizi and post are given twice"),
        ("tizi,post", "row 3: 2 cells where 3 are expected"),
        ('tizi,"post,1', "row 3: not a CSV line"),
    ],
)
def test_a_wrong_cell_is_named(write, wrong, sentence):
    path = write("tizi,post,1\n" + wrong)

    with pytest.raises(NotUnderstood, match=sentence):
        read_minutes(path, LOCALITY, FACILITY)
