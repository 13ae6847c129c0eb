"""`twiza plan access` reads three tables strictly and writes one."""

from __future__ import annotations

import json

import pytest

from twiza_planning.cli import main

L = "id,lat,lon,population\nazrou,32,-6,100\nbouznika,32.1,-6,300\nfar,36,-6,10\n"
F = "id,lat,lon,supply\npost,32,-6,2\nclinic,32.1,-6,3\n"
P = "locality,facility,minutes\nazrou,post,5\nazrou,clinic,15\nbouznika,clinic,0\nfar,clinic,75\n"
ACCESS = ["access", "--localities", "L.csv", "--facilities", "F.csv", "--out", "A.csv"]
PAIRS = [*ACCESS, "--pairs", "P.csv"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with the three tables."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("L.csv", L), ("F.csv", F), ("P.csv", P)):
        (tmp_path / name).write_text(text)
    return tmp_path


def test_access_by_pairs(folder, capsys):
    code = main(PAIRS)

    assert code == 0
    assert (folder / "A.csv").read_text() == (
        f"id,nearest_facility,minutes,access\nazrou,post,5.0,{2 / 100 + 3 / 400!r}\n"
        f"bouznika,clinic,0.0,{3 / 400!r}\nfar,clinic,75.0,\n"
    )
    assert capsys.readouterr().out == (
        "3 localities, 1 of them (10 of 410 people) without a facility within 60 minutes: A.csv\n"
    )


def test_access_by_coordinates(folder):
    code = main([*ACCESS, "--threshold", "20"])

    assert code == 0
    rows = [line.split(",") for line in (folder / "A.csv").read_text().splitlines()]
    # 0.1 degree is 11.12 km: 22.5 minutes at 40 km/h with a detour of 1.35.
    assert [row[:2] for row in rows[1:]] == [["azrou", "post"], ["bouznika", "clinic"], ["far", "clinic"]]
    assert [row[3] for row in rows[1:]] == ["0.02", "0.01", ""]
    assert float(rows[3][2]) == pytest.approx(3.9 * 111.19508 * 1.35 / 40 * 60, rel=1e-6)


def test_speed_and_detour_bring_posts_within_reach(folder):
    main([*ACCESS, "--threshold", "20", "--speed", "80", "--detour", "1"])

    rows = [line.split(",") for line in (folder / "A.csv").read_text().splitlines()]
    assert [row[3] for row in rows[1:]] == ["0.0125", "0.0125", ""]


@pytest.mark.parametrize(
    ("options", "access"),
    [
        (["--method", "2sfca"], [0.0275, 0.0075]),
        (["--method", "e2sfca"], [0.02 + 0.68 * 3 / 368, 3 / 368]),
        (["--method", "e2sfca", "--weights", "20:1"], [0.0275, 0.0075]),
        (["--method", "e2sfca", "--weights", "5:1,14.9:0.5"], [0.02, 0.01]),
        (["--method", "3sfca", "--weights", "10:1,20:0.5"], [0.02 + 3 / 316.6666666666667 / 6, 3 / 316.6666666666667]),
        (["--method", "m2sfca"], [0.02 + 0.68**2 * 3 / 368, 3 / 368]),
        (["--method", "e2sfca", "--decay", "linear:10:20"], [0.02 + 0.5 * 3 / 350, 3 / 350]),
        (["--method", "e2sfca", "--decay", "linear:10:20", "--workers", "2"], [0.02 + 0.5 * 3 / 350, 3 / 350]),
        (["--threshold", "15"], [0.0275, 0.0075]),
        (["--threshold", "14.99"], [0.02, 0.01]),
    ],
)
def test_every_method_and_option(folder, options, access):
    code = main([*PAIRS, *options])

    rows = [line.split(",") for line in (folder / "A.csv").read_text().splitlines()]
    assert code == 0
    assert [float(row[3]) for row in rows[1:3]] == pytest.approx(access, rel=1e-12)
    assert rows[3] == ["far", "clinic", "75.0", ""]


def test_rational_agents_hand_out_what_there_is(folder):
    main([*PAIRS, "--method", "raam"])

    rows = [line.split(",") for line in (folder / "A.csv").read_text().splitlines()]
    assert float(rows[1][3]) * 100 + float(rows[2][3]) * 300 == pytest.approx(5)


def test_pairs_need_no_coordinates(folder):
    (folder / "L.csv").write_text("id,population\nazrou,100\nbouznika,300\nfar,10\n")
    (folder / "F.csv").write_text("supply,id,lat,lon\n2,post,,\n3,clinic,32,-6\n")

    code = main([*PAIRS, "--json"])

    assert code == 0
    assert (folder / "A.csv").read_text().splitlines()[2] == "bouznika,clinic,0.0,0.0075"


def test_access_says_as_json_who_is_left(folder, capsys):
    main([*PAIRS, "--json"])

    assert json.loads(capsys.readouterr().out) == {
        "localities": 3,
        "localities_without_facility": 1,
        "population": 410,
        "population_without_facility": 10,
        "out": "A.csv",
    }


def test_a_table_may_be_from_a_spreadsheet(folder):
    (folder / "L.csv").write_bytes(b"\xef\xbb\xbf" + L.replace("\n", "\r\n").encode() + b"\r\n")
    (folder / "F.csv").write_text(F.replace("post", '"post, ""old"""'))

    code = main(ACCESS)

    assert code == 0
    assert (folder / "A.csv").read_text().splitlines()[1].startswith('azrou,"post, ""old""",0.0,')


WRONG = [
    ("L.csv", "", "L.csv: row 1: no column id: the header is id,lat,lon,population, separated by commas"),
    ("L.csv", L.replace(",", ";"), "L.csv: row 1: no column id: the header is id,lat,lon,population, separated by"),
    ("L.csv", L.replace("lat", "latitude"), "L.csv: row 1: no column lat: the header is"),
    ("L.csv", L.replace("population", "population,x"), 'L.csv: row 1: unknown column "x": the header is'),
    ("L.csv", L.replace("lat,lon", "lat,lon,lon"), "L.csv: row 1: column lon is given twice"),
    ("L.csv", "id,lat,lon,population\n", "L.csv: no row under the header"),
    ("L.csv", L.replace(",100", ",-3"), 'L.csv: row 2, column population: "-3" is negative'),
    ("L.csv", L.replace(",100", ",many"), 'L.csv: row 2, column population: "many" is not a number'),
    ("L.csv", L.replace(",100", ",nan"), 'L.csv: row 2, column population: "nan" is not a number'),
    ("L.csv", L.replace(",100", ",1_000"), 'L.csv: row 2, column population: "1_000" is not a number'),
    ("L.csv", L.replace(",100", ",1e999"), 'L.csv: row 2, column population: "1e999" is above 1e+15'),
    ("L.csv", L.replace(",100", ","), "L.csv: row 2, column population: empty"),
    ("L.csv", L.replace(",100", ",1,5"), "L.csv: row 2: 5 cells where 4 are expected (id,lat,lon,population)"),
    ("L.csv", L.replace("32.1", "93"), 'L.csv: row 3, column lat: "93" is above 90'),
    ("L.csv", L.replace("32.1", ""), "L.csv: row 3, column lat: empty"),
    ("L.csv", L.replace("-6,10\n", "-190,10\n"), 'L.csv: row 4, column lon: "-190" is below -180'),
    ("L.csv", L.replace("far", "azrou"), 'L.csv: row 4, column id: "azrou" is given twice (first in row 2)'),
    ("L.csv", L.replace("far", ""), "L.csv: row 4, column id: empty"),
    ("L.csv", L + '"open,1,2,3\n', "L.csv: row 5: not a CSV line (unexpected end of data)"),
    ("L.csv", L.replace("far", "دوار").encode("cp1256"), "L.csv: not UTF-8 at line 4 (byte 60): save it as UTF-8"),
    ("L.csv", L.encode("utf-16"), "L.csv: written in UTF-16 or UTF-32: save it as UTF-8"),
    ("F.csv", F.replace(",2\n", ",-2\n"), 'F.csv: row 2, column supply: "-2" is negative'),
    ("F.csv", F.replace("supply", "population"), "F.csv: row 1: no column supply: the header is id,lat,lon,supply"),
    ("F.csv", F.replace("clinic", "post"), 'F.csv: row 3, column id: "post" is given twice (first in row 2)'),
]


@pytest.mark.parametrize(("name", "text", "sentence"), WRONG, ids=[sentence[:60] for *_, sentence in WRONG])
def test_a_wrong_table_is_refused_by_file_row_and_column(folder, capsys, name, text, sentence):
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    code = main(ACCESS)

    told = capsys.readouterr()
    assert (code, told.out, told.err.count("\n")) == (2, "", 1)
    assert told.err.startswith(f"twiza plan access: {sentence}")
    assert not (folder / "A.csv").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (P.replace("far", "fes"), 'P.csv: row 5, column locality: "fes" is not a known locality'),
        (P.replace("post", "spa"), 'P.csv: row 2, column facility: "spa" is not a known facility'),
        (P.replace(",75", ",-75"), 'P.csv: row 5, column minutes: "-75" is negative'),
        (P + "far,clinic,80\n", "P.csv: row 6, column facility: far and clinic are given twice"),
    ],
)
def test_wrong_pairs_are_refused_by_row_and_column(folder, capsys, text, sentence):
    (folder / "P.csv").write_text(text)

    code = main(PAIRS)

    assert (code, capsys.readouterr().err) == (2, f"twiza plan access: {sentence}\n")


