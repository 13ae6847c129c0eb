"""Scores of rounds as a table to send."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.quality.evolution import Evolution, RoundScored

SCORE, DATE = "0.0", "dd/mm/yyyy"


def scores_table(evolution: Evolution, *, language: str) -> TableFile:
    """Return a row a round: where, when, by which grid, and its scores; without a mark the cell is empty."""
    with override(language):
        return TableFile(
            title=_("Scores of quality rounds"),
            columns=[
                TableColumn("code", _("Code")),
                TableColumn("centre", _("Health centre"), width=40),
                TableColumn("held_on", _("Round held on"), DATE),
                TableColumn("grid", _("Grid")),
                TableColumn("overall", _("Overall, out of 100"), SCORE),
                TableColumn("level", _("Level")),
                *(TableColumn(code, name_in(names, language), SCORE, 24) for code, names in evolution.domains.items()),
            ],
            rows=[cells_of(one, language) for one in evolution.rounds],
            notes=[Note(_("Assumption"), how_scored())],
        )


def how_scored() -> str:
    """Return how a score comes about, and who is left out of it."""
    return _("Scores go from 0 to 100 and are those of all who assess but users. Nothing marked: an empty cell.")


def cells_of(one: RoundScored, language: str) -> list[Cell]:
    """Return a round as cells."""
    centre = one.round.facility
    about: list[Cell] = [centre.code, name_in(centre.names, language), one.round.held_on, one.round.version.version]
    return [*about, one.overall, one.level.code if one.level else None, *one.by_domain]
