"""A JSON file is read whole, or refused in a sentence."""

from __future__ import annotations

import os

import pytest

from twiza_planning.errors import NotUnderstood
from twiza_planning.json_file import read_json, write_json


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not JSON at line 1, column 1: expecting value"),
        (b'{"days": 3', "not JSON at line 1, column 11: expecting ',' delimiter"),
        (b'{"days": 3}\n{"days": 4}', "not JSON at line 2, column 1: extra data"),
        ('{"id": "دوار"}'.encode("utf-16"), "written in UTF-16 or UTF-32: save it as UTF-8"),
        ('{"id": "douar"}'.encode("utf-16-le"), "written in UTF-16 or UTF-32: save it as UTF-8"),
        ('{"id": "douar"}'.encode("utf-32-be"), "written in UTF-16 or UTF-32: save it as UTF-8"),
        ('{\n"id": "دوار"}'.encode("cp1256"), "not UTF-8 at line 2 (byte 10): save it as UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b"[" + b"9" * 5_000 + b"]", "holds a number with thousands of digits"),
    ],
)
def test_a_file_that_is_not_json_is_refused(tmp_path, content, sentence):
    (tmp_path / "p.json").write_bytes(content)

    with pytest.raises(NotUnderstood) as refusal:
        read_json(tmp_path / "p.json")

    assert str(refusal.value) == sentence


def test_a_key_given_twice_is_refused_by_its_path(tmp_path):
    (tmp_path / "p.json").write_text('{"stops": [{"id": "s1", "id": "s2"}]}')

    stops = read_json(tmp_path / "p.json").fields(known=("stops",))["stops"]

    with pytest.raises(NotUnderstood, match=r"^stops\[0\].id: given twice$"):
        next(stops.items()).fields(known=("id",))


def test_half_a_character_is_refused(tmp_path):
    (tmp_path / "p.json").write_text('["\\ud800"]')

    with pytest.raises(NotUnderstood, match=r'^\[0\]: "\\ud800" holds half a character$'):
        next(read_json(tmp_path / "p.json").items()).text()


def test_a_byte_order_mark_is_no_matter(tmp_path):
    (tmp_path / "p.json").write_bytes(b"\xef\xbb\xbf[1]")

    assert read_json(tmp_path / "p.json").value == [1]


@pytest.mark.parametrize(("name", "sentence"), [("no.json", "no such file"), (".", "is a directory")])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path, name, sentence):
    with pytest.raises(NotUnderstood, match=sentence):
        read_json(tmp_path / name)


def test_a_file_is_replaced_whole(tmp_path):
    place = tmp_path / "plan.json"
    place.write_text("before")

    write_json(place, {"id": "دوار"})

    assert read_json(place).value == {"id": "دوار"}
    assert os.listdir(tmp_path) == ["plan.json"]


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path):
    place = tmp_path / "plan.json"
    place.write_text("before")

    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(place, {"value": float("nan")})

    assert (place.read_text(), os.listdir(tmp_path)) == ("before", ["plan.json"])
