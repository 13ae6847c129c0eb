"""Published figures as they are shown: each with the name and kind that its definition gave it when it was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from twiza.indicators.definitions import Definition, definitions_in
from twiza.indicators.models import Measurement
from twiza.rulesets.models import RulesetVersion


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A published figure and its definition."""

    kept: Measurement
    definition: Definition


def published_lines(figures: Iterable[Measurement], on: dt.date) -> list[PublishedLine]:
    """Return figures with their definitions; one whose definition is there no more is left out."""
    given = list(figures)
    versions = {one.ruleset_version_id: one.ruleset_version for one in given}
    defined = {pk: by_code(version, on) for pk, version in versions.items()}
    found = [(one, defined[one.ruleset_version_id].get(one.indicator)) for one in given]
    return [PublishedLine(one, definition) for one, definition in found if definition is not None]


def by_code(version: RulesetVersion, on: dt.date) -> Mapping[str, Definition]:
    """Return the definitions of a version by their codes."""
    return {one.code: one for one in definitions_in(version, on)}
