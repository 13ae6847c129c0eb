"""What an office answered, read from the workbook it was sent: lines understood, and what is wrong with the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from twiza.core.errors import InputError
from twiza.documents.headings import bare, columns_of
from twiza.documents.tables import Row, Table, text_of
from twiza.social_protection.actions.batch_answers import AnswerTerms
from twiza.social_protection.models import BatchAnswer
from twiza.territory.cells import CellRefused, date_in
from twiza.territory.row_problems import ProblemList

LONGEST_REASON = 500
TITLES = {
    "number": pgettext_lazy("line of a list", "No."),
    "household": pgettext_lazy("file of rights", "Household"),
    "answer": gettext_lazy("Answer"),
    "answered_on": gettext_lazy("Answered on"),
    "reason": gettext_lazy("Reason"),
}
SPELLINGS = {
    "number": ("n", "no", "numero", "number", "ligne", "الرقم", "رقم"),
    "household": ("menage", "household", "code", "famille", "الاسره", "الرمز"),
    "answer": ("reponse", "answer", "decision", "avis", "الجواب", "القرار"),
    "answered_on": ("datedereponse", "date", "repondule", "التاريخ", "تاريخالجواب"),
    "reason": ("motif", "raison", "observations", "reason", "السبب"),
}
SAID = {
    BatchAnswer.YES: (
        "oui",
        "o",
        "yes",
        "y",
        "accepte",
        "acceptee",
        "accorde",
        "favorable",
        "delivre",
        "نعم",
        "مقبول",
    ),
    BatchAnswer.NO: ("non", "n", "no", "rejete", "rejetee", "refuse", "refusee", "defavorable", "لا", "مرفوض"),
}
ANSWERS = {bare(word): answer for answer, words in SAID.items() for word in words}


class NoAnswers(InputError):
    """The file has not the columns that say what was answered to whom."""


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """The answers of a file with the row of each, the rows left empty, and what is wrong with the others."""

    answers: list[AnswerTerms]
    empty: int
    problems: ProblemList


@dataclass
class AnswersReading:
    """What is known while answers are read: the columns, the codes of the list by number, and what is wrong so far."""

    columns: Mapping[str, str]
    codes: Mapping[int, str]
    today: dt.date
    problems: ProblemList = field(default_factory=ProblemList)
    rows: dict[int, int] = field(default_factory=dict)

    def text(self, row: Row, name: str) -> str:
        """Return what a row says in a field; empty without a column."""
        return text_of(row.values.get(self.columns[name])) if name in self.columns else ""

    def note(self, row: Row, name: str, sentence: str) -> None:
        """Keep what is wrong with a field of a row."""
        self.problems.note(row.number, self.columns.get(name, str(TITLES[name])), sentence)


def read_answers(table: Table, codes: Mapping[int, str], today: dt.date) -> AnswersRead:
    """
    Return what a table answers to a list whose households have these codes by number.

    A row without an answer waits on. Raises NoAnswers.
    """
    columns = columns_of(table.columns, TITLES, SPELLINGS)
    missing = [str(TITLES[name]) for name in ("number", "answer", "answered_on") if name not in columns]
    if missing:
        said = pgettext("between the items of a list", "; ").join(missing)
        sentence = _("%(file)s has no column for: %(columns)s. Fill in the workbook of the list and send it back.")
        raise NoAnswers(sentence % {"file": table.name, "columns": said})
    reading = AnswersReading(columns, codes, today)
    said_rows, empty = [], 0
    for row in table.rows:
        if not reading.text(row, "answer"):
            empty += 1
        elif (terms := answer_in(row, reading)) is not None:
            said_rows.append(terms)
    return AnswersRead(said_rows, empty, reading.problems)


def answer_in(row: Row, reading: AnswersReading) -> AnswerTerms | None:
    """Return what a row answers; None when something of it is noted as wrong."""
    noted = len(reading.problems.found)
    number, answer, day = number_in(row, reading), said_in(row, reading), day_in(row, reading)
    reason = reading.text(row, "reason")[:LONGEST_REASON]
    if answer == BatchAnswer.NO and not reason:
        reading.note(row, "reason", _("Write why the office said no."))
    if len(reading.problems.found) > noted or day is None:
        return None
    return AnswerTerms(number, answer, day, reason)


def number_in(row: Row, reading: AnswersReading) -> int:
    """Return the number of a line: on the list, once, and of the household whose code stands beside it."""
    said = reading.text(row, "number")
    number = int(said) if said.isdecimal() and len(said) < 7 else 0
    if number not in reading.codes:
        reading.note(row, "number", _("No file of this list has this number."))
        return 0
    code = reading.text(row, "household")
    if code and bare(code) != bare(reading.codes[number]):
        sentence = _("On the list, number %(number)s is household %(code)s: take numbers and codes from the list.")
        reading.note(row, "household", sentence % {"number": number, "code": reading.codes[number]})
    first = reading.rows.setdefault(number, row.number)
    if first != row.number:
        reading.note(row, "number", _("Row %(row)s has this number already.") % {"row": first})
    return number


def said_in(row: Row, reading: AnswersReading) -> str:
    """Return the answer of a row; empty when it is noted as wrong."""
    answer = ANSWERS.get(bare(reading.text(row, "answer")))
    if answer is None:
        reading.note(row, "answer", _("Write yes or no as the answer."))
    return str(answer or "")


def day_in(row: Row, reading: AnswersReading) -> dt.date | None:
    """Return the day of an answer; None when it is noted as wrong."""
    try:
        day = date_in(row.values.get(reading.columns["answered_on"]), reading.today)
    except CellRefused as error:
        reading.note(row, "answered_on", str(error))
        return None
    if day is None:
        reading.note(row, "answered_on", _("Write on which day the office answered."))
    return day
