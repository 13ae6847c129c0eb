"""A post here, or so many caravans a year: what each adds, on the same people and by the same formula of needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from twiza.outreach.engine import nearest_km, nearest_ranks
from twiza.outreach.ground import Figures

MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True, slots=True)
class People:
    """The points of an area out of reach of fixed care: where, in which commune, how many, and what they need."""

    positions: Figures
    areas: tuple[str, ...]
    people: Figures
    needs: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Post:
    """
    A fixed post: where, what it offers, on how many days a year, at what cost a year.

    `a_day` is how many consultations of each specialty it gives a day; None is not said, and then not limited.
    """

    lat: float
    lon: float
    specialties: tuple[str, ...]
    days: int | None = None
    a_day: float | None = None
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Caravans:
    """
    Visits of one stop or several: where, how often a year each, what they offer, at what cost a visit.

    `a_visit` is how many consultations of each specialty a visit gives at each stop, by specialty; without, not
    limited by time.
    """

    stops: Figures
    visits: int
    specialties: tuple[str, ...]
    a_visit: Mapping[str, Figures] = field(default_factory=dict)
    cost_visit: float | None = None


@dataclass(frozen=True, slots=True)
class AreaPart:
    """What of a side lies in one commune: people newly within reach, and the need that they have."""

    area: str
    people: float
    need: float


@dataclass(frozen=True, slots=True)
class Side:
    """
    One of the two: people newly within reach, their need by specialty, and what of it can be met in a year.

    `presence_days` are days of presence a year at one place; a cost is in the planner's own currency. None is not
    known. `parts` add up to the people and to the need of those reached.
    """

    people: float
    need_reached: Mapping[str, float]
    need_met: Mapping[str, float]
    presence_days: int | None
    cost: float | None
    parts: tuple[AreaPart, ...]

    @property
    def met(self) -> float:
        """Return the need met in all."""
        return sum(self.need_met.values())

    @property
    def cost_per_need(self) -> float | None:
        """Return the cost of one need met; None where the cost is not said or nothing is met."""
        return self.cost / self.met if self.cost is not None and self.met > 0 else None

    @property
    def cost_per_person(self) -> float | None:
        """Return the cost of one person newly within reach; None where that is not known or there is nobody."""
        return self.cost / self.people if self.cost is not None and self.people > 0 else None


@dataclass(frozen=True, slots=True)
class Beside:
    """Both sides, and the people whom only one of them, or both, bring within reach."""

    fixed: Side
    mobile: Side
    only_fixed: float
    only_mobile: float
    both: float


def side_by_side(
    people: People, post: Post, caravans: Caravans, *, problem: Mapping[str, Any], reach_minutes: float
) -> Beside:
    """
    Return what a post and what caravans add.

    A post serves whoever lives within `reach_minutes` of road of it, as fixed care does; a caravan whoever walks to
    its stop, by the walking distances of the problem.
    """
    by_post, by_caravan = post_shares(people, post, problem, reach_minutes), walk_shares(people, caravans, problem)
    shared = np.minimum(by_post, by_caravan)
    return Beside(
        fixed=fixed_side(people, by_post, post),
        mobile=mobile_side(people, by_caravan, caravans),
        only_fixed=float((people.people * (by_post - shared)).sum()),
        only_mobile=float((people.people * (by_caravan - shared)).sum()),
        both=float((people.people * shared).sum()),
    )


def post_shares(people: People, post: Post, problem: Mapping[str, Any], reach_minutes: float) -> Figures:
    """Return 1 for the points within so many minutes of road of a post, 0 for the others."""
    km = nearest_km(people.positions, np.array([[post.lat, post.lon]]))
    travel = problem["travel"]
    shares: Figures = (km * travel["detour"] / travel["speed_kmh"] * MINUTES_PER_HOUR <= reach_minutes).astype(float)
    return shares


def walk_shares(people: People, caravans: Caravans, problem: Mapping[str, Any]) -> Figures:
    """Return the share of each point's people who walk to the nearest of the stops."""
    km = nearest_km(people.positions, caravans.stops)
    full, zero = problem["coverage"]["full_km"], problem["coverage"]["zero_km"]
    if zero <= full:
        return (km <= full).astype(float)
    shares: Figures = np.clip((zero - km) / (zero - full), 0.0, 1.0)
    return shares


