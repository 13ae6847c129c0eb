"""An accompaniment with words that only who keeps it may read, and some that not even she may."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accompaniment.actions.accompaniments import open_accompaniment
from twiza.accompaniment.actions.appointments import make_appointment
from twiza.accompaniment.actions.next_steps import set_next_step
from twiza.accompaniment.actions.obstacles import meet_obstacle
from twiza.accompaniment.actions.requests import make_request, move_request
from twiza.accompaniment.actions.story import tell_line
from twiza.accompaniment.models import Accompaniment
from twiza.accompaniment.terms import (
    Agreed,
    AppointmentTerms,
    LineTerms,
    MoveTerms,
    ObstacleTerms,
    OpeningTerms,
    RequestTerms,
    StepTerms,
)
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.accounts.rules import Role
from twiza.conftest import LONG_AGO
from twiza.core.ids import new_id
from twiza.households.actions.registering import register_household
from twiza.households.births import born_in_year
from twiza.households.models import Person
from twiza.households.terms import ConsentSaid, HouseholdTerms, MemberTerms, PersonTerms
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import grant_from
from twiza.territory.models import Place

WORDS = {"accompagnee", "but", "demande", "guichet", "rdv", "obstacle", "etape", "recit", "sante"}
"""What follows the maker's word in what is secret."""
PROTECTED = "refuge"
"""What follows it in what is protected: read by nobody but its writer and those the person names."""


def canary_accompaniment(organisation: Organisation, word: str, place: Place, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of routes about a person whom an agent of the organisation, gone since, accompanied."""
    account = Account.objects.create(email=f"{word}-acc@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=account, organisation=organisation, role=Role.PROFESSIONAL, valid_from=LONG_AGO
    )
    actor = Actor(person_id=account.pk, grant=grant_from(held))
    person = secret_person(actor, word, place, at)
    accompaniment = open_accompaniment(
        id=new_id(),
        person=person,
        terms=OpeningTerms(f"{word}-but", at.date(), "fr"),
        agreed=Agreed("oral", "fr", at),
        actor=actor,
        at=at,
    )
    made = secrets_of(accompaniment, word, actor, at)
    held.delete()
    return made | {
        "accompaniment": {"accompaniment_id": accompaniment.pk},
        "accompaniment_person": {"person_id": person.pk},
        "accompaniment_agreement": {"agreement_id": accompaniment.agreements.get().pk},
    }


def secret_person(actor: Actor, word: str, place: Place, at: dt.datetime) -> Person:
    """Register somebody whose name is a secret."""
    said = ConsentSaid(("register", "rights"), "oral", "fr", at)
    head = MemberTerms(new_id(), PersonTerms(f"{word}-accompagnee", "female", born_in_year(1990)), "head", said)
    terms = HouseholdTerms(place=place, language="fr", registered_on=at.date())
    household = register_household(id=new_id(), terms=terms, members=[head], actor=actor, at=at)
    return household.members.get().person


def secrets_of(accompaniment: Accompaniment, word: str, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    """Write a secret in each part of an accompaniment, and a protected one in three; return their arguments."""
    today = at.date()
    of = {"accompaniment": accompaniment, "actor": actor, "at": at}
    asked = make_request(
        id=new_id(),
        terms=RequestTerms("puma", today, f"{word}-demande", f"{word}-guichet", f"{word}-demande"),
        **of,
    )
    move_request(request=asked, terms=MoveTerms(new_id(), "refused", today, f"{word}-demande"), actor=actor, at=at)
    hidden = f"{word}-{PROTECTED}"
    make_request(id=new_id(), terms=RequestTerms("ame", today, hidden), **of)
    met = make_appointment(id=new_id(), terms=AppointmentTerms(f"{word}-rdv", today, place=f"{word}-rdv"), **of)
    make_appointment(id=new_id(), terms=AppointmentTerms(hidden, today, is_protected=True), **of)
    obstacle = meet_obstacle(id=new_id(), terms=ObstacleTerms("money", today, f"{word}-obstacle"), **of)
    step = set_next_step(id=new_id(), terms=StepTerms(f"{word}-etape", today), **of)
    line = tell_line(id=new_id(), terms=LineTerms(f"{word}-recit", today), **of)
    tell_line(id=new_id(), terms=LineTerms(f"{word}-sante", today, "health"), **of)
    tell_line(id=new_id(), terms=LineTerms(hidden, today, is_protected=True), **of)
    return {
        "accompaniment_request": {"request_id": asked.pk},
        "accompaniment_appointment": {"appointment_id": met.pk},
        "accompaniment_obstacle": {"obstacle_id": obstacle.pk},
        "accompaniment_nextstep": {"step_id": step.pk},
        "accompaniment_record": {"noun": "line", "record_id": line.pk},
    }
