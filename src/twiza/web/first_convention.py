"""The first convention of a demonstration: between organisations and a fund that nobody is."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.models import Person
from twiza.funding.actions.demonstration import make_demonstration_convention
from twiza.organisations.queries import actor_of
from twiza.web.demonstration import FIELD_ASSOCIATION, demonstration_organisation

MANAGER, ADMINISTRATOR = "malika@demo.example", "tariq@demo.example"


def first_convention(*, at: dt.datetime) -> None:
    """Make, once, the convention that the demonstration shows, as the manager of its council."""
    manager, administrator = (Person.objects.get(email=email) for email in (MANAGER, ADMINISTRATOR))
    make_demonstration_convention(
        keeper=actor_of(administrator, at.date()),
        opener=actor_of(manager, at.date()),
        field=demonstration_organisation(FIELD_ASSOCIATION),
        at=at,
    )
