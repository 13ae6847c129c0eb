"""A country of caravans in one process, and on a Dask cluster of two workers on this machine. Each case runs alone."""

from __future__ import annotations

import time

import numpy as np

from bench.alone import run_case
from bench.large_caravans import country
from twiza_planning.caravans.read_problem import problem_from
from twiza_planning.caravans.solve import plan_caravans
from twiza_planning.executors import Cluster, Executor, Here

SECONDS, GAP = 600, 0.002
Case = tuple[dict[str, np.ndarray], float, float]


def here(seed: int) -> Case:
    """Plan in this process."""
    return planned(seed, Here())


def on_a_cluster(seed: int) -> Case:
    """Plan on two workers, which have started before."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 -- optional dependency

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        return planned(seed, Cluster(client))


def planned(seed: int, executor: Executor) -> Case:
    """Return the plan's figures and routes, and the seconds waited for it."""
    problem = problem_from(country(seed))
    started = time.perf_counter()
    plan = plan_caravans(problem, seconds=SECONDS, gap=GAP, seed=1, executor=executor)
    waited = time.perf_counter() - started
    routes = np.array([repr(planned.route) for planned in plan.routes])
    return {"value": np.array(plan.value), "bound": np.array(plan.bound), "routes": routes}, waited, 0.0


if __name__ == "__main__":
    run_case({"here": here, "cluster": on_a_cluster})
