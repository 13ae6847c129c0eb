"""Marking which stored figures nobody is shown: the small ones, and those that would give them away."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twiza.core.small_numbers import LEAST, hidden_in_tree, is_small
from twiza.territory.actions.localities import batched
from twiza.territory.models import OLDEST_AGE, HealthCount, Sex
from twiza.territory.queries.places import paths_above


@dataclass(frozen=True, slots=True, order=True)
class Round:
    """What a series counted at one time: its figures of every place belong together."""

    series_id: uuid.UUID
    starts_on: dt.date


@dataclass(frozen=True, slots=True)
class Held:
    """A stored figure as its protection sees it; a number that its source hides is taken for the least."""

    pk: int
    path: str
    is_whole: bool
    number: int
    is_hidden_by_source: bool


def protect_rounds(rounds: Collection[Round]) -> None:
    """
    Say anew of every figure of these rounds whether it is shown.

    The figures of all people stand in a tree of places, and are hidden with what would give them away. Those by sex
    and age are shown all or none of a place, and of what holds it: then they may be exchanged among each other.
    """
    for some in batched(sorted(rounds)):
        _protect(some)


def _protect(rounds: Sequence[Round]) -> None:
    hidden: list[int] = []
    everything: list[int] = []
    for held in _figures_by_round(rounds):
        everything += [one.pk for one in held]
        hidden += hidden_figures(held)
    for some in batched(everything):
        HealthCount.objects.filter(pk__in=some, is_protected=True).update(is_protected=False)
    for some in batched(hidden):
        HealthCount.objects.filter(pk__in=some).update(is_protected=True)


def _figures_by_round(rounds: Sequence[Round]) -> Iterator[list[Held]]:
    asked = set(rounds)
    found: dict[Round, list[Held]] = {}
    rows = HealthCount.objects.filter(
        series__in={one.series_id for one in rounds},
        starts_on__in={one.starts_on for one in rounds},
        replaced_in__isnull=True,
    ).values_list("pk", "series_id", "starts_on", "place__path", "sex", "age_start", "age_end", "number")
    for pk, series_id, starts_on, path, sex, age_start, age_end, number in rows.iterator():
        this = Round(series_id, starts_on)
        if this in asked:
            is_whole = (sex, age_start, age_end) == (Sex.ALL, 0, OLDEST_AGE)
            held = Held(pk, path, is_whole, LEAST if number is None else number, number is None)
            found.setdefault(this, []).append(held)
    yield from found.values()


def hidden_figures(round: Sequence[Held]) -> list[int]:
    """Return the ids of the figures of one round that nobody is shown."""
    whole = {one.path: one for one in round if one.is_whole}
    numbers = {path: one.number for path, one in whole.items()}
    hidden = hidden_in_tree(numbers, {path: _nearest_above(path, whole) for path in whole})
    hidden |= {path for path, one in whole.items() if one.is_hidden_by_source}
    closed = _places_without_parts(round, hidden)
    return [one.pk for one in round if one.path in (hidden if one.is_whole else closed)]


def _nearest_above(path: str, known: Mapping[str, object]) -> str | None:
    return next((above for above in reversed(paths_above(path)) if above in known), None)


def _places_without_parts(round: Sequence[Held], hidden: Collection[str]) -> set[str]:
    """Return the paths of places whose figures by sex and age are hidden: one is small, or what lies in it hides."""
    small = {one.path for one in round if not one.is_whole and (one.is_hidden_by_source or is_small(one.number))}
    closed = small | set(hidden)
    return closed | {above for path in closed for above in paths_above(path)}
