"""Doubles in a whole register: compared are those who share a key, and whose sex and birth do not forbid it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeVar

from twiza.households.names.blocking import blocking_keys
from twiza.households.names.candidates import YEARS_BETWEEN, Candidate, Described, compared

Id = TypeVar("Id")
REACH = dt.timedelta(days=366 * max(YEARS_BETWEEN.values()))
"""Births further apart are never those of one person, however much they are estimated."""


def likely_pairs(records: Mapping[Id, Described]) -> Iterator[tuple[Id, Id, Candidate]]:
    """Yield every two records that are perhaps one person, once, with what speaks for and against it."""
    for left, right in pairs_to_compare(records):
        candidate = compared(records[left], records[right])
        if candidate.is_likely:
            yield left, right, candidate


def pairs_to_compare(records: Mapping[Id, Described]) -> Iterator[tuple[Id, Id]]:
    """Yield every two records that are worth comparing, once."""
    keys = {one: keys_of(record) for one, record in records.items()}
    blocks: defaultdict[str, list[Id]] = defaultdict(list)
    for one, found in keys.items():
        for key in found:
            blocks[key].append(one)
    for key, block in blocks.items():
        for left, right in pairs_within_reach(block, records):
            # Two records may share many keys: they are compared under the first of them alone.
            if may_be_alike(records[left].sex, records[right].sex) and min(keys[left] & keys[right]) == key:
                yield left, right


def may_be_alike(one: str, other: str) -> bool:
    """Return whether two sexes do not contradict each other."""
    return not one or not other or one == other


def keys_of(record: Described) -> frozenset[str]:
    """Return the blocking keys of a record."""
    return blocking_keys(name=record.name, born_on=record.born_on, is_birth_estimated=record.is_birth_estimated)


def pairs_within_reach(block: Sequence[Id], records: Mapping[Id, Described]) -> Iterator[tuple[Id, Id]]:
    """Yield the pairs of a block whose births are near, or not known."""
    births = sorted(
        ((born_on, at) for at, one in enumerate(block) if (born_on := records[one].born_on)), key=lambda birth: birth
    )
    unknown = [one for one in block if records[one].born_on is None]
    yield from combinations(unknown, 2)
    yield from product(unknown, (block[at] for _born_on, at in births))
    for number, (born_on, at) in enumerate(births):
        for later, other in births[number + 1 :]:
            if later - born_on > REACH:
                break
            yield block[at], block[other]
