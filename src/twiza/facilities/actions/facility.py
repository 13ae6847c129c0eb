"""Writing down what one facility is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.facilities.finding import search_text_of
from twiza.facilities.models import Facility, FacilityService, FacilityType, Service, Status
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


class NameMissing(InputError):
    """A facility needs a name in at least one language."""


class CodeTaken(InputError):
    """Another facility of the organisation has this code."""


class VerifiedInTheFuture(InputError):
    """Nothing is verified after today."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a facility. None is not known, never 0."""

    code: str
    names: Mapping[str, str]
    type: FacilityType
    place: Place
    lat: float | None
    lon: float | None
    is_mobile: bool
    status: Status
    doctors: float | None
    nurses: float | None
    midwives: float | None
    services: Sequence[Service]
    source: str
    verified_by: str
    verified_on: dt.date | None


@transaction.atomic
def add_facility(*, organisation: Organisation, said: Said, actor: Actor, at: dt.datetime) -> Facility:
    """Add a facility to the list. Raises NameMissing, CodeTaken, VerifiedInTheFuture."""
    return write_facility(Facility(organisation=organisation), said, actor, at, outcome="added")


@transaction.atomic
def change_facility(*, facility: Facility, said: Said, actor: Actor, at: dt.datetime) -> Facility:
    """Change what is said of a facility. Raises NameMissing, CodeTaken, VerifiedInTheFuture."""
    return write_facility(facility, said, actor, at, outcome="changed")


def write_facility(facility: Facility, said: Said, actor: Actor, at: dt.datetime, *, outcome: str) -> Facility:
    """Write what is said of a facility, with its services."""
    names = {language: name.strip() for language, name in said.names.items() if name.strip()}
    refuse_what_cannot_be(facility, said, names, at.date())
    facility.code, facility.names = said.code.strip(), names
    facility.search_text = search_text_of(names, facility.code)
    for name in ("type", "place", "lat", "lon", "is_mobile", "status", "doctors", "nurses", "midwives"):
        setattr(facility, name, getattr(said, name))
    facility.source, facility.verified_by, facility.verified_on = said.source, said.verified_by, said.verified_on
    facility.updated_at = at
    facility.save()
    write_services(facility, said.services)
    record_audit(
        actor=actor,
        action="facilities.change",
        at=at,
        object_kind="facility",
        object_id=facility.pk,
        outcome=outcome,
    )
    return facility


def refuse_what_cannot_be(facility: Facility, said: Said, names: Mapping[str, str], today: dt.date) -> None:
    """Raise NameMissing, CodeTaken or VerifiedInTheFuture."""
    if not names:
        raise NameMissing(_("Give the facility a name in at least one language."))
    if said.verified_on and said.verified_on > today:
        raise VerifiedInTheFuture(_("The day of the verification is in the future."))
    code = said.code.strip()
    others = Facility.objects.filter(organisation=facility.organisation_id, code=code).exclude(pk=facility.pk)
    if code and others.exists():
        raise CodeTaken(_("Another facility of your organisation has the code %(code)s.") % {"code": code})


def write_services(facility: Facility, services: Sequence[Service]) -> None:
    """Keep exactly these services, and what was said of the supply of those that stay."""
    facility.facility_services.exclude(service__in=services).delete()
    there = set(facility.facility_services.values_list("service_id", flat=True))
    FacilityService.objects.bulk_create(
        FacilityService(facility=facility, service=service) for service in services if service.pk not in there
    )
