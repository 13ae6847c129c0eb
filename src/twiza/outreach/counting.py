"""How people and need are counted: each once, at the first visit that reaches them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from twiza.outreach.engine import Answer
from twiza.outreach.order import Order


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop of one route: their ranks in the answer, and which stop it is."""

    route: int
    rank: int
    stop: str


@dataclass(slots=True)
class Count:
    """People newly reached and need newly met by specialty."""

    people: float = 0.0
    need: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def whole_people(self) -> int:
        """Return the people as a whole number."""
        return round(self.people)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a plan reaches: in all, by visit, by area, and the share of each locality's people."""

    total: Count
    by_visit: dict[tuple[int, int], Count]
    by_area: dict[str, Count]
    reached: dict[str, float]


def count_plan(order: Order, answer: Answer) -> Counts:
    """
    Return who is newly reached by a plan.

    Somebody is newly reached who lives out of reach of fixed care and within a walk of a stop that is visited at
    least once. Between the two walking distances only the stop's share of the people is counted. Each person counts
    once, at the first visit, by day, that reaches her; a later stop nearer by adds only the share it adds. A need
    is met at the first visit by a team that has its specialty; where consultations are limited by time, in the
    proportion that the plan meets.
    """
    return _Counter(order, answer).count()


class _Counter:
    def __init__(self, order: Order, answer: Answer) -> None:
        self._localities: list[dict[str, Any]] = order.problem["localities"]
        self._people: Mapping[str, int] = order.snapshot["localities"]
        self._skills = {team["id"]: team["specialties"] for team in order.problem["teams"]}
        self._routes: list[dict[str, Any]] = answer.content["routes"]
        self._served = served_by_stop(order.problem, answer)
        self._met = {(met["locality"], met["specialty"]): met["share"] for met in answer.content["met"]}
        self._reached: dict[int, float] = defaultdict(float)
        self._reached_for: dict[tuple[int, str], float] = defaultdict(float)
        self._best = self._best_shares()

    def count(self) -> Counts:
        """Go through the visits in the order of their days."""
        counts = Counts(Count(), defaultdict(Count), defaultdict(Count), {})
        for visit in self._visits():
            for locality, share in self._served[visit.stop]:
                targets = (
                    counts.total,
                    counts.by_visit[visit.route, visit.rank],
                    counts.by_area[self._localities[locality]["area"]],
                )
                self._add_people(locality, share, targets)
                for specialty in self._skills[self._routes[visit.route]["team"]]:
                    self._add_need(locality, specialty, share, targets)
                counts.reached[self._localities[locality]["id"]] = self._reached[locality]
        return counts

    def _visits(self) -> Iterator[Visit]:
        for number in sorted(range(len(self._routes)), key=lambda route: self._routes[route]["day"]):
            for rank, stop in enumerate(self._routes[number]["stops"]):
                yield Visit(number, rank, stop)

    def _add_people(self, locality: int, share: float, targets: tuple[Count, ...]) -> None:
        added = max(0.0, share - self._reached[locality]) * self._people[self._localities[locality]["id"]]
        self._reached[locality] = max(share, self._reached[locality])
        for target in targets:
            target.people += added

    def _add_need(self, locality: int, specialty: str, share: float, targets: tuple[Count, ...]) -> None:
        row, key = self._localities[locality], (locality, specialty)
        added = max(0.0, share - self._reached_for[key]) * row["need"].get(specialty, 0.0)
        self._reached_for[key] = max(share, self._reached_for[key])
        if added:
            met = self._met.get((row["id"], specialty), 0.0) / self._best[key]
            for target in targets:
                target.need[specialty] += added * met

    def _best_shares(self) -> dict[tuple[int, str], float]:
        best: dict[tuple[int, str], float] = defaultdict(float)
        for route in self._routes:
            for stop in route["stops"]:
                for locality, share in self._served[stop]:
                    for specialty in self._skills[route["team"]]:
                        best[locality, specialty] = max(share, best[locality, specialty])
        return best


def served_by_stop(problem: dict[str, Any], answer: Answer) -> dict[str, list[tuple[int, float]]]:
    """Return for each stop the localities it serves, by rank, with their shares."""
    stops = [stop["id"] for stop in problem["stops"]]
    served: dict[str, list[tuple[int, float]]] = {stop: [] for stop in stops}
    for (locality, stop), share in answer.share.items():
        served[stops[stop]].append((locality, share))
    return served
