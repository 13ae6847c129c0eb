"""Files about families that come in a file: an empty one to fill, and the rows that were left out."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.documents.table_files import TableColumn, TableFile, table_as
from twiza.documents.workbooks import Column, Sheet, write_xlsx
from twiza.households.household_file import HouseholdFile
from twiza.households.import_cells import joined, labels_of
from twiza.households.import_columns import CHOICES, NEEDED, TITLES


def empty_file(language: str) -> bytes:
    """Return a workbook to fill, with a second sheet that explains each column by an example."""
    with override(language):
        columns = [Column(str(title), width=20) for title in TITLES.values()]
        explained = [Column(_("Column"), width=26), Column(_("Needed")), Column(_("Example"), width=26),
                     Column(_("What to write"), width=90)]  # fmt: skip
        example, told = example_row(), explanations()
        rows = [
            (str(title), _("Yes") if name in NEEDED else _("No"), example.get(name, ""), told.get(name, ""))
            for name, title in TITLES.items()
        ]
        sheets = [Sheet(_("Families"), columns, []), Sheet(_("How to fill it"), explained, rows)]
        return write_xlsx(sheets, language=language, notes=())


def example_row() -> dict[str, str]:
    """Return a row of somebody invented, as it would be written."""
    words = {name: str(next(iter(choices))[1]) for name, choices in CHOICES.items()}
    return words | {
        "household": "M-001", "place": _("Your neighbourhood"), "landmark": _("Behind the school"),
        "name": "Fatoumata Diarra", "aliases": "Fanta", "birth": "1994", "age": "", "guardian": "",
        "phone": "+223 76 00 00 00", "since": "01/02/2019", "purposes": "register, visits", "agreed_on": "15/01/2026",
    }  # fmt: skip


def explanations() -> dict[str, str]:
    """Return what to write in each column."""
    words = {name: _("One of these: %(words)s.") % {"words": labels_of(name)} for name in CHOICES}
    several = _("One or several of these, with commas: %(words)s.")
    return words | {
        "household": _("The code or number you give this household: the same on the row of each of its people."),
        "place": _("The name or the code of the place; once per household is enough."),
        "name": _("One row for each person. One of each household is its head."),
        "aliases": _("At home, in another script, before marriage; several with commas."),
        "birth": _("A date (09/03/2025), a month (03/2025), a year (1994) or an age (32, 8 months)."),
        "age": _("Only without a birth: years, or months (8 months), on the day you send the file."),
        "purposes": several % {"words": labels_of("purposes")},
        "papers": several % {"words": labels_of("papers")},
        "since": _("A date (09/03/2025)."),
        "agreed_on": _("A date. For a child without consent columns, the word of the head holds."),
    }


def rows_left_out(file: HouseholdFile, language: str) -> bytes:
    """Return the rows of the households that were left out, as a workbook to correct and send again."""
    with override(language):
        reason = _("What is wrong")
        columns = [one for one in file.columns if one != reason]
        said: defaultdict[int, list[str]] = defaultdict(list)
        for problem in file.problems:
            said[problem.row].append(f"{problem.column}: {problem.sentence}")
        another = _("Another row of this household is wrong.")
        rows = [
            (*(row.values.get(column, "") for column in columns), joined(said[row.number]) or another)
            for row in file.refused_rows
        ]
        titles = [TableColumn(name=one, title=one) for one in (*columns, reason)]
        return table_as("xlsx", TableFile(_("Rows left out"), titles, rows), language=language)
