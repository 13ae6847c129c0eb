"""The one door to the planning engine: a problem in its file format goes in, a checked answer comes out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from twiza_planning.caravan_checks.broken import Broken
from twiza_planning.caravans.plan import Plan
from twiza_planning.caravans.plan_file import plan_to_json, stated_plan_from
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.progress import Progress
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.travel import EARTH_RADIUS_KM

__all__ = [
    "Answer",
    "Broken",
    "Figures",
    "Judged",
    "PlanRefusedByChecks",
    "Report",
    "broken_by",
    "checked",
    "dearest_visit",
    "judge_routes",
    "nearest_km",
    "nearest_ranks",
    "solve_problem",
    "within_km",
]

log = logging.getLogger(__name__)

Figures: TypeAlias = npt.NDArray[np.float64]
Report: TypeAlias = Callable[[str, float], None]
"""Told of the phase of the search and of the share (0-1) of its time that is used; what it raises ends the search."""


class PlanRefusedByChecks(Exception):
    """The engine made a plan that breaks a rule of its own: a defect of ours, never the planner's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A plan that passed the checks, or the reasons why there is none.

    `content` is a `twiza-plan/1`; `share` maps (locality, stop), by their ranks in the problem, to the share of the
    locality that the stop serves. `cost` and `km` are recomputed by the checks.
    """

    content: dict[str, Any]
    share: dict[tuple[int, int], float]
    cost: float
    km: float

    @property
    def why(self) -> list[str]:
        """Return why no plan is possible; empty when there is one."""
        return list(self.content.get("why", ())) if self.content["status"] == "infeasible" else []


def solve_problem(problem: dict[str, Any], *, seconds: float, gap: float, seed: int, report: Report) -> Answer:
    """
    Return the best plan found for a `twiza-caravan/1`, checked by code that did not make it.

    Raises whatever `report` raises, NotUnderstood for a problem out of format, and PlanRefusedByChecks.
    """
    from twiza_planning.caravans.solve import plan_caravans  # noqa: PLC0415 -- slow import
    from twiza_planning.caravans.watch import Cancelled  # noqa: PLC0415 -- slow import

    asked = problem_from(problem)
    listener = _Listener(report)
    try:
        plan = plan_caravans(asked, seconds=seconds, gap=gap, seed=seed, on_progress=listener)
    except Cancelled:
        listener.raise_what_was_raised()
        raise
    listener.raise_what_was_raised()
    return checked(asked, plan)


def checked(problem: CaravanProblem, plan: Plan) -> Answer:
    """Return a plan as an answer once the checks agree with every figure of it. Raises PlanRefusedByChecks."""
    from twiza_planning.checks import check_plan  # noqa: PLC0415 -- slow import

    content = plan_to_json(plan)
    if plan.status == "infeasible":
        return Answer(content, problem.share, 0.0, 0.0)
    verdict = check_plan(problem, plan)
    if not verdict.feasible:
        log.error("The checks refuse a plan of ours: %s", "; ".join(verdict.broken))
        raise PlanRefusedByChecks
    return Answer(content, problem.share, verdict.cost, verdict.km)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks say of routes that somebody made: the rules they break, or the plan they are."""

    broken: tuple[Broken, ...]
    answer: Answer | None


REASONS_SECONDS = 10.0


def broken_by(problem: dict[str, Any], routes: list[dict[str, Any]]) -> tuple[Broken, ...]:
    """Return the rules of a `twiza-caravan/1` that routes break. Raises NotUnderstood."""
    from twiza_planning.checks import check_plan  # noqa: PLC0415 -- slow import

    return check_plan(problem_from(problem), stated_plan_from({"routes": routes})).rules


def judge_routes(problem: dict[str, Any], routes: list[dict[str, Any]], *, bound: float | None, gap: float) -> Judged:
    """
    Return the rules that routes break, or their plan, checked like any other.

    `bound` is what no plan can pass where that is known; where it is not, what all stops within reach can be worth.
    The plan is proven within `gap` or not. Raises NotUnderstood and PlanRefusedByChecks.
    """
    from twiza_planning.caravans.ceiling import value_within_reach  # noqa: PLC0415 -- slow import
    from twiza_planning.caravans.reasons import reasons_of  # noqa: PLC0415 -- slow import
    from twiza_planning.caravans.watch import Watch  # noqa: PLC0415 -- slow import
    from twiza_planning.checks import check_plan  # noqa: PLC0415 -- slow import

    asked = problem_from(problem)
    verdict = check_plan(asked, stated_plan_from({"routes": routes}))
    if verdict.rules:
        return Judged(verdict.rules, None)
    most = max(value_within_reach(asked) if bound is None else bound, verdict.value)
    left = (most - verdict.value) / most if most > 0 else 0.0
    plan = Plan(
        status="optimal" if left <= gap else "feasible",
        value=verdict.value,
        bound=most,
        gap=left,
        routes=verdict.routes,
        met=verdict.met,
        areas=verdict.areas,
        reasons=reasons_of(asked, tuple(said.route for said in verdict.routes), watch=Watch(seconds=REASONS_SECONDS)),
        change=verdict.change,
    )
    return Judged((), checked(asked, plan))


def dearest_visit(problem: dict[str, Any]) -> float:
    """Return what the most that one stop alone can be worth comes to, needs weighted for equity."""
    asked = problem_from(problem)
    worth = np.zeros(len(asked.stops))
    for (locality, stop), share in asked.share.items():
        place = asked.localities[locality]
        worth[stop] += share * place.equity * sum(place.need.values())
    return float(worth.max(initial=0.0))


class _Listener:
    """Passes progress on; an exception may not cross the solver, so it waits until the solver is back."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._raised: Exception | None = None

    def __call__(self, progress: Progress) -> bool:
        try:
            self._report(progress.phase, progress.share)
        except Exception as error:
            self._raised = error
        return self._raised is None

    def raise_what_was_raised(self) -> None:
        """Raise what the report raised, if it did."""
        if self._raised is not None:
            raise self._raised


def within_km(origins: Figures, destinations: Figures, km: float) -> csr_array[Any]:
    """Return, for rows (lat, lon) of two lists, a matrix with 1 where the great circle is at most `km`."""
    if not len(origins) or not len(destinations):
        return csr_array((len(origins), len(destinations)))
    chord = 2 * np.sin(min(km / EARTH_RADIUS_KM, np.pi) / 2)
    near = cKDTree(_on_sphere(origins)).query_ball_tree(cKDTree(_on_sphere(destinations)), chord)
    ends = np.cumsum([0, *map(len, near)])
    columns = np.concatenate([np.array(row, dtype=int) for row in near])
    return csr_array((np.ones(len(columns)), columns, ends), shape=(len(origins), len(destinations)))


def nearest_km(origins: Figures, destinations: Figures) -> Figures:
    """Return the great-circle kilometres from each row (lat, lon) to the nearest destination; endless without any."""
    if not len(destinations) or not len(origins):
        return np.full(len(origins), np.inf)
    chord, _ = cKDTree(_on_sphere(destinations)).query(_on_sphere(origins))
    km: Figures = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return km


def nearest_ranks(origins: Figures, destinations: Figures) -> npt.NDArray[np.intp]:
    """Return for each row (lat, lon) the rank of the nearest destination; there is at least one."""
    _chord, ranks = cKDTree(_on_sphere(destinations)).query(_on_sphere(origins))
    found: npt.NDArray[np.intp] = np.asarray(ranks, dtype=np.intp)
    return found


def _on_sphere(points: Figures) -> Figures:
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
