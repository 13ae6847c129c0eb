"""Location: published instances from a folder, and a synthetic country. Seconds are processor seconds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.alone import has_peers, measured_alone
from bench.country import make_country, pairs_within
from bench.figures import Figure
from bench.location_problems import RADIUS_KM, problem_of
from twiza_planning import GreatCircles, LocationAnswer, LocationProblem, Pairs, Table, locate, shortest_paths
from twiza_planning.caravans.progress import Progress

# OR-Library's p-median files, with pmedopt.txt and kcenteropt.txt; they are not ours to keep.
PMED = Path(os.environ.get("PMED", Path(__file__).resolve().parents[2] / "shared" / "data" / "pmed"))
INSTANCES = range(1, 41)
NATIONAL, NATIONAL_P = "maximal covering 33,000 × 2,900, p = 290", 290
MEDIAN, COVERING = "p-median 1,000 × 200, p = 20", "maximal covering 10,000 × 1,000, p = 100"
KM_BY_DEGREE, DEGREES_AT = 111.0, np.array([22.0, -13.0])  # a country in kilometres, laid on the sphere


def measured(seed: int = 1) -> Iterator[Figure]:
    """Yield the figures of every model that has a published or a known instance."""
    if (PMED / "pmedopt.txt").exists():
        yield from measured_published("p-median", "pmedopt.txt", most_seconds=900)
        yield from measured_published("p-center", "kcenteropt.txt", most_seconds=120)
    yield from measured_beside_spopt(seed)
    yield from measured_national_median(seed)
    yield from measured_capacitated(seed)
    yield from measured_covering(seed)


def measured_published(model: str, optima_file: str, *, most_seconds: float) -> Iterator[Figure]:
    """Yield how many of pmed1-40 are not optimal, not proven, and what that took; for medians, until the value too."""
    optima = read_optima(PMED / optima_file)
    seconds = until_value = wrong = unproven = 0.0
    for number in INSTANCES:
        answer, used, reached = timed(published_problem(number, model), seconds=600, gap=0)
        seconds, until_value = seconds + used, until_value + reached
        wrong += answer.value != optima[f"pmed{number}"]
        unproven += answer.status != "optimal"
    yield Figure(f"{model}, pmed1-40: not the published optimum", wrong, "of 40", 0)
    yield Figure(f"{model}, pmed1-40: not proven", unproven, "of 40", 0)
    yield Figure(f"{model}, pmed1-40: processor time with proof", seconds, "s", most_seconds)
    if model == "p-median":
        yield Figure(f"{model}, pmed1-40: processor time until the last value", until_value, "s", 20)


def measured_national_median(seed: int) -> Iterator[Figure]:
    """Yield the gap of a p-median of a whole country, and the time it took."""
    country = make_country(seed)
    places = (
        DEGREES_AT + kilometres[:, ::-1] / KM_BY_DEGREE for kilometres in (country.localities, country.facilities)
    )
    problem = problem_of("p-median", GreatCircles(*places), country.people, p=NATIONAL_P)
    answer, used, _reached = timed(problem, seconds=60, gap=0.001)
    yield Figure("p-median 33,000 × 2,900, p = 290, at most 60 s: gap", (answer.gap or 0) * 100, "%", 5)
    yield Figure("p-median 33,000 × 2,900, p = 290: processor time", used, "s")


def measured_capacitated(seed: int) -> Iterator[Figure]:
    """Yield the gaps of the capacitated p-median where room is short: nine tenths of it are needed."""
    for demand, sites, p, most in ((100, 100, 10, 1), (1_000, 200, 20, 5)):
        random = np.random.default_rng(seed)
        homes, posts = random.uniform(0, 100, (demand, 2)), random.uniform(0, 100, (sites, 2))
        loads = random.integers(1, 21, demand).astype(float)
        ways = np.hypot(*(homes[:, None, :] - posts[None, :, :]).transpose(2, 0, 1))
        plain = problem_of("capacitated-p-median", Table(ways), loads, p=p)
        answer, _used, _reached = timed(
            replace(plain, capacity=np.full(sites, np.ceil(loads.sum() / p / 0.9))), seconds=60, gap=0.001
        )
        name = f"capacitated p-median {demand:,} × {sites}, p = {p}, at most 60 s: gap"
        yield Figure(name, (answer.gap or 0) * 100, "%", most)


def measured_beside_spopt(seed: int) -> Iterator[Figure]:
    """Yield our seconds, gap and share of the time that spopt takes with HiGHS."""
    for case, name, times in (("median", MEDIAN, 100), ("covering", COVERING, 30)):
        ours = measured_alone("location_cases", f"our-{case}", seed)
        yield Figure(f"{name}: processor time", ours.seconds, "s")
        yield Figure(f"{name}: gap", float(ours.found["gap"]) * 100, "%", 0.1)
        if has_peers("spopt"):
            peer = measured_alone("location_cases", f"peer-{case}", seed)
            yield Figure(f"{name}: spopt and HiGHS, to 0.1 %", peer.seconds, "s")
            yield Figure(f"{name}: ours in its time", ours.seconds / peer.seconds * 100, "%", 100 / times)
            away = abs(float(ours.found["value"]) / float(peer.found["value"]) - 1)
            yield Figure(f"{name}: values apart", away * 100, "%", 0.1)


def measured_covering(seed: int) -> Iterator[Figure]:
    """Yield the gap of maximal covering of a country."""
    country = make_country(seed)
    pairs = pairs_within(country, RADIUS_KM)
    whole = problem_of("max-cover", Pairs(pairs), country.people, p=NATIONAL_P, radius=RADIUS_KM)
    for seconds, most in ((60, 0.6), (200, 0.4)):
        answer, used, _reached = timed(whole, seconds=seconds, gap=0.001)
        yield Figure(f"{NATIONAL}, at most {seconds} s: gap", (answer.gap or 0) * 100, "%", most)
        yield Figure(f"{NATIONAL}, at most {seconds} s: processor time", used, "s", seconds * 1.1 + 2)


def timed(problem: LocationProblem, *, seconds: float, gap: float) -> tuple[LocationAnswer, float, float]:
    """Return an answer, the processor seconds it took, and those until its value was first told."""
    start, told = time.process_time(), []

    def hear(progress: Progress) -> bool:
        told.append((progress.value, time.process_time() - start))
        return True

    answer = locate(problem, seconds=seconds, gap=gap, seed=1, on_progress=hear)
    used = time.process_time() - start
    reached = next((at for value, at in told if value is not None and value == answer.value), used)
    return answer, used, reached


def published_problem(number: int, model: str) -> LocationProblem:
    """Return one of pmed1-40."""
    lines = (PMED / f"pmed{number}.txt").read_text(encoding="ascii").splitlines()
    (nodes, _edges, p), *edges = ([int(cell) for cell in line.split()] for line in lines if line.strip())
    every = np.arange(nodes)
    ways = shortest_paths(nodes, [(start - 1, end - 1, float(length)) for start, end, length in edges], every, every)
    return problem_of(model, ways, np.ones(nodes), p=p)


def read_optima(path: Path) -> dict[str, float]:
    """Return the published optimum of each instance."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {cells[0]: float(cells[1]) for cells in rows if len(cells) == 2 and cells[0].startswith("pmed")}
