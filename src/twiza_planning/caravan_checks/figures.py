"""Which figures that a plan states are not what its routes give?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from twiza_planning.caravan_checks.nearness import is_at_most, is_near, slack
from twiza_planning.caravan_checks.places import places_of
from twiza_planning.caravan_checks.serving import Limits, Served, ServingProgramme
from twiza_planning.caravan_checks.worth import Worth, change_of
from twiza_planning.caravans.problem import CaravanProblem, Route
from twiza_planning.caravans.stated_plan import StatedPlan, StatedRoute


def broken_lengths(problem: CaravanProblem, routes: Sequence[StatedRoute]) -> Iterator[str]:
    """Say which route has other minutes or kilometres than stated."""
    places = places_of(problem)
    for said in routes:
        if not places.is_known(said.route):
            continue
        where = f"Team {said.route.team}, day {said.route.day}"
        measures: tuple[tuple[str, float | None, Callable[[Route], float]], ...] = (
            ("minutes", said.minutes, places.minutes),
            ("km", said.km, places.km),
        )
        for name, stated, measure in measures:
            if stated is not None and not is_near(stated, measure(said.route)):
                yield f"{where}: {name} {stated:.10g} stated, the route has {measure(said.route):.10g}."


def broken_totals(problem: CaravanProblem, stated: StatedPlan, value: float) -> Iterator[str]:
    """Say which of value, bound, gap and change is not what it should be."""
    routes = [said.route for said in stated.routes]
    if stated.value is not None and not is_near(stated.value, value):
        yield f"value: {stated.value:.10g} stated, the routes give {value:.10g}."
    if stated.bound is not None and not is_at_most(value, stated.bound):
        yield f"bound: {stated.bound:.10g} stated, under the value of the routes, {value:.10g}."
    yield from broken_gap(stated, value)
    change = change_of(problem, routes) or 0.0
    if stated.change is not None and not is_near(stated.change, change):
        yield f"change: {stated.change:.10g} stated, the routes give {change:.10g}."


def broken_gap(stated: StatedPlan, value: float) -> Iterator[str]:
    """Say that the gap is not (bound - value) / bound."""
    if stated.gap is None or stated.bound is None:
        return
    worth = value if stated.value is None else stated.value
    gap = (stated.bound - worth) / stated.bound if stated.bound else 0.0
    if not is_near(stated.gap, gap):
        yield f"gap: {stated.gap:.10g} stated, bound and value give {gap:.10g}."


def broken_names(problem: CaravanProblem, stated: StatedPlan) -> Iterator[str]:
    """Say which locality, specialty or area of the stated figures does not exist or is stated twice."""
    localities = {locality.id for locality in problem.localities}
    areas = {locality.area for locality in problem.localities}
    seen: set[tuple[str, str]] = set()
    for met in stated.met or ():
        if met.locality not in localities or met.specialty not in problem.specialties:
            yield f"met: there is no need of {met.locality} for {met.specialty}."
        if (met.locality, met.specialty) in seen:
            yield f"met: {met.locality} for {met.specialty} is stated twice."
        seen.add((met.locality, met.specialty))
    for area in stated.areas or ():
        if area.area not in areas:
            yield f"areas: there is no area {show_area(area.area)}."
        if (area.area, "") in seen:
            yield f"areas: {show_area(area.area)} is stated twice."
        seen.add((area.area, ""))


def show_area(area: str) -> str:
    """Return how a sentence names an area."""
    return area or '""'


def broken_met(worth: Worth, stated: StatedPlan, served: Served) -> Iterator[str]:
    """Say which share met is not what the routes give, without capacity."""
    locality, kind = ranks(worth.problem)
    for met in stated.met or ():
        need = worth.needs.need[locality[met.locality], kind[met.specialty]]
        share = served.met[locality[met.locality], kind[met.specialty]] / need if need else met.share
        if not is_near(met.share, share):
            yield (
                f"met: {met.share:.10g} stated of {met.locality} for {met.specialty}, the routes give {share:.10g}."
            )


def broken_areas(worth: Worth, stated: StatedPlan, served: Served) -> Iterator[str]:
    """Say which area's figures are not what the routes give; under capacity what is met is compared elsewhere."""
    given = {area.area: area for area in worth.areas(served.met)}
    for area in stated.areas or ():
        right = given[area.area]
        if worth.problem.capacity:
            right = replace(right, met=area.met, shortfall=worth.lacking(area.area, right.need, area.met))
        for name in ("need", "met", "shortfall"):
            said, due = getattr(area, name), getattr(right, name)
            if not is_near(said, due):
                yield f"areas: {name} {said:.10g} stated of {show_area(area.area)}, the routes give {due:.10g}."


def broken_serving(worth: Worth, stated: StatedPlan, routes: Sequence[Route], served: Served) -> Iterator[str]:
    """Say that no best serving meets the shares and areas stated, under capacity, where several may be best."""
    programme = worth.programme
    if programme is None or not (stated.met or stated.areas):
        return
    answer = programme.best(hold_stated(programme, programme.limits_of(worth.offers.of_routes(routes)), stated))
    if answer is None:
        yield "met, areas: no serving within the consultations offered meets the shares stated."
    # The slack of many shares together may be worth more than the slack of one figure: only a loss is wrong.
    elif not is_near(min(answer.value, served.value), served.value) or not is_near(
        max(answer.shortfall, served.shortfall), served.shortfall
    ):
        yield (
            f"met, areas: the shares stated are worth {answer.value:.10g} at most with a shortfall of "
            f"{answer.shortfall:.10g}, the routes give {served.value:.10g} with {served.shortfall:.10g}."
        )


def hold_stated(programme: ServingProgramme, limits: Limits, stated: StatedPlan) -> Limits:
    """Return limits that hold every share and area stated at what is stated."""
    locality, kind = ranks(programme.problem)
    least, most = np.array(limits.least_met), np.array(limits.most_met)
    for met in stated.met or ():
        cell = locality[met.locality], kind[met.specialty]
        people = met.share * programme.needs.need[cell]
        least[cell], most[cell] = people - slack(people), min(most[cell], people) + slack(people)
    least_area, most_area = np.array(limits.least_area), np.array(limits.most_area)
    for area in stated.areas or ():
        rank = programme.needs.areas.index(area.area)
        least_area[rank], most_area[rank] = area.met - slack(area.met), area.met + slack(area.met)
    return replace(limits, least_met=least, most_met=most, least_area=least_area, most_area=most_area)


def ranks(problem: CaravanProblem) -> tuple[dict[str, int], dict[str, int]]:
    """Return the rank of each locality and of each specialty."""
    localities = {locality.id: rank for rank, locality in enumerate(problem.localities)}
    return localities, {name: rank for rank, name in enumerate(problem.specialties)}
