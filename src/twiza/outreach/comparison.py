"""Two plans side by side: what each gives, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.outreach.models import Plan
from twiza.outreach.plan_parts import nights_of, shortfall_of, specialty_parts


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


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of two plans; None is not asked for by a plan, as a floor may be."""

    label: str
    first: float | None
    second: float | None

    @property
    def change(self) -> float | None:
        """Return how much more the second plan has; None where one of them has none."""
        return None if self.first is None or self.second is None else self.second - self.first


def more_figures(first: Plan, second: Plan, language: str) -> list[FigureRow]:
    """Return what else is compared: nights away, what is missing under a floor, the need met by specialty."""
    left, right = ({part.name: part.met for part in specialty_parts(plan, language)} for plan in (first, second))
    return [
        FigureRow(_("Nights away"), nights_of(first), nights_of(second)),
        FigureRow(_("Missing under the floor"), shortfall_of(first), shortfall_of(second)),
        *(
            FigureRow(_("Need newly met: %(specialty)s") % {"specialty": name}, left.get(name), right.get(name))
            for name in dict.fromkeys([*left, *right])
        ),
    ]


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
