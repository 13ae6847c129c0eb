"""A caravan problem file is read whole, or refused by the path of its first wrong value."""

from __future__ import annotations

import json
import math

import pytest

from twiza_planning.caravans.problem import Forbidden, Route
from twiza_planning.caravans.read_problem import problem_from, read_problem
from twiza_planning.errors import NotUnderstood
from twiza_planning.tests.two_douars import content, route, stop, team

CONTRACT = """{
  "format": "twiza-caravan/1",
  "days": 20,
  "specialties": ["general"],
  "localities": [{"id": "l1", "lat": 31.9, "lon": -6.1, "area": "commune-1", "need": {"general": 140.0}, "equity": 1.6}],
  "stops":      [{"id": "s1", "lat": 31.9, "lon": -6.1, "service_minutes": 180, "open_days": null, "visits_max": 1, "visits_min": 0, "gap_days_min": 1}],
  "teams":      [{"id": "t1", "lat": 32.3, "lon": -6.3, "specialties": ["general"], "day_minutes": 480, "days": null, "cost_day": 0.0, "cost_km": 0.0, "minutes_per_consultation": {"general": 12.0}}],
  "travel":     {"speed_kmh": 40.0, "detour": 1.35},
  "coverage":   {"full_km": 5.0, "zero_km": 5.0},
  "capacity":   false,
  "budget":     null,
  "area_floor": null,
  "stops_per_day_max": 4,
  "seasons":    null,
  "locks":      [],
  "forbidden":  [],
  "previous":   null,
  "change_price": 0.0,
  "nights_max": 0
}"""  # noqa: E501 -- as it stands in the contract


def test_the_contract_is_read_as_it_stands(tmp_path):
    (tmp_path / "p.json").write_text(CONTRACT)

    problem = read_problem(tmp_path / "p.json")

    assert (problem.days, problem.specialties, problem.share) == (20, ("general",), {(0, 0): 1.0})
    assert problem.localities[0].need == {"general": 140.0}
    assert problem.teams[0].minutes_per_consultation == {"general": 12.0}
    assert problem.travel.minutes[0, 1] == pytest.approx(65.2094 / 40 * 60, rel=1e-5)


def test_what_is_not_said_is_as_the_contract_says():
    required = ("format", "days", "specialties", "localities", "stops", "teams", "travel", "coverage")
    full = json.loads(CONTRACT)
    for place, kept in (("localities", ("id", "lat", "lon")), ("stops", ("id", "lat", "lon", "service_minutes"))):
        full[place][0] = {key: full[place][0][key] for key in kept}
    full["teams"][0] = {key: full["teams"][0][key] for key in ("id", "lat", "lon", "specialties", "day_minutes")}

    problem = problem_from({key: full[key] for key in required})

    locality, place, crew = problem.localities[0], problem.stops[0], problem.teams[0]
    assert (locality.area, locality.need, locality.equity) == ("", {}, 1.0)
    assert (place.open_days, place.visits_max, place.visits_min, place.gap_days_min) == (None, 1, 0, 1)
    assert (crew.days, crew.cost_day, crew.cost_km, crew.minutes_per_consultation) == (None, 0.0, 0.0, {})
    assert (problem.capacity, problem.budget, problem.area_floor, problem.stops_per_day_max) == (False, None, None, 4)
    assert (problem.seasons, problem.locks, problem.forbidden, problem.previous) == ((), (), (), None)
    assert (problem.change_price, problem.nights_max) == (0.0, 0)


