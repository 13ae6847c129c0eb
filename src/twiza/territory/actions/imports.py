"""Files of localities while somebody looks at them: received, chosen from, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.documents.guard import GuardedFile
from twiza.documents.reading import read_table
from twiza.jobs.actions import enqueue
from twiza.jobs.models import Job
from twiza.territory.locality_columns import guessed_columns
from twiza.territory.models import LocalityImport

IMPORT_JOB = "territory.import_localities"
KEPT_FOR = dt.timedelta(days=1)


def receive_file(
    *, file: GuardedFile, country: str, person_id: int, organisation_id: int, at: dt.datetime
) -> LocalityImport:
    """Keep a guarded file for a person to look at, with a guess of its columns. Raises TableProblem on no table."""
    guessed = guessed_columns(read_table(file).columns)
    return LocalityImport.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        country=country,
        file_name=file.name,
        file_kind=file.kind,
        content=file.content,
        choices={"columns": guessed, "repairs": []},
        received_at=at,
    )


def keep_choices(*, kept: LocalityImport, choices: Mapping[str, Any]) -> None:
    """Keep what a person chose of a file: columns, repairs, whom to credit."""
    kept.choices = dict(choices)
    kept.save(update_fields=["choices"])


def ask_for_import(*, kept: LocalityImport, actor: Actor, at: dt.datetime) -> Job:
    """Ask for the localities of a file to be kept in the background, in the name of an actor."""
    grant = actor.grant
    kept.job = enqueue(
        kind=IMPORT_JOB,
        arguments={
            "import": str(kept.pk),
            "membership": grant.membership_id if grant else None,
            "role": actor.role,
            "territory": list(grant.territory) if grant else [],
        },
        owner_id=actor.person_id,
        organisation_id=grant.organisation_id if grant else None,
        at=at,
    )
    kept.save(update_fields=["job"])
    return kept.job


def empty_file(*, kept: LocalityImport) -> None:
    """Forget the content of a file whose localities are kept now."""
    kept.content = b""
    kept.save(update_fields=["content"])


def forget_old_files(*, at: dt.datetime) -> int:
    """Forget the files that nobody came back to for a day, and return how many there were."""
    return LocalityImport.objects.filter(received_at__lt=at - KEPT_FOR).delete()[0]
