"""Read how far demand is from sites in a location problem file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from twiza_planning.errors import NotUnderstood
from twiza_planning.json_shape import GREATEST_NUMBER, Node
from twiza_planning.location.distances import (
    Distances,
    GreatCircles,
    Ranks,
    Table,
    TooManyDistances,
    refuse_too_many,
    shortest_paths,
)
from twiza_planning.location.read_points import Point, positions

KINDS = ("km", "matrix", "graph")
Points: TypeAlias = tuple[Point, ...]


def read_distances(node: Node, demand: Points | None, sites: Points | None) -> tuple[Distances, tuple[Points, Points]]:
    """Return the distances, and the points they are between: without them, every node of a graph is both."""
    given = node.fields(known=KINDS)
    if len(given) != 1:
        raise node.refuse("one of km, matrix and graph is expected")
    (kind, inner), *_none = given.items()
    if kind == "graph":
        return read_graph(inner, demand, sites)
    for name, points in (("demand", demand), ("sites", sites)):
        if points is None:
            raise NotUnderstood(name, "missing: only a graph can do without")
        if not points:
            raise NotUnderstood(name, "empty: at least one is needed")
    assert demand is not None  # noqa: S101 -- refused above
    assert sites is not None  # noqa: S101 -- refused above
    if kind == "matrix":
        return read_matrix(inner, len(demand), len(sites)), (demand, sites)
    if not inner.truth():
        raise inner.refuse("false says no distance: true, or a matrix, or a graph")
    return GreatCircles(positions(demand), positions(sites)), (demand, sites)


def read_matrix(node: Node, rows: int, columns: int) -> Table:
    """Return a table of distances, a row a demand, a column a site."""
    refuse_size(node, rows, columns)
    lines = list(node.items())
    if len(lines) != rows:
        raise node.refuse(f"{len(lines)} rows where {rows} are expected, one a demand")
    for line in lines:
        check_line(line, columns)
    return Table(np.array(node.value, dtype=np.float64).reshape(rows, columns))


def check_line(line: Node, columns: int) -> None:
    """Refuse a row that is too short or too long, or holds something else than numbers from 0."""
    if not isinstance(line.value, list):
        raise line.refuse(f"{line.shown()} is not a list")
    if len(line.value) != columns:
        raise line.refuse(f"{len(line.value)} values where {columns} are expected, one a site")
    # A table has millions of cells: look at one as a node only when it is wrong.
    if not all(type(cell) in (int, float) and 0 <= cell <= GREATEST_NUMBER for cell in line.value):
        for cell in line.items():
            cell.number()


def read_graph(node: Node, demand: Points | None, sites: Points | None) -> tuple[Distances, tuple[Points, Points]]:
    """Return the shortest paths in a graph, and the points they are between."""
    fields = node.fields(known=("nodes", "edges"), required=("nodes", "edges"))
    nodes = fields["nodes"].whole(least=1)
    demand = nodes_as_points(fields["nodes"], nodes) if demand is None else demand
    sites = nodes_as_points(fields["nodes"], nodes) if sites is None else sites
    for name, points in (("demand", demand), ("sites", sites)):
        if not points:
            raise NotUnderstood(name, "empty: at least one is needed")
    refuse_size(fields["nodes"], nodes, min(len(demand), len(sites)))
    edges = [read_edge(item, nodes) for item in fields["edges"].items()]
    return shortest_paths(nodes, edges, node_of(demand, nodes), node_of(sites, nodes)), (demand, sites)


def nodes_as_points(node: Node, nodes: int) -> Points:
    """Return every node of a graph as a point of weight 1 whose id is its number."""
    refuse_size(node, nodes, 1)
    return tuple(Point(str(number), f"node {number}") for number in range(nodes))


def node_of(points: Sequence[Point], nodes: int) -> Ranks:
    """Return the node of each point, which its id names."""
    numbers = {str(number): number for number in range(nodes)}
    for point in points:
        if point.id not in numbers:
            raise NotUnderstood(f"{point.path}.id", f'"{point.id}" is not a node (0 to {nodes - 1})')
    return np.array([numbers[point.id] for point in points], dtype=np.intp)


def read_edge(node: Node, nodes: int) -> tuple[int, int, float]:
    """Return one edge: two nodes and its length."""
    cells = node.value
    # A graph has hundreds of thousands of edges: look at one as a node only when it is wrong.
    if isinstance(cells, list) and len(cells) == 3:
        start, end, length = cells
        are_nodes = type(start) is type(end) is int and 0 <= start < nodes and 0 <= end < nodes
        if are_nodes and type(length) in (int, float) and 0 <= length <= GREATEST_NUMBER:
            return start, end, float(length)
    parts = list(node.items())
    if len(parts) != 3:
        raise node.refuse(f"{len(parts)} values where [node, node, length] is expected")
    return parts[0].whole(most=nodes - 1), parts[1].whole(most=nodes - 1), parts[2].number()


def refuse_size(node: Node, rows: int, columns: int) -> None:
    """Raise NotUnderstood when a table of distances would not fit in memory."""
    try:
        refuse_too_many(rows, columns)
    except TooManyDistances as error:
        raise node.refuse(str(error)) from error
