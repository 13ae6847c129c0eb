"""What the actions of a plan cost, summed by who pays and by kind; what is not set is counted, never added as 0."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """The amounts set of some actions together; `total` is None while none is. `unset` are those without an amount."""

    label: str
    total: Decimal | None
    actions: int
    unset: int


def sums_by(amounts: Iterable[tuple[str, Decimal | None]]) -> list[Sum]:
    """Return the sums by label, in the order in which labels come."""
    held: defaultdict[str, list[Decimal | None]] = defaultdict(list)
    for label, amount in amounts:
        held[label].append(amount)
    return [sum_of(label, known) for label, known in held.items()]


def sum_of(label: str, amounts: list[Decimal | None]) -> Sum:
    """Return one sum."""
    known = [amount for amount in amounts if amount is not None]
    return Sum(label, sum(known, Decimal()) if known else None, len(amounts), len(amounts) - len(known))
