"""A real piece of Morocco, quick to load: some provinces with all they contain."""

from __future__ import annotations

import dataclasses
from collections import Counter
from functools import cache

from django.conf import settings

from twiza.territory.actions.country import load_country
from twiza.territory.country_set import CountrySet, Row, read_country_set

AZILAL = "05.081"


@cache
def morocco() -> CountrySet:
    """Return the set of the whole country, read once."""
    return read_country_set(settings.DATA / "morocco")


def piece_of_morocco(*provinces: str) -> CountrySet:
    """Return the country reduced to some provinces, expecting what these hold; national figures stay national."""
    whole = morocco()
    regions = {province.split(".")[0] for province in provinces}
    codes = {row["code"] for row in whole.places if _is_kept(row["code"], provinces, regions)}
    places = _of(whole.places, codes)
    return dataclasses.replace(
        whole,
        places=places,
        aliases=_of(whole.aliases, codes),
        population=_of(whole.population, codes),
        ages=_of(whole.ages, codes),
        census=_of(whole.census, codes),
        shapes={code: shape for code, shape in whole.shapes.items() if code in codes},
        expected=_expected(places, whole.population),
        digest=f"{'+'.join(provinces):0>64}",
    )


def load_provinces(*provinces: str) -> None:
    """Load a piece of Morocco into the database of a test."""
    load_country(country_set=piece_of_morocco(*provinces), on_step=lambda step: None)


def _is_kept(code: str, provinces: tuple[str, ...], regions: set[str]) -> bool:
    return code == "MA" or code in regions or code.startswith(provinces)


def _of(rows: list[Row], codes: set[str]) -> list[Row]:
    return [row for row in rows if row["code"] in codes]


def _expected(places: list[Row], population: list[Row]) -> list[Row]:
    kinds = Counter(row["kind"] for row in places)
    communes = {row["code"] for row in places if row["kind"] == "commune"}
    people = sum(int(row["people"]) for row in population if row["year"] == "2024" and row["code"] in communes)
    return [
        {"name": "communes", "measure": "places:commune", "value": str(kinds["commune"])},
        {"name": "population_2024", "measure": "people:2024", "value": str(people)},
        {"name": "people_at_points", "measure": "points", "value": str(people)},
    ]
