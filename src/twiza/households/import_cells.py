"""Cells of a file of families, one by one: what each says, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.core.text import fold
from twiza.documents.cells import begins_like_a_formula
from twiza.documents.headings import bare
from twiza.documents.tables import Cell, text_of
from twiza.households.birth_text import AGE, MONTH_WORDS, birth_from, dated, said_as_age
from twiza.households.births import NOT_KNOWN, Birth, is_possible
from twiza.households.household_file import FileProblem, FileRow
from twiza.households.import_columns import AGREES_NO_MORE, CHOICES, TITLES, words_of
from twiza.households.models import BirthKnown, ConsentPurpose
from twiza.households.terms import ConsentSaid
from twiza.territory.models import Place

LONGEST = {"name": 120, "phone": 30, "landmark": 200, "aliases": 400}
CONSENT = ("purposes", "how", "spoken", "agreed_on")
PHONE = re.compile(r"\+[\d ().-]+")
SEVERAL = re.compile(r"[,;،؛]")
MONTHS_APART, YEARS_APART = dt.timedelta(days=92), dt.timedelta(days=548)
"""How far a birth may lie from the middle of what an age in months, or in years, makes of it."""
CALLED = Callable[[str], "list[Place]"]


@dataclass
class Cells:
    """The cells of a file, with what is wrong so far. `today` is the day that ages are said on."""

    columns: Mapping[str, str]
    today: dt.date
    places_called: CALLED
    problems: list[FileProblem] = field(default_factory=list)
    found_places: dict[str, list[Place]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=lambda: {one: words_of(one) for one in CHOICES})

    def text(self, row: FileRow, name: str) -> str:
        """Return what a row says in a field; empty without such a column."""
        return row.values.get(self.columns.get(name, ""), "")

    def note(self, row: FileRow, name: str, sentence: str) -> None:
        """Keep what is wrong with a field of a row."""
        column = self.columns.get(name, str(TITLES[name]))
        self.problems.append(FileProblem(row.number, row.key, column, self.text(row, name), sentence))

    def line(self, row: FileRow, name: str) -> str:
        """Return the text of a field that is no formula and not too long."""
        said = self.text(row, name)
        if begins_like_a_formula(said) and not PHONE.fullmatch(said):
            self.note(row, name, _("This begins like a formula: write the text alone."))
            return ""
        if len(said) > LONGEST.get(name, 400):
            self.note(row, name, _("Write at most %(most)s letters here.") % {"most": LONGEST[name]})
        return said

    def name(self, row: FileRow) -> str:
        """Return the name of a row's person."""
        if not self.text(row, "name"):
            self.note(row, "name", _("Write the name."))
        return self.line(row, "name")

    def choice(self, row: FileRow, name: str, *, is_needed: bool) -> str:
        """Return which of its values a field says; empty when it says none."""
        said = self.line(row, name)
        if not said:
            if is_needed and not self.text(row, name):
                self.note(row, name, self.expected(name))
            return ""
        value = self.words[name].get(bare(said), "")
        if not value:
            self.note(row, name, self.expected(name))
        return value

    def choices(self, row: FileRow, name: str) -> tuple[str, ...]:
        """Return which of its values a field says, several with commas."""
        said = [one.strip() for one in SEVERAL.split(self.line(row, name)) if one.strip()]
        values = [self.words[name].get(bare(one), "") for one in said]
        if "" in values:
            self.note(row, name, self.expected(name))
        return tuple(dict.fromkeys(value for value in values if value))

    def expected(self, name: str) -> str:
        """Return the sentence that gives the words of a field."""
        return _("Write one of these: %(words)s.") % {"words": labels_of(name)}

    def day(self, row: FileRow, name: str) -> dt.date | None:
        """Return a day that is not to come; None when there is none."""
        said = self.line(row, name)
        if not said:
            return None
        try:
            birth = dated(fold(said).strip())
        except ValueError:
            birth = None
        if birth is None or birth.known != BirthKnown.DAY or birth.on is None:
            self.note(row, name, _("This is no day of the calendar: write it as 09/03/2025."))
            return None
        if birth.on > self.today:
            self.note(row, name, _("This day is still to come: give the day it happened on."))
            return None
        return birth.on

    def birth(self, row: FileRow) -> Birth:
        """Return the birth of a row's person by its date, else by her age."""
        try:
            born = birth_from(self.line(row, "birth"), self.today)
        except DomainError as error:
            self.note(row, "birth", str(error))
            return NOT_KNOWN
        if not is_possible(born, self.today):
            self.note(row, "birth", _("This birth is still to come, or more than 120 years ago: correct it."))
        aged = self.age(row)
        if born == NOT_KNOWN or aged.on is None or born.on is None:
            return aged if born == NOT_KNOWN else born
        if abs(born.on - aged.on) > self.apart(row):
            self.note(row, "age", _("The age and the birth do not agree: correct one of them, or leave it out."))
        return born

    def age(self, row: FileRow) -> Birth:
        """Return the birth that an age makes; not known without one."""
        said = self.line(row, "age")
        birth = said_as_age(fold(said).strip(), self.today) if said else None
        if said and birth is None:
            self.note(row, "age", _("This is no age: write years (32) or months (8 months)."))
        return birth or NOT_KNOWN

    def apart(self, row: FileRow) -> dt.timedelta:
        """Return how far a birth may lie from what the age of a row makes of it."""
        age = AGE.fullmatch(fold(self.text(row, "age")).strip())
        return MONTHS_APART if age and age[2] in MONTH_WORDS else YEARS_APART

    def place(self, row: FileRow) -> Place | None:
        """Return the one place that a row means; None when it means none or several."""
        said = self.line(row, "place")
        if not said:
            return None
        if said not in self.found_places:
            found = self.places_called(said)
            self.found_places[said] = [one for one in found if one.code == said] or found
        found = self.found_places[said]
        if len(found) == 1:
            return found[0]
        if not found:
            self.note(row, "place", _("No place is called so where you act: write it another way."))
            return None
        candidates = joined(f"{name_in(one.names, get_language() or 'fr')} ({one.code})" for one in found)
        sentence = _("Several places may be meant; write the code of one: %(places)s.")
        self.note(row, "place", sentence % {"places": candidates})
        return None

    def consent(self, row: FileRow, birth: Birth) -> ConsentSaid | None:
        """Return what a row's person agreed to; None when nothing is written of it."""
        if bare(self.text(row, "purposes")) in AGREES_NO_MORE or bare(self.text(row, "how")) in AGREES_NO_MORE:
            self.note(row, "purposes", _("She does not agree, or agrees no more: leave her out of the file."))
            return None
        if not self.says_consent(row):
            return None
        purposes = self.choices(row, "purposes")
        how, spoken = (self.choice(row, name, is_needed=True) for name in ("how", "spoken"))
        on = self.agreed_on(row, birth)
        if ConsentPurpose.REGISTER not in purposes:
            sentence = _("She has not agreed that we keep her name: ask her, or leave her out.")
            self.note(row, "purposes", sentence)
        return ConsentSaid(purposes, how, spoken, at_midnight(on)) if on else None

    def says_consent(self, row: FileRow) -> bool:
        """Return whether anything is written of what a row's person agreed to."""
        return any(self.text(row, name) for name in CONSENT)

    def agreed_on(self, row: FileRow, birth: Birth) -> dt.date | None:
        """Return the day somebody agreed: written, and not before she was born."""
        if not self.text(row, "agreed_on"):
            self.note(row, "agreed_on", _("Write the day on which she agreed."))
        on = self.day(row, "agreed_on")
        if on and birth.on and is_before(on, birth):
            self.note(row, "agreed_on", _("She agreed before she was born: correct one of the two days."))
        return on


def is_before(day: dt.date, birth: Birth) -> bool:
    """Return whether a day is surely before a birth: its year where no more is known."""
    if birth.on is None:
        return False
    return day < birth.on if birth.known == BirthKnown.DAY else day.year < birth.on.year


def at_midnight(day: dt.date) -> dt.datetime:
    """Return when a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def labels_of(name: str) -> str:
    """Return the words that a field may say, in the language of the page; of purposes also their short names."""
    if name == "purposes":
        return joined(f"{value} ({label})" for value, label in CHOICES[name])
    return joined(str(label) for _value, label in CHOICES[name])


def joined(words: Iterable[str]) -> str:
    """Return words as one list."""
    return pgettext("between the items of a list", "; ").join(words)


def written(cell: Cell) -> str:
    """Return a cell as a row keeps it: a day of a workbook without the hour that nobody wrote."""
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else text_of(cell)
