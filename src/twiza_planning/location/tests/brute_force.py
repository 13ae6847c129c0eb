"""Random small location problems, and their best value by trying every choice of sites."""

from __future__ import annotations

import itertools

import numpy as np

from twiza_planning.location.problem import CAPACITATED, MAX_COVER, P_CENTRE, P_MEDIAN, SET_COVER


def random_content(random, model, *, points=None):
    """Return a problem in parsed JSON: by kilometres, a matrix or a graph, some sites open already."""
    demand_count, site_count = (points, points) if points else (random.integers(1, 9), random.integers(1, 8))
    content = {"format": "twiza-location/1", "model": model, "p": int(random.integers(1, site_count + 1))}
    demand = [{"id": f"d{place}", "weight": random_weight(random)} for place in range(demand_count)]
    sites = [{"id": f"s{place}", "open": bool(random.random() < 0.2)} for place in range(site_count)]
    for site in sites:
        site["capacity"] = None if random.random() < 0.4 else float(random.integers(0, 15))
    add = (add_positions, add_matrix, add_graph)[random.integers(3)]
    add(random, content, demand, sites)
    return content | {"demand": demand, "sites": sites}


def with_limits(random, content):
    """Return a problem with forbidden sites, costs, and a budget, sometimes in place of p."""
    sites = [
        site | {"forbidden": bool(random.random() < 0.2) and not site["open"], "cost": float(random.integers(0, 9))}
        for site in content["sites"]
    ]
    cheapest = sorted(site["cost"] for site in sites)
    budget = float(sum(cheapest[: content["p"]]) + random.integers(0, 12)) if random.random() < 0.85 else None
    p = content["p"] if budget is None or random.random() < 0.5 else None
    return content | {"sites": sites, "budget": budget, "p": p}


def random_weight(random):
    """Return a whole number, 0 among them, or not."""
    return float(random.integers(0, 6)) if random.random() < 0.5 else float(random.random() * 5)


def add_positions(random, content, demand, sites):
    """Put everything within 20 km."""
    for point in demand + sites:
        point["lat"], point["lon"] = 31 + random.random() * 0.2, -6 + random.random() * 0.2
    content["distance"], content["radius_km"] = {"km": True}, random.random() * 20


def add_matrix(random, content, demand, sites):
    """Give distances one by one, with many ties."""
    content["distance"] = {"matrix": random.integers(0, 10, (len(demand), len(sites))).tolist()}
    content["radius_km"] = float(random.integers(0, 8))


def add_graph(random, content, demand, sites):
    """Give a graph in which there is not always a way, and edges more than once."""
    nodes = max(len(demand), len(sites)) + int(random.integers(0, 3))
    count = int(random.integers(0, 2 * nodes))
    edges = [[*random.integers(0, nodes, 2).tolist(), int(random.integers(0, 9))] for _ in range(count)]
    for points in (demand, sites):
        for point, node in zip(points, random.permutation(nodes), strict=False):
            point["id"] = str(node)
    content["distance"], content["radius_km"] = (
        {"graph": {"nodes": nodes, "edges": edges}},
        float(random.integers(0, 12)),
    )


def best_value(problem):
    """Return the best value of all choices of sites, None when none is allowed."""
    ways = problem.distances.block(0, len(problem.demand), np.arange(len(problem.sites)))
    is_free = problem.model == SET_COVER or problem.p is None
    counts = range(1, len(problem.sites) + 1) if is_free else [problem.p]
    already, forbidden = set(np.flatnonzero(problem.is_open)), set(np.flatnonzero(problem.is_forbidden))
    limit = np.inf if problem.budget is None else problem.budget
    values = [
        value_of(problem, ways, list(chosen))
        for count in counts
        for chosen in itertools.combinations(range(len(problem.sites)), count)
        if already <= set(chosen)
        and not forbidden & set(chosen)
        and sum(problem.costs[site] for site in chosen if site not in already) <= limit
    ]
    best = (max if problem.model == MAX_COVER else min)(values, default=np.inf)
    return None if np.isinf(best) else best


def value_of(problem, ways, chosen):
    """Return what some open sites are worth, infinite where they are not allowed."""
    near = ways[:, chosen].min(axis=1, initial=np.inf)
    if problem.model == MAX_COVER:
        return problem.weights[near <= problem.radius].sum()
    if problem.model == SET_COVER:
        return len(chosen) if (near <= problem.radius).all() else np.inf
    if np.isinf(near).any():
        return np.inf
    by_model = {
        P_CENTRE: near.max,
        P_MEDIAN: lambda: problem.weights @ near,
        CAPACITATED: lambda: least_cost(problem, ways, chosen, 0, dict.fromkeys(chosen, 0.0), np.inf),
    }
    return by_model[problem.model]()


def least_cost(problem, ways, chosen, row, load, best):
    """Return the least cost of serving the demand from some row on, loads given, or `best` when that is less."""
    if row == len(problem.weights) or best <= 0:
        return min(best, 0.0)
    weight = problem.weights[row]
    reached = [site for site in chosen if np.isfinite(ways[row, site])]
    for site in sorted(reached, key=lambda site: ways[row, site]):
        own = weight * ways[row, site]
        if own >= best:
            break
        if load[site] + weight <= problem.capacity[site] + 1e-9:
            with_it = load | {site: load[site] + weight}
            best = min(best, own + least_cost(problem, ways, chosen, row + 1, with_it, best - own))
    return best