def test_every_optional_key_is_read():
    problem = problem_from(
        content(
            capacity=True,
            budget=10,
            area_floor=0.5,
            stops_per_day_max=2,
            seasons=[{"days": [1, 2], "closed_stops": ["s2"]}, {"days": [3], "minutes": [[9] * 3] * 3}],
            locks=[route(1, "s1", "s2")],
            forbidden=[{"stop": "s1"}, {"team": "t1", "day": 3}, {"stop": "s2", "day": 2}],
            previous=[route(2, "s2", minutes=120.5, km=3, end="s2")],
            change_price=2.5,
            nights_max=1,
            teams=[team(minutes_per_consultation={"general": 6}, days=[1, 2], cost_day=1, cost_km=2)],
            stops=[stop("s1", open_days=[3, 1]), stop("s2", visits_max=3, visits_min=2, gap_days_min=0)],
        )
    )

    assert [sorted(season.days) for season in problem.seasons] == [[1, 2], [3]]
    assert [float(problem.travel_on(day).minutes[0, 1]) for day in (1, 2, 3)] == [30.0, 30.0, 9.0]
    assert problem.locks == (Route("t1", 1, ("s1", "s2")),)
    assert problem.forbidden == (Forbidden(stop="s1"), Forbidden(team="t1", day=3), Forbidden(stop="s2", day=2))
    assert problem.previous == (Route("t1", 2, ("s2",), end="s2"),)
    assert (problem.stops[0].open_days, problem.stops[1].visits_min) == (frozenset({1, 3}), 2)


def test_a_season_by_speed_keeps_the_detour_it_does_not_change():
    full = json.loads(CONTRACT) | {"seasons": [{"days": [2], "speed_kmh": 20}]}

    problem = problem_from(full)

    assert problem.travel_on(2).minutes == pytest.approx(problem.travel.minutes * 2)
    assert problem.travel_on(2).km == pytest.approx(problem.travel.km)


@pytest.mark.parametrize(
    ("full", "zero", "share"), [(5, 5, {}), (11.2, 11.2, {(0, 0): 1}), (5, 20, {(0, 0): 0.5920}), (0, 11.11, {})]
)
def test_the_share_falls_from_full_to_zero(full, zero, share):
    places = {"localities": [{"id": "l", "lat": 32, "lon": -6}], "stops": [stop("s", lat=32.1, lon=-6)]}
    alone = {"teams": [], "travel": {"minutes": [[0]]}, "coverage": {"full_km": full, "zero_km": zero}}

    problem = problem_from(content(**places, **alone))

    assert problem.share == pytest.approx(share, rel=1e-3)


def test_a_problem_without_people_stops_or_teams_is_read():
    problem = problem_from(
        content(localities=[], stops=[], teams=[], specialties=[], travel={"minutes": []}, coverage={"pairs": []})
    )

    assert (problem.travel.minutes.shape, problem.share) == ((0, 0), {})


