"""What a file says of families: those that can be registered, and what is wrong with the others."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twiza.households.models import Person
from twiza.households.terms import HouseholdTerms, MemberTerms
from twiza.territory.models import Place

FAMILIES = uuid.UUID("5f7a4c1e-0b0d-4f55-9a0c-6d0f5f6e2c11")
"""The namespace of the ids of households that come in a file."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A sentence about a cell of a file: its row, its household's code, its column and what stands there."""

    row: int
    key: str
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FileMember:
    """Somebody of a household in a file, and the papers she holds."""

    row: int
    terms: MemberTerms
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileHousehold:
    """A household of a file that can be registered, its head first."""

    id: uuid.UUID
    key: str
    terms: HouseholdTerms
    members: tuple[FileMember, ...]

    @property
    def head(self) -> MemberTerms:
        """Return the head."""
        return self.members[0].terms


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as it was written."""

    number: int
    key: str
    values: Mapping[str, str]


@dataclass
class HouseholdFile:
    """
    A file of families as it is understood.

    `understood` gives the place meant by each spelling that is not its name; `aside` the columns without a use here;
    `before` the ids of households that are registered already.
    """

    name: str
    columns: tuple[str, ...]
    aside: tuple[str, ...] = ()
    rows: list[FileRow] = field(default_factory=list)
    households: list[FileHousehold] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    understood: dict[str, Place] = field(default_factory=dict)
    before: set[uuid.UUID] = field(default_factory=set)

    @property
    def new(self) -> list[FileHousehold]:
        """Return the households to register."""
        return [one for one in self.households if one.id not in self.before]

    @property
    def new_people(self) -> int:
        """Return how many people are to be registered."""
        return sum(len(one.members) for one in self.new)

    @property
    def refused_rows(self) -> list[FileRow]:
        """Return the rows of the households that are left out."""
        refused = self.refused
        return [one for one in self.rows if one.key in refused]

    @property
    def refused(self) -> set[str]:
        """Return the codes of the households that are left out."""
        return {one.key for one in self.rows} - {one.key for one in self.households}


def household_id(organisation_id: int, key: str) -> uuid.UUID:
    """Return the id of a household: the same whenever its organisation sends its code again."""
    return uuid.uuid5(FAMILIES, f"{organisation_id}/{key}")


def person_said(terms: MemberTerms, organisation_id: int) -> Person:
    """Return somebody as she would be registered; she is kept nowhere."""
    said = terms.person
    return Person(
        id=terms.id,
        organisation_id=organisation_id,
        name=said.name,
        sex=said.sex,
        born_on=said.birth.on,
        birth_known=said.birth.known,
    )


def by_key(rows: Sequence[FileRow]) -> dict[str, list[FileRow]]:
    """Return the rows of each household, in the order of the file."""
    found: dict[str, list[FileRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
