"""A health series as a file to send: one figure a row, with who gives it; what is hidden stays hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.territory.health_words import age_words, series_name, series_unit, sex_words
from twiza.territory.models import HealthSeries, PeriodKind, Place
from twiza.territory.periods import period_code, period_from
from twiza.territory.queries.health_series import FigureLine, ShownFigure


def series_table(series: HealthSeries, lines: Sequence[FigureLine], places: Mapping[int, Place]) -> TableFile:
    """Return figures as a table to send."""
    return TableFile(
        title=series_name(series)[:31],
        columns=[
            TableColumn("place_code", _("Code")),
            TableColumn("place", _("Place"), width=32),
            TableColumn("period", _("Period")),
            TableColumn("sex", _("Sex")),
            TableColumn("ages", _("Ages")),
            TableColumn("number", series_unit(series), "#,##0"),
            TableColumn("remark", _("Remark"), width=32),
        ],
        rows=[cells_of(line, places[line.place_id], series) for line in lines],
        notes=notes_of(series),
    )


def cells_of(line: FigureLine, place: Place, series: HealthSeries) -> list[Cell]:
    """Return one figure; a hidden one has an empty cell and says so."""
    return [
        place.code,
        name_in(place.names, get_language() or "fr"),
        period_code(period_from(PeriodKind(series.period_kind), line.starts_on)),
        sex_words(line.sex),
        age_words(line.age_start, line.age_end),
        line.shown.number,
        remark_of(line.shown),
    ]


def remark_of(figure: ShownFigure) -> str:
    """Return why a figure is not there, empty where it is."""
    if figure.below:
        return _("under %(below)s, says the source") % {"below": figure.below}
    return _("hidden: small, or it would give a small one away") if figure.is_hidden else ""


def notes_of(series: HealthSeries) -> list[Note]:
    """Return who gives a series, and what is hidden in it."""
    credit = _("%(series)s (%(code)s), given by %(given_by)s: %(source)s") % {
        "series": series_name(series),
        "code": series.code,
        "given_by": series.given_by,
        "source": series.source,
    }
    notes = [Note(_("Source"), credit)]
    if series.licence:
        notes.append(Note(_("Licence"), series.licence))
    if series.is_demonstration:
        notes.append(Note(_("Demonstration figures"), _("These figures are invented.")))
    hidden = _("Figures from 1 to 4 are hidden, and others with them; a figure that is not there is missing, not 0.")
    return [*notes, Note(_("Small numbers"), hidden)]
