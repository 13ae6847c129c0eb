"""How long from here to there."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twiza_planning.travel import EARTH_RADIUS_KM, distances_km, great_circle_km, travel_by_speed

LAT, LON = st.floats(-90, 90), st.floats(-180, 180)


@pytest.mark.parametrize(
    ("origin", "destination", "km"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 180), math.pi * EARTH_RADIUS_KM),
        ((0, 0), (90, 123), math.pi / 2 * EARTH_RADIUS_KM),
        ((32, -6), (33, -6), math.pi / 180 * EARTH_RADIUS_KM),
        ((-10, 179.5), (-10, -179.5), 109.5058),
    ],
)
def test_great_circles_have_their_known_length(origin, destination, km):
    assert float(great_circle_km(*origin, *destination)) == pytest.approx(km, rel=1e-6)


@given(LAT, LON, LAT, LON)
def test_the_way_back_is_as_long_and_never_more_than_half_the_earth(lat, lon, to_lat, to_lon):
    there = float(great_circle_km(lat, lon, to_lat, to_lon))

    assert there == pytest.approx(float(great_circle_km(to_lat, to_lon, lat, lon)), abs=1e-9)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-9


@given(LAT, LON, LAT, LON)
def test_the_haversine_agrees_with_the_angle_between_vectors(lat, lon, to_lat, to_lon):
    a, b, c, d = map(math.radians, (lat, lon, to_lat, to_lon))
    one = np.array([math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)])
    other = np.array([math.cos(c) * math.cos(d), math.cos(c) * math.sin(d), math.sin(c)])
    angle = math.atan2(float(np.linalg.norm(np.cross(one, other))), float(one @ other))

    assert float(great_circle_km(lat, lon, to_lat, to_lon)) == pytest.approx(angle * EARTH_RADIUS_KM, abs=1e-6)


def test_travel_by_speed_lengthens_the_great_circle_by_the_detour():
    points = np.array([[32.0, -6.0], [33.0, -6.0], [32.0, -7.0]])

    travel = travel_by_speed(points, speed_kmh=40, detour=1.5)

    assert travel.km == pytest.approx(distances_km(points, points) * 1.5)
    assert travel.minutes == pytest.approx(travel.km / 40 * 60)


@pytest.mark.parametrize(("speed", "detour", "word"), [(0, 1.3, "Speed"), (-4, 1.3, "Speed"), (40, 0.9, "Detour")])
def test_travel_that_makes_no_sense_is_refused(speed, detour, word):
    with pytest.raises(ValueError, match=word):
        travel_by_speed(np.zeros((1, 2)), speed_kmh=speed, detour=detour)
