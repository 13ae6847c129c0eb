"""The price of equity: the plan's own problem with every need counted alike, and what lies between the two answers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twiza.outreach.models import FavouredBy

FIFTH = 5
WEIGHTS_ALIKE = 1e-6
"""Weights of communes nearer to one another than this are the same weight."""
NEED_ALIKE = 1e-6

Areas = Sequence[Mapping[str, Any]]
"""The `areas` of a `twiza-plan/1`: need, need met and shortfall by commune, never weighted."""


@dataclass(frozen=True, slots=True)
class Favoured:
    """Communes that equity is meant for: why these, their codes, their need, and what two plans meet of it."""

    by: str
    communes: tuple[str, ...]
    need: float
    met_with: float
    met_without: float


def weighs_equity(problem: Mapping[str, Any]) -> bool:
    """Return whether a `twiza-caravan/1` puts some needs before others: by a weight, or by a floor."""
    return bool(problem["area_floor"]) or any(place.get("equity", 1) != 1 for place in problem["localities"])


def without_equity(problem: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the same teams, days, stops, locks and budget with every weight 1 and no floor.

    It need not stay near an earlier plan: that would pull it towards what equity chose.
    """
    alike = [{**place, "equity": 1.0} for place in problem["localities"]]
    return {**problem, "localities": alike, "area_floor": None, "previous": None, "change_price": 0.0}


def favoured_by_equity(problem: Mapping[str, Any], *, with_equity: Areas, without: Areas) -> Favoured:
    """
    Return the communes that equity is meant for.

    The fifth of communes, rounded up, whose needs weigh most; where all weigh the same, those that would be under
    the floor without it.
    """
    heaviest = heaviest_fifth(problem)
    if heaviest:
        return _favoured(FavouredBy.WEIGHT, heaviest, with_equity, without)
    floor = problem["area_floor"] or 0.0
    below = [area["area"] for area in without if area["met"] < floor * area["need"] - NEED_ALIKE]
    return _favoured(FavouredBy.FLOOR if below else FavouredBy.NOBODY, below, with_equity, without)


def heaviest_fifth(problem: Mapping[str, Any]) -> list[str]:
    """Return the codes of the fifth of communes with the greatest mean weight of a need; none if all weigh alike."""
    need: dict[str, float] = defaultdict(float)
    weighted: dict[str, float] = defaultdict(float)
    for place in problem["localities"]:
        needed = sum(place["need"].values())
        need[place["area"]] += needed
        weighted[place["area"]] += needed * place.get("equity", 1)
    weight = {area: weighted[area] / needed for area, needed in need.items() if needed > 0}
    if not weight or max(weight.values()) - min(weight.values()) < WEIGHTS_ALIKE:
        return []
    ordered = sorted(weight, key=lambda area: (-weight[area], area))
    return sorted(ordered[: math.ceil(len(ordered) / FIFTH)])


def _favoured(by: str, communes: Sequence[str], with_equity: Areas, without: Areas) -> Favoured:
    chosen = frozenset(communes)
    return Favoured(
        by=by,
        communes=tuple(communes),
        need=sum(area["need"] for area in with_equity if area["area"] in chosen),
        met_with=sum(area["met"] for area in with_equity if area["area"] in chosen),
        met_without=sum(area["met"] for area in without if area["area"] in chosen),
    )
