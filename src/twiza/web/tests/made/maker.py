"""Who makes one of everything, where, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.organisations.models import Organisation

HERE, THERE = "MA/05", "MA/08"
Made = dict[str, dict[str, Any]]
"""What each kind of route takes of what somebody made."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a world, for whom, and the word that begins all her secrets."""

    person: Person
    actor: Actor
    organisation: Organisation
    word: str
