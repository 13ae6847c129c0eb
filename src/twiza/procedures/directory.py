"""
Who acts for which organisation: asked here, answered by a house above that knows (web/directory.py).

Files hold ids of organisations only: this house stands below the one that keeps their names and members.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from twiza.accounts.decisions import Actor

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who acts for an organisation."""

    name: str
    actor: Actor


class Directory(Protocol):
    """What files ask of whoever knows organisations."""

    def names_of(self, organisation_ids: Collection[int]) -> Mapping[int, Names]:
        """Return the names of some organisations."""

    def organisations(self) -> Mapping[int, Names]:
        """Return the names of every organisation that can be asked to take part, in the order to show them."""

    def colleagues_of(self, organisation_ids: Collection[int], on: dt.date) -> Collection[Colleague]:
        """Return who acts for some organisations on a day, by name."""


class NobodyKnown:
    """The directory of a server on which nobody answers."""

    def names_of(self, organisation_ids: Collection[int]) -> Mapping[int, Names]:
        """Return nothing."""
        return {}

    def organisations(self) -> Mapping[int, Names]:
        """Return nothing."""
        return {}

    def colleagues_of(self, organisation_ids: Collection[int], on: dt.date) -> Collection[Colleague]:
        """Return nobody."""
        return ()


_answering: list[Directory] = [NobodyKnown()]


def use_directory(directory: Directory) -> None:
    """Let a directory answer from now on."""
    _answering[:] = [directory]


def directory() -> Directory:
    """Return the directory that answers."""
    return _answering[0]
