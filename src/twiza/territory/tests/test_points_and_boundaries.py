import json

import numpy as np

from twiza.territory.models import PlaceBoundary
from twiza.territory.queries.boundaries import boundaries_geojson, box_around
from twiza.territory.queries.communes_at import communes_at
from twiza.territory.queries.places import communes_in
from twiza.territory.queries.points import population_points, rests_on_grid
from twiza.territory.queries.population import latest_people


def test_population_points_hold_everybody_and_say_they_rest_on_the_grid(azilal):
    points = population_points(communes_in(azilal.path))

    people = latest_people(list(communes_in(azilal.path).values_list("id", flat=True)))
    by_commune = {int(commune): int(points.people[points.commune_id == commune].sum()) for commune in people}
    assert by_commune == people
    assert (points.rest_on_assumption, rests_on_grid(communes_in(azilal.path))) == (True, True)


def test_population_points_of_nowhere_are_empty(db):
    points = population_points(communes_in("XX"))

    assert (len(points), points.rest_on_assumption, points.people.dtype) == (0, False, np.dtype("int64"))


def test_population_points_lie_in_their_commune(azilal):
    points = population_points(communes_in(azilal.path))

    found = communes_at("MA", points.lat, points.lon)

    assert [commune.place_id for commune in found] == points.commune_id.tolist()


def test_communes_at_gives_the_nearest_just_outside_and_none_far_away(azilal):
    inside, far = communes_at("MA", [31.9619, 20.0], [-6.5718, -6.5])

    assert (inside.code, inside.distance_km, far) == ("05.081.01.01", 0.0, None)


def test_boundaries_geojson_names_each_place_in_the_language(azilal):
    text = boundaries_geojson(
        communes_in(azilal.path), detail=PlaceBoundary.Detail.OVERVIEW, language="ar", href=lambda id: f"/{id}/"
    )

    features = json.loads(text)["features"]
    town = communes_in(azilal.path).get(code="05.081.01.01")
    assert len(features) == 44
    assert features[0]["properties"] == {
        "code": "05.081.01.01", "name": "أزيلال", "kind": "commune", "href": f"/{town.id}/",
    }  # fmt: skip


def test_box_around_is_none_without_boundaries(azilal):
    west, south, east, north = box_around(communes_in(azilal.path))

    assert (west < -6.57 < east, south < 31.96 < north) == (True, True)
    assert box_around(communes_in("XX")) is None
