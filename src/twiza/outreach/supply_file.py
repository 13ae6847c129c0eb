"""Supplies in a table: what each column says, every row understood or every fault named with its row and column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from twiza.core.errors import InputError
from twiza.core.text import fold
from twiza.documents.headings import columns_of
from twiza.documents.tables import Row, Table, text_of
from twiza.outreach.models import SupplyKind
from twiza.outreach.supply_terms import COUNT_MAX, SupplyTerms
from twiza.territory.row_problems import ProblemList, RowsRefused

LINES_MAX = 500
TITLES = {
    "name": gettext_lazy("Name of the product"),
    "form": gettext_lazy("Form or unit"),
    "kind": gettext_lazy("Medicine or consumable"),
    "lot": gettext_lazy("Lot"),
    "expires_on": gettext_lazy("Expires on"),
    "pharmacist": gettext_lazy("Pharmacist responsible"),
    "planned": gettext_lazy("Planned"),
    "taken": gettext_lazy("Taken along"),
    "used": gettext_lazy("Used"),
    "returned": gettext_lazy("Returned"),
    "expired": gettext_lazy("Expired"),
}
REQUIRED = ("name",)
COUNTS = ("planned", "taken", "used", "returned", "expired")
LONGEST = {"name": 120, "form": 60, "lot": 40}
SPELLINGS = {
    "name": ("name", "nom", "produit", "designation", "medicament", "dci", "article", "المنتوج", "الاسم", "الدواء"),
    "form": ("form", "forme", "unite", "unit", "presentation", "conditionnement", "dosage", "الشكل", "الوحده"),
    "kind": ("kind", "type", "nature", "categorie", "النوع"),
    "lot": ("lot", "nlot", "nolot", "numerodelot", "batch", "الحصه"),
    "expires_on": ("expiry", "expires", "peremption", "datedeperemption", "ddp", "expiration", "الصلاحيه"),
    "pharmacist": ("pharmacist", "pharmacien", "responsable", "الصيدلي"),
    "planned": ("planned", "prevu", "quantiteprevue", "quantite", "المتوقع"),
    "taken": ("taken", "emporte", "quantiteemportee", "الماخوذ"),
    "used": ("used", "utilise", "consomme", "المستعمل"),
    "returned": ("returned", "rapporte", "retourne", "retour", "المرجع"),
    "expired": ("expired", "perime", "perimes", "المنتهي"),
}
KINDS = {
    **dict.fromkeys(("", "medicine", "medicament", "m", "دواء", "ادويه"), SupplyKind.MEDICINE),
    **dict.fromkeys(("consumable", "consommable", "c", "dispositif", "مستهلك"), SupplyKind.CONSUMABLE),
}
MONTH_ONLY = re.compile(r"(\d{1,2})[/.-](\d{4})")
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class NoSupplies(InputError):
    """The file has no row, too many, or not the columns that supplies have."""


@dataclass(slots=True)
class _Reading:
    columns: Mapping[str, str]
    pharmacists: Mapping[str, int]
    problems: ProblemList = field(default_factory=ProblemList)
    rows: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def text(self, row: Row, name: str) -> str:
        return text_of(row.values.get(self.columns[name])) if name in self.columns else ""

    def note(self, row: Row, name: str, sentence: str) -> None:
        self.problems.note(row.number, self.columns.get(name, str(TITLES[name])), sentence)


def read_supplies(table: Table, *, pharmacists: Mapping[str, int]) -> list[SupplyTerms]:
    """
    Return the lines in a table; `pharmacists` gives the id of each member by her name.

    Raises NoSupplies, RowsRefused with all that is wrong, and TableProblem.
    """
    columns = columns_of(table.columns, TITLES, SPELLINGS)
    if missing := [str(TITLES[name]) for name in REQUIRED if name not in columns]:
        said = pgettext("between the items of a list", "; ").join(missing)
        raise NoSupplies(_("%(file)s has no column for: %(columns)s.") % {"file": table.name, "columns": said})
    reading = _Reading(columns, {fold(name).strip(): pk for name, pk in pharmacists.items()})
    lines = [line_of(row, reading) for row in table.rows]
    if reading.problems.found:
        raise RowsRefused(table.name, reading.problems.in_order())
    if not 0 < len(lines) <= LINES_MAX:
        sentence = _("%(file)s holds %(lines)d lines: a caravan has 1 to %(most)d of supplies.")
        raise NoSupplies(sentence % {"file": table.name, "lines": len(lines), "most": LINES_MAX})
    return lines


def line_of(row: Row, reading: _Reading) -> SupplyTerms:
    """Return the line in a row; what is wrong with it is noted."""
    name, form, lot = (text_within(row, reading, field) for field in ("name", "form", "lot"))
    if not name:
        reading.note(row, "name", _("Write the name of the product."))
    first = reading.rows.setdefault((name, form, lot), row.number)
    if first != row.number:
        reading.note(row, "lot", _("This product with this lot is in row %(row)s already.") % {"row": first})
    counts = {count: count_of(row, reading, count) for count in COUNTS}
    return SupplyTerms(
        kind=kind_of(row, reading),
        name=name,
        form=form,
        lot=lot,
        expires_on=date_of(row, reading),
        pharmacist_id=pharmacist_of(row, reading),
        **counts,
    )


def text_within(row: Row, reading: _Reading, name: str) -> str:
    """Return a text no longer than is kept; a longer one is noted."""
    said = reading.text(row, name)
    if len(said) > LONGEST[name]:
        reading.note(row, name, _("Write %(most)d characters at most.") % {"most": LONGEST[name]})
    return said[: LONGEST[name]]


def kind_of(row: Row, reading: _Reading) -> str:
    """Return what a line is; a medicine unless the row says otherwise."""
    said = fold(reading.text(row, "kind")).strip()
    if said not in KINDS:
        reading.note(row, "kind", _("Write medicine or consumable."))
    return KINDS.get(said, SupplyKind.MEDICINE)


def count_of(row: Row, reading: _Reading, name: str) -> int | None:
    """Return a whole number, None for an empty cell; anything else is noted."""
    said = reading.text(row, name).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not said:
        return None
    if not said.isdecimal() or len(said) > len(str(COUNT_MAX)) or int(said) > COUNT_MAX:
        sentence = _("“%(said)s” is not a whole number from 0 to %(most)d.")
        reading.note(row, name, sentence % {"said": said[:40], "most": COUNT_MAX})
        return None
    return int(said)


def pharmacist_of(row: Row, reading: _Reading) -> int | None:
    """Return the member who answers for a line, None for nobody; a name that is not in the team is noted."""
    said = reading.text(row, "pharmacist")
    known = reading.pharmacists.get(fold(said).strip())
    if said and known is None:
        sentence = _("“%(said)s” is not in the team of this caravan: add her first, or leave the cell empty.")
        reading.note(row, "pharmacist", sentence % {"said": said[:40]})
    return known


def date_of(row: Row, reading: _Reading) -> dt.date | None:
    """Return the day on which a lot expires; a month without a day lasts until its end."""
    said = reading.text(row, "expires_on")
    if not said:
        return None
    try:
        return date_written(said)
    except ValueError:
        sentence = _("“%(said)s” is no date: write 31/12/2027, 2027-12-31 or 12/2027.")
        reading.note(row, "expires_on", sentence % {"said": said[:40]})
        return None


def date_written(said: str) -> dt.date:
    """Return a date as packages and spreadsheets write it. Raises ValueError."""
    if found := MONTH_ONLY.fullmatch(said):
        month, year = int(found[1]), int(found[2])
        following = dt.date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
        if following is None:
            raise ValueError(said)
        return following - dt.timedelta(days=1)
    if found := DAY_FIRST.fullmatch(said):
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    return dt.datetime.fromisoformat(said).date()


def headings() -> Sequence[str]:
    """Return the headings in the language of the page."""
    return [str(title) for title in TITLES.values()]
