"""A register typed in a spreadsheet: each row is a line as it would be typed here, every fault named with its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from twiza.core.errors import InputError
from twiza.core.text import fold
from twiza.documents.headings import columns_of
from twiza.documents.tables import Row, Table, text_of
from twiza.outreach.register_line import LineNotUnderstood, TypedLine, understand_line
from twiza.territory.row_problems import ProblemList, RowsRefused

LINES_MAX = 5_000
TITLES = {
    "number": gettext_lazy("Number in the queue"),
    "sex": gettext_lazy("Sex"),
    "age": gettext_lazy("Age"),
    "posts": gettext_lazy("Posts"),
    "locality": gettext_lazy("Locality"),
}
REQUIRED = ("number", "sex", "age", "posts")
SPELLINGS = {
    "number": ("number", "numero", "no", "n", "ordre", "queue", "رقم", "الرقم"),
    "sex": ("sex", "sexe", "genre", "gender", "جنس", "الجنس"),
    "age": ("age", "السن", "العمر"),
    "posts": ("post", "posts", "poste", "postes", "specialite", "specialites", "مركز", "المراكز"),
    "locality": ("locality", "localite", "douar", "origine", "الدوار", "دوار", "التجمعالسكني"),
}
SEXES = {
    **dict.fromkeys(("f", "femme", "feminin", "female", "woman", "fille", "انثي", "امراه"), "f"),
    **dict.fromkeys(("h", "m", "homme", "masculin", "male", "man", "garcon", "ذكر", "رجل"), "h"),
}
MONTHS = ("mois", "months", "month", "اشهر", "شهر")


class NoRegister(InputError):
    """The file has no row, too many, or not the columns that a register has."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A row of a file, understood."""

    row: int
    line: TypedLine


@dataclass(slots=True)
class _Reading:
    columns: Mapping[str, str]
    posts: Sequence[int]
    localities: Mapping[str, int]
    problems: ProblemList
    lines: dict[int, FileLine]

    def text(self, row: Row, name: str) -> str:
        return text_of(row.values.get(self.columns[name])) if name in self.columns else ""

    def note(self, row: Row, name: str, sentence: str) -> None:
        self.problems.note(row.number, self.columns.get(name, str(TITLES[name])), sentence)


def read_register(table: Table, *, posts: Sequence[int], localities: Mapping[str, int]) -> list[FileLine]:
    """
    Return the lines in a table; `localities` gives the number of each by its name.

    Raises NoRegister, RowsRefused with all that is wrong, and TableProblem.
    """
    columns = columns_of(table.columns, TITLES, SPELLINGS)
    if missing := [str(TITLES[name]) for name in REQUIRED if name not in columns]:
        said = pgettext("between the items of a list", "; ").join(missing)
        raise NoRegister(_("%(file)s has no column for: %(columns)s.") % {"file": table.name, "columns": said})
    known = {fold(name).strip(): number for name, number in localities.items()}
    reading = _Reading(columns, posts, known, ProblemList(), {})
    for row in table.rows:
        read_row(row, reading)
    if reading.problems.found:
        raise RowsRefused(table.name, reading.problems.in_order())
    if not 0 < len(reading.lines) <= LINES_MAX:
        sentence = _("%(file)s holds %(lines)d lines: a day of a register has 1 to %(most)d.")
        raise NoRegister(sentence % {"file": table.name, "lines": len(reading.lines), "most": LINES_MAX})
    return list(reading.lines.values())


def read_row(row: Row, reading: _Reading) -> None:
    """Understand one row, or note what is wrong with it."""
    typed = typed_as(row, reading)
    if typed is None:
        return
    try:
        line = understand_line(typed, posts=reading.posts, localities=set(reading.localities.values()))
    except LineNotUnderstood as wrong:
        reading.note(row, "posts", str(wrong))
        return
    keep_line(row, line, reading)


def keep_line(row: Row, line: TypedLine, reading: _Reading) -> None:
    """Keep a line under its number; another one under the same number is a fault, the same one is the same."""
    number = line.queue_number or 0
    first = reading.lines.setdefault(number, FileLine(row.number, line))
    if first.line != line:
        reading.note(row, "number", _("Row %(row)d has this number for another person.") % {"row": first.row})


def typed_as(row: Row, reading: _Reading) -> str | None:
    """Return a row as it would be typed, None when something of it is wrong, which is noted."""
    number, sex = reading.text(row, "number"), SEXES.get(fold(reading.text(row, "sex")).strip())
    if not number.isdecimal() or not 0 < int(number) < 10**6:
        reading.note(row, "number", _("A number is whole and above 0."))
        return None
    if sex is None:
        reading.note(row, "sex", _("Write F or M."))
        return None
    place = locality_typed(row, reading)
    return None if place is None else f"{number}: {sex}{age_typed(row, reading)} {reading.text(row, 'posts')}{place}"


def age_typed(row: Row, reading: _Reading) -> str:
    """Return an age as it would be typed: `8 mois` is `8m`."""
    age = fold(reading.text(row, "age")).strip()
    for word in MONTHS:
        if age.endswith(word):
            return age.removesuffix(word).strip() + "m"
    return age


def locality_typed(row: Row, reading: _Reading) -> str | None:
    """Return where somebody comes from as it would be typed, None when it is not known, which is noted."""
    said = reading.text(row, "locality")
    if not said:
        return ""
    number = int(said) if said.isdecimal() else reading.localities.get(fold(said).strip())
    if number is None:
        reading.note(row, "locality", _("No locality of this caravan is called “%(name)s”.") % {"name": said[:40]})
        return None
    return f" @{number}"
