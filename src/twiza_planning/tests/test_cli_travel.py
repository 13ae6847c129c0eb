"""`twiza plan travel` writes the pairs that `twiza plan access` reads."""

from __future__ import annotations

import json

import numpy as np
import pytest
import rasterio

from twiza_planning.cli import main

L = "id,lat,lon,population\nazrou,31.995,-5.995,100\nbouznika,31.995,-5.965,300\nriver,31.995,-5.975,5\nfar,36,-6,10\n"
F = "id,lat,lon,supply\npost,31.995,-5.995,2\nclinic,31.985,-5.965,3\n"
TRAVEL = ["travel", "--localities", "L.csv", "--facilities", "F.csv", "--out", "P.csv"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with two tables."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("L.csv", L), ("F.csv", F)):
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def friction(folder):
    """Four columns and two rows of a hundredth of a degree; the third of the first row is a river."""
    values = np.array([[0.01, 0.01, -1.0, 0.01], [0.01, 0.01, 0.01, 0.01]], dtype=np.float32)
    place = rasterio.Affine(0.01, 0, -6.0, 0, -0.01, 32.0)
    profile = {"driver": "GTiff", "count": 1, "height": 2, "width": 4, "dtype": "float32", "crs": "EPSG:4326"}
    with rasterio.open(folder / "F.tif", "w", **profile, nodata=-1.0, transform=place) as file:
        file.write(values[None])


@pytest.mark.usefixtures("friction")
def test_ways_over_ground_are_written_and_read_again(folder, capsys):
    code = main([*TRAVEL, "--friction", "F.tif", "--json"])

    told = json.loads(capsys.readouterr().out)
    rows = [line.split(",") for line in (folder / "P.csv").read_text().splitlines()]
    assert code == 0
    assert [row[:2] for row in rows] == [
        ["locality", "facility"],
        ["azrou", "post"],
        ["azrou", "clinic"],
        ["bouznika", "post"],
        ["bouznika", "clinic"],
    ]
    # A cell is 11.1 minutes from north to south, 9.4 from west to east, 14.6 across; round the river, twice across.
    assert [float(row[2]) for row in rows[1:]] == pytest.approx([0.0, 33.4, 38.6, 11.1], abs=0.1)
    assert (told["pairs"], told["localities_off_raster"], told["localities_on_barrier"]) == (4, 1, 1)
    assert main(["access", *TRAVEL[1:5], "--pairs", "P.csv", "--out", "A.csv"]) == 0


def test_ways_without_a_raster_are_refused(folder, capsys):
    code = main(TRAVEL)

    assert (code, (folder / "P.csv").exists()) == (2, False)
    assert capsys.readouterr().err == "twiza plan travel: give --friction, --elevation, or both\n"
