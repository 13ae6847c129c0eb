"""Several places side by side, figure by figure, for a page and for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.figures import as_percent
from twiza.access.models import ExpressedNeed, Hearing, NeedFormula, Specialty
from twiza.access.queries.comparison import SpecialtyLine
from twiza.access.queries.place_rows import PlaceRow
from twiza.access.queries.series_seen import SeenFigure, SeenSeries
from twiza.access.series_chart import figure_words
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note
from twiza.territory.health_words import series_name, series_unit
from twiza.territory.models import Place
from twiza.territory.wording import UNKNOWN, decimal, whole

FULL = 100


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """A figure of a place: in words, as a number if it is one, and its length (0–100) beside the longest, if any."""

    words: str
    number: float | None
    length: int | None = None
    place: str = ""

    @property
    def start(self) -> int:
        """Return where the bar begins so that it ends under the figure."""
        return FULL - (self.length or 0)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A figure of every place."""

    label: str
    cells: Sequence[ComparedCell]


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """Figures that belong together."""

    title: str
    lines: Sequence[ComparedLine]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known of a place beside its needs and its access: of how many communes, what was counted and said."""

    communes: int
    located: int
    series: Sequence[SeenSeries]
    expressed: Sequence[ExpressedNeed]


def compared_groups(
    rows: Sequence[PlaceRow],
    lines: Sequence[SpecialtyLine],
    specialties: Mapping[str, Specialty],
    facts: Sequence[PlaceFacts],
    *,
    far_title: str,
) -> list[ComparedGroup]:
    """Return every figure of the places; `far_title` is empty without a scenario of access."""
    groups = [
        ComparedGroup(_("Need by specialty, per 1,000 inhabitants"), specialty_lines(rows, lines, specialties)),
        *([ComparedGroup(_("Access"), access_lines(rows, far_title))] if far_title else []),
        *series_groups(rows, facts),
        ComparedGroup(_("Expressed needs"), expressed_lines(facts)),
        ComparedGroup(_("What is missing"), missing_lines(rows, facts)),
    ]
    names = told_apart([row.place for row in rows])
    return [ComparedGroup(group.title, [named(line, names) for line in group.lines]) for group in groups]


def told_apart(places: Sequence[Place]) -> list[str]:
    """Return the names of places, with what they are where two are called alike: a commune and its province."""
    language = get_language() or "fr"
    names = [name_in(place.names, language) for place in places]
    return [
        _("%(place)s (%(kind)s)") % {"place": name, "kind": name_in(place.kind.names, language)}
        if names.count(name) > 1
        else name
        for place, name in zip(places, names, strict=True)
    ]


def named(line: ComparedLine, names: Sequence[str]) -> ComparedLine:
    """Return a line whose cells know the names of their places: on a phone they stand below each other."""
    cells = [replace(cell, place=name) for cell, name in zip(line.cells, names, strict=True)]
    return ComparedLine(line.label, cells)


def specialty_lines(
    rows: Sequence[PlaceRow], lines: Sequence[SpecialtyLine], specialties: Mapping[str, Specialty]
) -> list[ComparedLine]:
    """Return inhabitants and needs, then each specialty with bars to one scale."""
    most = max((figure for line in lines for figure in line.per_1000 if figure is not None), default=0)
    language = get_language() or "fr"
    return [
        ComparedLine(_("Inhabitants"), [plain(row.inhabitants, whole) for row in rows]),
        ComparedLine(_("Needs (estimate)"), [plain(row.need, whole) for row in rows]),
        ComparedLine(_("All specialties"), [plain(row.need_per_1000, decimal) for row in rows]),
        *[
            ComparedLine(
                name_in(specialties[line.specialty].names, language),
                [barred(figure, most) for figure in line.per_1000],
            )
            for line in lines
        ],
    ]


def access_lines(rows: Sequence[PlaceRow], far_title: str) -> list[ComparedLine]:
    """Return how far people are, and the supply within their reach."""
    return [
        ComparedLine(far_title, [barred(row.far_share, 1.0, say=share_words) for row in rows]),
        ComparedLine(_("Supply per 10,000 inhabitants"), [plain(row.supply_per_10000, decimal) for row in rows]),
    ]


def share_words(share: float | None) -> str:
    """Return a share (0–1) in per cent, a dash where it is not known."""
    return UNKNOWN if share is None else as_percent(share)


def series_groups(rows: Sequence[PlaceRow], facts: Sequence[PlaceFacts]) -> list[ComparedGroup]:
    """Return what was counted over the last periods of each series, nothing where no place has any."""
    known = {seen.series.pk: seen for fact in facts for seen in fact.series}
    if not known:
        return []
    by_place = [{seen.series.pk: seen for seen in fact.series} for fact in facts]
    lines = []
    for pk, any_seen in known.items():
        totals = [seen[pk].total if pk in seen else None for seen in by_place]
        lines += [series_line_of(any_seen, totals), rate_line(any_seen, totals, rows)]
    return [ComparedGroup(_("Health series, the last 12 periods added up"), lines)]


def series_line_of(seen: SeenSeries, totals: Sequence[SeenFigure | None]) -> ComparedLine:
    """Return what was counted in each place."""
    label = _("%(series)s (%(unit)s)") % {"series": series_name(seen.series), "unit": series_unit(seen.series)}
    cells = [
        ComparedCell(figure_words(total) if total else UNKNOWN, total.number if total and not total.hidden else None)
        for total in totals
    ]
    return ComparedLine(label, cells)


def rate_line(seen: SeenSeries, totals: Sequence[SeenFigure | None], rows: Sequence[PlaceRow]) -> ComparedLine:
    """Return what was counted per 1,000 inhabitants, where nothing of it is hidden."""
    rates = [
        total.number / row.inhabitants * 1000
        if total and total.number is not None and not total.hidden and row.inhabitants
        else None
        for total, row in zip(totals, rows, strict=True)
    ]
    most = max((rate for rate in rates if rate is not None), default=0)
    label = _("%(series)s, per 1,000 inhabitants") % {"series": series_name(seen.series)}
    return ComparedLine(label, [barred(rate, most) for rate in rates])


def expressed_lines(facts: Sequence[PlaceFacts]) -> list[ComparedLine]:
    """Return how many needs were expressed, and how many of them were answered."""
    answered = [sum(need.state == Hearing.ANSWERED for need in fact.expressed) for fact in facts]
    return [
        ComparedLine(_("Expressed"), [plain(len(fact.expressed), whole) for fact in facts]),
        ComparedLine(_("Answered"), [plain(count, whole) for count in answered]),
    ]


def missing_lines(rows: Sequence[PlaceRow], facts: Sequence[PlaceFacts]) -> list[ComparedLine]:
    """Return of how many communes what is not known."""
    without = [fact.communes - fact.located for fact in facts]
    return [
        ComparedLine(_("Communes with a missing figure"), [plain(row.incomplete, whole) for row in rows]),
        ComparedLine(_("Communes without positions of localities"), [plain(count, whole) for count in without]),
        ComparedLine(
            _("Health series"),
            [ComparedCell(whole(len(fact.series)) if fact.series else _("none"), len(fact.series)) for fact in facts],
        ),
    ]


def plain(figure: float | None, say: Callable[[float | None], str]) -> ComparedCell:
    """Return a figure without a bar."""
    return ComparedCell(say(figure), figure)


def barred(figure: float | None, most: float, say: Callable[[float | None], str] = decimal) -> ComparedCell:
    """Return a figure with a bar beside the longest one; none where it is not known."""
    if figure is None:
        return ComparedCell(UNKNOWN, None)
    return ComparedCell(say(figure), figure, round(figure / most * FULL) if most else 0)


def places_table(
    places: Sequence[Place], groups: Sequence[ComparedGroup], assumptions: Sequence[str], formula: NeedFormula | None
) -> TableFile:
    """Return a comparison as a table to send: a row per figure, a column per place."""
    language = get_language() or "fr"
    notes = [Note(_("Assumption"), sentence) for sentence in assumptions]
    if formula:
        notes.append(Note(_("Formula"), name_in(formula.names, language)))
    return TableFile(
        title=_("Comparison of places"),
        columns=[
            TableColumn("group", _("Subject"), width=32),
            TableColumn("figure", _("Figure"), width=44),
            *[
                TableColumn(place.code, name, "#,##0.0", width=20)
                for place, name in zip(places, told_apart(places), strict=True)
            ],
        ],
        rows=[
            [group.title, line.label, *[cell_of(cell) for cell in line.cells]]
            for group in groups
            for line in group.lines
        ],
        notes=notes,
    )


def cell_of(cell: ComparedCell) -> Cell:
    """Return a figure as a number, or in words where it is none; one that is not known is an empty cell."""
    if cell.number is not None:
        return round(cell.number, 2)
    return None if cell.words == UNKNOWN else cell.words
