"""What a person sees of a file of families: before it is registered, and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.households.household_file import FileProblem, HouseholdFile
from twiza.households.models import Household, HouseholdImport
from twiza.households.queries.imports import LikeKnown, heads_known_already, households_in, registered_by
from twiza.jobs.models import JobState

PROBLEMS_SHOWN, ALIKE_SHOWN = 200, 50


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A file as it is understood; `refusal` says why it is not at all, `late` what was refused by the registration."""

    file: HouseholdFile | None
    refusal: str = ""
    alike: list[LikeKnown] = field(default_factory=list)
    made: list[Household] = field(default_factory=list)
    late: list[dict[str, Any]] = field(default_factory=list)

    @property
    def first_problems(self) -> list[FileProblem]:
        """Return the first problems, to correct."""
        return self.file.problems[:PROBLEMS_SHOWN] if self.file else []

    @property
    def more_problems(self) -> int:
        """Return how many problems are in the file of rows only."""
        return len(self.file.problems) - len(self.first_problems) if self.file else 0

    @property
    def first_alike(self) -> list[LikeKnown]:
        """Return the likeliest doubles."""
        return self.alike[:ALIKE_SHOWN]


def import_page(kept: HouseholdImport, actor: Actor) -> ImportPage:
    """Return what a file says, who in it may be known, and what was registered of it."""
    try:
        file = households_in(kept, actor)
    except InputError as error:
        return ImportPage(None, str(error))
    if kept.job is None or kept.job.state != JobState.DONE:
        return ImportPage(file, alike=heads_known_already(file, actor))
    made = registered_by(kept, file, actor)
    return ImportPage(file, made=made, late=(kept.job.result or {}).get("refused", []))
