"""What the pages of evolution show: a drawing a domain, and scores as they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.quality.evolution import Evolution, RoundScored
from twiza.quality.evolution_svg import Chart, chart_of
from twiza.quality.grid import Level
from twiza.quality.models import QualityRound
from twiza.quality.round_page import in_points


@dataclass(frozen=True, slots=True)
class EvolutionRow:
    """A round as a row: its scores beside the name of what each is of."""

    round: QualityRound
    overall: str | None
    level: Level | None
    domains: Sequence[tuple[str, str | None]]


def domain_names(evolution: Evolution) -> list[str]:
    """Return the names of the domains in the language spoken."""
    return [name_in(names, get_language() or "fr") for names in evolution.domains.values()]


def rows_of(evolution: Evolution) -> list[EvolutionRow]:
    """Return a row a round, in the order of the evolution."""
    names = domain_names(evolution)
    return [row_of(one, names) for one in evolution.rounds]


def row_of(one: RoundScored, names: Sequence[str]) -> EvolutionRow:
    """Return a round as a row."""
    scores = [in_points(score) for score in one.by_domain]
    return EvolutionRow(one.round, in_points(one.overall), one.level, list(zip(names, scores, strict=True)))


def charts_of(evolution: Evolution) -> list[tuple[str, Chart]]:
    """Return a drawing of the whole, then one a domain, each with its name; rounds are given the oldest first."""
    days = [one.round.held_on for one in evolution.rounds]
    whole = (_("Overall score"), drawn(days, [one.overall for one in evolution.rounds]))
    return [
        whole,
        *(
            (name, drawn(days, [one.by_domain[number] for one in evolution.rounds]))
            for number, name in enumerate(domain_names(evolution))
        ),
    ]


def drawn(days: Sequence[dt.date], scores: Sequence[float | None]) -> Chart:
    """Return a drawing that reads as the language does."""
    return chart_of(days, scores, is_mirrored=get_language_bidi())
