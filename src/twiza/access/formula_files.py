"""The weights of a formula as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.access.assumptions import formula_assumptions
from twiza.access.commune_page import label_of
from twiza.access.models import NeedFormula, NeedTerm
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.workbooks import Note


def formula_table(formula: NeedFormula, terms: Sequence[NeedTerm], language: str) -> TableFile:
    """Return the weights of a formula as a table to send."""
    # The note that came with Twiza is in our messages; one that somebody wrote is given as written.
    notes = [*formula_assumptions(formula), *([_(formula.note)] if formula.note else [])]
    return TableFile(
        title=name_in(formula.names, language),
        columns=[
            TableColumn("specialty", _("Specialty"), width=32),
            TableColumn("counted", _("People counted"), width=48),
            TableColumn("how", _("How they are counted"), width=48),
            TableColumn("weight", _("Weight"), "0.000"),
        ],
        rows=[
            (name_in(term.specialty.names, language), label_of(term), term.get_counted_display(), term.weight)
            for term in terms
        ],
        notes=[Note(_("Assumption"), sentence) for sentence in notes],
    )
