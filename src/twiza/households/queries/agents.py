"""Questions about who may follow households."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.organisations.models import Membership
from twiza.organisations.queries import not_over

FOLLOWING = (Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR)


def agents_of(organisation_id: int, on: dt.date) -> QuerySet[Person]:
    """Return the people of an organisation who may follow households on a day, by name."""
    held = Membership.objects.filter(
        not_over(on), organisation=organisation_id, role__in=FOLLOWING, person=OuterRef("pk"), valid_from__lte=on
    )
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "pk")
