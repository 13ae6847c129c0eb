"""The order of the homes of one day: pieces turned round or moved until nothing is shorter (Or, 1976; Croes, 1958)."""

from __future__ import annotations

from collections.abc import Iterator

from twiza_planning.rounds.schedule import Ground, Tour

PIECE_MAX = 3
LEAST_GAIN = 1e-9


def shorter(ground: Ground, agent: int, tour: Tour) -> Tour:
    """Return the same homes in an order that no such change makes shorter."""
    length = ground.walking(agent, tour)
    improved = True
    while improved:
        improved = False
        for other in _neighbours(tour):
            walked = ground.walking(agent, other)
            if walked < length - LEAST_GAIN:
                tour, length, improved = other, walked, True
                break
    return tour


def _neighbours(tour: Tour) -> Iterator[Tour]:
    size = len(tour)
    for start in range(size):
        for end in range(start + 2, size + 1):
            yield (*tour[:start], *reversed(tour[start:end]), *tour[end:])
    for piece in range(1, min(PIECE_MAX, size - 1) + 1):
        for start in range(size - piece + 1):
            left = (*tour[:start], *tour[start + piece :])
            for place in range(len(left) + 1):
                yield (*left[:place], *tour[start : start + piece], *left[place:])
