"""What `twiza load` gets from this house: the kinds of files shipped with Twiza, as drafts."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from twiza.core.loading import Loader
from twiza.procedures.actions.kinds import load_kinds
from twiza.procedures.definition import KindDefinition
from twiza.procedures.models import Kind
from twiza.procedures.reading import kind_from_yaml


@cache
def shipped_kinds() -> Sequence[KindDefinition]:
    """Return the kinds of `data/procedures`, in alphabetical order."""
    files = sorted((settings.DATA / "procedures").glob("*.yml"))
    return [kind_from_yaml(file.read_text(encoding="utf-8")) for file in files]


def load_shipped_kinds(options: Mapping[str, Any]) -> dict[str, object]:
    """Answer `twiza load procedures`."""
    changed = load_kinds(kinds=shipped_kinds(), at=timezone.now())
    return {"kinds": Kind.objects.count(), "drafts": changed}


def declare_nothing(parser: ArgumentParser) -> None:
    """Ask for nothing more."""


PROCEDURES = Loader(
    name="procedures",
    help="kinds of files and their steps, drafts to be activated by a person, from data/procedures",
    declare=declare_nothing,
    load=load_shipped_kinds,
)
