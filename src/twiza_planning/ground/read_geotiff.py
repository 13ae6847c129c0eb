"""Friction and elevation from GeoTIFF, by rasterio (the extra `raster`)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from twiza_planning.caravans.problem import Matrix
from twiza_planning.errors import NotUnderstood
from twiza_planning.ground.grid import Grid, degree_grid
from twiza_planning.ground.ground import Ground, walking_ground

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

GREATEST_CELLS = 100_000_000  # about 4 GB while times are measured
SAME_PLACE = 1e-3  # of a cell
WGS_84 = "EPSG:4326"


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """One band of a GeoTIFF: where its cells lie and their values, NaN where it has none."""

    grid: Grid
    values: Matrix


def read_friction(path: Path, *, over_m: float) -> Ground:
    """
    Return ground from a raster of friction, minutes over `over_m` metres (PER_METRE or PER_KM); no data is a barrier.

    Raises NotUnderstood.
    """
    raster = read_geotiff(path)
    return ground_from(raster.grid, raster.values, over_m, None)


def read_friction_with_slopes(friction: Path, elevation: Path, *, over_m: float) -> Ground:
    """
    Return ground from friction on the flat, and elevation in metres on the very same cells. Raises NotUnderstood.
    """
    raster, height = read_geotiff(friction), read_geotiff(elevation)
    if not lie_alike(raster.grid, height.grid):
        raise NotUnderstood(
            f"{elevation}", f"its cells are not those of {friction}: warp it to the same extent, cells and coordinates"
        )
    return ground_from(raster.grid, raster.values, over_m, height.values)


def read_walking_ground(elevation: Path) -> Ground:
    """
    Return ground that people cross on foot, from elevation in metres; no data is a barrier.

    Raises NotUnderstood.
    """
    raster = read_geotiff(elevation)
    return walking_ground(raster.grid, raster.values)


def ground_from(grid: Grid, friction: Matrix, over_m: float, elevation_m: Matrix | None) -> Ground:
    """Return ground. Raises NotUnderstood where a friction is not above 0."""
    try:
        return Ground(grid, friction, over_m, elevation_m)
    except ValueError as error:
        raise NotUnderstood("", str(error)) from error


def lie_alike(one: Grid, other: Grid) -> bool:
    """Say whether two rasters have the same cells."""
    if one.shape != other.shape or one.crs != other.crs:
        return False
    border, other_border = (
        (grid.left, grid.left + grid.columns * grid.cell_width, grid.top, grid.top - grid.rows * grid.cell_height)
        for grid in (one, other)
    )
    return np.allclose(border, other_border, rtol=0, atol=SAME_PLACE * min(one.cell_width, one.cell_height))


def read_geotiff(path: Path) -> Raster:
    """Return the only band of a GeoTIFF. Raises NotUnderstood."""
    rasterio = import_rasterio()
    if not path.is_file():
        raise NotUnderstood(f"{path}", "is not a file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            # No other driver: some of them read what a file names elsewhere, on the network too.
            with rasterio.open(path, driver="GTiff") as dataset:
                return raster_of(dataset)
    except rasterio.errors.RasterioError as error:
        raise NotUnderstood(f"{path}", f"not a GeoTIFF that can be read ({error})") from error
    except NotUnderstood as error:
        raise NotUnderstood(f"{path}", error.sentence) from error


def raster_of(dataset: DatasetReader) -> Raster:
    """Return an open raster's grid and values. Raises NotUnderstood."""
    if dataset.count != 1:
        raise NotUnderstood("", f"{dataset.count} bands where one is expected")
    if dataset.width * dataset.height > GREATEST_CELLS:
        cells = f"{dataset.width} × {dataset.height}"
        raise NotUnderstood("", f"{cells} cells, more than {GREATEST_CELLS:,}: cut it, or make its cells larger")
    grid = grid_of(dataset)
    scaled = dataset.read(1, masked=True).astype(np.float64) * dataset.scales[0] + dataset.offsets[0]
    return Raster(grid, scaled.filled(np.nan))


def grid_of(dataset: DatasetReader) -> Grid:
    """Return where the cells of an open raster lie. Raises NotUnderstood."""
    place, crs = dataset.transform, dataset.crs
    if crs is None:
        raise NotUnderstood("", "it does not say its coordinates: give it a coordinate system")
    if place.b or place.d or place.a <= 0 or place.e >= 0:
        raise NotUnderstood("", "its rows do not run from north to south: warp it so that they do")
    try:
        if crs.is_geographic:
            return degree_grid(
                rows=dataset.height, columns=dataset.width, west=place.c, north=place.f,
                width=place.a, height=-place.e, crs=name_of(crs),
            )  # fmt: skip
        metres = crs.linear_units_factor[1]
        east, south = np.full(dataset.height, place.a * metres), np.full(dataset.height - 1, -place.e * metres)
        return Grid(place.c, place.f, place.a, -place.e, dataset.width, east, south, name_of(crs))
    except ValueError as error:
        raise NotUnderstood("", str(error)) from error


def name_of(crs: Any) -> str:
    """Return a coordinate system's short name, or its definition where it has none."""
    return WGS_84 if crs == import_rasterio().crs.CRS.from_epsg(4326) else crs.to_string()


def positions_on(grid: Grid, places: Matrix) -> Matrix:
    """
    Return rows (latitude, longitude), WGS 84, as rows (x, y) of a raster read here, endless where it has none such.

    Raises NotUnderstood when the raster is not in degrees of WGS 84 and rasterio is missing.
    """
    if grid.crs == WGS_84 or len(places) == 0:
        return places[:, ::-1]
    warp, positions = import_rasterio().warp, np.full(places.shape, np.inf)
    exists = (np.abs(places[:, 0]) <= 90) & (np.abs(places[:, 1]) <= 180)
    latitude, longitude = places[exists].T.tolist()
    positions[exists] = np.column_stack(warp.transform(WGS_84, grid.crs, longitude, latitude))
    return positions


def import_rasterio() -> Any:
    """Return rasterio. Raises NotUnderstood when it is not installed."""
    try:
        import rasterio  # noqa: PLC0415 -- optional dependency
        import rasterio.warp  # noqa: PLC0415 -- optional dependency
    except ImportError as error:
        raise NotUnderstood("", 'reading GeoTIFF needs rasterio: pip install "twiza[raster]"') from error
    return rasterio
