"""Two plans side by side: what each gives, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twiza.outreach.models import Plan


@dataclass(frozen=True, slots=True)
class AreaDifference:
    """A commune in two plans. People newly reached; None where a plan does not hold the commune."""

    code: str
    names: Mapping[str, str]
    first: int | None
    second: int | None

    @property
    def change(self) -> int:
        """Return how many more people the second plan newly reaches."""
        return (self.second or 0) - (self.first or 0)


@dataclass(frozen=True, slots=True)
class StopDifference:
    """A stop that only one of two plans visits."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where two plans differ: communes by the size of the difference, stops that only one has."""

    areas: tuple[AreaDifference, ...]
    alike: int
    only_first: tuple[StopDifference, ...]
    only_second: tuple[StopDifference, ...]


AreaRow = tuple[str, Mapping[str, str], int]


def compare_areas(first: Sequence[AreaRow], second: Sequence[AreaRow]) -> list[AreaDifference]:
    """Return the communes of either plan as (code, names, people newly reached), in the order of the codes."""
    names = {code: name for code, name, _people in [*second, *first]}
    left = {code: people for code, _name, people in first}
    right = {code: people for code, _name, people in second}
    return [AreaDifference(code, names[code], left.get(code), right.get(code)) for code in sorted(names)]


def compare_plans(first: Plan, second: Plan, areas: list[AreaDifference]) -> Comparison:
    """Return where two plans differ."""
    differing = [area for area in areas if area.change]
    differing.sort(key=lambda area: (-abs(area.change), area.code))
    left, right = visited(first), visited(second)
    return Comparison(
        areas=tuple(differing),
        alike=len(areas) - len(differing),
        only_first=tuple(left[code] for code in sorted(left.keys() - right.keys())),
        only_second=tuple(right[code] for code in sorted(right.keys() - left.keys())),
    )


def visited(plan: Plan) -> dict[str, StopDifference]:
    """Return the stops that a plan visits, by code."""
    codes = {code for route in plan.answer["routes"] for code in route["stops"]}
    return {code: StopDifference(code, plan.snapshot["stops"][code]["names"]) for code in codes}
