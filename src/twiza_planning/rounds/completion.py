"""
The least that a day begun may still come to, whatever homes follow.

Dynamic programming over steps of time, from the end of the day back. A home may be visited again once the day has been
somewhere that does not remember it: each home remembers those few that would tempt most to come back (ng-routes:
Baldacci, Mingozzi and Roberti, 2011). Times are rounded down to the step before, so nothing that can be walked is left
out; what the rounding gives away is charged at the least that a minute costs from there on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza_planning.caravans.problem import Matrix
from twiza_planning.caravans.routes import Ints
from twiza_planning.caravans.watch import Watch
from twiza_planning.rounds.market import Market

# A visit shorter than this part of the day would need more steps than there is time for.
STEPS_MAX = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """
    The homes that each home remembers (homes × size), itself first, and the place of each home in that list.

    Which of them a day has passed is a number with a bit for each place. A home has place -1 where it is forgotten.
    """

    near: Ints
    place: npt.NDArray[np.int8]

    def passed_on(self, passed: Ints, here: Ints, there: Ints) -> Ints:
        """Return what is remembered at other homes after going there."""
        kept = np.ones(np.broadcast_shapes(passed.shape, here.shape, there.shape), np.int64)
        for bit in range(self.near.shape[1]):
            place = self.place[there, self.near[here, bit]].astype(np.int64)
            kept |= np.where((place > 0) & ((passed >> bit) & 1 == 1), 1 << np.maximum(place, 0), 0)
        return kept

    def first(self, size: int) -> Memory:
        """Return a shorter memory."""
        return Memory(self.near[:, :size], np.where(self.place < size, self.place, -1).astype(np.int8))


def memory_of(market: Market, size: int) -> Memory:
    """Return a memory of the homes that are worth most to come back to, less the way there and back."""
    legs, homes = market.legs, len(market.prizes)
    back_again = np.minimum(legs.between + legs.between.T, 1e9) + (legs.service - market.prizes)
    np.fill_diagonal(back_again, -np.inf)
    near = np.argsort(back_again, axis=1, kind="stable")[:, : min(size, homes)]
    place = np.full((homes, homes), -1, np.int8)
    place[np.arange(homes)[:, None], near] = np.arange(near.shape[1])
    return Memory(near, place)


@dataclass(frozen=True, slots=True, eq=False)
class Completion:
    """By step, homes passed (their number without its first bit) and home: the least price, less prizes to come."""

    market: Market
    step: float
    least: Matrix

    def after(self, minutes: Matrix, passed: Ints, homes: Ints) -> Matrix:
        """Return that for days that stand at some homes after some minutes, endless where the day is over."""
        late = ~(minutes < self.step * len(self.least))
        known = np.where(late, 0.0, minutes)
        steps = (known / self.step).astype(np.int64)
        least = self.least[steps, (passed >> 1) & (self.least.shape[1] - 1), homes]
        rounded = steps * self.step
        grown, _ = _growing(self.market, rounded + self.market.legs.back[homes], np.maximum(0.0, known - rounded))
        found: Matrix = np.where(late, np.inf, least + np.maximum(0.0, grown))
        return found


def step_of(market: Market, steps: int) -> float | None:
    """Return minutes of a step so that every leg and visit takes one at least; None where that is too short."""
    legs = market.legs
    shortest = float((legs.between + legs.service + np.diag(np.full(len(legs.service), np.inf))).min(initial=np.inf))
    step = min(legs.budget / steps, shortest)
    return step if step > legs.budget / STEPS_MAX else None


def completions(market: Market, memory: Memory, *, step: float, watch: Watch) -> Completion:
    """Return the least completions. Raises TimeIsUp."""
    legs, homes, states = market.legs, len(market.prizes), 1 << (memory.near.shape[1] - 1)
    last = int(legs.budget / step)
    taken = np.minimum(legs.between + legs.service, (last + 1) * step)
    ahead = (taken / step).astype(np.int64)
    after = _after(memory, ahead, last + 1)
    grown, grown_a_step = _growing(market, ahead * step + legs.back, np.maximum(0.0, taken - ahead * step))
    least = np.full((last + 2, states, homes), np.inf)
    # The same, less the prize of the home itself.
    entered = least.copy()
    flat, nowhere = entered.reshape(-1), (last + 1) * states * homes
    for now in range(last, -1, -1):
        watch.check()
        onward = flat.take(np.minimum(after + now * states * homes, nowhere))
        onward += np.maximum(0.0, grown + (now * step) * grown_a_step)
        home = now * step + legs.back
        ending = np.where(home <= legs.budget, market.price.of(np.minimum(home, legs.budget)), np.inf)
        least[now] = np.minimum(onward.min(axis=2), ending)
        entered[now] = least[now] - market.prizes
    return Completion(market, step, least[: last + 1])


def _after(memory: Memory, ahead: Ints, end: int) -> Ints:
    """Return where a leg leads in the table of steps, homes passed and homes, from now on (passed × here × there)."""
    homes, states = len(ahead), 1 << (memory.near.shape[1] - 1)
    passed = (2 * np.arange(states) + 1)[:, None, None]
    here, there = np.arange(homes)[:, None], np.arange(homes)
    remembered = memory.passed_on(passed, here, there) >> 1
    place = memory.place[here, there].astype(np.int64)
    banned = (place >= 0) & ((passed >> np.maximum(place, 0)) & 1 == 1)
    after: Ints = np.where(banned, end, ahead) * (states * homes) + remembered * homes + there
    return after


def _growing(market: Market, minutes: Matrix, more: Matrix) -> tuple[Matrix, Matrix]:
    """
    Return what more minutes cost at least in a day that takes so many at least, and that by the minute it takes more.

    The price is convex: none below costs less.
    """
    price, begun = market.price, np.where(more > 0, minutes, 0.0)
    return more * (price.slope + price.square * (2.0 * begun + more)), 2.0 * price.square * more
