"""What the page of a place shows, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.territory.models import Place, PlaceAlias, PlaceParent, PopulationCount, PopulationPoint, Sex, Source
from twiza.territory.queries.figures import (
    AgeRow,
    IndicatorRow,
    PlaceFigures,
    ages_of,
    figures_of,
    indicators_of,
    parents_of,
    people_by_basis,
    sources_of,
)
from twiza.territory.queries.places import containers_of


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place, what contains it, and its figures with their sources."""

    place: Place
    containers: list[Place]
    parents: list[PlaceParent]
    aliases: list[PlaceAlias]
    figures: PlaceFigures
    population: list[PopulationCount]
    ages: list[AgeRow]
    years: list[int]
    indicators: list[IndicatorRow]
    people_on_grid: int
    people_at_localities: int
    sources: list[Source]


def place_page_of(place: Place) -> PlacePage:
    """Return what is known of a place; the number of queries does not depend on how much it is."""
    (figures,) = figures_of([place])
    years, indicators = indicators_of(place)
    by_basis = people_by_basis(place)
    return PlacePage(
        place=place,
        containers=sorted(containers_of([place]).values(), key=lambda one: len(one.path)),
        parents=parents_of(place),
        aliases=list(place.aliases.order_by("kind", "text")),
        figures=figures,
        population=list(counts_of(place)),
        ages=ages_of(place, figures.year) if figures.year else [],
        years=years,
        indicators=indicators,
        people_on_grid=by_basis.get(PopulationPoint.Basis.GRID, 0),
        people_at_localities=by_basis.get(PopulationPoint.Basis.LOCALITY, 0),
        sources=sources_of(place),
    )


def counts_of(place: Place) -> QuerySet[PopulationCount]:
    """Return the counts of everybody in a place, the latest first, with their sources."""
    return place.population.filter(sex=Sex.ALL).select_related("source").order_by("-year", "universe")
