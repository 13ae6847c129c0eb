"""Rounds of home visits that a supervisor of the maker's organisation made."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.case_management.actions.rounds import compute_rounds, make_rounds, store_rounds
from twiza.case_management.models import RoundsPlan
from twiza.case_management.terms import AgentTerms, HomeTerms, RoundsTerms
from twiza.conftest import LONG_AGO, NOW
from twiza.organisations.models import Membership
from twiza.organisations.queries import grant_from
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def rounds_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about rounds."""
    plan_id = visiting_rounds(maker).pk
    return {"rounds": {"plan_id": plan_id}, "rounds_version": {"plan_id": plan_id, "number": 1}}


def visiting_rounds(maker: Maker) -> RoundsPlan:
    """Return the rounds of a supervisor of the maker's organisation: the maker herself may not see them."""
    supervisor = Person.objects.create(email=f"{maker.word}-s@example.org", name="–", joined_at=NOW)
    held = Membership.objects.create(
        person=supervisor,
        organisation=maker.organisation,
        role=Role.SUPERVISOR,
        valid_from=LONG_AGO,
        ended_on=NOW.date(),
    )
    terms = RoundsTerms(
        starts_on=dt.date(2027, 1, 4),
        working_days=1,
        weekdays=(1, 2, 3, 4, 5),
        agents=(AgentTerms(f"{maker.word}-agente", 31.7, -6.5, 240.0),),
        homes=(HomeTerms(f"{maker.word}-foyer", 31.71, -6.5, 30.0, visits=1),),
        rhythms={},
        name=f"{maker.word}-tournee",
    )
    actor = Actor(person_id=supervisor.pk, grant=grant_from(held))
    plan = make_rounds(actor=actor, terms=terms, at=NOW)
    problem, answer = compute_rounds(plan=plan, report=lambda share: None)
    store_rounds(plan=plan, problem=problem, answer=answer, made_by_id=supervisor.pk, job_id=None, at=NOW)
    return plan
