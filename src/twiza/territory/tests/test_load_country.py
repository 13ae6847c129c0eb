import dataclasses
import io
import json

import pytest
import shapely
from django.core.management import call_command
from django.db.models import Sum

from twiza.territory.actions.country import CountryRefused, load_country
from twiza.territory.models import (
    CensusValue,
    Edition,
    Place,
    PlaceAlias,
    PlaceBoundary,
    PlaceParent,
    PopulationCount,
    PopulationPoint,
)
from twiza.territory.tests.small_country import AZILAL, load_provinces, piece_of_morocco

ALL_TABLES = (CensusValue, Place, PlaceAlias, PlaceBoundary, PlaceParent, PopulationCount, PopulationPoint)

pytestmark = pytest.mark.django_db


def rows_by_table():
    return {model.__name__: model.objects.count() for model in ALL_TABLES}


def test_load_morocco_brings_the_whole_country_and_twice_brings_it_once():
    once, twice = io.StringIO(), io.StringIO()

    call_command("load", "morocco", "--json", stdout=once)
    rows = rows_by_table()
    call_command("load", "morocco", "--json", stdout=twice)

    expected = {
        "country": "MA",
        "regions": 12,
        "provinces": 75,
        "communes": 1503,
        "population_2024": 36_828_330,
        "population_2014": 33_848_242,
        "people_at_points": 36_828_330,
        "invalid_geometries": 0,
    }
    reports = [json.loads(out.getvalue()) for out in (once, twice)]
    assert [{**report, "seconds": 0} for report in reports] == [{**expected, "seconds": 0}] * 2
    assert rows_by_table() == rows


def test_load_country_over_itself_keeps_every_place_and_row():
    load_provinces(AZILAL)
    stamp = Edition.objects.get().stamp
    rows, ids = rows_by_table(), list(Place.objects.order_by("id").values_list("id", flat=True))

    load_provinces(AZILAL)

    assert rows_by_table() == rows
    assert list(Place.objects.order_by("id").values_list("id", flat=True)) == ids
    assert Edition.objects.get().stamp != stamp


def test_load_country_that_fails_a_check_keeps_nothing():
    piece = piece_of_morocco(AZILAL)
    wrong = dataclasses.replace(piece, expected=[{"name": "communes", "measure": "places:commune", "value": "45"}])

    with pytest.raises(CountryRefused, match=r"communes: 44 .*45"):
        load_country(country_set=wrong, on_step=lambda step: None)

    assert rows_by_table() == {model.__name__: 0 for model in ALL_TABLES}


def test_load_country_names_the_communes_outside_their_province():
    piece = piece_of_morocco(AZILAL)
    elsewhere = dict(piece.outlines) | {AZILAL: shapely.box(0, 0, 1, 1)}

    with pytest.raises(CountryRefused, match=r"44 .*05\.081\.01\.01 Azilal"):
        load_country(country_set=dataclasses.replace(piece, outlines=elsewhere), on_step=lambda step: None)


def test_the_people_of_a_commune_are_spread_whole_over_its_squares():
    load_provinces(AZILAL)
    commune = Place.objects.get(code="05.081.05.07")

    points = PopulationPoint.objects.filter(commune=commune)

    census = commune.population.get(year=2024, universe="legal")
    assert points.aggregate(people=Sum("people")) == {"people": census.people}
    assert points.count() > 1


def test_a_commune_hangs_below_its_cercle_on_the_state_line_and_its_province_on_the_elected_one():
    load_provinces(AZILAL)
    commune = Place.objects.get(code="05.081.05.07")

    parents = dict(commune.parent_links.values_list("line", "parent__code"))

    assert commune.path == "MA/05/05.081/05.081.05/05.081.05.07"
    assert parents == {"state": "05.081.05", "elected": "05.081"}
