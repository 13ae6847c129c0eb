"""Contacts in a table: every row understood, or every fault named with its row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from twiza.core.errors import InputError
from twiza.core.text import fold
from twiza.documents.headings import columns_of
from twiza.documents.tables import Row, Table, text_of
from twiza.outreach.actions.information import MOST_CONTACTS, ContactTerms, NoSuchContact, phone_written
from twiza.outreach.models import SpokenLanguage
from twiza.territory.row_problems import ProblemList, RowsRefused

TITLES = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Telephone"),
    "locality": gettext_lazy("Locality"),
    "language": gettext_lazy("Language"),
}
REQUIRED = ("name", "phone", "language")
LONGEST = 120
SPELLINGS = {
    "name": ("name", "nom", "nometprenom", "contact", "relais", "الاسم"),
    "phone": ("phone", "tel", "telephone", "gsm", "mobile", "portable", "numero", "الهاتف", "رقمالهاتف"),
    "locality": ("locality", "localite", "douar", "lieu", "الدوار"),
    "language": ("language", "langue", "اللغه"),
}
LANGUAGES = {
    **dict.fromkeys(("fr", "francais", "french", "الفرنسيه"), SpokenLanguage.FRENCH),
    **dict.fromkeys(("ar", "arabe", "arabic", "العربيه"), SpokenLanguage.ARABIC),
}


class NoContacts(InputError):
    """The file has no row, too many, or not the columns that contacts have."""


@dataclass(slots=True)
class _Reading:
    columns: Mapping[str, str]
    problems: ProblemList = field(default_factory=ProblemList)
    rows: dict[str, int] = field(default_factory=dict)

    def text(self, row: Row, name: str) -> str:
        return text_of(row.values.get(self.columns[name])) if name in self.columns else ""

    def note(self, row: Row, name: str, sentence: str) -> None:
        self.problems.note(row.number, self.columns.get(name, str(TITLES[name])), sentence)


def read_contacts(table: Table) -> list[ContactTerms]:
    """
    Return the contacts in a table. Raises NoContacts, RowsRefused with all that is wrong, and TableProblem.
    """
    columns = columns_of(table.columns, TITLES, SPELLINGS)
    if missing := [str(TITLES[name]) for name in REQUIRED if name not in columns]:
        said = pgettext("between the items of a list", "; ").join(missing)
        raise NoContacts(_("%(file)s has no column for: %(columns)s.") % {"file": table.name, "columns": said})
    reading = _Reading(columns)
    contacts = [contact_in(row, reading) for row in table.rows]
    if reading.problems.found:
        raise RowsRefused(table.name, reading.problems.in_order())
    if not 0 < len(contacts) <= MOST_CONTACTS:
        sentence = _("%(file)s holds %(lines)d contacts: a caravan has 1 to %(most)d.")
        raise NoContacts(sentence % {"file": table.name, "lines": len(contacts), "most": MOST_CONTACTS})
    return contacts


def contact_in(row: Row, reading: _Reading) -> ContactTerms:
    """Return the contact in a row; what is wrong with it is noted."""
    name, locality = reading.text(row, "name"), reading.text(row, "locality")
    if not name:
        reading.note(row, "name", _("Write a name."))
    for column, said in (("name", name), ("locality", locality)):
        if len(said) > LONGEST:
            reading.note(row, column, _("Write %(most)d characters at most.") % {"most": LONGEST})
    language = LANGUAGES.get(fold(reading.text(row, "language")).strip())
    if language is None:
        reading.note(row, "language", _("Write fr or ar."))
    return ContactTerms(name, phone_of(row, reading), language or SpokenLanguage.ARABIC, locality)


def phone_of(row: Row, reading: _Reading) -> str:
    """Return the telephone number of a row; a spreadsheet drops the 0 before a number, so that it is given back."""
    said = reading.text(row, "phone")
    if said.isdecimal() and len(said) == 9:
        said = f"0{said}"
    try:
        phone = phone_written(said)
    except NoSuchContact as wrong:
        reading.note(row, "phone", str(wrong))
        return ""
    first = reading.rows.setdefault(phone, row.number)
    if first != row.number:
        reading.note(row, "phone", _("This number is in row %(row)s already.") % {"row": first})
    return phone
