"""Loading a whole country from its set of files: all of it, checked, or nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from twiza.core.errors import DomainError
from twiza.territory.actions.census import load_census_values, load_indicators, load_population
from twiza.territory.actions.editions import open_edition_of_set
from twiza.territory.actions.places import (
    PlaceIds,
    load_aliases,
    load_kinds,
    load_parents,
    load_places,
    load_sources,
    paths_of,
)
from twiza.territory.actions.points import spread_on_grid
from twiza.territory.actions.shapes import load_boundaries
from twiza.territory.boundaries import Shapes, overviews, points_inside, with_containing
from twiza.territory.checks import CountryFigures, check_country
from twiza.territory.country_set import CountrySet
from twiza.territory.models import Edition, PlaceBoundary, Source
from twiza.territory.queries.population import latest_people

STEPS = 7
Step = Callable[[str], None]


class CountryRefused(DomainError):
    """What was loaded does not pass its own checks; nothing was kept."""


def is_loaded(country_set: CountrySet) -> bool:
    """Say whether this very set is in the database already."""
    return Edition.objects.filter(country=country_set.country, digest=country_set.digest).exists()


@transaction.atomic
def load_country(*, country_set: CountrySet, on_step: Step) -> CountryFigures:
    """
    Write a country, or write it again over itself, and return its figures.

    `on_step` is told each of the STEPS as it begins. Raises CountryRefused, and keeps nothing, when the figures
    are not those expected.
    """
    on_step(_("places"))
    sources = load_sources(rows=country_set.sources)
    shapes = with_containing(country_set.shapes, parents_in(country_set))
    ids = _load_places(country_set, shapes)
    on_step(_("population"))
    load_population(rows=country_set.population, ages=country_set.ages, ids=ids, sources=sources)
    on_step(_("census figures"))
    indicators = load_indicators(rows=country_set.indicators)
    load_census_values(rows=country_set.census, indicators=indicators, ids=ids, sources=sources)
    on_step(_("boundaries"))
    _load_shapes(country_set, shapes, ids, sources[country_set.shape_source])
    on_step(_("where people live"))
    _spread_people(country_set, shapes, ids)
    on_step(_("checks"))
    figures = checked_country(country_set)
    open_edition_of_set(country=country_set.country, digest=country_set.digest)
    on_step(_("done"))
    return figures


def checked_country(country_set: CountrySet) -> CountryFigures:
    """Return the figures of a country as the database has them. Raises CountryRefused when they are not right."""
    figures = check_country(country_set)
    if figures.faults:
        raise CountryRefused(
            _("%(country)s was not loaded: %(faults)s")
            % {"country": country_set.country, "faults": " ".join(figures.faults)}
        )
    return figures


def parents_in(country_set: CountrySet) -> dict[str, str]:
    """Return the code of what contains each place on the State line, empty for the country."""
    return {row["code"]: row["parent"] for row in country_set.places}


def _load_places(country_set: CountrySet, shapes: Shapes) -> PlaceIds:
    kinds = load_kinds(rows=country_set.kinds)
    inside = points_inside(np.array(list(shapes.values()), dtype=object))
    points = {code: (float(lon), float(lat)) for code, (lon, lat) in zip(shapes, inside, strict=True)}
    ids = load_places(
        country=country_set.country,
        rows=country_set.places,
        kinds=kinds,
        points=points,
        paths=paths_of(parents_in(country_set)),
    )
    load_parents(country=country_set.country, rows=country_set.places, ids=ids)
    load_aliases(rows=country_set.aliases, ids=ids)
    return ids


def _load_shapes(country_set: CountrySet, shapes: Shapes, ids: PlaceIds, source: Source) -> None:
    light = with_containing(overviews(country_set.shapes), parents_in(country_set))
    load_boundaries(shapes=shapes, detail=PlaceBoundary.Detail.FULL, ids=ids, source=source)
    load_boundaries(shapes=light, detail=PlaceBoundary.Detail.OVERVIEW, ids=ids, source=source)


def _spread_people(country_set: CountrySet, shapes: Shapes, ids: PlaceIds) -> None:
    communes = {ids[row["code"]]: shapes[row["code"]] for row in country_set.places if row["kind"] == "commune"}
    spread_on_grid(people=latest_people(list(communes)), shapes=communes)
