"""Reading homes from a table: every row understood, or every problem named with its row and column."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.case_management.home_columns import REQUIRED, SPELLINGS, TITLES, columns_of_people, required_said
from twiza.case_management.models import Risk
from twiza.case_management.terms import HOMES_MAX, VISIT_MINUTES_MAX, VISITS_MAX, HomeTerms, Rhythm
from twiza.core.errors import InputError
from twiza.core.names import in_every_language
from twiza.documents.headings import bare, columns_of
from twiza.documents.tables import Row, Table, text_of
from twiza.territory.row_problems import ProblemList, RowsRefused

# A code is short and without spaces, so that nobody's name passes for one.
CODE = re.compile(r"[^\W_][\w./-]{0,23}")
PHONE = re.compile(r"\d{9,}")
DAYS_PER_WEEK = 7


class FileOfPeople(InputError):
    """The file has columns about people: it must not be here at all."""


class NoHomes(InputError):
    """The file has no row, too many, or not the columns that say where homes are."""


@dataclass
class Reading:
    """What is known while a file is read: its columns, what was asked in the form, and what is wrong so far."""

    columns: Mapping[str, str]
    agents: Collection[str]
    rhythms: Mapping[str, Rhythm]
    problems: ProblemList = field(default_factory=ProblemList)
    rows: dict[str, int] = field(default_factory=dict)

    def text(self, row: Row, name: str) -> str:
        """Return what a row says in a field; empty without a column."""
        return text_of(row.values.get(self.columns[name])) if name in self.columns else ""

    def note(self, row: Row, name: str, sentence: str) -> None:
        """Keep what is wrong with a field of a row."""
        self.problems.note(row.number, self.columns.get(name, str(TITLES[name])), sentence)


def read_homes(table: Table, *, agents: Collection[str], rhythms: Mapping[str, Rhythm]) -> list[HomeTerms]:
    """
    Return the homes in a table. `agents` are the codes in the form, `rhythms` what it says of each risk.

    Raises FileOfPeople, NoHomes, RowsRefused with all that is wrong, and TableProblem.
    """
    refuse_columns(table)
    reading = Reading(columns_of(table.columns, TITLES, SPELLINGS), agents, rhythms)
    homes = [home_of(row, reading) for row in table.rows]
    if not homes:
        raise NoHomes(_("%(file)s holds no row under its header.") % {"file": table.name})
    if len(homes) > HOMES_MAX:
        sentence = _("%(file)s has %(homes)s homes, more than the %(most)s one plan takes: split it by team.")
        raise NoHomes(sentence % {"file": table.name, "homes": len(homes), "most": HOMES_MAX})
    if reading.problems.found:
        raise RowsRefused(table.name, reading.problems.in_order())
    return homes


def refuse_columns(table: Table) -> None:
    """Raise FileOfPeople for columns about people, NoHomes when a needed column is missing."""
    about_people = columns_of_people(table.columns)
    if about_people:
        sentence = _(
            "%(file)s was not kept: these columns seem to be about people: %(columns)s. Rounds need codes only. "
            "Delete these columns and send the file again."
        )
        said = pgettext("between the items of a list", "; ").join(f"“{one}”" for one in about_people)
        raise FileOfPeople(sentence % {"file": table.name, "columns": said})
    found = columns_of(table.columns, TITLES, SPELLINGS)
    missing = [str(TITLES[name]) for name in REQUIRED if name not in found]
    if missing:
        sentence = _("%(file)s has no column for: %(columns)s.")
        said = pgettext("between the items of a list", "; ").join(missing)
        raise NoHomes(f"{sentence % {'file': table.name, 'columns': said}} {required_said()}")


def home_of(row: Row, reading: Reading) -> HomeTerms:
    """Return the home in a row; what is wrong with it is noted."""
    risk = risk_of(row, reading)
    return HomeTerms(
        code=code_of(row, reading),
        lat=number_of(row, reading, "lat", least=-90, most=90),
        lon=number_of(row, reading, "lon", least=-180, most=180),
        visit_minutes=number_of(row, reading, "minutes", least=1, most=VISIT_MINUTES_MAX),
        risk=risk,
        visits=visits_of(row, reading, risk),
        agent=agent_of(row, reading),
        weekdays=weekdays_of(row, reading),
    )


def code_of(row: Row, reading: Reading) -> str:
    """Return the code of a home: short, without spaces, used once, and no telephone number."""
    code = reading.text(row, "code")
    if not CODE.fullmatch(code):
        reading.note(row, "code", _("A code has 1 to 24 letters and digits, without spaces, and is no name."))
    elif PHONE.fullmatch(code):
        reading.note(row, "code", _("This looks like a telephone number: give the home a code of your own."))
    first = reading.rows.setdefault(code, row.number)
    if first != row.number and code:
        reading.note(row, "code", _("This code is in row %(row)s already.") % {"row": first})
    return code


def number_of(row: Row, reading: Reading, name: str, *, least: float, most: float) -> float:
    """Return a number between two limits; 0 when it is noted as wrong."""
    said = reading.text(row, name)
    try:
        number = float(said.replace(",", ".").replace("\u066b", "."))
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        sentence = _("“%(said)s” is not a number from %(least)s to %(most)s.")
        reading.note(row, name, sentence % {"said": said[:40], "least": least, "most": most})
        return 0.0
    return number


def risk_of(row: Row, reading: Reading) -> str:
    """Return the risk of a home; empty when the file says none."""
    said = reading.text(row, "risk")
    if not said:
        return ""
    risk = risks_said().get(bare(said), "")
    if not risk:
        sentence = _("“%(said)s” is no risk known here: write high, medium or low.")
        reading.note(row, "risk", sentence % {"said": said[:40]})
    return risk


def visits_of(row: Row, reading: Reading, risk: str) -> int | None:
    """Return how many visits a row asks for, None where its risk says it; noted when neither does."""
    said = reading.text(row, "visits")
    if said:
        if not said.isdecimal() or not 1 <= int(said) <= VISITS_MAX:
            sentence = _("“%(said)s” is not a whole number from 1 to %(most)s.")
            reading.note(row, "visits", sentence % {"said": said[:40], "most": VISITS_MAX})
            return None
        return int(said)
    if not risk and not reading.text(row, "risk"):
        reading.note(row, "visits", _("Write how many visits, or the risk of the home."))
    elif risk and risk not in reading.rhythms:
        sentence = _("The form does not say how often homes of this risk are visited: %(risk)s. Fill it in above.")
        reading.note(row, "risk", sentence % {"risk": Risk(risk).label})
    return None


def agent_of(row: Row, reading: Reading) -> str:
    """Return the agent a home is kept for; empty is whoever is best placed."""
    said = reading.text(row, "agent")
    if said and said not in reading.agents:
        sentence = _("“%(said)s” is no agent of this form: write her code as above, or leave it empty.")
        reading.note(row, "agent", sentence % {"said": said[:40]})
    return said


def weekdays_of(row: Row, reading: Reading) -> tuple[int, ...]:
    """Return the days of the week on which a home may be visited, as ISO 8601 numbers them; none is every day."""
    known = weekdays_said()
    said = [word for word in re.split(r"[\s,;،/]+", reading.text(row, "weekdays")) if word]
    wrong = [word for word in said if bare(word) not in known]
    if wrong:
        sentence = _("“%(said)s” is no day of the week: write Monday or 1, Tuesday or 2…")
        reading.note(row, "weekdays", sentence % {"said": wrong[0][:40]})
    return tuple(sorted({known[bare(word)] for word in said if bare(word) in known}))


@cache
def risks_said() -> dict[str, str]:
    """Return the risks by how they may be written, in each language."""
    said = {"eleve": "high", "haut": "high", "moyen": "medium", "faible": "low", "bas": "low"}
    said |= {"مرتفع": "high", "عالي": "high", "متوسط": "medium", "منخفض": "low"}
    for risk in Risk:
        labels = in_every_language(lambda _language, risk=risk: str(risk.label))  # type: ignore[misc]
        said |= dict.fromkeys([risk.value, *(bare(label) for label in labels.values())], risk.value)
    return said


@cache
def weekdays_said() -> dict[str, int]:
    """Return the days of the week by how they may be written: a number from 1, Monday, or a name in each language."""
    said = {str(number): number for number in range(1, DAYS_PER_WEEK + 1)}
    for names in (WEEKDAYS, WEEKDAYS_ABBR):
        for day in range(DAYS_PER_WEEK):
            spoken = in_every_language(lambda _language, names=names, day=day: str(names[day]))  # type: ignore[misc]
            said |= {bare(name): day + 1 for name in spoken.values()}
    return said
