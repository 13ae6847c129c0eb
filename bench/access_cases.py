"""Who reaches which care: ours and PySAL access's. Each case runs alone."""

from __future__ import annotations

import time

import numpy as np
from scipy.sparse import csr_array

from bench.alone import measure, run_case
from bench.country import Country, make_country, pairs_within
from twiza_planning.access import LUO_AND_QI, AccessProblem, enhanced_floating_catchment
from twiza_planning.what_if import WhatIf, start_what_if

REACH = 60.0  # km for minutes: one a kilometre
CHANGED, CHECKED = 200, 10
Case = tuple[dict[str, np.ndarray], float, float]


def our_access(seed: int) -> Case:
    """Measure access by the enhanced two-step method."""
    country = make_country(seed)
    minutes = pairs_within(country, REACH)

    def work() -> np.ndarray:
        return enhanced_floating_catchment(AccessProblem(country.people, country.staff, minutes), within=REACH)

    access, *cost = measure(work, runs=5)
    return {"access": access, "pairs": np.array(minutes.nnz)}, *cost


def peer_access(seed: int) -> Case:
    """Measure access by the same method with PySAL access."""
    import pandas as pd  # noqa: PLC0415 -- optional dependency
    from access import Access, weights  # noqa: PLC0415 -- optional dependency

    country = make_country(seed)
    pairs = pairs_within(country, REACH).tocoo()
    people = pd.DataFrame({"id": np.arange(len(country.people)), "people": country.people})
    staff = pd.DataFrame({"id": np.arange(len(country.staff)), "staff": country.staff})
    cost = pd.DataFrame({"from": pairs.row, "to": pairs.col, "minutes": pairs.data})
    bands = dict(zip(LUO_AND_QI.upper, LUO_AND_QI.weights, strict=True))

    def work() -> Access:
        measured = Access(
            demand_df=people, demand_index="id", demand_value="people", supply_df=staff, supply_index="id",
            supply_value="staff", cost_df=cost, cost_origin="from", cost_dest="to", cost_name="minutes",
        )  # fmt: skip
        measured.enhanced_two_stage_fca(name="found", cost="minutes", max_cost=REACH, weight_fn=weights.step_fn(bands))
        return measured

    found, *spent = measure(work, runs=1)
    return {"access": found.access_df["found_staff"].to_numpy()}, *spent


def our_changes(seed: int) -> Case:
    """Close, resize and add facilities, each alone; tell the slowest, and how far some are from measuring anew."""
    country = make_country(seed)
    problem = AccessProblem(country.people, country.staff, pairs_within(country, REACH))
    start, *cost = measure(lambda: start_what_if(problem, within=REACH), runs=3)
    random = np.random.default_rng(seed)
    # The one that most people's localities reach is the slowest to change.
    largest = int(np.bincount(problem.minutes.indices).argmax())
    chosen = [largest, *random.choice(len(country.staff), CHANGED - 1, replace=False).tolist()]
    seconds, off = [], 0.0
    for rank, facility in enumerate(chosen):
        for change in ("close", "resize", "add"):
            started = time.process_time()
            found = changed(start, change, facility, country)
            seconds.append(time.process_time() - started)
            if rank < CHECKED:
                off = max(off, difference(found.access, measured_anew(problem, change, facility, country)))
    return {"slowest": np.max(seconds), "mean": np.mean(seconds), "off": np.array(off)}, *cost


def minutes_beside(facility: int, country: Country) -> np.ndarray:
    """Return the minutes to a new facility 2 km east of one that there is, NaN out of reach."""
    minutes = np.hypot(*(country.localities - country.facilities[facility] - [2.0, 0.0]).T)
    return np.where(minutes <= REACH, minutes, np.nan)


def changed(start: WhatIf, change: str, facility: int, country: Country) -> WhatIf:
    """Return what one change makes of access."""
    if change == "close":
        return start.closed(facility=facility)
    if change == "resize":
        return start.resized(facility=facility, supply=20.0)
    return start.with_added(minutes=minutes_beside(facility, country), supply=5.0)


def measured_anew(problem: AccessProblem, change: str, facility: int, country: Country) -> np.ndarray:
    """Return access after one change, measured from the beginning."""
    supply, minutes = problem.supply.copy(), problem.minutes
    if change == "close":
        others = np.delete(np.arange(len(supply)), facility)
        supply, minutes = supply[others], csr_array(minutes[:, others])
    elif change == "resize":
        supply[facility] = 20.0
    else:
        column = minutes_beside(facility, country)
        rows = np.flatnonzero(~np.isnan(column))
        table = minutes.tocoo()
        places = np.append(table.row, rows), np.append(table.col, np.full(len(rows), len(supply)))
        supply = np.append(supply, 5.0)
        minutes = csr_array((np.append(table.data, column[rows]), places), shape=(len(column), len(supply)))
    return enhanced_floating_catchment(AccessProblem(problem.population, supply, minutes), within=REACH)


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the greatest difference, relative where it can be; endless where only one of the two has access."""
    if (np.isnan(one) != np.isnan(other)).any():
        return float("inf")
    return float(np.nanmax(np.abs(one - other) / np.where(other > 0, other, 1.0)))


if __name__ == "__main__":
    run_case({"our-access": our_access, "peer-access": peer_access, "our-changes": our_changes})
