"""Features of a GeoJSON file (RFC 7946) as rows: their properties, and their geometry beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from twiza.documents.guard import GuardedFile
from twiza.documents.tables import (
    MAX_ROWS,
    Cell,
    Row,
    Table,
    TableProblem,
    kept_cell,
    problem_at,
    refuse_bad_names,
)

# How deep the lists of each geometry go before they come to positions.
DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
FARTHEST = 1e9
"""No position on Earth has a larger number in it, in degrees or in metres."""
WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_geojson(file: GuardedFile) -> Table:
    """Return the features of a FeatureCollection as rows, numbered from 1. Raises TableProblem."""
    features = _features(file)
    columns = tuple(dict.fromkeys(name for feature in features for name in feature.get("properties") or {}))
    names = tuple(name.strip() for name in columns)
    refuse_bad_names(names, file=file.name, row=None)
    return Table(file.name, names, _rows(file.name, features, columns), encoding=file.encoding)


def _features(file: GuardedFile) -> list[dict[str, Any]]:
    collection = _parsed(file)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise TableProblem(_("%(file)s is no GeoJSON layer: export it as a FeatureCollection.") % {"file": file.name})
    _refuse_other_reference(file.name, collection)
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise TableProblem(_("%(file)s holds no features.") % {"file": file.name})
    if len(features) > MAX_ROWS:
        raise problem_at(_("There are more than %(most)s rows: split the file.") % {"most": MAX_ROWS}, file=file.name)
    for number, feature in enumerate(features, start=1):
        if not _is_feature(feature):
            raise problem_at(_("This is not a GeoJSON feature."), file=file.name, row=number)
    return features


def _parsed(file: GuardedFile) -> Any:
    try:
        return json.loads(file.text, parse_constant=_refuse_constant)
    except RecursionError:
        raise TableProblem(_("%(file)s is nested too deeply.") % {"file": file.name}) from None
    except json.JSONDecodeError as error:
        where = {"file": file.name, "line": error.lineno, "column": error.colno}
        raise TableProblem(
            _("%(file)s is damaged or cut short: its JSON breaks at line %(line)s, character %(column)s.") % where
        ) from None
    except ValueError:
        raise TableProblem(_("%(file)s holds a number that is no number.") % {"file": file.name}) from None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _refuse_other_reference(name: str, collection: dict[str, Any]) -> None:
    """Refuse the pre-2016 `crs` member unless it says what the standard says since: longitude, latitude, WGS 84."""
    stated = json.dumps(collection.get("crs") or "CRS84")
    if not any(known in stated for known in WGS84):
        raise TableProblem(
            _("The coordinates of %(file)s are not longitude and latitude (WGS 84): export it as EPSG:4326.")
            % {"file": name}
        )


def _is_feature(feature: Any) -> bool:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return False
    geometry, properties = feature.get("geometry"), feature.get("properties")
    return is_geometry(geometry) and (properties is None or isinstance(properties, dict))


def is_geometry(geometry: Any) -> bool:
    """Return whether this is a geometry of the standard, or none; a collection holds no collections."""
    if geometry is None or _is_simple(geometry):
        return True
    parts = geometry.get("geometries") if isinstance(geometry, dict) else None
    return isinstance(parts, list) and geometry.get("type") == "GeometryCollection" and all(map(_is_simple, parts))


def _is_simple(geometry: Any) -> bool:
    """Return whether this is one geometry made of numbers that a position can have."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    return isinstance(kind, str) and kind in DEPTHS and _is_nested(geometry.get("coordinates"), DEPTHS[kind])


def _is_nested(coordinates: Any, depth: int) -> bool:
    """Return whether these are lists in lists down to positions, each of at least two numbers within FARTHEST."""
    if not isinstance(coordinates, list):
        return False
    if depth:
        return all(_is_nested(part, depth - 1) for part in coordinates)
    numbers = [one for one in coordinates if isinstance(one, int | float) and not isinstance(one, bool)]
    return len(numbers) == len(coordinates) >= 2 and all(-FARTHEST <= one <= FARTHEST for one in numbers)


def _rows(name: str, features: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        cells = {column.strip(): _cell(properties.get(column), column, name, number) for column in columns}
        yield Row(number, cells, feature.get("geometry"))


def _cell(value: Any, column: str, file: str, number: int) -> Cell:
    """Return a property as a cell; lists and objects as their JSON text."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
    return kept_cell(text, column, file, number)
