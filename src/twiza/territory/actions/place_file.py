"""Keeping the places of another country, from a table of levels and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.documents.tables import Table
from twiza.territory.actions.census import BATCH
from twiza.territory.actions.editions import open_new_edition
from twiza.territory.actions.localities import SourceMissing
from twiza.territory.actions.places import PlaceIds, load_kinds, load_parents, load_places, names_of
from twiza.territory.actions.points import spread_on_grid
from twiza.territory.actions.shapes import load_boundaries
from twiza.territory.boundaries import overviews, points_inside, with_containing
from twiza.territory.country_set import Row
from twiza.territory.models import Line, Place, PlaceBoundary, PlaceKind, PopulationCount, Sex, Source, Universe
from twiza.territory.place_file import PlaceNode, read_places
from twiza.territory.queries.nodes import known_nodes


class CountryUnknown(InputError):
    """No names or no kinds of place are known for this country."""


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """Where a file of places comes from, and the year its people were counted in."""

    title: str
    licence: str
    year: int | None


@dataclass(frozen=True, slots=True)
class CountryRows:
    """The names of a country and its kinds of place, as `data/countries.csv` and `data/place_kinds.csv` have them."""

    country: str
    names: Row
    kinds: Sequence[Row]


@transaction.atomic
def load_place_table(*, table: Table, rows: CountryRows, source: PlaceSource, skips_repeated: bool) -> dict[str, int]:
    """
    Keep the places of a table, over those that were there, and return how many there are of each kind.

    Raises CountryUnknown, SourceMissing or RowsRefused; then nothing is kept.
    """
    kinds = load_kinds(rows=rows.kinds)
    if "country" not in kinds or not rows.names:
        sentence = _("%(country)s is not in countries.csv and place_kinds.csv: add its names and kinds of place.")
        raise CountryUnknown(sentence % {"country": rows.country})
    known = known_nodes(rows.country) or [_country_node(rows)]
    nodes = read_places(table, kinds=kinds, known=known, skips_repeated=skips_repeated)
    _refuse_missing_year(nodes, source)
    ids = _keep_nodes(rows.country, [known[0], *nodes], kinds)
    _keep_population(nodes, ids, source, rows.country)
    _keep_shapes(nodes, ids, source, rows.country)
    open_new_edition(country=rows.country)
    return dict(Counter(node.kind for node in nodes))


def _country_node(rows: CountryRows) -> PlaceNode:
    return PlaceNode(kind="country", rank=0, names=names_of(rows.names), code=rows.country)


def _refuse_missing_year(nodes: Sequence[PlaceNode], source: PlaceSource) -> None:
    if source.year is None and any(node.people is not None for node in nodes):
        raise SourceMissing(_("Say in which year these people were counted."))


def _keep_nodes(country: str, nodes: Sequence[PlaceNode], kinds: Mapping[str, PlaceKind]) -> PlaceIds:
    rows = [_row(node, kinds[node.kind]) for node in nodes]
    ids = load_places(
        country=country,
        rows=rows,
        kinds=kinds,
        points={node.code: point for node in nodes if (point := _point(node))},
        paths={node.code: node.path for node in nodes},
    )
    everything = dict(Place.objects.filter(country=country).values_list("code", "id")) | ids
    load_parents(country=country, rows=rows, ids=everything)
    return everything


def _row(node: PlaceNode, kind: PlaceKind) -> Row:
    parent = node.parent.code if node.parent else ""
    names = {f"name_{language}": name for language, name in node.names.items()}
    elected = "" if kind.line == Line.STATE else parent
    return {"kind": node.kind, "code": node.code, "parent": parent, "elected_parent": elected, **names}


def _point(node: PlaceNode) -> tuple[float, float] | None:
    if node.shape is not None:
        ((lon, lat),) = points_inside(np.array([node.shape], dtype=object))
        return float(lon), float(lat)
    return (node.lon, node.lat) if node.lon is not None and node.lat is not None else None


def _keep_population(nodes: Sequence[PlaceNode], ids: PlaceIds, source: PlaceSource, country: str) -> None:
    counted = [node for node in nodes if node.people is not None]
    if not counted:
        return
    kept = _kept_source(source, country)
    PopulationCount.objects.filter(source=kept).delete()
    PopulationCount.objects.bulk_create(
        (
            PopulationCount(
                place_id=ids[node.code],
                year=source.year or 0,
                universe=Universe.LEGAL,
                sex=Sex.ALL,
                people=node.people or 0,
                source=kept,
            )
            for node in counted
        ),
        batch_size=BATCH,
    )


def _keep_shapes(nodes: Sequence[PlaceNode], ids: PlaceIds, source: PlaceSource, country: str) -> None:
    shapes = {node.code: node.shape for node in nodes if node.shape is not None}
    if not shapes:
        return
    kept = _kept_source(source, country)
    parents = {node.code: node.parent.code for node in nodes if node.parent}
    full, light = with_containing(shapes, parents), with_containing(overviews(shapes), parents)
    load_boundaries(shapes=full, detail=PlaceBoundary.Detail.FULL, ids=ids, source=kept)
    load_boundaries(shapes=light, detail=PlaceBoundary.Detail.OVERVIEW, ids=ids, source=kept)
    communes = {ids[node.code]: node for node in nodes if node.kind == "commune"}
    spread_on_grid(
        people={place: node.people for place, node in communes.items() if node.people is not None},
        shapes={place: node.shape for place, node in communes.items() if node.shape is not None},
    )


def _kept_source(source: PlaceSource, country: str) -> Source:
    known = {
        "title": source.title,
        "licence": source.licence,
        "attribution": source.title,
        "vintage": str(source.year or ""),
    }
    return Source.objects.update_or_create(code=f"places-{country.lower()}", defaults=known)[0]
