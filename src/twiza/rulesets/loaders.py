"""What `twiza load` gets from this house: the rulesets shipped with Twiza, as drafts."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from twiza.core.loading import Loader
from twiza.rulesets.actions.shipped import load_shipped_rulesets
from twiza.rulesets.models import Ruleset, RuleSource


def load_rulesets(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load rulesets`: how many are there now, and how many drafts are new."""
    new = load_shipped_rulesets(folder=settings.DATA / "rulesets", at=timezone.now())
    return {
        "rulesets": Ruleset.objects.filter(organisation_id=None).count(),
        "sources": RuleSource.objects.filter(organisation_id=None).count(),
        "new_drafts": len(new),
    }


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


RULESETS = Loader(
    name="rulesets",
    help="rules as data (eligibility, vaccines, norms…), drafts to be validated, from data/rulesets",
    declare=declare_nothing,
    load=load_rulesets,
)
