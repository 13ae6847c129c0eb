"""The first families of a demonstration: in real communes, registered by an agent, and nobody's."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.models import Person as Account
from twiza.case_management.actions.demonstration_visits import visit_children
from twiza.households.actions.demonstration import make_families
from twiza.households.models import Household, Person
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place
from twiza.web.demonstration import FIELD_ASSOCIATION, demonstration_organisation

AGENT = "aminata@demo.example"
PROVINCE, COMMUNES, FAMILIES, SEED = "MA/05/05.081", 3, 24, 2026


def first_families(*, at: dt.datetime) -> None:
    """Register, once, the families that the demonstration shows, and visit their children, as its agent."""
    if Household.objects.filter(organisation=demonstration_organisation(FIELD_ASSOCIATION)).exists():
        return
    communes = Place.objects.filter(path__startswith=f"{PROVINCE}/", kind__code="commune").order_by("path")[:COMMUNES]
    agent = actor_of(Account.objects.get(email=AGENT), at.date())
    families = make_families(number=FAMILIES, places=list(communes), actor=agent, at=at, seed=SEED)
    children = Person.objects.filter(memberships__household__in=families, birth_known="day").order_by("pk")
    visit_children(children=list(children), actor=agent, at=at, seed=SEED)
