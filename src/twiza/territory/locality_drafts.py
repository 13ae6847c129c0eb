"""Understanding one row of a file of localities, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.documents.tables import Cell, Row
from twiza.territory.cells import CellRefused, date_in, degrees_in, people_in, text_in
from twiza.territory.commune_book import Commune
from twiza.territory.locality_file import Draft, Findings, ReadingRules, Repair

Value = TypeVar("Value")
TEXTS = ("code", "name", "name_fr", "name_ar", "commune_code", "commune_name", "kind")
NAMES = ("name_fr", "name", "name_ar")
LONGEST_CODE = 64


def draft_of(row: Row, rules: ReadingRules, findings: Findings) -> Draft:
    """Return a row as a draft; what is wrong with it is noted."""
    draft = Draft(row.number)
    cell = partial(_cell, draft, row, findings)
    draft.texts = {name: cell(name, text_in) or "" for name in TEXTS}
    draft.people = cell("population", people_in)
    draft.households = cell("households", people_in)
    draft.counted_on = cell("counted_on", partial(date_in, today=rules.today))
    draft.lat = cell("lat", partial(degrees_in, limit=90))
    draft.lon = cell("lon", partial(degrees_in, limit=180))
    if row.geometry is not None and draft.lat is None:
        _take_point(draft, row.geometry, findings)
    _check(draft, findings)
    draft.commune = stated_commune(draft, rules, findings)
    return draft


def _cell(draft: Draft, row: Row, findings: Findings, name: str, read: Callable[[Cell], Value | None]) -> Value | None:
    column = findings.columns.get(name)
    if column is None:
        return None
    try:
        return read(row.values.get(column))
    except CellRefused as refusal:
        findings.note(draft, name, str(refusal))
        return None


def _take_point(draft: Draft, geometry: object, findings: Findings) -> None:
    try:
        kind, (lon, lat, *_height) = geometry["type"], geometry["coordinates"]  # type: ignore[index]
        draft.lon, draft.lat = degrees_in(lon, 180), degrees_in(lat, 90)
    except (KeyError, TypeError, ValueError, CellRefused):
        kind = ""
    if kind != "Point":
        findings.note(draft, "lat", _("The geometry of a locality must be a point, in degrees."))


def _check(draft: Draft, findings: Findings) -> None:
    if not draft.wrong & set(NAMES) and not any(draft.texts[name] for name in NAMES):
        named = next(name for name in NAMES if name in findings.columns)
        findings.note(draft, named, _("A locality needs a name."))
    if not draft.wrong & {"lat", "lon"} and (draft.lat is None) != (draft.lon is None):
        findings.note(draft, "lat" if draft.lat is None else "lon", _("One of the two coordinates is missing."))
    if "/" in draft.texts["code"] or len(draft.texts["code"]) > LONGEST_CODE:
        sentence = _("A code has at most %(most)s signs, none of them “/”.")
        findings.note(draft, "code", sentence % {"most": LONGEST_CODE})


def stated_commune(draft: Draft, rules: ReadingRules, findings: Findings) -> Commune | None:
    """Return the commune that a row names, None when it names none and its point will tell."""
    code, name = draft.texts["commune_code"], draft.texts["commune_name"]
    if code:
        return _commune_by_code(code, draft, rules, findings)
    if not name:
        if draft.lat is None and not draft.wrong & {"lat", "lon", "commune_code", "commune_name"}:
            sentence = _("Neither a commune nor coordinates say where this locality is.")
            findings.note(draft, "commune_code", sentence)
        return None
    found = rules.book.named(name)
    if len(found) == 1:
        return found[0]
    if draft.lat is None:
        sentence = _("Several communes are called “%(name)s”: give the code of the commune.")
        if not found:
            sentence = _("No commune is called “%(name)s”.")
        findings.note(draft, "commune_name", sentence % {"name": name})
    return None


def _commune_by_code(code: str, draft: Draft, rules: ReadingRules, findings: Findings) -> Commune | None:
    commune = rules.book.with_code(code)
    if commune is not None:
        findings.renumbered += commune.code != code
        return commune
    meant = rules.book.with_bare_code(code)
    if meant is None:
        findings.note(draft, "commune_code", _("There is no commune with the code “%(code)s”.") % {"code": code})
    elif Repair.ZEROS in rules.repairs:
        findings.repaired[Repair.ZEROS] += 1
    else:
        findings.offers[Repair.ZEROS] += 1
        sentence = _("“%(code)s” has lost the zeros of “%(meant)s” (%(name)s): keep codes as text in the spreadsheet.")
        named = {"code": code, "meant": meant.code, "name": name_in(meant.names, "fr")}
        findings.note(draft, "commune_code", sentence % named)
    return meant
