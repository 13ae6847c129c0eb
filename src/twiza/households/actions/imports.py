"""Decisions about a file of families: kept to be looked at, registered household by household, forgotten."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.documents.guard import GuardedFile
from twiza.documents.reading import read_table
from twiza.households.actions.keeping import person_of
from twiza.households.actions.registering import organisation_of, register_household
from twiza.households.household_file import FileHousehold
from twiza.households.models import HeldDocument, Holding, Household, HouseholdImport
from twiza.households.rules import KEEP_HOUSEHOLDS
from twiza.jobs.actions import enqueue
from twiza.jobs.models import Job

IMPORT_JOB = "households.import"
KEPT_FOR = dt.timedelta(days=7)


@transaction.atomic
def receive_households(*, id: uuid.UUID, file: GuardedFile, actor: Actor, at: dt.datetime) -> HouseholdImport:
    """Keep a guarded file to be looked at; once per `id`. Raises HouseholdNotYours, and TableProblem on no table."""
    made_by, organisation = person_of(actor), organisation_of(actor)
    read_table(file)
    asked = {"file_name": file.name, "content": file.content, "received_at": at}
    kept, is_new = HouseholdImport.objects.get_or_create(
        id=id, made_by_id=made_by, organisation_id=organisation, defaults=asked
    )
    if is_new:
        audit(kept, "file_received", actor, at)
    return kept


@transaction.atomic
def ask_for_households(*, kept: HouseholdImport, actor: Actor, at: dt.datetime) -> Job:
    """Ask for the households of a file to be registered in the background; once. Raises HouseholdNotYours."""
    person_of(actor)
    held = HouseholdImport.objects.select_for_update().select_related(None).get(pk=kept.pk)
    if held.job is None or (held.job.has_ended and held.job.state != "done"):
        held.job = enqueue(
            kind=IMPORT_JOB,
            arguments=arguments_of(held, actor),
            owner_id=actor.person_id,
            organisation_id=held.organisation_id,
            at=at,
        )
        held.save(update_fields=["job"])
        audit(held, "file_confirmed", actor, at)
    return held.job


def arguments_of(kept: HouseholdImport, actor: Actor) -> dict[str, object]:
    """Return what the job has to know: the file, and the membership it was asked for under."""
    grant = actor.grant
    return {
        "import": str(kept.pk),
        "membership": grant.membership_id if grant else None,
        "role": actor.role,
        "territory": list(grant.territory) if grant else [],
    }


@transaction.atomic
def register_from_file(*, household: FileHousehold, actor: Actor, at: dt.datetime) -> Household:
    """
    Register a household of a file with the papers its people hold, all of it or nothing; once per its id.

    Raises what `register_household` raises.
    """
    is_known = Household.objects.filter(pk=household.id).exists()
    members = [one.terms for one in household.members]
    made = register_household(id=household.id, terms=household.terms, members=members, actor=actor, at=at)
    if not is_known:
        HeldDocument.objects.bulk_create(
            HeldDocument(person_id=one.terms.id, paper=paper, holding=Holding.HELD, said_on=made.registered_on)
            for one in household.members
            for paper in one.papers
        )
    return made


@transaction.atomic
def forget_import(*, kept: HouseholdImport, actor: Actor, at: dt.datetime) -> None:
    """Forget a file; what was registered from it stays. Raises HouseholdNotYours."""
    person_of(actor)
    audit(kept, "file_forgotten", actor, at)
    kept.delete()


def forget_old_imports(*, at: dt.datetime) -> int:
    """Forget the files that came more than a week ago, and return how many there were."""
    return HouseholdImport.objects.filter(received_at__lt=at - KEPT_FOR).delete()[0]


def audit(kept: HouseholdImport, outcome: str, actor: Actor, at: dt.datetime) -> None:
    """Write in the audit chain what became of a file."""
    record_audit(
        actor=actor, action=KEEP_HOUSEHOLDS, at=at, outcome=outcome, object_kind="households.import", object_id=kept.pk
    )
