"""The quality grid of a ruleset, read into domains, items and levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from twiza.core.errors import DomainError
from twiza.core.names import LANGUAGES
from twiza.quality.models import MOST

RULESET = "quality_grid"


class GridNotUnderstood(DomainError):
    """The ruleset is no grid that can be scored."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. A critical one at 0 keeps the centre from the best levels."""

    code: str
    names: Mapping[str, str]
    weight: float
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """Items that go together, and their weight in the whole."""

    code: str
    names: Mapping[str, str]
    weight: float
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Level:
    """What a score from `least` on is called."""

    code: str
    names: Mapping[str, str]
    least: float


@dataclass(frozen=True, slots=True)
class Grid:
    """
    Domains in the order of the sheet, levels from the best to the least.

    An item whose mean mark is below `weak_below` is weak; None: nobody has set it.
    """

    domains: Sequence[Domain]
    levels: Sequence[Level]
    weak_below: float | None = None

    @property
    def items(self) -> list[Item]:
        """Return every item, in the order of the sheet."""
        return [item for domain in self.domains for item in domain.items]


def grid_of(content: Mapping[str, Any]) -> Grid:
    """Return the grid of a ruleset's content. Raises GridNotUnderstood."""
    try:
        marks = {int(key) for key in content["scale"]["values"] if str(key).isdecimal()}
        if marks != set(range(MOST + 1)):
            raise ValueError("scale")
        levels = sorted((level_of(row) for row in content["levels"]), key=lambda one: -one.least)
        return Grid([domain_of(row) for row in content["domains"]], levels, weak_below_of(content))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        said = _("The quality grid cannot be read (%(reason)s). Ask whoever keeps the rules to correct it.")
        raise GridNotUnderstood(said % {"reason": error}) from error


def weak_below_of(content: Mapping[str, Any]) -> float | None:
    """Return the mean mark below which an item is weak, or None where it is not set."""
    least = (content.get("action_plan") or {}).get("weak_below")
    return None if least is None else float(least)


def domain_of(row: Mapping[str, Any]) -> Domain:
    """Return a domain as a ruleset writes it."""
    items = [Item(one["code"], names_of(one), float(one["w"]), bool(one.get("critical"))) for one in row["items"]]
    return Domain(row["code"], names_of(row), float(row["weight"]), items)


def level_of(row: Mapping[str, Any]) -> Level:
    """Return a level as a ruleset writes it."""
    return Level(row["code"], names_of(row), float(row["min"]))


def names_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the words of a row in the languages it has."""
    return {language: row[language] for language in LANGUAGES if row.get(language)}
