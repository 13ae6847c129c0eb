"""
Is this answer allowed, and what is it worth?

Written apart from what makes answers, and used on every answer before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from twiza_planning.location.answer import LocationAnswer
from twiza_planning.location.problem import (
    CAPACITATED,
    MAX_COVER,
    P_CENTRE,
    P_MEDIAN,
    SET_COVER,
    WITHOUT_P,
    LocationProblem,
)

CLOSE = 1e-6  # relative above 1


class AnswerRefused(RuntimeError):
    """An answer of ours that our own checks do not agree with."""


def confirm_answer(problem: LocationProblem, answer: LocationAnswer) -> LocationAnswer:
    """Return the answer that was made, once the checks agree with it. Raises AnswerRefused, which is a bug of ours."""
    if broken := broken_rules(problem, answer):
        raise AnswerRefused(" ".join(broken))
    return answer


def broken_rules(problem: LocationProblem, answer: LocationAnswer) -> list[str]:
    """Say which rules an answer breaks, and which of its figures are wrong."""
    if answer.status == "infeasible":
        return [] if answer.why else ["An infeasible answer says why."]
    broken = [*broken_names(problem, answer)] or [*broken_sites(problem, answer), *broken_assignment(problem, answer)]
    return broken or [*broken_figures(answer, value_of(problem, answer))]


def broken_names(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    """Say which names the problem does not have."""
    sites, demand = set(problem.sites), set(problem.demand)
    yield from (f"There is no site {site}." for site in answer.open if site not in sites)
    for point, site in answer.assignment.items():
        if point not in demand:
            yield f"There is no demand {point}."
        if site not in sites:
            yield f"There is no site {site}."


def broken_sites(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    """Say what is wrong with the sites that are open."""
    chosen = set(answer.open)
    if len(chosen) < len(answer.open):
        yield "A site is open twice."
    if problem.model not in WITHOUT_P and problem.p is not None and len(answer.open) != problem.p:
        yield f"{len(answer.open)} sites are open, not {problem.p}."
    already = (site for site, is_open in zip(problem.sites, problem.is_open, strict=True) if is_open)
    yield from (f"Site {site}, already open, is closed." for site in already if site not in chosen)
    forbidden = (site for site, is_so in zip(problem.sites, problem.is_forbidden, strict=True) if is_so)
    yield from (f"Site {site}, forbidden, is open." for site in forbidden if site in chosen)
    spent = sum(
        float(cost)
        for site, cost, is_open in zip(problem.sites, problem.costs, problem.is_open, strict=True)
        if site in chosen and not is_open
    )
    if problem.budget is not None and spent > problem.budget + CLOSE * max(1.0, problem.budget):
        yield f"The sites opened cost {spent:g}, more than the budget, {problem.budget:g}."


def broken_assignment(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    """Say what is wrong with who serves whom."""
    chosen = set(answer.open)
    yield from (f"Site {site} serves and is not open." for site in set(answer.assignment.values()) - chosen)
    if problem.model != MAX_COVER:
        yield from (f"Demand {point} is served by none." for point in problem.demand if point not in answer.assignment)
    way = distances_to_assigned(problem, answer)
    most = problem.reach if problem.model in (MAX_COVER, SET_COVER) else np.inf
    for point, distance in way.items():
        if not np.isfinite(distance) or distance > most:
            yield f"Demand {point} is {distance:g} from its site, out of reach."
    if problem.model == CAPACITATED:
        yield from broken_capacity(problem, answer)


def broken_capacity(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    """Say which sites serve more than they can."""
    load = dict.fromkeys(problem.sites, 0.0)
    for point, weight in zip(problem.demand, problem.weights, strict=True):
        if point in answer.assignment:
            load[answer.assignment[point]] += weight
    for site, capacity in zip(problem.sites, problem.capacity, strict=True):
        if load[site] > capacity + CLOSE * max(1.0, capacity):
            yield f"Site {site} serves {load[site]:g} and can serve {capacity:g}."


def distances_to_assigned(problem: LocationProblem, answer: LocationAnswer) -> dict[str, float]:
    """Return how far each demand is from the site that serves it."""
    rank = {site: place for place, site in enumerate(problem.sites)}
    served = [place for place, point in enumerate(problem.demand) if point in answer.assignment]
    sites = [rank[answer.assignment[problem.demand[place]]] for place in served]
    way = problem.distances.of(np.array(served, dtype=np.intp), np.array(sites, dtype=np.intp))
    return {problem.demand[place]: float(distance) for place, distance in zip(served, way, strict=True)}


def value_of(problem: LocationProblem, answer: LocationAnswer) -> float:
    """Return what an answer is worth."""
    if problem.model == SET_COVER:
        return float(len(answer.open))
    weights = zip(problem.demand, problem.weights, strict=True)
    if problem.model == MAX_COVER:
        return float(sum(weight for point, weight in weights if point in answer.assignment))
    way = distances_to_assigned(problem, answer)
    if problem.model == P_CENTRE:
        return max(way.values())
    if problem.model not in (P_MEDIAN, CAPACITATED):
        raise ValueError(f"Model {problem.model} not understood.")
    return float(sum(weight * way[point] for point, weight in weights))


def broken_figures(answer: LocationAnswer, value: float) -> Iterator[str]:
    """Say which figures are wrong, or not there."""
    if answer.value is None or answer.bound is None or answer.gap is None:
        yield "An answer has a value, a bound and a gap."
        return
    yield from wrong_figures(answer, value)


def wrong_figures(answer: LocationAnswer, value: float) -> Iterator[str]:
    """Say which of the figures that are there are wrong."""
    if answer.value is not None and abs(answer.value - value) > CLOSE * max(1.0, abs(value)):
        yield f"The value is {value!r}, not {answer.value!r}."
    if answer.value is None or answer.bound is None or answer.gap is None:
        return
    greater = max(abs(answer.value), abs(answer.bound))
    gap = abs(answer.value - answer.bound) / greater if greater else 0.0
    if abs(answer.gap - gap) > CLOSE:
        yield f"The gap is {gap!r}, not {answer.gap!r}."


@dataclass(frozen=True, slots=True)
class AnswerVerdict:
    """What the checks say of an answer that was stated: the rules it breaks, and its value where it breaks none."""

    broken: list[str]
    value: float | None

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.broken


def check_answer(problem: LocationProblem, stated: LocationAnswer) -> AnswerVerdict:
    """
    Check an answer of which only the open sites need be stated.

    Where it does not say who serves whom, the nearest open site does; only where sites hold so much must it say.
    """
    if stated.status == "infeasible":
        return AnswerVerdict(broken_rules(problem, stated), None)
    if names := [*broken_names(problem, stated)]:
        return AnswerVerdict(names, None)
    told = stated.assignment or problem.model == CAPACITATED
    whole = stated if told else replace(stated, assignment=nearest_open(problem, stated))
    if broken := [*broken_sites(problem, whole), *broken_assignment(problem, whole)]:
        return AnswerVerdict(broken, None)
    value = value_of(problem, whole)
    return AnswerVerdict([*wrong_figures(stated, value)], value)


def nearest_open(problem: LocationProblem, answer: LocationAnswer) -> dict[str, str]:
    """Return the nearest open site of each demand, in maximal covering of each within reach."""
    every = np.arange(len(problem.demand))
    nearest, way = np.zeros(len(every), np.intp), np.full(len(every), np.inf)
    for rank in (rank for rank, site in enumerate(problem.sites) if site in set(answer.open)):
        here = problem.distances.of(every, np.full(len(every), rank))
        nearest, way = np.where(here < way, rank, nearest), np.minimum(here, way)
    within = way <= (problem.reach if problem.model == MAX_COVER else np.inf)
    return {problem.demand[place]: problem.sites[nearest[place]] for place in np.flatnonzero(within).tolist()}
