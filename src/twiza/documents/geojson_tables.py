"""Features of a GeoJSON file (RFC 7946) as rows: their properties, and their geometry beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from twiza.documents.guard import GuardedFile
from twiza.documents.tables import MAX_COLUMNS, MAX_ROWS, Cell, Row, Table, TableProblem, problem_at

GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


def read_geojson(file: GuardedFile) -> Table:
    """Return the features of a FeatureCollection as rows, numbered from 1. Raises TableProblem."""
    features = _features(file)
    columns = tuple(dict.fromkeys(name for feature in features for name in feature.get("properties") or {}))
    if len(columns) > MAX_COLUMNS:
        raise problem_at(_("There are more than %(most)s columns.") % {"most": MAX_COLUMNS}, file=file.name)
    return Table(file.name, columns, _rows(file.name, features, columns), encoding=file.encoding)


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
    is_geometry = geometry is None or (isinstance(geometry, dict) and geometry.get("type") in GEOMETRIES)
    return is_geometry and (properties is None or isinstance(properties, dict))


def _rows(name: str, features: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        yield Row(number, {column: _cell(properties.get(column)) for column in columns}, feature.get("geometry"))


def _cell(value: Any) -> Cell:
    """Return a property as a cell; lists and objects as their JSON text."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.strip() or None
    return value
