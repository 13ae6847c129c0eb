"""Families of a demonstration kept at once are, column by column, what the actions make of them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.conftest import NOW, TODAY
from twiza.households.actions.registering import register_household
from twiza.households.demonstration.families import Field, families_told
from twiza.households.demonstration.rows import keep_families
from twiza.households.models import (
    Assignment,
    Guardian,
    Household,
    Member,
    NameKey,
    Person,
    PersonConsent,
)

MODELS = (Household, Person, Member, Assignment, Guardian, PersonConsent, NameKey)
MADE_HERE = {Member, Assignment, Guardian, PersonConsent, NameKey}
"""Their ids are nobody's to compare: they are made where the row is."""
DAYS = [TODAY - dt.timedelta(days=10 * number) for number in range(1, 29)]


def told(place, actor: Actor, seed: int = 4):
    """Return 28 families, and the 28th a second time, of one agent."""
    return families_told(DAYS, Field([place], [actor.person_id or 0], NOW), seed)


def columns() -> dict[str, list[dict[str, object]]]:
    """Return every column of every row, without the ids that are made where the row is."""
    return {
        model.__name__: sorted(
            (
                {name: value for name, value in row.items() if name != "id" or model not in MADE_HERE}
                for row in model.objects.values()
            ),
            key=repr,
        )
        for model in MODELS
    }


def test_rows_kept_at_once_are_those_of_the_actions(quarter, agent):
    families = told(quarter, agent)
    with transaction.atomic():
        for one in families:
            register_household(id=one.id, terms=one.terms, members=one.members, actor=agent, at=one.at)
        one_by_one = columns()
        transaction.set_rollback(True)

    keep_families(families, agent.grant.organisation_id)

    assert {name: len(rows) for name, rows in one_by_one.items() if not rows} == {}
    assert columns() == one_by_one


def test_the_same_seed_tells_the_same_families(quarter, agent):
    assert told(quarter, agent) == told(quarter, agent)
    assert told(quarter, agent) != told(quarter, agent, seed=5)
    assert [one.is_again for one in told(quarter, agent)] == [False] * 28 + [True]


def test_nobody_is_born_after_the_family_is_registered_nor_too_young_a_mother(quarter, agent):
    for family in told(quarter, agent):
        births = [one.person.birth.on for one in family.members]
        mother, children = births[0], [on for one, on in zip(family.members, births, strict=True) if one.guardian]

        assert family.terms.registered_on <= TODAY
        assert all(mother + dt.timedelta(days=18 * 365) < on < family.terms.registered_on for on in children)
        assert "(démonstration)" in family.terms.landmark
        assert all(isinstance(one.id, uuid.UUID) and one.person.name.count(" ") == 1 for one in family.members)
