"""An answer to a rounds problem: who is visited by whom on which day, and how far from the best it can be."""

from __future__ import annotations

from dataclasses import dataclass

from twiza_planning.rounds.problem import Round


@dataclass(frozen=True, slots=True)
class WalkedRound:
    """A round with its minutes on the way and in all, visits included."""

    round: Round
    walking: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Missed:
    """How many of a home's visits are not planned."""

    home: str
    visits: int


@dataclass(frozen=True, slots=True)
class RoundsPlan:
    """
    Rounds and what they cost.

    `missed` is minimised first (Σ priority × visits missed, at least `missed_bound` in any plan), then `cost` =
    `walking` + balance × `unevenness` + `change`. `bound` is a proven lower bound on the cost of any plan that misses
    no more; `gap` = (cost - bound) / cost, 0 when both are 0. `unevenness` is Σ minutes² / day_minutes -
    (Σ minutes)² / Σ day_minutes over the days at work: 0 when everybody's days are filled alike. `status` is optimal
    (missed as little as can be, and gap within the gap asked for) or feasible.
    """

    status: str
    rounds: tuple[WalkedRound, ...]
    missed_visits: tuple[Missed, ...]
    missed: float
    missed_bound: float
    walking: float
    unevenness: float
    cost: float
    bound: float
    gap: float
    change: float | None = None
    seconds: float = 0.0
    seed: int = 1
