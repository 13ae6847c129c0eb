"""
One question, one answer: may this actor do this, to this, for this purpose?

Every screen, export, search, map and command asks `decide`; none has a rule of its own. Houses state their
rules once, in their `rules.py`, with `allow`. What nobody allowed is denied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Grant:
    """A membership as a fact. `territory` holds place paths, each with all below it; empty is everywhere."""

    membership_id: int
    organisation_id: int
    role: str
    territory: tuple[str, ...] = ()
    programme: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person acting under one of her memberships, or nobody."""

    person_id: int | None = None
    grant: Grant | None = None

    @property
    def role(self) -> str:
        """Return the role acted under; empty for nobody."""
        return self.grant.role if self.grant else ""


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the thing asked about: whose it is, where it is, and how the actor stands to it."""

    organisation_id: int | None = None
    place_path: str | None = None
    relations: frozenset[str] = frozenset()
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Allow:
    """Yes, for these groups of fields."""

    fields: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Deny:
    """No, and why: for the audit trail, never for the screen."""

    reason: str

    def __bool__(self) -> bool:
        return False


Predicate: TypeAlias = Callable[[Actor, Facts], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """An action, who may do it, which groups of fields it opens, and for which purposes (empty: any)."""

    action: str
    predicate: Predicate
    fields: frozenset[str]
    purposes: frozenset[str]


_rules: dict[str, Rule] = {}


def allow(action: str, predicate: Predicate, *, fields: tuple[str, ...] = (), purposes: tuple[str, ...] = ()) -> None:
    """
    State who may do an action. Raises ValueError when the action has a rule already.

    `fields` are the groups of fields opened (identity, contact, health…).
    """
    if action in _rules:
        raise ValueError(f"{action} has a rule already.")
    _rules[action] = Rule(action, predicate, frozenset(fields), frozenset(purposes))


def known_actions() -> tuple[str, ...]:
    """Return every action that has a rule, in alphabetical order."""
    return tuple(sorted(_rules))


def decide(actor: Actor, action: str, facts: Facts = Facts(), purpose: str = "") -> Allow | Deny:
    """Return Allow with the fields it opens, or Deny with its reason. An action without a rule is denied."""
    rule = _rules.get(action)
    if rule is None:
        return Deny("no_rule")
    if rule.purposes and purpose not in rule.purposes:
        return Deny("other_purpose")
    if not rule.predicate(actor, facts):
        return Deny("not_allowed")
    return Allow(rule.fields)
