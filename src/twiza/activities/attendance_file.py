"""Reading an attendance sheet from a table: lines understood, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from twiza.activities.models import Training
from twiza.core.errors import InputError
from twiza.core.text import search_text_of
from twiza.documents.headings import bare, columns_of
from twiza.documents.tables import Row, Table, text_of
from twiza.territory.row_problems import ProblemList

MOST_LINES = 2_000
LONGEST = 120
TITLES = {
    "name": gettext_lazy("Name"),
    "function": gettext_lazy("Function"),
    "workplace": gettext_lazy("Works at"),
    "present": gettext_lazy("Present"),
    "before": gettext_lazy("Score before"),
    "after": gettext_lazy("Score after"),
}
SPELLINGS = {
    "name": ("nom", "nometprenom", "nomprenom", "nomcomplet", "participant", "الاسم", "الاسمالكامل"),
    "function": ("fonction", "poste", "profession", "المهمه", "الوظيفه"),
    "workplace": ("structure", "lieu", "facility", "organisation", "cscom", "المؤسسه", "مكانالعمل"),
    "present": ("presence", "presente", "الحضور", "حاضر"),
    "before": ("pretest", "avant", "preteste"),
    "after": ("posttest", "apres", "postteste"),
}
YES = {bare(word) for word in ("oui", "o", "yes", "y", "x", "1", "présent", "présente", "p", "نعم", "حاضر", "حاضرة")}
# Signs that `bare` leaves nothing of, as of an empty cell.
TICKS = {"✓", "✔", "☑"}
NO = {bare(word) for word in ("non", "n", "no", "0", "absent", "absente", "a", "لا", "غائب", "غائبة")}


class NoAttendance(InputError):
    """The file has no line, too many, or not the columns that say who was there."""


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One line that is understood: who, and what the sheet says of her; a score left empty is not done."""

    row: int
    name: str
    function: str
    workplace: str
    is_present: bool
    before: Decimal | None
    after: Decimal | None


@dataclass
class SheetReading:
    """What is known while a sheet is read: its columns, who stood on it, and what is wrong so far."""

    columns: Mapping[str, str]
    max_score: Decimal | None
    problems: ProblemList = field(default_factory=ProblemList)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def text(self, row: Row, name: str) -> str:
        """Return what a row says in a field; empty without a column."""
        return text_of(row.values.get(self.columns[name])) if name in self.columns else ""

    def note(self, row: Row, name: str, sentence: str) -> None:
        """Keep what is wrong with a field of a row."""
        self.problems.note(row.number, self.columns.get(name, str(TITLES[name])), sentence)


def read_attendance(table: Table, training: Training) -> tuple[list[AttendanceLine], ProblemList]:
    """Return the lines of a sheet that can be kept, and what is wrong with the others. Raises NoAttendance."""
    columns = columns_of(table.columns, TITLES, SPELLINGS)
    missing = [str(TITLES[name]) for name in ("name", "present") if name not in columns]
    if missing:
        said = pgettext("between the items of a list", "; ").join(missing)
        sentence = _("%(file)s has no column for: %(columns)s. Take the printed sheet's headings.")
        raise NoAttendance(sentence % {"file": table.name, "columns": said})
    reading = SheetReading(columns, training.max_score)
    lines, count = [], 0
    for count, row in enumerate(table.rows, start=1):
        if count > MOST_LINES:
            raise NoAttendance(_("A sheet has at most %(most)s lines: split the file.") % {"most": MOST_LINES})
        if (line := line_of(row, reading)) is not None:
            lines.append(line)
    if not count:
        raise NoAttendance(_("%(file)s holds no row under its header.") % {"file": table.name})
    return lines, reading.problems


def line_of(row: Row, reading: SheetReading) -> AttendanceLine | None:
    """Return what a row says; None when something of it is noted as wrong."""
    noted = len(reading.problems.found)
    name = name_of(row, reading)
    is_present = presence_of(row, reading)
    before, after = (score_of(row, reading, one) for one in ("before", "after"))
    if len(reading.problems.found) > noted:
        return None
    return AttendanceLine(
        row.number, name, reading.text(row, "function")[:LONGEST], reading.text(row, "workplace")[:LONGEST],
        bool(is_present), before, after,
    )  # fmt: skip


def name_of(row: Row, reading: SheetReading) -> str:
    """Return the name in a row: given, and once on the sheet."""
    name = reading.text(row, "name")
    sound = search_text_of([name]).strip()
    if not sound or len(name) > LONGEST:
        reading.note(row, "name", _("Write the name of the person, in at most 120 letters."))
        return ""
    key = (sound, search_text_of([reading.text(row, "workplace")]))
    first = reading.rows.setdefault(key, row.number)
    if first != row.number:
        reading.note(row, "name", _("This person is in row %(row)s already: a sheet has her once.") % {"row": first})
    return name


def presence_of(row: Row, reading: SheetReading) -> bool | None:
    """Return whether a row says that somebody was there; None when it does not say."""
    written = reading.text(row, "present")
    said = bare(written)
    if said in YES or written in TICKS:
        return True
    if said not in NO:
        reading.note(row, "present", _("Write yes or no: a mark that is missing is not an absence."))
    return False


def score_of(row: Row, reading: SheetReading, name: str) -> Decimal | None:
    """Return a score of a row; None for a test not done, or for what is noted as wrong."""
    said = reading.text(row, name).replace(",", ".").replace("\u066b", ".")
    if not said:
        return None
    if reading.max_score is None:
        reading.note(row, name, _("This training has no test: say first which score is its best one."))
        return None
    try:
        number = Decimal(said)
    except InvalidOperation:
        number = Decimal(-1)
    if not (number.is_finite() and 0 <= number <= reading.max_score):
        sentence = _("“%(said)s” is no score from 0 to %(most)s; leave it empty for a test not done.")
        reading.note(row, name, sentence % {"said": said[:40], "most": reading.max_score.normalize()})
        return None
    return number.quantize(Decimal("0.01"))
