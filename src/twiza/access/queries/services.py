"""By which kinds of facility and which services a scenario may be looked at, from what facilities said."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.models import ASSUMED, AccessScenario
from twiza.access.place_options import Option
from twiza.core.names import name_in
from twiza.facilities.models import Facility, FacilityService, FacilityType, Service

KIND, SERVICE = "kind", "service"


def giving(facilities: QuerySet[Facility], service: str) -> QuerySet[Facility]:
    """Return the facilities of a kind, those that said they give a service, or all of them."""
    what, _colon, code = service.partition(":")
    if what == KIND:
        return facilities.filter(type__code=code)
    if what == SERVICE:
        return facilities.filter(facility_services__service__code=code)
    return facilities


def staff_of_service(service: str) -> dict[uuid.UUID, float | None]:
    """Return the full-time equivalents by facility that give a service; none when no service is meant."""
    what, _colon, code = service.partition(":")
    if what != SERVICE:
        return {}
    return dict(FacilityService.objects.filter(service__code=code).values_list("facility_id", "supply"))


def service_options(scenario: AccessScenario, counted: QuerySet[Facility]) -> list[tuple[str, list[Option]]]:
    """Return the kinds and the services of the facilities counted, in two groups; none where care is only assumed."""
    if scenario.basis in ASSUMED:
        return []
    language = get_language() or "fr"
    ids = counted.order_by().values("id")
    kinds = FacilityType.objects.filter(facilities__in=ids).order_by("level", "code").distinct()
    given = FacilityService.objects.filter(facility__in=ids).order_by().values("service")
    services = Service.objects.filter(id__in=given).order_by("code")
    groups = [
        (_("Kinds of facility"), [(f"{KIND}:{one.code}", name_in(one.names, language)) for one in kinds]),
        (_("Services"), [(f"{SERVICE}:{one.code}", name_in(one.names, language)) for one in services]),
    ]
    return [group for group in groups if group[1]]
