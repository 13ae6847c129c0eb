"""The first care-supply plan of a demonstration: real needs of one region, actions that nobody decided."""

from __future__ import annotations

import datetime as dt

from twiza.accounts.models import Person
from twiza.care_supply.actions.demonstration import make_demonstration_plan
from twiza.organisations.queries import actor_of
from twiza.territory.models import Place
from twiza.web.demonstration import FIELD_ASSOCIATION, demonstration_organisation
from twiza.web.first_convention import ADMINISTRATOR, MANAGER
from twiza.web.first_plan import REGION


def first_care_supply(*, at: dt.datetime) -> None:
    """Make, once, the plan that the demonstration shows, as the manager of its council."""
    manager, administrator = (Person.objects.get(email=email) for email in (MANAGER, ADMINISTRATOR))
    make_demonstration_plan(
        keeper=actor_of(administrator, at.date()),
        writer=actor_of(manager, at.date()),
        association=demonstration_organisation(FIELD_ASSOCIATION),
        area=Place.objects.get(path=REGION),
        at=at,
    )
