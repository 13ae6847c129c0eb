"""Reading the places of a country from a table: levels, names, and what contains each, by code or by name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import shapely
from django.utils.translation import gettext as _

from twiza.core.text import fold
from twiza.documents.tables import Cell, Row, Table
from twiza.territory.cells import CellRefused, degrees_in, people_in, text_in
from twiza.territory.commune_book import sound_of_name
from twiza.territory.models import PlaceKind
from twiza.territory.row_problems import ProblemList, RowsRefused

Value = TypeVar("Value")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "level", "niveau", "type"),
    "code": ("code", "pcode"),
    "name_fr": ("name_fr", "nom_fr", "name", "nom"),
    "name_ar": ("name_ar", "nom_ar"),
    "name_en": ("name_en", "nom_en"),
    "parent": ("parent", "parent_code", "parent_name"),
    "grandparent": ("grandparent",),
    "great_grandparent": ("great_grandparent",),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "longitude"),
    "population": ("population", "pop"),
}
ABOVE = ("parent", "grandparent", "great_grandparent")
LONGEST_CODE = 64


@dataclass
class PlaceNode:
    """A place of a file or of the database, and the one that contains it; the country has none above."""

    kind: str
    rank: int
    names: dict[str, str]
    code: str
    row: int = 0
    above: tuple[str, ...] = ()
    parent: PlaceNode | None = None
    lat: float | None = None
    lon: float | None = None
    people: int | None = None
    shape: shapely.Geometry | None = None

    @property
    def path(self) -> str:
        """Return the codes from the country down."""
        return self.code if self.parent is None else f"{self.parent.path}/{self.code}"

    def sounds(self) -> set[str]:
        """Return the names as they sound."""
        return {sound_of_name(name) for name in self.names.values()}

    def is_below(self, above: Sequence[str]) -> bool:
        """Say whether the places that contain this one are called so, the nearest first."""
        node = self.parent
        for text in above:
            if node is None or (text != node.code and sound_of_name(text) not in node.sounds()):
                return False
            node = node.parent
        return True


class PlaceTree:
    """Places by code and by name, the country first."""

    def __init__(self, nodes: Iterable[PlaceNode]) -> None:
        self.nodes: list[PlaceNode] = []
        self._called: defaultdict[str, list[PlaceNode]] = defaultdict(list)
        for node in nodes:
            self.add(node)

    def add(self, node: PlaceNode) -> None:
        """Take in one place."""
        self.nodes.append(node)
        for name in {node.code, *node.sounds()}:
            self._called[name].append(node)

    def containers(self, node: PlaceNode) -> list[PlaceNode]:
        """Return what a row may mean by its parents: of the larger places called so, the deepest ones."""
        if not node.above:
            return self.nodes[:1]
        text, *higher = node.above
        called = {one.path: one for one in [*self._called[text], *self._called[sound_of_name(text)]]}
        fitting = [one for one in called.values() if one.rank < node.rank and one.is_below(higher)]
        deepest = max((one.rank for one in fitting), default=0)
        return [one for one in fitting if one.rank == deepest]


def read_places(
    table: Table, *, kinds: Mapping[str, PlaceKind], known: Sequence[PlaceNode], skips_repeated: bool
) -> list[PlaceNode]:
    """
    Return the places of a table, parents before children, each below another one or one known (the country first).

    A row that says the same as one before is refused, or left out when `skips_repeated`. Raises RowsRefused.
    """
    reader = _Reader(kinds, {name: column for name in COLUMNS if (column := _column(name, table.columns))})
    nodes = [reader.node(row) for row in table.rows]
    tree, placed = PlaceTree(known), dict[str, PlaceNode]()
    for node in sorted((node for node in nodes if node is not None), key=lambda node: node.rank):
        reader.put_below(node, tree.containers(node))
        if node.parent is None:
            continue
        first = placed.setdefault(node.code, node)
        if first is node:
            tree.add(node)
        elif first.path != node.path:
            reader.note(node.row, "code", _("This code is in row %(row)s already.") % {"row": first.row})
        elif not skips_repeated:
            reader.note(node.row, "name_fr", _("Row %(row)s is the same place.") % {"row": first.row})
    if reader.problems.found:
        raise RowsRefused(table.name, reader.problems.in_order())
    return list(placed.values())


class _Reader:
    """Reads rows as places, noting what is wrong with them."""

    def __init__(self, kinds: Mapping[str, PlaceKind], columns: Mapping[str, str]) -> None:
        self.columns = columns
        self.problems = ProblemList()
        self.kinds = {
            sound_of_name(name): kind for kind in kinds.values() for name in (kind.code, *kind.names.values())
        }

    def note(self, row: int, name: str, sentence: str) -> None:
        """Keep a problem of a row, in the column of a field."""
        self.problems.note(row, self.columns.get(name, ""), sentence)

    def node(self, row: Row) -> PlaceNode | None:
        """Return a row as a place, not yet below another one; None when it cannot be one."""
        cell = partial(self._cell, row)
        said = cell("kind", text_in) or ""
        kind = self.kinds.get(sound_of_name(said))
        names = {one: name for one in ("fr", "ar", "en") if (name := cell(f"name_{one}", text_in))}
        if kind is None:
            self.note(row.number, "kind", _("This country has no kind of place called “%(kind)s”.") % {"kind": said})
            return None
        if not names:
            self.note(row.number, "name_fr", _("A place needs a name."))
            return None
        return PlaceNode(
            kind=kind.code,
            rank=kind.rank,
            names=names,
            code=cell("code", text_in) or "",
            row=row.number,
            above=tuple(text for one in ABOVE if (text := cell(one, text_in))),
            lat=cell("lat", partial(degrees_in, limit=90)),
            lon=cell("lon", partial(degrees_in, limit=180)),
            people=cell("population", people_in),
            shape=self._shape(row),
        )

    def put_below(self, node: PlaceNode, containers: Sequence[PlaceNode]) -> None:
        """Put a place below the only one that can contain it, and give it a code if it has none."""
        if len(containers) == 1:
            node.parent = containers[0]
            node.code = node.code or code_from(node)
        said = {"parent": " › ".join(node.above)}
        if not containers:
            self.note(node.row, "parent", _("No larger place is called “%(parent)s”.") % said)
        elif len(containers) > 1:
            self.note(node.row, "parent", _("Several places are called “%(parent)s”: give the code.") % said)
        elif len(node.code) > LONGEST_CODE or "/" in node.code:
            sentence = _("A code has at most %(most)s signs, none of them “/”.")
            self.note(node.row, "code", sentence % {"most": LONGEST_CODE})

    def _cell(self, row: Row, name: str, read: Callable[[Cell], Value | None]) -> Value | None:
        try:
            return read(row.values.get(self.columns.get(name, "")))
        except CellRefused as refusal:
            self.note(row.number, name, str(refusal))
            return None

    def _shape(self, row: Row) -> shapely.Geometry | None:
        if row.geometry is None or row.geometry.get("type") not in {"Polygon", "MultiPolygon"}:
            return None
        try:
            shape = shapely.from_geojson(json.dumps(row.geometry))
        except shapely.errors.GEOSException:
            shape = None
        if shape is None or shape.is_empty or not shape.is_valid:
            self.note(row.number, "", _("This boundary crosses itself or is empty."))
            return None
        return shape


def code_from(node: PlaceNode) -> str:
    """Return a code made of the names down to a place: bamako.commune-i, the same each time."""
    name = next(iter(node.names.values()))
    words = "-".join("".join(letter if letter.isalnum() else " " for letter in fold(name)).split())
    above = node.parent.code if node.parent and node.parent.parent else ""
    return f"{above}.{words}" if above else words


def _column(name: str, columns: Sequence[str]) -> str:
    spelt = {fold(column).strip(): column for column in reversed(columns)}
    return next((spelt[spelling] for spelling in COLUMNS[name] if spelling in spelt), "")
