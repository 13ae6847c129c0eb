"""Doors that houses above open from the pages of a family: each says in its `ready()` where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from twiza.accounts.decisions import Actor, decide
from twiza.households.models import Household, Person


def suits_everybody(of: Household | Person) -> bool:
    """Hold for every household and person."""
    return True


@dataclass(frozen=True, slots=True)
class Door:
    """A route that takes the id of a household or person, its label, the policy that guards it, and whom it suits."""

    route: str
    label: Promise
    action: str
    suits: Callable[[Household | Person], bool] = suits_everybody


_of_households: list[Door] = []
_of_persons: list[Door] = []


def open_from_household(door: Door) -> None:
    """Show a door on the page of every household."""
    _of_households.append(door)


def open_from_person(door: Door) -> None:
    """Show a door on the page of every person."""
    _of_persons.append(door)


def doors_of_household(household: Household, actor: Actor) -> list[tuple[str, Promise]]:
    """Return the address and the label of each door that an actor may go through from a household."""
    return opened(_of_households, household, actor)


def doors_of_person(person: Person, actor: Actor) -> list[tuple[str, Promise]]:
    """Return the address and the label of each door that an actor may go through from a person."""
    return opened(_of_persons, person, actor)


def opened(doors: list[Door], of: Household | Person, actor: Actor) -> list[tuple[str, Promise]]:
    """Return the address and the label of the doors of something that an actor may go through."""
    return [
        (reverse(one.route, args=[of.pk]), one.label) for one in doors if one.suits(of) and decide(actor, one.action)
    ]
