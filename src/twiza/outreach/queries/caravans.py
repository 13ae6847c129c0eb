"""Questions about caravans: which ones an actor may see, and how she stands to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.accounts.territories import within
from twiza.organisations.models import Membership
from twiza.organisations.queries import not_over
from twiza.outreach.models import Caravan, CaravanDay, CaravanMember, CaravanPartner
from twiza.outreach.rules import MAKE_CARAVANS, MEMBER, PARTNER, VIEW_CARAVANS
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in

SEE_THEIR_OWN = (Role.PLANNER, Role.MANAGER, Role.COORDINATOR, Role.SUPERVISOR)
SEE_AS_PARTNERS = (Role.PLANNER, Role.MANAGER, Role.COORDINATOR)
TAKE_PART = (Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR)


def caravans_of(actor: Actor) -> QuerySet[Caravan]:
    """Return the caravans that an actor may see, the latest first: `decide` says yes to each of them."""
    if actor.grant is None or not decide(actor, VIEW_CARAVANS):
        return Caravan.objects.none()
    organisation, seen = actor.grant.organisation_id, Q(pk__in=())
    if actor.role in SEE_THEIR_OWN:
        seen |= within(actor.grant.territory, "area__path") & Q(organisation_id=organisation)
    if actor.role in SEE_AS_PARTNERS:
        seen |= Q(Exists(CaravanPartner.objects.filter(caravan=OuterRef("pk"), organisation_id=organisation)))
    if actor.role in TAKE_PART and actor.person_id:
        seen |= Q(Exists(CaravanMember.objects.filter(caravan=OuterRef("pk"), person_id=actor.person_id)))
    return (
        Caravan.objects.filter(seen).select_related("area", "organisation", "file__step").order_by("-starts_on", "-id")
    )


def caravans_found(caravans: QuerySet[Caravan], *, sounds: Sequence[str]) -> QuerySet[Caravan]:
    """Return the caravans with all these words in what is searched of them."""
    for sound in sounds:
        caravans = caravans.filter(search_text__contains=sound)
    return caravans


def facts_of_caravan(caravan: Caravan, actor: Actor) -> Facts:
    """Return what the rules need to know of a caravan and of how an actor stands to it."""
    relations = set()
    if actor.person_id and caravan.members.filter(person_id=actor.person_id).exists():
        relations.add(MEMBER)
    if actor.grant and caravan.partners.filter(organisation_id=actor.grant.organisation_id).exists():
        relations.add(PARTNER)
    return Facts(organisation_id=caravan.organisation_id, place_path=caravan.area.path, relations=frozenset(relations))


def days_of(caravan: Caravan) -> QuerySet[CaravanDay]:
    """Return a caravan's days in order, with their communes."""
    return caravan.days.select_related("commune").order_by("on", "rank")


def communes_for(actor: Actor) -> QuerySet[Place]:
    """Return the communes where an actor may organise a caravan, by name of their path."""
    if actor.grant is None or not decide(actor, MAKE_CARAVANS):
        return Place.objects.none()
    return communes_in("").filter(within(actor.grant.territory, "path"))


def people_who_may_take_part(caravan: Caravan) -> QuerySet[Person]:
    """Return the people who act for the organiser or a partner of a caravan in a role that sees persons."""
    organisations = [caravan.organisation_id, *caravan.partners.values_list("organisation_id", flat=True)]
    held = Membership.objects.filter(
        not_over(caravan.starts_on), organisation_id__in=organisations, role__in=TAKE_PART, person=OuterRef("pk")
    )
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "id")
