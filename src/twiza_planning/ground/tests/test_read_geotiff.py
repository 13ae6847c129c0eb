"""Friction and elevation from GeoTIFF."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest
import rasterio

from twiza_planning.errors import NotUnderstood
from twiza_planning.ground import read_geotiff as module
from twiza_planning.ground.ground import PER_METRE
from twiza_planning.ground.read_geotiff import (
    positions_on,
    read_friction,
    read_friction_with_slopes,
    read_walking_ground,
)
from twiza_planning.ground.times import nearest_source

VALUES = np.array([[0.01, 0.02, -9999.0], [0.01, 0.03, 0.04]], dtype=np.float32)


@pytest.fixture
def write(tmp_path):
    """Write a raster of 2 × 3 cells of 100 m in Lambert's Morocco, or as told; return its path."""

    def written(name="friction.tif", values=VALUES, crs="EPSG:26191", origin=(500_000, 300_000), cell=100.0, **more):
        bands = values if values.ndim == 3 else values[None]
        profile = {
            "driver": "GTiff", "count": len(bands), "height": bands.shape[1], "width": bands.shape[2],
            "dtype": bands.dtype, "crs": crs, "nodata": -9999.0,
            "transform": rasterio.Affine(cell, 0, origin[0], 0, -cell, origin[1]), **more,
        }  # fmt: skip
        with rasterio.open(tmp_path / name, "w", **profile) as file:
            file.write(bands)
        return tmp_path / name

    return written


def test_without_rasterio_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "rasterio", None)

    with pytest.raises(NotUnderstood, match=r'^reading GeoTIFF needs rasterio: pip install "twiza\[raster\]"$'):
        read_friction(tmp_path / "friction.tif", over_m=PER_METRE)


def test_friction_is_read_with_its_place_and_its_holes(write):
    ground = read_friction(write(), over_m=PER_METRE)

    assert ground.friction == pytest.approx(np.where(VALUES > 0, VALUES, math.nan).astype(float), nan_ok=True)
    assert (ground.grid.left, ground.grid.top, ground.grid.crs) == (500_000, 300_000, "EPSG:26191")
    assert ground.grid.east_m.tolist() == pytest.approx([100, 100])
    assert nearest_source(ground, np.array([(500_050, 299_950)])).minutes[0, 1] == pytest.approx(1.5)


def test_a_raster_in_degrees_knows_its_metres(write):
    ground = read_friction(write(crs="EPSG:4326", origin=(-6, 33), cell=1 / 120), over_m=PER_METRE)

    assert ground.grid.east_m[0] == pytest.approx(111_195 / 120 * math.cos(math.radians(33)), rel=1e-3)
    assert positions_on(ground.grid, np.array([(32.99, -5.99)])).tolist() == [[-5.99, 32.99]]


def test_latitudes_and_longitudes_find_their_place_on_a_projected_raster(write):
    ground = read_friction(write(crs="EPSG:32629", origin=(500_000, 3_600_000)), over_m=PER_METRE)

    # 9° west is the central meridian of the zone: x is 500 km there, y the arc of the meridian × 0.9996.
    places = np.array([(32.5, -9.0), (95.0, 0.0), (math.nan, 0.0), (-80.0, 170.0)])
    found = positions_on(ground.grid, places)

    assert found[0].tolist() == pytest.approx([500_000, 3_595_859], abs=1)
    assert ground.grid.cells_of(found[1:]).tolist() == [-1, -1, -1]


def test_elevation_makes_slopes(write):
    height = np.array([[0, 10, -9999], [0, 0, 0]], dtype=np.float32)
    elevation = write("elevation.tif", height)

    walking = read_walking_ground(elevation)
    both = read_friction_with_slopes(write(values=np.ones((2, 3), np.float32)), elevation, over_m=PER_METRE)

    assert walking.is_barrier().tolist() == [[False, False, True], [False] * 3]
    assert both.elevation_m.tolist()[0] == pytest.approx([0, 10, math.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("raster", "sentence"),
    [
        ({"values": np.ones((2, 4, 4))}, "2 bands where one is expected"),
        ({"crs": None}, "does not say its coordinates"),
        ({"cell": -100.0}, "rows do not run from north to south"),
        ({"values": np.array([[1.0, -3.0]])}, "Friction -3 at row 0, column 1 not understood"),
        ({"crs": "EPSG:4326", "origin": (0, 91), "cell": 1.0}, "passes a pole"),
    ],
)
def test_a_raster_that_makes_no_sense_is_refused(write, raster, sentence):
    with pytest.raises(NotUnderstood, match=sentence):
        read_friction(write(**raster), over_m=PER_METRE)


def test_what_is_no_geotiff_is_refused(tmp_path):
    (tmp_path / "text.tif").write_text("friction")
    (tmp_path / "other.vrt").write_text("<VRTDataset/>")

    for name, sentence in (("text.tif", "not a GeoTIFF"), ("other.vrt", "not a GeoTIFF"), ("none.tif", "not a file")):
        with pytest.raises(NotUnderstood, match=rf"{name}: .*{sentence}"):
            read_friction(tmp_path / name, over_m=PER_METRE)


def test_elevation_on_other_cells_is_refused(write):
    elevation = write("elevation.tif", np.ones((2, 3), np.float32), origin=(500_050, 300_000))

    with pytest.raises(NotUnderstood, match="its cells are not those of"):
        read_friction_with_slopes(write(), elevation, over_m=PER_METRE)


def test_more_cells_than_memory_holds_are_refused(write, monkeypatch):
    monkeypatch.setattr(module, "GREATEST_CELLS", 5)

    with pytest.raises(NotUnderstood, match="3 × 2 cells, more than 5: cut it"):
        read_friction(write(), over_m=PER_METRE)
