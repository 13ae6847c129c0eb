"""
Keeping many families of a demonstration at once, row by row as the actions would (tests/test_demonstration_rows.py).

One entry of the audit chain says that they were made.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.db import transaction
from django.db.models import Model

from twiza.core.spoken_code import code_of
from twiza.core.text import search_text_of
from twiza.households.actions.name_keys import keys_of
from twiza.households.births import is_child_on
from twiza.households.demonstration.families import FamilyTold
from twiza.households.models import (
    Assignment,
    ConsentBy,
    Guardian,
    Household,
    Member,
    NameKey,
    Person,
    PersonConsent,
)
from twiza.households.terms import ConsentSaid, MemberTerms

ROWS_AT_ONCE = 2000


@transaction.atomic
def keep_families(families: Sequence[FamilyTold], organisation_id: int) -> None:
    """Keep families that nobody keeps yet, with who lives there, what they agreed to and who follows them."""
    households = households_from(families, organisation_id)
    people = {one.id: person_from(one, told, organisation_id) for told in families for one in told.members}
    keep(households)
    keep(people.values())
    keep(assignment_from(told) for told in families)
    keep(member_from(one, told) for told in families for one in told.members)
    keep(chain.from_iterable(guardians_from(told, people) for told in families))
    keep(chain.from_iterable(consents_from(told, people) for told in families))
    keep(chain.from_iterable(name_keys_from(person) for person in people.values()))


def keep(rows: Iterable[Model]) -> None:
    """Write rows of one model, many at once."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=ROWS_AT_ONCE)


def households_from(families: Sequence[FamilyTold], organisation_id: int) -> list[Household]:
    """Return the households, each under a code that no other one has."""
    ours = Household.objects.filter(organisation=organisation_id)
    taken = set(ours.values_list("code", flat=True))
    return [household_from(told, organisation_id, taken) for told in families]


def household_from(told: FamilyTold, organisation_id: int, taken: set[str]) -> Household:
    """Return a household under the first free code, from the one its id gives."""
    id = told.id
    while (code := code_of(id)) in taken:
        id = uuid.UUID(int=id.int + 1)
    taken.add(code)
    return Household(
        id=told.id,
        organisation_id=organisation_id,
        code=code,
        place=told.terms.place,
        landmark=told.terms.landmark,
        lat=told.terms.lat,
        lon=told.terms.lon,
        language=told.terms.language,
        registered_on=told.terms.registered_on,
        registered_by_id=told.registrar_id,
        registered_at=told.at,
    )


def person_from(one: MemberTerms, told: FamilyTold, organisation_id: int) -> Person:
    """Return who somebody is."""
    return Person(
        id=one.id,
        organisation_id=organisation_id,
        name=one.person.name,
        sex=one.person.sex,
        born_on=one.person.birth.on,
        birth_known=one.person.birth.known,
        phone=one.person.phone,
        search_text=search_text_of([one.person.name]),
        made_by_id=told.registrar_id,
        made_at=told.at,
    )


def assignment_from(told: FamilyTold) -> Assignment:
    """Return that who registered a household follows it."""
    return Assignment(
        id=uuid.uuid5(told.id, "assignment"),
        household_id=told.id,
        agent_id=told.registrar_id,
        assigned_by_id=told.registrar_id,
        assigned_at=told.at,
    )


def member_from(one: MemberTerms, told: FamilyTold) -> Member:
    """Return that somebody lives in a household."""
    id = uuid.uuid5(one.id, "member")
    return Member(id=id, household_id=told.id, person_id=one.id, relation=one.relation, since=None)


def guardians_from(told: FamilyTold, people: dict[uuid.UUID, Person]) -> Iterator[Guardian]:
    """Yield that the head answers for the children."""
    head = told.members[0]
    for one in told.members[1:]:
        if one.guardian and is_child_on(people[one.id], told.at.date()):
            yield Guardian(id=uuid.uuid5(one.id, "guardian"), child_id=one.id, adult_id=head.id, kind=one.guardian)


def consents_from(told: FamilyTold, people: dict[uuid.UUID, Person]) -> Iterator[PersonConsent]:
    """Yield what everybody agreed to: adults themselves, children by the word of the head."""
    head = told.members[0]
    for position, one in enumerate(told.members):
        is_child = position > 0 and is_child_on(people[one.id], told.at.date())
        said = one.consent or head.consent
        if said is not None:
            yield from consents_of(one, said, head.id if is_child else None, told.registrar_id)


def consents_of(
    one: MemberTerms, said: ConsentSaid, guardian_id: uuid.UUID | None, registrar_id: int
) -> Iterator[PersonConsent]:
    """Yield one agreement for each purpose."""
    for purpose in said.purposes:
        yield PersonConsent(
            id=uuid.uuid5(one.id, purpose),
            person_id=one.id,
            purpose=purpose,
            given_by=ConsentBy.GUARDIAN if guardian_id else ConsentBy.PERSON,
            guardian_id=guardian_id,
            how=said.how,
            language=said.language,
            given_at=said.given_at,
            recorded_by_id=registrar_id,
        )


def name_keys_from(person: Person) -> Iterator[NameKey]:
    """Yield what a name shares with those of others."""
    for key in sorted(keys_of(person.name, person)):
        yield NameKey(person_id=person.pk, organisation_id=person.organisation_id, key=key)
