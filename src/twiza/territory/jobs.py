"""What the background worker does for the territory."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from twiza.accounts.decisions import Actor, Grant
from twiza.core.errors import DomainError
from twiza.jobs.context import JobContext
from twiza.jobs.registry import Commit, chore, job
from twiza.territory.actions.health_files import STORE_JOB, forget_old_health_files, store_health_file
from twiza.territory.actions.imports import IMPORT_JOB, empty_file, forget_old_files
from twiza.territory.actions.localities import import_localities, refuse_what_cannot_be_kept
from twiza.territory.forms import credit_from
from twiza.territory.health_file import HealthReading
from twiza.territory.locality_file import LocalityFile
from twiza.territory.models import HealthFile, LocalityImport
from twiza.territory.queries.health_files import health_import_gate, health_reading_of
from twiza.territory.queries.imports import import_gate, localities_of

READING = gettext_noop("Reading the localities of the file")
KEEPING = gettext_noop("Keeping the localities")
READING_SERIES = gettext_noop("Reading the health series of the file")
STORING_SERIES = gettext_noop("Storing the figures")


class FileGone(DomainError):
    """The file was forgotten meanwhile."""


@job(IMPORT_JOB, title=gettext_lazy("Localities"))  # type: ignore[arg-type]  # a promise is text when shown
def read_file(context: JobContext) -> Commit:
    """Read a file of localities, and return what keeps them."""
    context.report(0.0, READING)
    kept = LocalityImport.objects.filter(id=context.arguments["import"]).first()
    if kept is None:
        raise FileGone(_("This file was forgotten meanwhile: send it again."))
    actor = actor_from(context)
    file = localities_of(kept, may_import_into=import_gate(actor), today=timezone.localdate())
    refuse_what_cannot_be_kept(file, credit_from(kept.choices))
    context.report(0.5, KEEPING)
    return lambda: keep(kept, file, actor)


def keep(kept: LocalityImport, file: LocalityFile, actor: Actor) -> dict[str, Any]:
    """Keep the localities of a file and say what there is now."""
    made = import_localities(
        file=file, country=kept.country, credit=credit_from(kept.choices), actor=actor, at=timezone.now()
    )
    empty_file(kept=kept)
    return {"url": reverse("locality_review", args=[kept.pk]), **made}


@job(STORE_JOB, title=gettext_lazy("Health series"))  # type: ignore[arg-type]  # a promise is text when shown
def read_health_file(context: JobContext) -> Commit:
    """Read a file of health series, and return what stores them."""
    context.report(0.0, READING_SERIES)
    kept = HealthFile.objects.filter(id=context.arguments["file"]).first()
    if kept is None:
        raise FileGone(_("This file was forgotten meanwhile: send it again."))
    actor = actor_from(context)
    reading = health_reading_of(kept, may_import_into=health_import_gate(actor), today=timezone.localdate())
    context.report(0.5, STORING_SERIES)
    return lambda: store_series(kept, reading, actor)


def store_series(kept: HealthFile, reading: HealthReading, actor: Actor) -> dict[str, Any]:
    """Store the figures of a file and say how many are new."""
    stored = store_health_file(kept=kept, reading=reading, actor=actor, at=timezone.now())
    return {
        "url": reverse("health_review", args=[kept.pk]),
        "added": stored.added,
        "replaced": stored.replaced,
        "unchanged": stored.unchanged,
    }


def actor_from(context: JobContext) -> Actor:
    """Return who asked for the job, acting under the membership she asked under."""
    said = context.arguments
    grant = Grant(
        membership_id=said["membership"],
        organisation_id=context.organisation_id or 0,
        role=said["role"],
        territory=tuple(said["territory"]),
    )
    return Actor(person_id=context.owner_id, grant=grant)


@chore("territory.forget_old_files", every=dt.timedelta(hours=1))
def forget_files(now: dt.datetime) -> None:
    """Forget the files of localities and of health series that nobody came back to."""
    forget_old_files(at=now)
    forget_old_health_files(at=now)
