"""Loading the types of facilities and their services from a set of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from twiza.facilities.models import EquipmentKind, FacilityType, FactPeriod, Profession, Service

DEFAULTS = ("people_min", "people_max", "access_minutes", "doctors", "nurses", "midwives")
NORMS = ("people", "radius_km")


@transaction.atomic
def load_facility_types(*, rules: Mapping[str, Any]) -> int:
    """Bring in the services and types of a set of rules, and return how many types it has. Twice is once."""
    for row in rules["services"]:
        Service.objects.update_or_create(code=row["code"], defaults={"names": row["names"]})
    services = {service.code: service for service in Service.objects.all()}
    for row in rules["types"]:
        load_type(row, services, rules["meta"])
    return len(rules["types"])


@transaction.atomic
def load_words(*, rules: Mapping[str, Any]) -> int:
    """Bring in professions, kinds of equipment and how long facts hold; return how many. Twice is once."""
    for model, rows in ((Profession, rules["professions"]), (EquipmentKind, rules["equipment"])):
        for position, row in enumerate(rows):
            said = {"names": row["names"], "position": position, "evidence": row["evidence"]}
            model._default_manager.update_or_create(code=row["code"], defaults=said)
    for row in rules["periods"]:
        said = {"months": row["months"], "evidence": row["evidence"]}
        FactPeriod.objects.update_or_create(topic=row["topic"], defaults=said)
    return len(rules["professions"]) + len(rules["equipment"]) + len(rules["periods"])


def load_type(row: Mapping[str, Any], services: Mapping[str, Service], meta: Mapping[str, Any]) -> FacilityType:
    """Bring in one type with the services it usually offers. What it has no figure for stays not set."""
    evidence = row["evidence"]
    facility_type, _created = FacilityType.objects.update_or_create(
        code=row["code"],
        defaults={
            "country": row["country"],
            "network": row["network"],
            "level": row["level"],
            "names": row["names"],
            "is_mobile": row["is_mobile"],
            "type_evidence": evidence["type"],
            "services_evidence": evidence.get("services", ""),
            "norm_evidence": evidence.get("norm", ""),
            "sources": titles_of(row["sources"], meta["sources"]),
            "rules_version": meta["version"],
            **{f"default_{name}": row["planning_default"].get(name) for name in DEFAULTS},
            **{f"norm_{name}": row["norm"].get(name) for name in NORMS},
        },
    )
    facility_type.services.set([services[code] for code in row["services"]])
    return facility_type


def titles_of(references: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return the titles of the sources, one a line."""
    return "\n".join(titles[reference] for reference in references)
