"""Questions about who may take part in a convention and see to what is owed."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.funding.models import Convention
from twiza.funding.queries.deadlines import organisations_in
from twiza.organisations.models import Membership, Organisation

SEE_TO_IT = (Role.PLANNER, Role.MANAGER, Role.COORDINATOR)


def organisations_to_add() -> QuerySet[Organisation]:
    """Return the organisations that can be a party, the oldest first."""
    return Organisation.objects.order_by("id")


def people_who_see_to_it(convention: Convention) -> QuerySet[Person]:
    """Return the people of the parties who see a convention, by name."""
    held = Membership.objects.filter(
        organisation_id__in=organisations_in(convention),
        role__in=SEE_TO_IT,
        ended_on=None,
        person=OuterRef("pk"),
    )
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "id")
