"""What is wrong with the rows of a file, all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import ngettext

from twiza.core.errors import InputError
from twiza.documents.tables import problem_at

SAID_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A sentence about a row, and about a column of it when it is one cell's."""

    row: int
    column: str
    sentence: str


class RowsRefused(InputError):
    """Some rows of a file cannot be used: `problems` says which and why. Nothing of the file was kept."""

    def __init__(self, file: str, problems: Sequence[RowProblem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__(self._words())

    def _words(self) -> str:
        said = [
            str(problem_at(one.sentence, file=self.file, row=one.row, column=one.column))
            for one in self.problems[:SAID_AT_ONCE]
        ]
        more = len(self.problems) - len(said)
        if more:
            said.append(
                ngettext("%(count)s more row is wrong.", "%(count)s more rows are wrong.", more) % {"count": more}
            )
        return "\n".join(said)


@dataclass
class ProblemList:
    """Where a reader of rows notes what is wrong, and goes on to find the rest."""

    found: list[RowProblem] = field(default_factory=list)

    def note(self, row: int, column: str, sentence: str) -> None:
        """Keep one problem."""
        self.found.append(RowProblem(row, column, sentence))

    def in_order(self) -> list[RowProblem]:
        """Return the problems by row."""
        return sorted(self.found, key=lambda problem: problem.row)
