"""A household with words that only those who follow it may read, asked and oriented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.conftest import LONG_AGO
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year
from twiza.households.models import ConsentPurpose
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.models import Membership
from twiza.organisations.queries import grant_from
from twiza.social_protection.actions.batches import make_batch
from twiza.social_protection.actions.enquiries import make_enquiry
from twiza.social_protection.actions.enrolments import open_enrolment
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.actions.schemes import load_schemes
from twiza.social_protection.queries.enrolments import agreeing
from twiza.social_protection.schemes_file import schemes_from_yaml
from twiza.social_protection.tests.rows import canary_rules
from twiza.territory.models import Place

WORDS = {"famille", "motif"}
"""What follows the maker's word in what is secret."""


def canary_rights(maker: Actor, word: str, place: Place, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of the routes of a household of the maker's organisation, which the maker may not see."""
    grant = maker.grant
    assert grant is not None
    agent = Person.objects.create(email=f"{word}-h@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=agent, organisation_id=grant.organisation_id, role=Role.FIELD_AGENT, valid_from=LONG_AGO
    )
    actor = Actor(person_id=agent.pk, grant=grant_from(held))
    said = ConsentSaid((ConsentPurpose.REGISTER, ConsentPurpose.RIGHTS), "oral", "fr", at)
    head = MemberTerms(new_id(), PersonTerms(f"{word}-famille", "female", born_in_year(1990)), "head", said)
    terms = HouseholdTerms(place=place, language="fr", registered_on=at.date(), landmark=f"{word}-famille")
    household = register_household(id=new_id(), terms=terms, members=[head], actor=actor, at=at)
    questions, scheme_rows = canary_rules(place.country, agent, at)
    scheme = load_schemes(schemes_from_yaml(scheme_rows))[0]
    enquiry = make_enquiry(
        id=new_id(), household=household, person=None, questions=questions, asked_on=at.date(),
        answers={"poor": True}, actor=actor, at=at,
    )  # fmt: skip
    orientation = decide_orientation(
        id=new_id(), enquiry=enquiry, scheme=scheme, choice="orient", reason=f"{word}-motif", actor=actor, at=at
    )
    people = agreeing(household)
    enrolment = open_enrolment(
        id=new_id(), orientation=orientation, applicant=people[0], covered=people, opened_on=at.date(), actor=actor,
        at=at,
    )  # fmt: skip
    batch = make_batch(
        id=new_id(), scheme=scheme, step="asked", enrolments=[enrolment], made_on=at.date(), actor=actor, at=at
    )
    held.delete()
    return {
        "rights_household": {"household_id": household.pk},
        "enquiry": {"enquiry_id": enquiry.pk},
        "orientation": {"orientation_id": orientation.pk},
        "enrolment": {"enrolment_id": enrolment.pk},
        "rights_batch": {"batch_id": batch.pk},
    }
