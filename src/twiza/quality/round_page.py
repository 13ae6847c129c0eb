"""What the page of a round shows: scores by domain and by who assessed, marks that differ, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from twiza.core.names import name_in
from twiza.quality.grid import Grid, Level, grid_of
from twiza.quality.models import Assessor, QualityRound
from twiza.quality.queries import assessors_of, marks_of, professionals_among, users_among
from twiza.quality.scores import Scores, means_of, scores_of, spread_of


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A domain, or the whole, as shown: professionals and users apart, and the round before."""

    name: str
    professionals: str | None
    users: str | None
    before: str | None
    change: str | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as shown: its mean mark by all, how far the assessors are apart, the mark before, and what was noted."""

    code: str
    name: str
    is_critical: bool
    mean: str | None
    spread: int | None
    before: str | None
    notes: Sequence[str]
    is_weak: bool = False


def round_shown(round: QualityRound, *, sees_marks: bool) -> dict[str, Any]:
    """Return what the page and the report of a round show; each item only to those who may see how it was marked."""
    grid, assessors = grid_of(round.version.content), assessors_of(round)
    *domains, whole = score_lines(grid, round, assessors)
    return {
        "round": round,
        "grid": grid,
        "assessors": assessors,
        "domains": domains,
        "whole": whole,
        "level": level_of(grid, assessors),
        "items": item_lines(grid, round, assessors) if sees_marks else [],
        "sees_marks": sees_marks,
    }


def score_lines(grid: Grid, round: QualityRound, assessors: Sequence[Assessor]) -> list[ScoreLine]:
    """Return a line a domain, then the whole."""
    language = get_language() or "fr"
    now = scores_of(grid, marks_of(professionals_among(assessors)))
    users = scores_of(grid, marks_of(users_among(assessors)))
    before = scores_before(round)
    lines = [
        line_of(
            name_in(domain.names, language),
            now.by_domain[domain.code],
            users.by_domain[domain.code],
            before.by_domain.get(domain.code) if before else None,
        )
        for domain in grid.domains
    ]
    return [*lines, line_of("", now.overall, users.overall, before.overall if before else None)]


def scores_before(round: QualityRound) -> Scores | None:
    """Return what professionals said in the round before."""
    if round.follows is None:
        return None
    grid = grid_of(round.follows.version.content)
    return scores_of(grid, marks_of(professionals_among(assessors_of(round.follows))))


def line_of(name: str, now: float | None, users: float | None, before: float | None) -> ScoreLine:
    """Return scores as they are written; a change is there when both ends are."""
    change = f"{now - before:+.0f}" if now is not None and before is not None else None
    return ScoreLine(name, in_points(now), in_points(users), in_points(before), change)


def in_points(score: float | None) -> str | None:
    """Return a score without decimals."""
    return None if score is None else f"{score:.0f}"


def item_lines(grid: Grid, round: QualityRound, assessors: Sequence[Assessor]) -> list[ItemLine]:
    """Return a line for each item that somebody assessed, those on which assessors differ most first."""
    language = get_language() or "fr"
    marks = marks_of(assessors)
    means, before = means_of(marks), means_before(round)
    notes = notes_of(assessors)
    lines = [
        ItemLine(
            code=item.code,
            name=name_in(item.names, language),
            is_critical=item.is_critical,
            mean=in_marks(means.get(item.code)),
            spread=spread_of(marks.get(item.code, ())),
            before=in_marks(before.get(item.code)),
            notes=notes.get(item.code, []),
            is_weak=is_weak(grid, means.get(item.code)),
        )
        for item in grid.items
        if item.code in means or item.code in notes
    ]
    return sorted(lines, key=lambda line: -(line.spread or 0))


def is_weak(grid: Grid, mean: float | None) -> bool:
    """Return whether a mean mark is below what the grid sets; never where it sets nothing."""
    return mean is not None and grid.weak_below is not None and mean < grid.weak_below


def means_before(round: QualityRound) -> Mapping[str, float]:
    """Return the mean marks of the round before."""
    return means_of(marks_of(assessors_of(round.follows))) if round.follows else {}


def in_marks(mean: float | None) -> str | None:
    """Return a mean mark with one decimal."""
    return None if mean is None else f"{mean:.1f}"


def notes_of(assessors: Sequence[Assessor]) -> dict[str, list[str]]:
    """Return what was noted, by item."""
    notes: dict[str, list[str]] = {}
    for assessor in assessors:
        for mark in assessor.marks.all():
            if mark.note:
                notes.setdefault(mark.item, []).append(mark.note)
    return notes


def level_of(grid: Grid, assessors: Sequence[Assessor]) -> Level | None:
    """Return the level that professionals' marks reach."""
    return scores_of(grid, marks_of(professionals_among(assessors))).level