WRONG = [
    (content(stops=[stop("s1"), stop("s2", service_minutes=-5)]), "stops[1].service_minutes: -5 is negative"),
    (content(sotps=[]), "sotps: unknown key (did you mean stops?)"),
    (content(stops=[stop("s1", colour="red"), stop("s2")]), "stops[0].colour: unknown key (known: id, lat, lon, "),
    (content(coverage={"pairs": [], "radius": 3}), "coverage.radius: unknown key"),
    (
        content(seasons=[{"days": [1], "closed": ["s1"]}]),
        "seasons[0].closed: unknown key (did you mean closed_stops?)",
    ),
    (content(format="twiza-caravan/2"), 'format: "twiza-caravan/2" is not read here, only "twiza-caravan/1"'),
    (content(days=0), "days: 0 is below 1"),
    (content(days=10**9), "days: 1000000000 is above 3660"),
    (content(days=2.5), "days: 2.5 is not a whole number"),
    (content(days=True), "days: true is not a number"),
    (content(days="3"), 'days: "3" is not a number'),
    (content(capacity=1), "capacity: 1 is neither true nor false"),
    (content(budget=-1), "budget: -1 is negative"),
    (content(budget=math.inf), "budget: Infinity is not a finite number"),
    (content(budget=10**400), "budget: 1000"),
    (content(area_floor=1.2), "area_floor: 1.2 is above 1"),
    (content(change_price=math.nan), "change_price: NaN is not a finite number"),
    (content(stops_per_day_max=0), "stops_per_day_max: 0 is below 1"),
    (content(nights_max=-1), "nights_max: -1 is negative"),
    (content(locks=None), "locks: null is not a list"),
    (content(specialties=["general", "general"]), 'specialties[1]: "general" is given twice'),
    (content(specialties=[""]), "specialties[0]: empty"),
    (content(localities={"a": 1}), "localities: an object is not a list"),
    (content(localities=[[]]), "localities[0]: a list is not an object"),
    (content(localities=[{"id": "a", "need": {"dental": 3}}]), "localities[0].need.dental: unknown specialty"),
    (content(localities=[{"id": "a", "need": {"general": -3}}]), "localities[0].need.general: -3 is negative"),
    (content(localities=[{"id": "a", "need": 3}]), "localities[0].need: 3 is not an object"),
    (content(localities=[{"id": "a", "equity": False}]), "localities[0].equity: false is not a number"),
    (content(localities=[{"id": 7}]), "localities[0].id: 7 is not a text"),
    (content(localities=[{}]), "localities[0].id: missing"),
    (content(localities=[{"id": "a", "lat": 95}]), "localities[0].lat: 95 is above 90"),
    (content(localities=[{"id": "a", "lon": -181}]), "localities[0].lon: -181 is below -180"),
    (content(localities=[{"id": "a"}, {"id": "a"}]), 'localities[1].id: "a" is given twice (first at localities[0])'),
    (content(stops=[stop("s1"), stop("s1")]), 'stops[1].id: "s1" is given twice (first at stops[0])'),
    (content(teams=[team(), team()]), 'teams[1].id: "t1" is given twice (first at teams[0])'),
    (content(stops=[{"id": "s1"}, stop("s2")]), "stops[0].service_minutes: missing"),
    (content(stops=[stop("s1", visits_min=2), stop("s2")]), "stops[0].visits_min: 2 is above visits_max, 1"),
    (content(stops=[stop("s1", open_days=[4]), stop("s2")]), "stops[0].open_days[0]: 4 is above 3"),
    (content(stops=[stop("s1", open_days=3), stop("s2")]), "stops[0].open_days: 3 is not a list"),
    (content(teams=[team(days=[0])]), "teams[0].days[0]: 0 is below 1"),
    (content(teams=[team(specialties=["dental"])]), 'teams[0].specialties[0]: "dental" is not a known specialty'),
    (content(teams=[team(day_minutes=None)]), "teams[0].day_minutes: null is not a number"),
    (content(teams=[team(cost_km=-0.5)]), "teams[0].cost_km: -0.5 is negative"),
    (
        content(teams=[team(minutes_per_consultation={"general": 0})]),
        "teams[0].minutes_per_consultation.general: 0 is not above 0",
    ),
    (content(capacity=True), "teams[0].minutes_per_consultation.general: missing: capacity is computed from it"),
    (content(travel={"speed_kmh": 40, "detour": 1.3}), "teams[0].lat: missing: a distance is computed from it"),
    (content(travel={"speed_kmh": 0, "detour": 1.3}), "travel.speed_kmh: 0 is not above 0"),
    (content(travel={"speed_kmh": 40, "detour": 0.9}), "travel.detour: 0.9 is below 1"),
    (content(travel={"speed_kmh": 40}), "travel.detour: missing"),
    (content(travel={"speed_kmh": 40, "minutes": []}), "travel: both a speed and a matrix"),
    (content(travel={"km": [[0] * 3] * 3}), "travel.minutes: missing"),
    (content(travel={"minutes": [[0] * 3] * 2}), "travel.minutes: 2 rows where 3 are expected"),
    (content(travel={"minutes": [[0] * 3, [0] * 2, [0] * 3]}), "travel.minutes[1]: 2 values where 3 are expected"),
    (content(travel={"minutes": [[0] * 3, [0, -1, 0], [0] * 3]}), "travel.minutes[1][1]: -1 is negative"),
    (content(travel={"minutes": [[0] * 3, [0, None, 0], [0] * 3]}), "travel.minutes[1][1]: null is not a number"),
    (content(travel={"minutes": [[0] * 3, [0, True, 0], [0] * 3]}), "travel.minutes[1][1]: true is not a number"),
    (content(travel={"minutes": [[0] * 3, [0, math.nan, 0], [0] * 3]}), "travel.minutes[1][1]: NaN is not"),
    (content(coverage={"full_km": 5}), "coverage.zero_km: missing"),
    (content(coverage={"full_km": 5, "zero_km": 4}), "coverage.zero_km: 4 is below full_km, 5"),
    (content(coverage={"full_km": 5, "zero_km": 5}), "localities[0].lat: missing: a distance is computed from it"),
    (content(coverage={"full_km": 5, "pairs": []}), "coverage: both distances and pairs"),
    (content(coverage={"pairs": [["azrou", "s1"]]}), "coverage.pairs[0]: 2 values where [locality, stop, share] is"),
    (content(coverage={"pairs": [["fes", "s1", 1]]}), 'coverage.pairs[0][0]: "fes" is not a known locality'),
    (content(coverage={"pairs": [["azrou", "s9", 1]]}), 'coverage.pairs[0][1]: "s9" is not a known stop'),
    (content(coverage={"pairs": [["azrou", "s1", 1.5]]}), "coverage.pairs[0][2]: 1.5 is above 1"),
    (content(coverage={"pairs": [["azrou", "s1", 1]] * 2}), 'coverage.pairs[1]: "azrou" and "s1" are given twice'),
    (content(seasons=[{"days": [1]}, {"days": [2, 1]}]), "seasons[1].days[1]: day 1 is already in seasons[0]"),
    (content(seasons=[{"days": [9]}]), "seasons[0].days[0]: 9 is above 3"),
    (content(seasons=[{}]), "seasons[0].days: missing"),
    (content(seasons=[{"days": [1], "closed_stops": ["s9"]}]), 'seasons[0].closed_stops[0]: "s9" is not a known stop'),
    (content(seasons=[{"days": [1], "speed_kmh": 3}]), "seasons[0].speed_kmh: travel is a matrix: give minutes"),
    (content(seasons=[{"days": [1], "minutes": [[0]]}]), "seasons[0].minutes: 1 rows where 3 are expected"),
    (content(locks=[route(1, "s9")]), 'locks[0].stops[0]: "s9" is not a known stop'),
    (content(locks=[route(1, "s1", "s1")]), 'locks[0].stops[1]: "s1" is given twice in one route'),
    (content(locks=[route(1)]), "locks[0].stops: empty: a route has one stop or more"),
    (content(locks=[route(1, "s1", team="t9")]), 'locks[0].team: "t9" is not a known team'),
    (content(locks=[route(4, "s1")]), "locks[0].day: 4 is above 3"),
    (content(locks=[route(1, "s1", colour=1)]), "locks[0].colour: unknown key"),
    (content(locks=[{"team": "t1", "day": 1}]), "locks[0].stops: missing"),
    (content(previous=[route(1, "s9")]), 'previous[0].stops[0]: "s9" is not a known stop'),
    (content(previous={}), "previous: an object is not a list"),
    (content(forbidden=[{}]), "forbidden[0]: name a stop, a stop and a day, or a team and a day"),
    (content(forbidden=[{"team": "t1"}]), "forbidden[0].day: missing"),
    (content(forbidden=[{"stop": "s1", "team": "t1"}]), "forbidden[0]: name a stop, a stop and a day, or a team"),
    (content(forbidden=[{"stop": "s9"}]), 'forbidden[0].stop: "s9" is not a known stop'),
    (content(forbidden=[{"stop": "s1", "day": 0}]), "forbidden[0].day: 0 is below 1"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=[sentence[:50] for _, sentence in WRONG])
def test_a_wrong_value_is_refused_by_its_path(wrong, sentence):
    with pytest.raises(NotUnderstood) as refusal:
        problem_from(wrong)

    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    "key", ["format", "days", "specialties", "localities", "stops", "teams", "travel", "coverage"]
)
def test_a_required_key_that_is_missing_is_named(key):
    without = content()
    del without[key]

    with pytest.raises(NotUnderstood) as refusal:
        problem_from(without)

    assert (refusal.value.path, refusal.value.sentence) == (key, "missing")
