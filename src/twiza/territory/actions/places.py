"""Places as rows: kinds, sources, the places themselves, what contains them and what else they are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from twiza.core.names import LANGUAGES
from twiza.territory.country_set import Row
from twiza.territory.models import Line, Place, PlaceAlias, PlaceKind, PlaceParent, Source

PlaceIds = dict[str, int]
"""The id of each place by its code, in one country."""


def load_kinds(*, rows: Sequence[Row]) -> dict[str, PlaceKind]:
    """Write the kinds of place of a country and return them by code."""
    kinds = [
        PlaceKind(
            country=row["country"], code=row["code"], names=names_of(row), rank=int(row["rank"]), line=row["line"]
        )
        for row in rows
    ]
    PlaceKind.objects.bulk_create(
        kinds, update_conflicts=True, unique_fields=["country", "code"], update_fields=["names", "rank", "line"]
    )
    countries = {row["country"] for row in rows}
    return {kind.code: kind for kind in PlaceKind.objects.filter(country__in=countries)}


def load_sources(*, rows: Sequence[Row]) -> dict[str, Source]:
    """Write the sources of figures and return them by code."""
    fields = ["title", "licence", "attribution", "vintage"]
    sources = [Source(code=row["code"], **{name: row[name] for name in fields}) for row in rows]
    Source.objects.bulk_create(sources, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return {source.code: source for source in Source.objects.filter(code__in=[row["code"] for row in rows])}


def load_places(
    *,
    country: str,
    rows: Sequence[Row],
    kinds: Mapping[str, PlaceKind],
    points: Mapping[str, tuple[float, float]],
    paths: Mapping[str, str],
) -> PlaceIds:
    """
    Write places, keeping the id of those that were there, and return the id of each by code.

    `points` are (longitude, latitude) by code; a place without one keeps none. `paths` are made by `paths_of`.
    """
    places = [
        Place(
            country=country,
            kind=kinds[row["kind"]],
            code=row["code"],
            names=names_of(row),
            setting=row.get("setting", ""),
            path=paths[row["code"]],
            lon=points.get(row["code"], (None, None))[0],
            lat=points.get(row["code"], (None, None))[1],
        )
        for row in rows
    ]
    Place.objects.bulk_create(
        places,
        update_conflicts=True,
        unique_fields=["country", "kind", "code"],
        update_fields=["names", "setting", "path", "lat", "lon"],
    )
    return dict(Place.objects.filter(country=country, path__in=set(paths.values())).values_list("code", "id"))


def paths_of(parents: Mapping[str, str]) -> dict[str, str]:
    """Return the path of each place, country first, from the code of its parent on the State line ("" for the top)."""
    paths: dict[str, str] = {}
    for code in parents:
        steps = [code]
        while parent := parents.get(steps[-1], ""):
            steps.append(parent)
        paths[code] = "/".join(reversed(steps))
    return paths


def load_parents(*, country: str, rows: Sequence[Row], ids: PlaceIds) -> None:
    """Write what contains these places on the State line and on the elected line, in place of what was there."""
    wanted = {
        (ids[row["code"]], ids[row[column]], str(line))
        for row in rows
        for column, line in (("parent", Line.STATE), ("elected_parent", Line.ELECTED))
        if row.get(column)
    }
    children = {child for child, _parent, _line in wanted}
    links = PlaceParent.objects.filter(child__country=country, line__in=(Line.STATE, Line.ELECTED))
    known = {(link.child_id, link.parent_id, link.line): link.pk for link in links if link.child_id in children}
    PlaceParent.objects.filter(pk__in=[pk for key, pk in known.items() if key not in wanted]).delete()
    PlaceParent.objects.bulk_create(
        PlaceParent(child_id=child, parent_id=parent, line=line)
        for child, parent, line in sorted(wanted - known.keys())
    )


def load_aliases(*, rows: Iterable[Row], ids: PlaceIds) -> None:
    """Write old codes and other names, keeping those that came from elsewhere."""
    aliases = [
        PlaceAlias(
            place_id=ids[row["code"]],
            kind=row["kind"],
            language=row["language"],
            text=row["text"],
            valid_to=dt.date(int(row["until"]), 1, 1) if row["until"] else None,
        )
        for row in rows
    ]
    PlaceAlias.objects.bulk_create(
        aliases,
        update_conflicts=True,
        unique_fields=["place", "kind", "text"],
        update_fields=["language", "valid_to"],
    )


def names_of(row: Row) -> dict[str, str]:
    """Return the names of a row by language, without the empty ones."""
    return {language: row[f"name_{language}"] for language in LANGUAGES if row.get(f"name_{language}")}
