"""What `twiza load` gets from this house: what registers tell apart, and what caravans are evaluated by."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from twiza.core.loading import Loader
from twiza.outreach.actions.care import load_care_codes
from twiza.outreach.actions.evaluation import load_evaluation_criteria
from twiza.outreach.models import CareCode, EvaluationCriterion


def load_shipped_codes(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load care-codes`."""
    rules = json.loads((settings.DATA / "rules" / "care_codes.json").read_text(encoding="utf-8"))
    load_care_codes(rules=rules)
    return {"care_codes": CareCode.objects.count()}


def load_shipped_criteria(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load evaluation-criteria`."""
    rules = json.loads((settings.DATA / "rules" / "evaluation_criteria.json").read_text(encoding="utf-8"))
    load_evaluation_criteria(rules=rules)
    return {"evaluation_criteria": EvaluationCriterion.objects.count()}


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


CARE_CODES = Loader(
    name="care-codes",
    help="acts and findings of a caravan's register, drafts to be validated, from data/rules",
    declare=declare_nothing,
    load=load_shipped_codes,
)

EVALUATION_CRITERIA = Loader(
    name="evaluation-criteria",
    help="what caravans are evaluated by, drafts to be validated, from data/rules",
    declare=declare_nothing,
    load=load_shipped_criteria,
)
