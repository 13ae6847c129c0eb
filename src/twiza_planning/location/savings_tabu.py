"""Better sites under a budget, by the best exchange of all that it allows, also for the worse."""

from __future__ import annotations

import numpy as np

from twiza_planning.location.distances import Matrix, Ranks, Vector
from twiza_planning.location.effort import Effort
from twiza_planning.location.problem import Flags
from twiza_planning.location.savings import Choice, Savings

REST = 5, 15  # exchanges (from, below) that a site stays as it was made
TINY = 1e-12


def search_savings(
    savings: Savings, choice: Choice, sites: Ranks, exchanges: int, effort: Effort, random: np.random.Generator
) -> Ranks:
    """
    Exchange sites so many times, not undoing the latest; return the best seen.

    Where their number is free, a site may also be opened or closed alone (Glover, F. (1989). Tabu search, part I.
    ORSA Journal on Computing 1, 190-206).
    """
    best, best_value = sites, savings.of(sites)
    open_sites = sites.copy()
    rest = np.zeros(savings.shape[1] + 1, dtype=np.intp)
    for now in range(exchanges):
        if effort.watch.stopped:
            break
        profit, value = profits(savings, choice, open_sites, rest > now)
        slot, site = divmod(int(profit.argmax()), profit.shape[1])
        gain = float(profit[slot, site])
        if not np.isfinite(gain):
            break
        open_sites, moved = exchanged(open_sites, slot, site, savings.shape[1])
        for one in moved:
            rest[one] = now + random.integers(*REST)
        if value + gain > best_value + TINY * abs(best_value):
            best, best_value = open_sites, value + gain
    return best


def profits(savings: Savings, choice: Choice, open_sites: Ranks, rests: Flags) -> tuple[Matrix, float]:
    """
    Return what each exchange gains, -inf where it may not be, and what is saved now.

    A row a place in `open_sites`, a column a site; after the last of each, none.
    """
    count, sites = len(open_sites), savings.shape[1]
    slot_of = np.full(sites, -1, dtype=np.intp)
    slot_of[open_sites] = np.arange(count)
    best, second, owner = savings.best_two(slot_of)
    above_best = np.maximum(savings.saving - best[savings.row], 0.0)
    above_second = np.maximum(savings.saving - second[savings.row], 0.0)
    gain = np.append(np.bincount(savings.site, above_best, minlength=sites), 0.0)
    owned = owner[savings.row]
    place = np.where(owned < 0, count, owned) * (sites + 1) + savings.site
    shared = np.bincount(
        place, np.where(owned < 0, 0.0, above_second - above_best), minlength=(count + 1) * (sites + 1)
    )
    served = np.flatnonzero(owner >= 0)
    loss = np.append(np.bincount(owner[served], (best - second)[served], minlength=count), 0.0)
    profit = shared.reshape(count + 1, sites + 1) + gain - loss[:, None]
    profit[forbidden_exchanges(choice, open_sites, rests)] = -np.inf
    return profit, float(best.sum())


def forbidden_exchanges(choice: Choice, open_sites: Ranks, rests: Flags) -> Flags:
    """Return which exchanges cost too much, change a number that is fixed, change nothing, or undo one of late."""
    costs: Vector = np.append(choice.costs, 0.0)
    left = choice.most - float(choice.costs[open_sites].sum())
    closing = np.append(open_sites, len(choice.costs))
    refused = costs[None, :] - costs[closing][:, None] > left
    refused |= rests[None, :] | rests[closing][:, None]
    refused[:, open_sites] = True
    refused[-1, -1] = True
    if choice.count is not None:
        refused[-1], refused[:, -1] = True, True
    return np.asarray(refused, dtype=np.bool_)


def exchanged(open_sites: Ranks, slot: int, site: int, nothing: int) -> tuple[Ranks, list[int]]:
    """Return the open sites after an exchange, and the sites that changed."""
    moved = [int(open_sites[slot])] if slot < len(open_sites) else []
    kept = np.delete(open_sites, slot) if moved else open_sites
    if site == nothing:
        return kept, moved
    return np.append(kept, site), [*moved, site]
