"""Lay out nights away: one stop a day to sleep at, from the base and back to it, before the days are filled."""

from __future__ import annotations

import numpy as np

from twiza_planning.caravans.draft import Day, Days, Draft, Place
from twiza_planning.caravans.insertion import NOTHING, Taste


def lay_tour(draft: Draft, places: list[Place], taste: Taste) -> Days | None:
    """
    Return one stop for each of several days in a row, the team sleeping at all but the last.

    None where the team does not get home in time; the visits are counted in the draft.
    """
    rules = draft.rules
    tour: Days = {}
    here = places[0][0]
    for place in places:
        team, day = place
        is_last = place == places[-1]
        minutes = rules.minutes.onward(day, here) + rules.service
        if is_last:
            minutes = minutes + rules.minutes.back(day, team)
        gains = draft.marginal.added(rules.kinds[team]) + rules.price(place)
        fits = draft.free(place) & (gains > NOTHING) & (minutes <= rules.limits[team])
        fits[[stop for told in tour.values() for stop in told.stops]] = False
        if not fits.any():
            return None
        share = np.maximum(minutes / max(rules.limits[team], NOTHING), NOTHING)
        stop = int(np.where(fits, gains * taste.liking / share**taste.thrift, -np.inf).argmax())
        tour[place] = Day((stop,), not is_last)
        draft.visit(place, stop)
        here = rules.first + stop
    draft.money -= rules.cost(tour)
    return tour if draft.money >= 0 else None
