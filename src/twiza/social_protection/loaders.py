"""What `twiza load` gets from this house: the schemes shipped with Twiza."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from twiza.core.loading import Loader
from twiza.social_protection.actions.schemes import load_schemes
from twiza.social_protection.models import Scheme
from twiza.social_protection.schemes_file import SchemeTerms, schemes_from_yaml


def shipped_schemes() -> list[SchemeTerms]:
    """Return the schemes of `data/schemes`, by file."""
    files = sorted((settings.DATA / "schemes").glob("*.yml"))
    return [scheme for file in files for scheme in schemes_from_yaml(file.read_text(encoding="utf-8"))]


def load_shipped_schemes(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load schemes`."""
    load_schemes(shipped_schemes())
    return {"schemes": Scheme.objects.count()}


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


SCHEMES = Loader(
    name="schemes",
    help="schemes that households are oriented to (RAMED, AMO…), from data/schemes",
    declare=declare_nothing,
    load=load_shipped_schemes,
)
