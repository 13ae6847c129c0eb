"""Questions about facilities. The directory is public matter: those who may view it see all of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from twiza.accounts.decisions import Actor, decide
from twiza.facilities.freshness import Freshness
from twiza.facilities.models import Authorisation, Facility, FacilityService, FacilityType, Status
from twiza.facilities.queries.freshness import with_stale_facts, with_unverified_facts
from twiza.facilities.queries.norms import below_norm, type_norms, without_norm
from twiza.territory.models import Place
from twiza.territory.queries.places import is_within

EXPIRED, NOT_SAID = "expired", "not_said"
"""What may be asked of authorisations."""
BELOW, NOT_SET = "below", "not_set"
"""What may be asked of norms of staff."""


@dataclass(frozen=True, slots=True)
class FacilityFilter:
    """What somebody asks of the list on a day, by the norms of her organisation; empty parts ask nothing."""

    today: dt.date
    organisation_id: int | None = None
    words: Sequence[str] = ()
    type_code: str = ""
    status: str = ""
    area_path: str = ""
    age: str = ""
    norm: str = ""
    authority: str = ""


def facilities_of(actor: Actor) -> QuerySet[Facility]:
    """Return the facilities that the actor may view: all of them, or none."""
    if not decide(actor, "facilities.view"):
        return Facility.objects.none()
    shown = Facility.objects.filter(merged_into__isnull=True)
    return shown.select_related("type", "place", "organisation").order_by("place__path", "id")


def facility_of(actor: Actor, facility_id: uuid.UUID) -> QuerySet[Facility]:
    """Return the facility of an id, also when it is hidden behind the one it was found to be; or none."""
    if not decide(actor, "facilities.view"):
        return Facility.objects.none()
    return Facility.objects.filter(pk=facility_id).select_related("type", "place", "organisation", "merged_into")


def facilities_to_change(actor: Actor, among: QuerySet[Facility] | None = None) -> QuerySet[Facility]:
    """Return the facilities, of those shown in lists or of others, of her organisation within her territory."""
    if actor.grant is None or not decide(actor, "facilities.keep"):
        return Facility.objects.none()
    own = (facilities_of(actor) if among is None else among).filter(organisation=actor.grant.organisation_id)
    within = [is_within(path, through="place__") for path in actor.grant.territory]
    return own.filter(reduce(or_, within)) if within else own


def facilities_asked(facilities: QuerySet[Facility], asked: FacilityFilter) -> QuerySet[Facility]:
    """Return the facilities that match every part of a filter."""
    for word in asked.words:
        facilities = facilities.filter(search_text__contains=word)
    if asked.type_code:
        facilities = facilities.filter(type__code=asked.type_code)
    if asked.status:
        facilities = facilities.filter(status=asked.status)
    if asked.area_path:
        facilities = facilities.filter(is_within(asked.area_path, through="place__"))
    return facilities_by_age(by_norm(by_authority(facilities, asked), asked), asked)


def by_authority(facilities: QuerySet[Facility], asked: FacilityFilter) -> QuerySet[Facility]:
    """Return the facilities without a valid authorisation: run out, or none that anybody said."""
    said = Authorisation.objects.filter(facility=OuterRef("pk"))
    valid = said.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=asked.today))
    if asked.authority == EXPIRED:
        return facilities.filter(Exists(said) & ~Exists(valid))
    return facilities.filter(~Exists(said)) if asked.authority == NOT_SAID else facilities


def by_norm(facilities: QuerySet[Facility], asked: FacilityFilter) -> QuerySet[Facility]:
    """Return the facilities with fewer in post than the norm of who asks, or those without a norm."""
    if asked.norm == BELOW:
        return below_norm(facilities, type_norms(asked.organisation_id, asked.today))
    if asked.norm == NOT_SET:
        return without_norm(facilities, type_norms(asked.organisation_id, asked.today))
    return facilities


def facilities_by_age(facilities: QuerySet[Facility], asked: FacilityFilter) -> QuerySet[Facility]:
    """Return the facilities with facts that have gone stale, or that nobody ever verified."""
    if asked.age == Freshness.STALE:
        return with_stale_facts(facilities, asked.today)
    return with_unverified_facts(facilities) if asked.age == Freshness.NEVER else facilities


def with_services(facilities: QuerySet[Facility]) -> QuerySet[Facility]:
    """Return the facilities with their services at hand, in one more query for all."""
    services = FacilityService.objects.select_related("service").order_by("service__code")
    return facilities.prefetch_related(Prefetch("facility_services", queryset=services))


def facility_types(country: str) -> QuerySet[FacilityType]:
    """Return the types of a country, from the community up to the university hospital."""
    return FacilityType.objects.filter(country=country).order_by("level", "code")


def sites_of_care(country: str, *, levels: range) -> QuerySet[Facility]:
    """
    Return the facilities of a country that give care of these levels today, at a place that is known.

    A mobile unit is somewhere else tomorrow: it is not among them.
    """
    return (
        Facility.objects.filter(
            place__country=country,
            type__level__in=list(levels),
            lat__isnull=False,
            is_mobile=False,
            merged_into__isnull=True,
        )
        .exclude(status__in=(Status.CLOSED, Status.WITHOUT_STAFF))
        .select_related("type")
        .order_by("id")
    )


def has_facilities(place: Place) -> bool:
    """Return whether any facility is listed in a place."""
    return Facility.objects.filter(is_within(place.path, through="place__"), merged_into__isnull=True).exists()
