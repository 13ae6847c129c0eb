"""Plan caravans: the routes that meet the most need, and a bound no plan can pass."""

from __future__ import annotations

from twiza_planning.caravans.apart import plan_apart
from twiza_planning.caravans.parts import parts_of
from twiza_planning.caravans.plan import Plan
from twiza_planning.caravans.problem import CaravanProblem
from twiza_planning.caravans.shared_budget import plan_under_budget
from twiza_planning.caravans.watch import Listener
from twiza_planning.caravans.whole import plan_together
from twiza_planning.executors import Executor, Here


def plan_caravans(
    problem: CaravanProblem,
    *,
    seconds: float,
    gap: float,
    seed: int,
    executor: Executor | None = None,
    on_progress: Listener | None = None,
) -> Plan:
    """
    Return the best plan found, with a proven bound.

    Parameters
    ----------
    problem : CaravanProblem
    seconds : float
        Time after which the best plan so far is returned.
    gap : float
        Relative distance of value and bound at which the plan is good enough.
    seed : int
        Same problem, seed and gap give the same plan when the gap is reached before the time.
    executor : Executor, optional
        Where parts of the problem that have nothing to do with one another are planned: here, one after the other,
        unless said. The plan is the same wherever it is made.
    on_progress : callable, optional
        Told of progress; an answer of False ends the search with the best plan so far.

    Returns
    -------
    Plan
        Infeasible, with `why`, when the locked routes break a rule.

    Raises
    ------
    Cancelled
        When the caller cancels before any plan is found.
    """
    parts = parts_of(problem)
    if len(parts) == 1:
        return plan_together(problem, seconds=seconds, gap=gap, seed=seed, on_progress=on_progress)
    plan_parts = plan_apart if problem.budget is None else plan_under_budget
    return plan_parts(
        problem, parts, seconds=seconds, gap=gap, seed=seed, executor=executor or Here(), on_progress=on_progress
    )
