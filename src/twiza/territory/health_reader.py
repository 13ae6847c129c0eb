"""Reading health series from a table: every row understood, or every problem named with its row and column."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeVar

from django.utils.translation import gettext as _

from twiza.documents.tables import Cell, Row, Table, text_of
from twiza.territory.cells import CellRefused, date_in, text_in
from twiza.territory.health_cells import ages_in, figure_in, sex_in
from twiza.territory.health_file import (
    Figure,
    HealthColumnsMissing,
    HealthFindings,
    HealthReading,
    HealthRules,
    NoFigures,
)
from twiza.territory.health_places import Called, place_of
from twiza.territory.models import PeriodKind
from twiza.territory.periods import Period, period_between, period_in

Value = TypeVar("Value")
LONGEST_CODE = 80
DELETED = "deleted"
LAST_DAY = dt.date(9998, 12, 31)
"""The last day of a period under way lies in the future."""
Combos = dict[tuple[object, ...], set[tuple[str, ...]]]


class RowWrong(Exception):
    """Something in the row cannot be used; it is noted already."""


def read_health_series(table: Table, rules: HealthRules) -> HealthReading:
    """Return what a table says. Raises HealthColumnsMissing or NoFigures when it cannot say anything, TableProblem."""
    refuse_missing_health_columns(rules.columns, rules.single)
    findings = HealthFindings(rules.columns)
    figures: dict[tuple[object, ...], Figure] = {}
    combos: Combos = {}
    for row in table.rows:
        _take(row, figures, combos, rules, findings)
    if not findings.counted["rows"]:
        raise NoFigures(_("%(file)s holds no row under its header.") % {"file": table.name})
    _refuse_mixed_periods(figures.values(), rules, findings)
    return HealthReading(
        name=table.name,
        figures=list(figures.values()),
        problems=findings.problems.in_order(),
        doubts=list(findings.doubts.values()),
        series=dict(findings.series),
        missing=findings.counted["missing"],
        left_out=findings.counted["left_out"],
        added_up=findings.counted["added_up"],
    )


def refuse_missing_health_columns(columns: Mapping[str, str], single: tuple[str, str]) -> None:
    """Raise HealthColumnsMissing when the columns chosen cannot tell what was counted, where, when and how many."""
    fields = set(columns)
    if "number" not in fields:
        raise HealthColumnsMissing(_("Choose the column that holds the numbers."))
    if not fields & {"place_code", "place_name"}:
        raise HealthColumnsMissing(_("Choose the column of the place’s code, or of its name."))
    if "period" not in fields and not fields >= {"first_day", "last_day"}:
        raise HealthColumnsMissing(_("Choose the column of the period, or those of its first and last day."))
    if not fields & {"series_code", "series_name"} and not any(single):
        raise HealthColumnsMissing(_("Choose the column that says what is counted, or say it for the whole file."))


def _take(
    row: Row,
    figures: dict[tuple[object, ...], Figure],
    combos: Combos,
    rules: HealthRules,
    findings: HealthFindings,
) -> None:
    findings.counted["rows"] += 1
    if text_of(row.values.get(DELETED)).casefold() == "true":
        return
    try:
        figure = _figure(row, rules, findings)
    except RowWrong:
        return
    if figure is not None:
        _keep(figure, _combo(row, rules), figures, combos, findings)


def _figure(row: Row, rules: HealthRules, findings: HealthFindings) -> Figure | None:
    """Return the figure of a row, None when it is missing or its place is in doubt or left out."""
    cell = partial(_cell, row, findings)
    wrong = findings.problems.found
    before = len(wrong)
    called = Called(*(cell(name, text_in) or "" for name in ("place_code", "place_name", "within_name")))
    code = _series_code(row, rules, findings)
    period = _period(row, rules, findings)
    number, below = cell("number", figure_in) or (None, None)
    sex, ages = cell("sex", sex_in), cell("ages", ages_in)
    if len(wrong) > before:
        raise RowWrong
    place = place_of(row.number, called, rules, findings)
    if number is None and below is None:
        findings.counted["missing"] += 1
        return None
    if place is None or period is None or sex is None or ages is None:
        return None
    return Figure(row.number, code, place, period, sex, *ages, number, below)


def _cell(row: Row, findings: HealthFindings, name: str, read: Callable[[Cell], Value]) -> Value | None:
    column = findings.columns.get(name, "")
    try:
        return read(row.values.get(column))
    except CellRefused as refusal:
        findings.note(row.number, name, str(refusal))
        return None


def _series_code(row: Row, rules: HealthRules, findings: HealthFindings) -> str:
    code = _cell(row, findings, "series_code", text_in) or ""
    name = _cell(row, findings, "series_name", text_in) or ""
    if not rules.columns.keys() & {"series_code", "series_name"}:
        code, name = rules.single
    code = code or name
    if not code:
        findings.note(row.number, "series_code", _("Nothing says what is counted here."))
    elif len(code) > LONGEST_CODE:
        sentence = _("A code has at most %(most)s signs.") % {"most": LONGEST_CODE}
        findings.note(row.number, "series_code", sentence)
    else:
        findings.series.setdefault(code, name or code)
    return code


def _period(row: Row, rules: HealthRules, findings: HealthFindings) -> Period | None:
    name = "period" if "period" in rules.columns else "first_day"
    try:
        period = _period_said(row, rules)
    except CellRefused as refusal:
        findings.note(row.number, name, str(refusal))
        return None
    if period is None:
        findings.note(row.number, name, _("Nothing says over which period this was counted."))
    return period


def _period_said(row: Row, rules: HealthRules) -> Period | None:
    if "period" in rules.columns:
        return period_in(row.values.get(rules.columns["period"]), rules.today)
    first, last = (date_in(row.values.get(rules.columns[name]), LAST_DAY) for name in ("first_day", "last_day"))
    return period_between(first, last, rules.today) if first and last else None


def _combo(row: Row, rules: HealthRules) -> tuple[str, ...]:
    return tuple(text_of(row.values.get(column)) for column in rules.combos)


def _keep(
    figure: Figure,
    combo: tuple[str, ...],
    figures: dict[tuple[object, ...], Figure],
    combos: Combos,
    findings: HealthFindings,
) -> None:
    first = figures.setdefault(figure.key, figure)
    seen = combos.setdefault(figure.key, set())
    if first is figure or combo not in seen:
        seen.add(combo)
    else:
        sentence = _("Row %(row)s gives the figure of this place, period, sex and age already.")
        findings.note(figure.row, "number", sentence % {"row": first.row})
        return
    if first is not figure:
        findings.counted["added_up"] += 1
        figures[figure.key] = dataclasses.replace(first, number=(first.number or 0) + (figure.number or 0))


def _refuse_mixed_periods(figures: Collection[Figure], rules: HealthRules, findings: HealthFindings) -> None:
    kinds: dict[str, str] = {code: kept.period_kind for code, kept in rules.kept.items()}
    for figure in figures:
        kind = kinds.setdefault(figure.series_code, figure.period.kind)
        if kind == figure.period.kind:
            continue
        sentence = _("“%(series)s” is counted by another period (%(period)s): people would count twice.")
        words = {"series": figure.series_code, "period": PeriodKind(kind).label}
        findings.note(figure.row, "period", sentence % words)
