"""The season's report as a file: a sheet to print, a workbook, a table of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.documents.pdf import carried, render_pdf
from twiza.documents.table_files import TableColumn, TableFile, as_csv
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Column, Note, Sheet, write_xlsx
from twiza.outreach.report_content import HIDDEN
from twiza.outreach.season_page import SeasonPage, gap_told

STYLE = Path(__file__).with_name("report.css")
ROWS_ON_PAPER = 40
WHOLE, DATE, PERCENT = "#,##0", "dd/mm/yyyy", "0.0 %"


def season_file(kind: str, page: SeasonPage, *, language: str) -> bytes:
    """Return a season as `pdf`, `xlsx` or `csv`, in a language."""
    with override(language):
        if kind == "pdf":
            return season_sheet(page, language=language)
        if kind == "csv":
            return as_csv(caravans_table(page, language), language)
        return season_workbook(page, language)


def season_sheet(page: SeasonPage, *, language: str) -> bytes:
    """Return the PDF of a season: its totals, and as many caravans and communes as a sheet or two hold."""
    context = {
        "season": page,
        "caravans": page.caravans[:ROWS_ON_PAPER],
        "communes": page.communes[:ROWS_ON_PAPER],
        "most": ROWS_ON_PAPER,
        "gap_before": gap_told(page.season.gap_before),
        "gap_since": gap_told(page.season.gap_since),
        "style": carried(STYLE),
        "is_demonstration": is_demonstration(),
    }
    return render_pdf("outreach/season/season_sheet.html", context, language=language)


def season_workbook(page: SeasonPage, language: str) -> bytes:
    """Return the workbook of a season: caravans, communes, specialties, and how it is counted."""
    table = caravans_table(page, language)
    columns = [Column(one.title, one.number_format, one.width) for one in table.columns]
    sheets = [
        Sheet(table.title, columns, table.rows),
        Sheet(_("Communes"), commune_columns(), commune_cells(page, language)),
        Sheet(
            _("Specialties"),
            [Column(_("Specialty"), width=32), Column(_("Consultations given"), WHOLE)],
            [(name_in(one.specialty.names, language), cell_of(one.given)) for one in page.specialties],
        ),
    ]
    return write_xlsx(sheets, language=language, notes=table.notes)


def caravans_table(page: SeasonPage, language: str) -> TableFile:
    """Return the caravans of a season as a table."""
    columns = [
        TableColumn("caravan", _("Caravan"), width=40),
        TableColumn("organisation", _("Organisation"), width=32),
        TableColumn("area", _("Area"), width=24),
        TableColumn("starts_on", _("First day"), DATE),
        TableColumn("took_place", _("Took place")),
        TableColumn("came", _("People who came"), WHOLE),
        TableColumn("given", _("Consultations given"), WHOLE),
        TableColumn("missed_share", _("Seen by nobody"), PERCENT),
        TableColumn("wait_minutes", _("Median wait (minutes)"), WHOLE),
        TableColumn("evaluated", _("Evaluated with the people")),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            name_in(row.caravan.names, language),
            name_in(row.caravan.organisation.names, language),
            name_in(row.caravan.area.names, language),
            row.caravan.starts_on,
            yes_or_no(row.is_done),
            cell_of(row.came),
            cell_of(row.given),
            cell_of(row.missed_share),
            row.wait,
            yes_or_no(row.is_heard),
        )
        for row in page.caravans
    ]
    return TableFile(_("Caravans"), columns, rows, notes=notes_of(page))


def commune_columns() -> Sequence[Column]:
    """Return the columns of communes."""
    return [
        Column(_("Commune"), width=32),
        Column(_("Passages"), WHOLE),
        Column(_("Last passage"), DATE),
        Column(_("People who came"), WHOLE),
        Column(_("Consultations given"), WHOLE),
    ]


def commune_cells(page: SeasonPage, language: str) -> list[tuple[Cell, ...]]:
    """Return the rows of communes."""
    return [
        (name_in(row.commune.names, language), row.passages, row.last_on, cell_of(row.came), cell_of(row.given))
        for row in page.communes
    ]


def cell_of(value: float | str | None) -> Cell:
    """Return a number as a cell; one that is hidden as its word."""
    return _("hidden") if value == HIDDEN else value


def yes_or_no(is_so: bool) -> str:
    """Return yes or no in words."""
    return _("yes") if is_so else _("no")


def notes_of(page: SeasonPage) -> list[Note]:
    """Return which season this is and how it is counted."""
    terms = page.season.terms
    period = _("Caravans that begin from %(start)s to %(end)s.") % {
        "start": date_format(terms.start, "DATE_FORMAT"),
        "end": date_format(terms.end, "DATE_FORMAT"),
    }
    hidden = _("Numbers from 1 to 4 are hidden, and those that would give them away.")
    return [Note(_("Season"), period), Note(_("Small numbers"), hidden)]
