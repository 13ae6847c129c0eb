"""Travel times by pair from Parquet: what CSV says, and the wrong cell named."""

from __future__ import annotations

import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from twiza_planning.errors import NotUnderstood
from twiza_planning.pairs_file import read_minutes

LOCALITY, FACILITY = {"tizi": 0, "agouti": 1, "azib": 2}, {"post": 0, "souk": 1}
RIGHT = {"locality": ["tizi", "azib", "agouti"], "facility": ["post", "souk", "post"], "minutes": [12.5, 0.0, 100.0]}


@pytest.fixture
def write(tmp_path):
    """Write a table as Parquet, with some columns changed; return its path."""

    def written(**changed):
        path = tmp_path / "pairs.parquet"
        parquet.write_table(pa.table({name: cells for name, cells in (RIGHT | changed).items() if cells}), path)
        return path

    return written


@pytest.mark.parametrize("minutes", [[12.5, 0.0, 100.0], pa.array([12.5, 0, 100], pa.float32())])
def test_pairs_are_read_by_rank(write, minutes):
    read = read_minutes(write(minutes=minutes), LOCALITY, FACILITY)

    assert read.toarray().tolist() == [[12.5, 0], [100, 0], [0, 0]]
    assert read.nnz == 3


def test_whole_minutes_and_columns_in_another_order_are_as_good(tmp_path):
    path = tmp_path / "pairs.parquet"
    parquet.write_table(
        pa.table({"minutes": [12, 7], "facility": ["post", "souk"], "locality": ["tizi", "tizi"]}), path
    )

    assert read_minutes(path, LOCALITY, FACILITY).toarray().tolist() == [[12, 7], [0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"minutes": [1.0, -2.0, 3.0]}, 'row 2, column minutes: "-2.0" is negative'),
        ({"minutes": [1.0, float("nan"), 3.0]}, 'row 2, column minutes: "nan" is not a number'),
        ({"minutes": [1.0, 2.0, None]}, "row 3, column minutes: empty"),
        ({"minutes": [1.0, 2.0, float("inf")]}, 'row 3, column minutes: "inf" is above 1e+15'),
        ({"minutes": ["a", "b", "c"]}, "column minutes: holds string where numbers are expected"),
        ({"locality": ["tizi", "nowhere", "azib"]}, 'row 2, column locality: "nowhere" is not a known locality'),
        ({"facility": ["post", None, "post"]}, "row 2, column facility: empty"),
        ({"locality": ["tizi", "azib", "tizi"]}, "row 3, column facility: the pair is given before"),
        ({"minutes": None}, 'the columns are "locality,facility": locality,facility,minutes are expected'),
    ],
)
def test_the_wrong_cell_is_named(write, changed, sentence):
    with pytest.raises(NotUnderstood) as told:
        read_minutes(write(**changed), LOCALITY, FACILITY)

    assert str(told.value) == sentence


def test_what_is_no_parquet_file_is_said_to_be_none(tmp_path):
    path = tmp_path / "pairs.parquet"
    path.write_text("locality,facility,minutes", encoding="utf-8")

    with pytest.raises(NotUnderstood, match=r"^not a Parquet file$"):
        read_minutes(path, LOCALITY, FACILITY)


def test_without_pyarrow_one_sentence_says_what_to_install(write, monkeypatch):
    path = write()
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(NotUnderstood, match=r'^reading Parquet needs pyarrow: pip install "twiza\[parquet\]"$'):
        read_minutes(path, LOCALITY, FACILITY)
