"""What indicators rest on, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from twiza.access.assumptions import travel_sentence
from twiza.access.measures import SUPPOSED
from twiza.indicators.queries.figures import Figure
from twiza.indicators.registry.care_supply import IN_THE_LIST, ON_THE_MAP


def assumptions_of(figures: Iterable[Figure]) -> list[str]:
    """Return what some figures rest on."""
    codes = {figure.definition.code for figure in figures}
    said = []
    if codes & (ON_THE_MAP.keys() | IN_THE_LIST.keys()):
        said.append(_("Only facilities of our list count: one that nobody entered is missing from these figures."))
    if codes & ON_THE_MAP.keys():
        said.append(travel_sentence(SUPPOSED))
    return said
