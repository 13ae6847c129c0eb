"""Questions about the people and organisations around a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from twiza.accounts.decisions import decide
from twiza.procedures.directory import Colleague, directory
from twiza.procedures.models import File
from twiza.procedures.queries.files import facts_of_owner
from twiza.procedures.rules import SEE_FILE

Names = Mapping[str, str]


def possible_owners(file: File, on: dt.date) -> list[Colleague]:
    """Return who may be the owner of a file: those who may see it, of its organisation and of its parties."""
    taking_part = set(file.parties.values_list("organisation_id", flat=True))
    found = {
        one.actor.person_id: one
        for one in directory().colleagues_of(sorted({file.organisation_id, *taking_part}), on)
        if decide(one.actor, SEE_FILE, facts_of_owner(file, one.actor, taking_part))
    }
    return list(found.values())


def names_of_organisations(files: Iterable[File]) -> Mapping[int, Names]:
    """Return the names of the organisations that some files are of."""
    return directory().names_of({file.organisation_id for file in files})
