"""A referral of somebody with words that only those who follow her may read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.case_management.actions.referral_consents import ConsentTerms, agree_to_be_called
from twiza.case_management.actions.referrals import ReferralTerms, refer_person
from twiza.case_management.tests.referral_world import activate_referrals
from twiza.conftest import LONG_AGO
from twiza.core.ids import new_id
from twiza.organisations.models import Membership
from twiza.organisations.queries import grant_from
from twiza.procedures.queries.kinds import version_in_force

WORDS = {"hopital", "motif", "malade"}
"""What follows the maker's word in what is secret."""


def canary_referral(maker: Actor, word: str, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of the routes of a referral of the maker's organisation, which the maker may not see."""
    grant = maker.grant
    assert grant is not None
    agent = Person.objects.create(email=f"{word}-r@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=agent, organisation_id=grant.organisation_id, role=Role.FIELD_AGENT, valid_from=LONG_AGO,
    )  # fmt: skip
    if version_in_force("referral") is None:
        activate_referrals(agent)
    actor = Actor(person_id=agent.pk, grant=grant_from(held))
    terms = ReferralTerms(
        specialty=Specialty.objects.order_by("pk")[0],
        sex="female",
        age_years=34,
        issued_on=at.date(),
        urgency="soon",
        facility_words=f"{word}-hopital",
        reason=f"{word}-motif",
    )
    referral = refer_person(id=new_id(), terms=terms, owner=agent, actor=actor, at=at)
    consent = ConsentTerms("person", "oral", at)
    agree_to_be_called(referral=referral, name=f"{word}-malade", phone="0600000000", terms=consent, actor=actor, at=at)
    held.ended_on = at.date()
    held.save()
    # Whoever holds a link that is open reads what it is for: what a link that was altered opens is tried here.
    return {"referral": {"referral_id": referral.pk}, "referral_link": {"token": "altered"}}
