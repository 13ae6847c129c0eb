"""The work of this house that is done in the background."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from twiza.core.errors import DomainError
from twiza.households.actions.comparing import compare_waiting
from twiza.households.actions.imports import IMPORT_JOB, forget_old_imports, register_from_file
from twiza.households.household_file import FileHousehold
from twiza.households.models import HouseholdImport
from twiza.households.queries.imports import households_in
from twiza.jobs.context import JobContext
from twiza.jobs.registry import Commit, chore, job
from twiza.territory.jobs import actor_from

AT_ONCE = 25
"""A third of a second's work, so that nobody waits long behind it."""
READING = gettext_noop("Reading the families of the file")
REGISTERING = gettext_noop("Registering the families")


class FileForgotten(DomainError):
    """The file was forgotten meanwhile."""


@job(IMPORT_JOB, title=gettext_lazy("Families from a file"))  # type: ignore[arg-type]  # a promise is text when shown
def import_households(context: JobContext) -> Commit:
    """
    Register the households of a file, each by itself.

    Not all at the end, as other jobs do: thousands at once would keep everybody else from writing meanwhile. An id is
    registered once, so that a worker that takes over goes on where another one was killed.
    """
    context.report(0.0, READING)
    kept = HouseholdImport.objects.filter(pk=context.arguments["import"]).first()
    if kept is None:
        raise FileForgotten(_("This file was forgotten meanwhile: send it again."))
    actor = actor_from(context)
    new = households_in(kept, actor).new
    refused = []
    for many, household in enumerate(new):
        context.report(many / len(new), REGISTERING)
        try:
            register_from_file(household=household, actor=actor, at=timezone.now())
        except DomainError as error:
            refused.append(refusal(household, str(error)))
    return lambda: {"url": reverse("household_import", args=[kept.pk]), "refused": refused}


def refusal(household: FileHousehold, sentence: str) -> dict[str, Any]:
    """Return why a household that was understood could not be registered, by its row."""
    return {"row": household.members[0].row, "sentence": sentence}


@chore("households.compare_people", every=dt.timedelta(seconds=1))
def compare_people(_at: dt.datetime) -> None:
    """Compare who was registered or corrected lately with those whom she might be."""
    compare_waiting(AT_ONCE)


@chore("households.forget_old_imports", every=dt.timedelta(hours=1))
def forget_files(now: dt.datetime) -> None:
    """Forget the files of families a week after they came."""
    forget_old_imports(at=now)
