"""Several places side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twiza.access.models import AccessScenario, NeedFormula
from twiza.access.need_table import PER_1000, Figures, none_if_missing
from twiza.access.queries.needs import needs_of
from twiza.access.queries.place_rows import Asked, PlaceRow, commune_figures, row_from, summed
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in


@dataclass(frozen=True, slots=True)
class SpecialtyLine:
    """People in need of a specialty per 1,000 inhabitants, one figure per place; None is not known."""

    specialty: str
    per_1000: tuple[float | None, ...]


def compared_rows(
    places: Sequence[Place], formula: NeedFormula | None, specialties: Sequence[str], scenario: AccessScenario | None
) -> list[PlaceRow]:
    """Return a row for each place, in their order; one place may lie in another."""
    communes = communes_of(places)
    asked = Asked(places[0], level="", formula=formula, specialties=specialties, indicator=None, scenario=scenario)
    figures = commune_figures(communes, asked)
    return [
        row_from(place, {name: sum_in(place, communes, column) for name, column in figures.items()}, {})
        for place in places
    ]


def compared_specialties(places: Sequence[Place], formula: NeedFormula) -> list[SpecialtyLine]:
    """Return a line for each specialty of a formula."""
    communes = communes_of(places)
    table = needs_of(communes, formula)
    people = [sum_in(place, communes, table.inhabitants) for place in places]
    return [
        SpecialtyLine(
            specialty,
            tuple(
                none_if_missing(sum_in(place, communes, table.needs(specialty)) / each * PER_1000) if each else None
                for place, each in zip(places, people, strict=True)
            ),
        )
        for specialty in table.specialties
    ]


def communes_of(places: Sequence[Place]) -> list[Place]:
    """Return the communes of several places, each once, by path."""
    found = {commune.path: commune for place in places for commune in communes_in(place.path)}
    return [found[path] for path in sorted(found)]


def sum_in(place: Place, communes: Sequence[Place], figures: Figures) -> float:
    """Return the sum of the known figures of the communes in a place, NaN when none is known."""
    holders = [0 if f"{commune.path}/".startswith(f"{place.path}/") else -1 for commune in communes]
    return float(summed(figures, holders, 1)[0])
