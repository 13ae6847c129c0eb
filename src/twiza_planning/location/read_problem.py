"""Read a location problem file (`twiza-location/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from twiza_planning.errors import NotUnderstood
from twiza_planning.json_file import read_json
from twiza_planning.json_shape import Node
from twiza_planning.location.problem import MODELS, WITH_RADIUS, WITHOUT_P, LocationProblem
from twiza_planning.location.read_distances import read_distances
from twiza_planning.location.read_points import Point, read_demand, read_points, read_site

FORMAT = "twiza-location/1"
REQUIRED = ("format", "model", "distance")
KEYS = ("format", "model", "p", "demand", "sites", "distance", "radius_km", "budget")


def read_location_problem(path: Path | str) -> LocationProblem:
    """Return the problem in a file. Raises NotUnderstood."""
    return location_problem_at(read_json(Path(path)))


def location_problem_from(content: object) -> LocationProblem:
    """Return the problem in parsed JSON. Raises NotUnderstood."""
    return location_problem_at(Node(content))


def location_problem_at(node: Node) -> LocationProblem:
    """Return the problem in a JSON value. Raises NotUnderstood."""
    fields = node.fields(known=KEYS, required=("format",))
    refuse_other_format(fields["format"], FORMAT)
    fields = node.fields(known=KEYS, required=REQUIRED)
    model = fields["model"].one_of(MODELS, "model: " + ", ".join(MODELS))
    demand, sites = read_points(fields, "demand", read_demand), read_points(fields, "sites", read_site)
    distances, (demand, sites) = read_distances(fields["distance"], demand, sites)
    refuse_empty(fields, demand, sites)
    budget = read_budget(fields)
    p = read_p(fields, model, sites, budget)
    return LocationProblem(
        model=model,
        demand=tuple(point.id for point in demand),
        sites=tuple(site.id for site in sites),
        distances=distances,
        weights=np.array([point.weight for point in demand], dtype=np.float64),
        is_open=np.array([site.is_open for site in sites], dtype=np.bool_),
        capacity=np.array([site.capacity for site in sites], dtype=np.float64),
        p=p,
        radius=read_radius(fields, model),
        is_forbidden=np.array([site.is_forbidden for site in sites], dtype=np.bool_),
        costs=np.array([site.cost for site in sites], dtype=np.float64),
        budget=budget,
    )


def refuse_other_format(node: Node, format_name: str) -> None:
    """Raise NotUnderstood when a file is of another format."""
    if node.text() != format_name:
        raise node.refuse(f'{node.shown()} is not "{format_name}"')


def read_budget(fields: dict[str, Node]) -> float | None:
    """Return what opening sites may cost in all, None without a budget."""
    if "budget" not in fields or fields["budget"].is_null():
        return None
    return fields["budget"].number()


def read_p(fields: dict[str, Node], model: str, sites: Sequence[Point], budget: float | None) -> int | None:
    """Return how many sites are to be open, None where that is not asked."""
    if "p" not in fields or fields["p"].is_null():
        if model in WITHOUT_P or budget is not None:
            return None
        raise NotUnderstood("p", f"missing: {model} needs the number of open sites, or a budget")
    number = fields["p"].whole(least=0 if model in WITHOUT_P else 1)
    if model in WITHOUT_P:
        return None
    if number > len(sites):
        raise fields["p"].refuse(f"{number} is above the number of sites, {len(sites)}")
    return number


def read_radius(fields: dict[str, Node], model: str) -> float | None:
    """Return the radius, None where it is not asked."""
    if "radius_km" not in fields or fields["radius_km"].is_null():
        if model in WITH_RADIUS:
            raise NotUnderstood("radius_km", f"missing: {model} needs a radius")
        return None
    return fields["radius_km"].number()


def refuse_empty(fields: dict[str, Node], demand: Sequence[Point], sites: Sequence[Point]) -> None:
    """Raise NotUnderstood when there is no one to serve, or nowhere to be."""
    for name, points in (("demand", demand), ("sites", sites)):
        if not points:
            raise fields.get(name, fields["distance"]).refuse(f"empty: at least one of {name} is needed")