def test_a_position_by_half_is_refused(folder, capsys):
    (folder / "L.csv").write_text("id,lat,population\nazrou,32,100\n")

    code = main(PAIRS)

    assert (code, capsys.readouterr().err) == (2, "twiza plan access: L.csv: row 2, column lon: missing\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--weights", "10"], "argument --weights: 10 is not of the form 10:1,20:0.68,30:0.22"),
        (["--weights", "20:1,10:2"], "argument --weights: the minutes of 20:1,10:2 do not rise"),
        (["--weights", "10:-1"], "argument --weights: -1 is not a number from 0"),
        (["--weights", "a:b"], "argument --weights: invalid bands value: 'a:b'"),
        (["--threshold", "-1"], "argument --threshold: -1 is not a number from 0"),
        (["--speed", "0"], "argument --speed: 0 is not a number above 0"),
        (["--detour", "0.5"], "argument --detour: 0.5 is not a number from 1"),
        (["--method", "4sfca"], "argument --method: invalid choice: '4sfca'"),
    ],
)
def test_wrong_options_are_refused(folder, capsys, options, sentence):
    code = main([*ACCESS, *options])

    assert code == 2
    assert capsys.readouterr().err.startswith(f"twiza plan access: {sentence}")


@pytest.mark.parametrize(
    "written", ["gauss:10", "gaussian", "gaussian:0", "linear:10", "linear:20:10", "exponential:x"]
)
def test_a_decay_that_makes_no_sense_is_refused(folder, written, capsys):
    code = main([*PAIRS, "--decay", written])

    assert (code, (folder / "A.csv").exists()) == (2, False)
    assert written in capsys.readouterr().err
