"""What the page of figures shows of a span, to whom: small numbers are hidden from those who see figures alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from twiza.accounts.decisions import Actor, decide
from twiza.activities.counting_rule import TrainingRule
from twiza.activities.measures import (
    contacts_by_month,
    professionals_trained,
    sessions_held,
    unique_parents_reached,
)
from twiza.activities.models.awareness import GROUPS
from twiza.activities.queries.awareness import NOT_COUNTED
from twiza.activities.rules import KEEP_TOPICS
from twiza.core.small_numbers import hidden_in_table, is_small
from twiza.core.tallies import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown; None: nobody counted it, or it is hidden."""

    number: int | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Contacts of a month by group, then all of them; the last line, of no month, is that of the whole time."""

    month: dt.date | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What an organisation did: contacts, different parents and professionals trained, none added to another."""

    sessions: Figure
    contacts: Figure
    parents: Figure
    trained: Figure
    months: tuple[MonthLine, ...]

    @property
    def has_hidden(self) -> bool:
        """Whether something is hidden."""
        of_months = (one for line in self.months for one in line.figures)
        return any(one.is_hidden for one in (self.sessions, self.contacts, self.parents, self.trained, *of_months))


def sees_small(actor: Actor) -> bool:
    """Return whether an actor, who may read every session of the organisation, sees small numbers too."""
    return bool(decide(actor, KEEP_TOPICS))


def figures_for(actor: Actor, span: Span, rule: TrainingRule) -> Figures:
    """Return the figures of a span as an actor may see them."""
    hides = not sees_small(actor)
    months = month_lines(contacts_by_month(span), hides=hides)
    parents = len(unique_parents_reached(span))
    trained = len(professionals_trained(span, rule))
    return Figures(
        sessions=Figure(sessions_held(span).exclude(NOT_COUNTED).count()),
        contacts=months[-1].figures[-1] if months else Figure(None),
        parents=shown(parents, hides=hides and is_small(parents)),
        trained=shown(trained, hides=hides and is_small(trained)),
        months=months,
    )


def month_lines(months: Mapping[dt.date, Mapping[str, int]], *, hides: bool) -> tuple[MonthLine, ...]:
    """Return contacts as lines with their totals, hidden where they must be."""
    if not months:
        return ()
    rows = [[numbers.get(name) for name in GROUPS] for numbers in months.values()]
    rows.append([whole(column) for column in zip(*rows, strict=True)])
    table = [[*row, whole(row)] for row in rows]
    hidden = hidden_in_table([[number or 0 for number in row] for row in table]) if hides else set()
    return tuple(
        MonthLine(month, tuple(shown(number, hides=(at, column) in hidden) for column, number in enumerate(row)))
        for at, (month, row) in enumerate(zip([*months, None], table, strict=True))
    )


def whole(numbers: list[int | None] | tuple[int | None, ...]) -> int | None:
    """Return the sum of what was counted; None where nothing was."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def shown(number: int | None, *, hides: bool) -> Figure:
    """Return a number to show or to hide."""
    return Figure(None, is_hidden=True) if hides else Figure(number)