def fixed_side(people: People, shares: Figures, post: Post) -> Side:
    """Return what a post comes to, no more need being met than it offers consultations, if that is said."""
    reached = need_reached(people, shares, post.specialties)
    offered = None if post.days is None or post.a_day is None else post.days * post.a_day
    return Side(
        people=float((people.people * shares).sum()),
        need_reached=reached,
        need_met={name: need if offered is None else min(need, offered) for name, need in reached.items()},
        presence_days=post.days,
        cost=post.cost,
        parts=area_parts(people, shares, post.specialties),
    )


def mobile_side(people: People, shares: Figures, caravans: Caravans) -> Side:
    """Return what caravans come to: each stop meets no more need, of those nearest to it, than its visits allow."""
    reached = need_reached(people, shares, caravans.specialties)
    by_stop = {name: need_by_stop(people, shares, caravans, name) for name in caravans.a_visit}
    met = {name: float(np.minimum(by_stop[name], caravans.a_visit[name] * caravans.visits).sum()) for name in by_stop}
    cost = caravans.cost_visit
    return Side(
        people=float((people.people * shares).sum()),
        need_reached=reached,
        need_met=reached | {name: need for name, need in met.items() if name in reached},
        presence_days=caravans.visits,
        cost=None if cost is None else cost * caravans.visits * len(caravans.stops),
        parts=area_parts(people, shares, caravans.specialties),
    )


def need_reached(people: People, shares: Figures, specialties: Sequence[str]) -> dict[str, float]:
    """Return the need of the people reached, by specialty."""
    return {name: float((people.needs[name] * shares).sum()) for name in specialties}


def need_by_stop(people: People, shares: Figures, caravans: Caravans, specialty: str) -> Figures:
    """Return the need of those who walk to each stop, the nearest one for each of them."""
    if not len(caravans.stops) or not len(shares):
        return np.zeros(len(caravans.stops))
    nearest = nearest_ranks(people.positions, caravans.stops)
    weights = people.needs[specialty] * shares
    return np.bincount(nearest, weights, minlength=len(caravans.stops)).astype(np.float64)


def area_parts(people: People, shares: Figures, specialties: Sequence[str]) -> tuple[AreaPart, ...]:
    """Return a side commune by commune, those with most people first; those without anybody are left out."""
    need = sum((people.needs[name] for name in specialties), np.zeros(len(shares)))
    reached: defaultdict[str, float] = defaultdict(float)
    needed: defaultdict[str, float] = defaultdict(float)
    for rank in np.flatnonzero(shares):
        reached[people.areas[rank]] += float(people.people[rank] * shares[rank])
        needed[people.areas[rank]] += float(need[rank] * shares[rank])
    ordered = sorted(reached, key=lambda area: (-reached[area], area))
    return tuple(AreaPart(area, reached[area], needed[area]) for area in ordered)


def people_of(problem: Mapping[str, Any], snapshot: Mapping[str, Any]) -> People:
    """Return the people of a plan's problem, as the plan itself counts them."""
    places = problem["localities"]
    return People(
        positions=np.array([(place["lat"], place["lon"]) for place in places], dtype=float).reshape(-1, 2),
        areas=tuple(place["area"] for place in places),
        people=np.array([snapshot["localities"][place["id"]] for place in places], dtype=float),
        needs={
            name: np.array([place["need"].get(name, 0.0) for place in places], dtype=float)
            for name in problem["specialties"]
        },
    )


def consultations_of(problem: Mapping[str, Any], codes: Sequence[str]) -> dict[str, Figures]:
    """Return how many consultations a visit gives by specialty at each of some stops, at the teams' mean pace."""
    if not problem["capacity"]:
        return {}
    minutes = {stop["id"]: stop["service_minutes"] for stop in problem["stops"]}
    service = np.array([minutes[code] for code in codes], dtype=float)
    return {name: service / np.mean(paces) for name in problem["specialties"] if (paces := paces_of(problem, name))}


def paces_of(problem: Mapping[str, Any], specialty: str) -> list[float]:
    """Return the minutes that a consultation takes each of the teams which give it."""
    return [
        team["minutes_per_consultation"][specialty]
        for team in problem["teams"]
        if specialty in team["minutes_per_consultation"]
    ]
