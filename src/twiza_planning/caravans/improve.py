"""
Plans without a model: built visit by visit, then taken apart in places and filled again.

Large neighbourhood search (Shaw, 1998): a few days, of one team with its nights away or of several, are emptied and
filled in another way; what is no worse stays. It needs no list of routes, so that any problem has a plan at any time.
"""

from __future__ import annotations

import random

import numpy as np

from twiza_planning.caravans.draft import Day, Days, Draft, Place, Rules
from twiza_planning.caravans.insertion import Filling, Taste
from twiza_planning.caravans.tours import lay_tour
from twiza_planning.caravans.watch import Watch

BETTER = 1e-9
EMPTIED_MAX = 3
TOUR_SHARE = 0.7


def build_days(rules: Rules, days: Days, watch: Watch) -> Days:
    """Return some days with the other free slots filled, every night at home."""
    draft, taste = Draft(rules, days), Taste(np.ones(len(rules.service)), 1.0)
    built = dict(days)
    for place in sorted(rules.open.keys() - days.keys(), key=lambda place: (place[1], place[0])):
        if watch.stopped:
            break
        before, after = days.get((place[0], place[1] - 1)), rules.locked.get((place[0], place[1] - 1))
        if not any(told is not None and told.is_away for told in (before, after)):
            built |= Filling(draft, {place: Day()}, taste).fill(watch)
    return {place: day for place, day in built.items() if day.stops}


class Improvement:
    """Days that get better step by step, from one seed."""

    def __init__(self, rules: Rules, days: Days, *, seed: int) -> None:
        self._rules = rules
        self._days = dict(days)
        self._chance = random.Random(seed)  # noqa: S311 -- no secret
        self._places = sorted(rules.open)

    @property
    def has_choice(self) -> bool:
        """Whether there is any slot and any stop to choose."""
        return any(stops.any() for stops in self._rules.open.values())

    def run(self, steps: int, watch: Watch) -> Days:
        """Return the days after some steps, or fewer when the time is over."""
        for _ in range(steps):
            if watch.stopped:
                break
            self._step(watch)
        return {place: day for place, day in self._days.items() if day.stops}

    def _step(self, watch: Watch) -> None:
        """Empty some days and fill them again, and keep what is better."""
        window = self._window()
        if not window:
            return
        old = {place: self._days.get(place, Day()) for place in window}
        draft = Draft(self._rules, {place: day for place, day in self._days.items() if place not in old})
        before = draft.copy()
        for place, day in old.items():
            for stop in day.stops:
                before.visit(place, stop)
        new = self._filled(draft.copy(), window, watch)
        if new is None or watch.stopped:
            return
        days, after = new
        worth, better = before.score(old), after.score(days)
        if better > worth + BETTER * max(1.0, abs(worth)) and self._keeps_least(before, after):
            self._days |= days

    def _keeps_least(self, before: Draft, after: Draft) -> bool:
        """Whether no stop is visited more rarely than it must be, if at all."""
        touched = before.times.keys() | after.times.keys()
        return all(
            not (count := len(after.times.get(stop, ()))) or count >= self._rules.least[stop] for stop in touched
        )

    def _window(self) -> list[Place]:
        nights = self._rules.problem.nights_max
        place = self._chance.choice(self._places)
        if nights and self._chance.random() < TOUR_SHARE:
            return self._whole([(place[0], place[1] + later) for later in range(self._chance.randint(2, nights + 1))])
        count = self._chance.randint(1, min(EMPTIED_MAX, len(self._rules.open)))
        return self._whole(self._chance.sample(self._places, count))

    def _whole(self, places: list[Place]) -> list[Place]:
        """Return places with the whole tours that they are in, without those tied to a locked night."""
        found: set[Place] = set()
        for place in places:
            tour = self._tour(place)
            if all(each in self._rules.open for each in tour):
                found |= set(tour)
        return sorted(found)

    def _tour(self, place: Place) -> list[Place]:
        team, first = place
        known = self._days | self._rules.locked
        while known.get((team, first - 1), Day()).is_away:
            first -= 1
        last = place[1]
        while known.get((team, last), Day()).is_away:
            last += 1
        return [(team, day) for day in range(first, last + 1)]

    def _filled(self, draft: Draft, window: list[Place], watch: Watch) -> tuple[Days, Draft] | None:
        taste = self._taste()
        days: Days = {}
        for tour in self._tours(window):
            laid = lay_tour(draft, tour, taste) if len(tour) > 1 else None
            if len(tour) > 1 and laid is None:
                return None
            days |= laid or {place: Day() for place in tour}
        return Filling(draft, days, taste).fill(watch), draft

    def _taste(self) -> Taste:
        noise = self._chance.choice((0.0, 0.2, 0.5, 1.0))
        numbers = np.random.default_rng(self._chance.randrange(2**31))
        return Taste(1.0 + noise * numbers.random(len(self._rules.service)), self._chance.choice((0.3, 0.6, 1.0, 1.3)))

    def _tours(self, window: list[Place]) -> list[list[Place]]:
        """Cut days in a row into tours of random length."""
        tours: list[list[Place]] = []
        room = 0
        for team, day in window:
            follows = bool(tours) and tours[-1][-1] == (team, day - 1)
            if follows and room > 0:
                tours[-1].append((team, day))
                room -= 1
            else:
                tours.append([(team, day)])
                room = self._chance.randint(0, self._rules.problem.nights_max)
        return tours
