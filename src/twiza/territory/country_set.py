"""A country as files: places, names, people, census figures and shapes, as `data/<country>/` keeps them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import shapely
from django.utils.translation import gettext as _

from twiza.core.errors import InputError

Row = dict[str, str]
FILES = (
    "places.csv",
    "aliases.csv",
    "sources.csv",
    "indicators.csv",
    "population.csv",
    "ages.csv.gz",
    "census.csv.gz",
    "boundaries.geojson.gz",
    "province_outlines.geojson.gz",
    "expected.csv",
)


class CountrySetBroken(InputError):
    """A file of the set is missing or cut."""


@dataclass(frozen=True, slots=True)
class CountrySet:
    """The rows and shapes of one country; shapes by code, outlines those drawn apart to check against."""

    country: str
    kinds: list[Row]
    places: list[Row]
    aliases: list[Row]
    sources: list[Row]
    indicators: list[Row]
    population: list[Row]
    ages: list[Row]
    census: list[Row]
    expected: list[Row]
    shapes: dict[str, shapely.Geometry]
    shape_source: str
    outlines: dict[str, shapely.Geometry]
    digest: str


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of a set's files. Raises CountrySetBroken when one cannot be read."""
    content = hashlib.sha256()
    for name in (*FILES, "../place_kinds.csv"):
        content.update(_bytes(folder / name))
    return content.hexdigest()


def read_country_set(folder: Path) -> CountrySet:
    """Return the set of a folder. Raises CountrySetBroken when a file is missing or cut."""
    places = read_rows(folder / "places.csv")
    country = next((row["code"] for row in places if row["kind"] == "country"), "")
    return CountrySet(
        country=country,
        kinds=[row for row in read_rows(folder.parent / "place_kinds.csv") if row["country"] == country],
        places=places,
        aliases=read_rows(folder / "aliases.csv"),
        sources=read_rows(folder / "sources.csv"),
        indicators=read_rows(folder / "indicators.csv"),
        population=read_rows(folder / "population.csv"),
        ages=read_rows(folder / "ages.csv.gz"),
        census=read_rows(folder / "census.csv.gz"),
        expected=read_rows(folder / "expected.csv"),
        shapes=read_shapes(folder / "boundaries.geojson.gz"),
        shape_source=read_source(folder / "boundaries.geojson.gz"),
        outlines=read_shapes(folder / "province_outlines.geojson.gz"),
        digest=digest_of(folder),
    )


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file, compressed or not. Raises CountrySetBroken."""
    return list(csv.DictReader(io.StringIO(_text(path))))


def read_shapes(path: Path) -> dict[str, shapely.Geometry]:
    """Return the shapes of a GeoJSON file by the id of their feature. Raises CountrySetBroken."""
    try:
        features = json.loads(_text(path))["features"]
        return {str(one["id"]): shapely.from_geojson(json.dumps(one["geometry"])) for one in features}
    except (ValueError, KeyError, shapely.errors.GEOSException):
        raise _broken(path) from None


def read_source(path: Path) -> str:
    """Return the source that the shapes of a file name. Raises CountrySetBroken."""
    try:
        return str(json.loads(_text(path))["features"][0]["properties"]["source"])
    except (ValueError, KeyError, IndexError):
        raise _broken(path) from None


def _text(path: Path) -> str:
    content = _bytes(path)
    try:
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError):
        raise _broken(path) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise _broken(path) from None


def _broken(path: Path) -> CountrySetBroken:
    return CountrySetBroken(
        _("%(file)s is missing or cut: take the folder “data” of this version again.") % {"file": path.name}
    )
