"""What `twiza load` gets from this house: the types of facilities shipped with Twiza."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from twiza.core.loading import Loader
from twiza.facilities.actions.types import load_facility_types
from twiza.facilities.models import FacilityType, Service


def load_shipped_types() -> dict[str, object]:
    """Bring in the types and services of `data/rules`, and return how many there are."""
    rules = json.loads((settings.DATA / "rules" / "facility_types.json").read_text(encoding="utf-8"))
    load_facility_types(rules=rules)
    return {"facility_types": FacilityType.objects.count(), "services": Service.objects.count()}


def load_types(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load facility-types`."""
    return load_shipped_types()


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


FACILITY_TYPES = Loader(
    name="facility-types",
    help="types of facilities and their services, drafts to be validated, from data/rules",
    declare=declare_nothing,
    load=load_types,
)
