"""Reading a file of families: rows are people, put together by the code of their household."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.core.names import name_in
from twiza.core.text import fold, search_text_of
from twiza.documents.headings import bare, columns_of
from twiza.documents.tables import Table
from twiza.households.actions.guardians import is_older
from twiza.households.births import is_child_on
from twiza.households.household_file import (
    FileHousehold,
    FileMember,
    FileRow,
    HouseholdFile,
    by_key,
    household_id,
    person_said,
)
from twiza.households.import_cells import SEVERAL, Cells, written
from twiza.households.import_columns import NEEDED, SPELLINGS, TITLES
from twiza.households.models import GuardianKind, Person, Relation
from twiza.households.terms import HouseholdTerms, MemberTerms, PersonTerms
from twiza.territory.models import Place

MOST_ROWS = 25_000
"""Five thousand households of five."""


class NoFamilies(InputError):
    """The file has no row, too many, or not the columns that a registration needs."""


def read_households(
    table: Table, *, organisation_id: int, today: dt.date, places_called: Callable[[str], list[Place]]
) -> HouseholdFile:
    """Return the families of a table that can be registered, and what is wrong with the others. Raises NoFamilies."""
    columns = columns_of(table.columns, TITLES, SPELLINGS)
    missing = [str(TITLES[name]) for name in NEEDED if name not in columns]
    if missing:
        said = pgettext("between the items of a list", "; ").join(missing)
        sentence = _("%(file)s has no column for: %(columns)s. Take the headings of the empty file.")
        raise NoFamilies(sentence % {"file": table.name, "columns": said})
    used = set(columns.values())
    file = HouseholdFile(table.name, table.columns, tuple(one for one in table.columns if one not in used))
    file.rows = rows_of(table, columns["household"])
    cells = Cells(columns, today, places_called)
    for key, rows in by_key(file.rows).items():
        household = read_household(key, rows, cells, organisation_id)
        if household is not None:
            file.households.append(household)
    file.problems = sorted(cells.problems, key=lambda one: one.row)
    file.understood = understood(cells)
    return file


def rows_of(table: Table, key_column: str) -> list[FileRow]:
    """Return every row as it is written. Raises NoFamilies."""
    rows: list[FileRow] = []
    for row in table.rows:
        if len(rows) == MOST_ROWS:
            raise NoFamilies(_("A file has at most %(most)s rows: split it.") % {"most": MOST_ROWS})
        values = {column: written(cell) for column, cell in row.values.items()}
        rows.append(FileRow(row.number, fold(values.get(key_column, "")).strip(), values))
    if not rows:
        raise NoFamilies(_("%(file)s holds no row under its header.") % {"file": table.name})
    return rows


def understood(cells: Cells) -> dict[str, Place]:
    """Return the place that was taken for each spelling that is neither its name nor its code."""
    return {
        said: found[0]
        for said, found in cells.found_places.items()
        if len(found) == 1 and said not in {found[0].code, *found[0].names.values()}
    }


def read_household(key: str, rows: Sequence[FileRow], cells: Cells, organisation_id: int) -> FileHousehold | None:
    """Return a household; None when something of it is noted as wrong."""
    noted = len(cells.problems)
    cells.line(rows[0], "household")
    if not key:
        for row in rows:
            cells.note(row, "household", _("Write the code that this household has in your file."))
        return None
    home = household_id(organisation_id, key)
    place, language = one_place(rows, cells), cells.choice(saying(rows, "language", cells), "language", is_needed=True)
    landmark = cells.line(saying(rows, "landmark", cells), "landmark")
    ordered = head_first(rows, cells)
    members = [member_of(row, uuid.uuid5(home, str(index)), cells) for index, row in enumerate(ordered)]
    check_together(ordered, members, cells, organisation_id)
    if len(cells.problems) > noted or place is None:
        return None
    terms = HouseholdTerms(place=place, language=language, registered_on=cells.today, landmark=landmark)
    return FileHousehold(home, key, terms, tuple(members))


def saying(rows: Sequence[FileRow], name: str, cells: Cells) -> FileRow:
    """Return the first row of a household that says something in a field, or its first row."""
    return next((row for row in rows if cells.text(row, name)), rows[0])


def one_place(rows: Sequence[FileRow], cells: Cells) -> Place | None:
    """Return the place of a household: written once at least, and the same wherever it is written."""
    place = None
    for row in rows:
        found = cells.place(row)
        if place is not None and found is not None and found != place:
            sentence = _("This household is in %(place)s in another row: a code is one household at one place.")
            cells.note(row, "place", sentence % {"place": name_in(place.names, get_language() or "fr")})
        place = place or found
    if not any(cells.text(row, "place") for row in rows):
        cells.note(rows[0], "place", _("Write where the household lives."))
    return place


def head_first(rows: Sequence[FileRow], cells: Cells) -> list[FileRow]:
    """Return the rows of a household, its one head first."""
    words = cells.words["relation"]
    heads = [row for row in rows if words.get(bare(cells.text(row, "relation"))) == Relation.HEAD]
    if not heads:
        cells.note(rows[0], "relation", _("Nobody of this household is its head: say who is."))
    for row in heads[1:]:
        sentence = _("Row %(row)s is the head already: a household has one.")
        cells.note(row, "relation", sentence % {"row": heads[0].number})
    return [*heads, *(row for row in rows if row not in heads)]


def member_of(row: FileRow, id: uuid.UUID, cells: Cells) -> FileMember:
    """Return somebody as her row says her; what is wrong with it is noted."""
    birth = cells.birth(row)
    person = PersonTerms(
        name=cells.name(row),
        sex=cells.choice(row, "sex", is_needed=True),
        birth=birth,
        phone=cells.line(row, "phone"),
        aliases=tuple(SEVERAL.split(cells.line(row, "aliases"))),
    )
    terms = MemberTerms(
        id,
        person,
        cells.choice(row, "relation", is_needed=True),
        cells.consent(row, birth),
        cells.choice(row, "guardian", is_needed=False),
        cells.day(row, "since"),
    )
    return FileMember(row.number, terms, cells.choices(row, "papers"))


def check_together(rows: Sequence[FileRow], members: Sequence[FileMember], cells: Cells, organisation_id: int) -> None:
    """Note what is wrong between the people of a household: consents, ages, somebody written twice."""
    people = [person_said(one.terms, organisation_id) for one in members]
    seen: dict[tuple[str, object], int] = {}
    for index, (row, member, person) in enumerate(zip(rows, members, people, strict=True)):
        is_own = index == 0 or not (is_child_on(person, cells.today) or is_unread(person, row, cells))
        if is_own and member.terms.consent is None and not cells.says_consent(row):
            cells.note(row, "purposes", _("An adult agrees herself: write what she agrees to, how and when."))
        if is_child_of(member.terms) and index and is_older(person, people[0]):
            sentence = _("%(child)s would be older than %(parent)s: correct one of the two births.")
            cells.note(row, "birth", sentence % {"child": person.name, "parent": people[0].name})
        first = seen.setdefault((search_text_of([person.name]), person.born_on), row.number)
        if first != row.number and person.name:
            cells.note(row, "name", _("This person is in row %(row)s already.") % {"row": first})


def is_unread(person: Person, row: FileRow, cells: Cells) -> bool:
    """Return whether a birth is written that was not understood: nobody knows whether she is a child."""
    return person.born_on is None and any(cells.text(row, name) for name in ("birth", "age"))


def is_child_of(terms: MemberTerms) -> bool:
    """Return whether somebody is said to be the daughter or son of the head."""
    return terms.relation == Relation.CHILD or terms.guardian in {GuardianKind.MOTHER, GuardianKind.FATHER}
