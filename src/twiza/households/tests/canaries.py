"""A family with words that only who follows it may read, for the walk around every route."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.accounts.rules import Role
from twiza.conftest import LONG_AGO
from twiza.core.ids import new_id
from twiza.documents.guard import guard_upload
from twiza.households.actions.imports import receive_households
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year, born_on_day
from twiza.households.models import Household, HouseholdImport, HouseholdMerge, Person, PersonMerge
from twiza.households.queries.imports import KINDS, MAX_BYTES
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import grant_from
from twiza.territory.models import Place

WORDS = {"mere", "enfant", "tel", "surnom", "repere", "pareil"}
"""What begins each secret of a family after the word of its maker."""


def canary_household(organisation: Organisation, word: str, place: Place, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of routes about a family that an agent of the organisation, gone since, registered."""
    agent = agent_gone(organisation, word, at)
    household = secret_household(agent, word, place, at)
    head, child = (one.person for one in household.members.order_by("relation").reverse())
    merge = merge_of(household, agent, word, place, at)
    again = merge.found.memberships.get().household
    return {
        "household": {"household_id": household.pk},
        "household_person": {"person_id": head.pk},
        "household_member": {"member_id": child.memberships.get().pk},
        "household_consent": {"consent_id": head.consents.filter(purpose="visits").get().pk},
        "household_guardian": {"guardian_id": child.guardians.get().pk},
        "household_import": {"import_id": file_of_families(agent, word, at).pk},
        "household_pair": {"first_id": head.pk, "second_id": child.pk},
        "household_merge": {"merge_id": merge.pk},
        "two_households": {"first_id": household.pk, "second_id": again.pk},
        "two_households_merge": {"merge_id": merge_of_homes(household, again, word, merge).pk},
    }


def agent_gone(organisation: Organisation, word: str, at: dt.datetime) -> Actor:
    """Return an agent of an organisation as she acted until today."""
    account = Account.objects.create(email=f"{word}-a@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=account, organisation=organisation, role=Role.FIELD_AGENT, valid_from=LONG_AGO
    )
    actor = Actor(person_id=account.pk, grant=grant_from(held))
    held.delete()
    return actor


def file_of_families(actor: Actor, word: str, at: dt.datetime) -> HouseholdImport:
    """Keep a file of families with the word in it, that the agent sent."""
    content = f"Name;Sex\n{word}-mere;female\n"
    file = guard_upload(ContentFile(content.encode(), name=f"{word}-fichier.csv"), kinds=KINDS, max_bytes=MAX_BYTES)
    return receive_households(id=new_id(), file=file, actor=actor, at=at)


def secret_household(actor: Actor, word: str, place: Place, at: dt.datetime) -> Household:
    """Register a family with the word in every text of it."""
    said = ConsentSaid(("register", "visits"), "oral", "bm", at)
    head = PersonTerms(f"{word}-mere", "female", born_in_year(1994), f"{word}-tel", (f"{word}-surnom",))
    child = PersonTerms(f"{word}-enfant", "male", born_on_day(dt.date(2025, 3, 9)))
    return register_household(
        id=new_id(),
        terms=HouseholdTerms(place, "bm", at.date(), landmark=f"{word}-repere"),
        members=[
            MemberTerms(new_id(), head, "head", said),
            MemberTerms(new_id(), child, "child", guardian="mother"),
        ],
        actor=actor,
        at=at,
    )


def merge_of(household: Household, agent: Actor, word: str, place: Place, at: dt.datetime) -> PersonMerge:
    """Return that the head of the family was registered again by the same agent, in another household."""
    again = secret_household(agent, word, place, at)
    kept, found = (one.members.get(relation="head").person for one in (household, again))
    merge = PersonMerge.objects.create(
        kept=kept, found=found, reason=f"{word}-pareil", made_by_id=agent.person_id, made_at=at
    )
    Person.objects.filter(pk=found.pk).update(merged_into=kept)
    return merge


def merge_of_homes(kept: Household, found: Household, word: str, merge: PersonMerge) -> HouseholdMerge:
    """Return that the two households were found to be one by who found their heads to be one."""
    joined = HouseholdMerge.objects.create(
        kept=kept, found=found, reason=f"{word}-pareil", made_by=merge.made_by, made_at=merge.made_at
    )
    Household.objects.filter(pk=found.pk).update(merged_into=kept)
    return joined
