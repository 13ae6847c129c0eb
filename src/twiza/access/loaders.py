"""What `twiza load` gets from this house: specialties and the formula of needs shipped with Twiza."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from twiza.access.actions.rules import load_formula, load_specialties
from twiza.access.models import NeedFormula, Specialty
from twiza.core.loading import Loader


def load_shipped_formula(at: dt.datetime) -> dict[str, object]:
    """Bring in the specialties and the formula of `data/rules`, and return how many there are."""
    load_specialties(rules=rules_in("specialties.json"))
    load_formula(rules=rules_in("need_formula.json"), at=at)
    return {"specialties": Specialty.objects.count(), "formulas": NeedFormula.objects.count()}


def rules_in(name: str) -> dict[str, Any]:
    """Return a set of rules shipped with Twiza."""
    rules: dict[str, Any] = json.loads((settings.DATA / "rules" / name).read_text(encoding="utf-8"))
    return rules


def load_needs(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load need-formula`."""
    return load_shipped_formula(timezone.now())


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


NEED_FORMULA = Loader(
    name="need-formula",
    help="specialties and a draft formula of needs, to be validated, from data/rules",
    declare=declare_nothing,
    load=load_needs,
)
