"""Files of health series: received, chosen from, stored all or not at all, undone."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError, InputError
from twiza.documents.guard import GuardedFile
from twiza.jobs.actions import enqueue
from twiza.jobs.models import Job
from twiza.territory.actions.health_protection import Round, protect_rounds
from twiza.territory.actions.localities import batched
from twiza.territory.dhis2_tables import read_health_table
from twiza.territory.health_columns import guessed_health_columns
from twiza.territory.health_file import Figure, HealthReading
from twiza.territory.models import HealthCount, HealthFile, HealthSeries, HealthUnit
from twiza.territory.queries.health_files import places_decided_before
from twiza.territory.row_problems import RowsRefused

STORE_JOB = "territory.store_health_file"
KEPT_FOR = dt.timedelta(days=1)
BATCH = 2_000
Key = tuple[Any, int, dt.date, str, int, int]


class PlacesNotDecided(InputError):
    """Nobody has said which places some rows are about."""


class SeriesNotDescribed(InputError):
    """Nobody has said who gives the figures, or what they count."""


class FileStored(DomainError):
    """The file is stored already."""


class FileNotStored(DomainError):
    """The file is not stored, or was undone: there is nothing to undo."""


class FileReplacedSince(DomainError):
    """A later file replaced some figures of this one: undoing this one would bring neither back."""


@dataclass(frozen=True, slots=True)
class HealthCredit:
    """What a person says of a file: who gives the figures, where they come from, and what they count by code."""

    given_by: str
    source: str
    licence: str
    unit: str
    names: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]


def credit_of(choices: Mapping[str, Any]) -> HealthCredit:
    """Return what the choices kept of a file say of its series."""
    said = choices.get("series", {})
    return HealthCredit(
        given_by=choices.get("given_by", ""),
        source=choices.get("source", ""),
        licence=choices.get("licence", ""),
        unit=choices.get("unit", ""),
        names={code: one.get("names", {}) for code, one in said.items()},
        units={code: one.get("unit", "") for code, one in said.items()},
    )


def receive_health_file(
    *, file: GuardedFile, country: str, person_id: int, organisation_id: int, at: dt.datetime
) -> HealthFile:
    """Keep a guarded file for a person to look at, with a guess of its columns. Raises TableProblem on no table."""
    columns = guessed_health_columns(read_health_table(file).columns)
    places = places_decided_before(organisation_id, country)
    return HealthFile.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        country=country,
        file_name=file.name,
        file_kind=file.kind,
        content=file.content,
        digest=hashlib.sha256(file.content).hexdigest(),
        choices={"columns": columns, "places": places},
        received_at=at,
    )


def keep_health_choices(*, kept: HealthFile, choices: Mapping[str, Any]) -> None:
    """Keep what a person chose of a file. Raises FileStored."""
    refuse_stored(kept)
    kept.choices = dict(choices)
    kept.save(update_fields=["choices"])


def refuse_stored(kept: HealthFile) -> None:
    """Raise FileStored for a file whose figures are kept."""
    if kept.stored_at is not None:
        raise FileStored(_("The figures of this file are stored already."))


def ask_for_storing(*, kept: HealthFile, actor: Actor, at: dt.datetime) -> Job:
    """Ask for the figures of a file to be stored in the background, in the name of an actor. Raises FileStored."""
    refuse_stored(kept)
    grant = actor.grant
    kept.job = enqueue(
        kind=STORE_JOB,
        arguments={
            "file": str(kept.pk),
            "membership": grant.membership_id if grant else None,
            "role": actor.role,
            "territory": list(grant.territory) if grant else [],
        },
        owner_id=actor.person_id,
        organisation_id=kept.organisation_id,
        at=at,
    )
    kept.save(update_fields=["job"])
    return kept.job


def refuse_what_cannot_be_stored(reading: HealthReading, credit: HealthCredit, known: Collection[str]) -> None:
    """Raise RowsRefused, PlacesNotDecided or SeriesNotDescribed. `known` are the codes of series that are there."""
    if reading.problems:
        raise RowsRefused(reading.name, reading.problems)
    if reading.undecided:
        raise PlacesNotDecided(_("Say which places the rows in doubt are about."))
    refuse_missing_description(reading, credit, known)


def refuse_missing_description(reading: HealthReading, credit: HealthCredit, known: Collection[str]) -> None:
    """Raise SeriesNotDescribed when nobody says who gives the figures, or what a new series counts."""
    if not credit.given_by.strip() or not credit.source.strip():
        raise SeriesNotDescribed(_("Say who gives these figures, and where they come from."))
    new = [code for code in reading.series if code not in known]
    if any((credit.units.get(code) or credit.unit) not in set(HealthUnit) for code in new):
        raise SeriesNotDescribed(_("Say what these figures count: cases, consultations, people or doses."))
    if not reading.figures:
        raise SeriesNotDescribed(_("This file holds no figure to store."))


@transaction.atomic
def store_health_file(
    *, kept: HealthFile, reading: HealthReading, actor: Actor, at: dt.datetime, is_demonstration: bool = False
) -> HealthFile:
    """
    Store every figure of a file; one that is there already and differs is replaced, and kept behind it.

    A file stored twice adds nothing. Raises FileStored, RowsRefused, PlacesNotDecided, SeriesNotDescribed.
    """
    kept = HealthFile.objects.select_for_update().get(pk=kept.pk)
    refuse_stored(kept)
    credit = credit_of(kept.choices)
    own = HealthSeries.objects.filter(organisation_id=kept.organisation_id, country=kept.country)
    refuse_what_cannot_be_stored(reading, credit, set(own.values_list("code", flat=True)))
    series = _series(kept, reading, credit, is_demonstration)
    there = _figures_there(series, reading.figures)
    fresh = [one for one in reading.figures if _key(one, series) not in there]
    changed = [one for one in reading.figures if _is_changed(one, there.get(_key(one, series)))]
    _set_aside([there[_key(one, series)].pk for one in changed], kept)
    HealthCount.objects.bulk_create((_count(one, series, kept) for one in (*fresh, *changed)), batch_size=BATCH)
    protect_rounds({Round(series[one.series_code].pk, one.period.starts_on) for one in (*fresh, *changed)})
    sum_up_series([one.pk for one in series.values()])
    kept.stored_at, kept.content = at, b""
    kept.added, kept.replaced = len(fresh), len(changed)
    kept.unchanged = len(reading.figures) - len(fresh) - len(changed)
    kept.area_path = path_around([one.place.path for one in reading.figures])
    kept.save(update_fields=["stored_at", "content", "added", "replaced", "unchanged", "area_path"])
    record_audit(
        actor=actor, action="territory.import_series_into", at=at, object_kind="health_file", object_id=kept.pk,
        outcome=f"added {kept.added}, replaced {kept.replaced}",
    )  # fmt: skip
    return kept


@transaction.atomic
def undo_health_file(*, kept: HealthFile, actor: Actor, at: dt.datetime) -> HealthFile:
    """
    Take the figures of a file away, and bring back those it replaced. Nothing is erased: they stay behind.

    Raises FileNotStored, or FileReplacedSince when a later file replaced some of them.
    """
    kept = HealthFile.objects.select_for_update().get(pk=kept.pk)
    if kept.stored_at is None or kept.undone_at is not None:
        raise FileNotStored(_("This file is not stored: there is nothing to undo."))
    mine = HealthCount.objects.filter(stored_in=kept)
    if mine.filter(replaced_in__isnull=False).exists():
        raise FileReplacedSince(_("A later file corrected some of these figures: undo that one first."))
    before = HealthCount.objects.filter(replaced_in=kept)
    rounds = {Round(*one) for one in (mine | before).values_list("series_id", "starts_on").distinct()}
    brought_back = list(before.values_list("pk", flat=True))
    mine.update(replaced_in=kept)
    for some in batched(brought_back):
        HealthCount.objects.filter(pk__in=some).update(replaced_in=None)
    protect_rounds(rounds)
    sum_up_series(sorted({one.series_id for one in rounds}))
    kept.undone_at = at
    kept.save(update_fields=["undone_at"])
    record_audit(
        actor=actor, action="territory.import_series_into", at=at, object_kind="health_file", object_id=kept.pk,
        outcome="undone",
    )  # fmt: skip
    return kept


def sum_up_series(ids: Collection[uuid.UUID]) -> None:
    """Write down how many figures series have, of how many places, and from when to when."""
    now = HealthCount.objects.filter(series__in=ids, replaced_in__isnull=True).values("series_id")
    summed = now.annotate(
        first=Min("starts_on"), last=Max("ends_on"), many=Count("pk"), across=Count("place_id", distinct=True)
    )
    found: dict[uuid.UUID, dict[str, Any]] = {row["series_id"]: dict(row) for row in summed.order_by("series_id")}
    for one in ids:
        row: dict[str, Any] = found.get(one, {})
        HealthSeries.objects.filter(pk=one).update(
            starts_on=row.get("first"),
            ends_on=row.get("last"),
            figures=row.get("many", 0),
            places=row.get("across", 0),
        )


def path_around(paths: Sequence[str]) -> str:
    """Return the path of the smallest place that holds places."""
    first, last = min(paths).split("/"), max(paths).split("/")
    return "/".join(step for step, other in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))


def forget_health_file(*, kept: HealthFile) -> None:
    """Forget a file that will not be stored. Raises FileStored."""
    refuse_stored(kept)
    kept.delete()


def forget_old_health_files(*, at: dt.datetime) -> int:
    """Forget the files that nobody came back to for a day, and return how many there were."""
    return HealthFile.objects.filter(stored_at__isnull=True, received_at__lt=at - KEPT_FOR).delete()[0]


def _series(
    kept: HealthFile, reading: HealthReading, credit: HealthCredit, is_demonstration: bool
) -> dict[str, HealthSeries]:
    """Return by code the series of a file, those there are and those it begins."""
    own = HealthSeries.objects.filter(organisation_id=kept.organisation_id, country=kept.country)
    found = {one.code: one for one in own.select_for_update().filter(code__in=list(reading.series))}
    kinds = {figure.series_code: figure.period.kind for figure in reading.figures}
    new = [
        HealthSeries(
            organisation_id=kept.organisation_id,
            country=kept.country,
            code=code,
            names={language: said for language, said in credit.names.get(code, {}).items() if said} or {"fr": name},
            unit=credit.units.get(code) or credit.unit,
            period_kind=kinds[code],
            given_by=credit.given_by.strip(),
            source=credit.source.strip(),
            licence=credit.licence.strip(),
            is_demonstration=is_demonstration,
        )
        for code, name in reading.series.items()
        if code not in found and code in kinds
    ]
    HealthSeries.objects.bulk_create(new)
    return found | {one.code: one for one in new}


def _figures_there(series: Mapping[str, HealthSeries], figures: Sequence[Figure]) -> dict[Key, HealthCount]:
    """Return the figures there are over the days of a file, by what they are about."""
    days = [figure.period.starts_on for figure in figures]
    there = HealthCount.objects.filter(
        series__in=[one.pk for one in series.values()],
        starts_on__gte=min(days),
        starts_on__lte=max(days),
        replaced_in__isnull=True,
    )
    return {
        (one.series_id, one.place_id, one.starts_on, one.sex, one.age_start, one.age_end): one
        for one in there.iterator()
    }


def _key(figure: Figure, series: Mapping[str, HealthSeries]) -> Key:
    return (series[figure.series_code].pk, *figure.key[1:])


def _is_changed(figure: Figure, there: HealthCount | None) -> bool:
    return there is not None and (there.number, there.below) != (figure.number, figure.below)


def _set_aside(ids: Sequence[int], kept: HealthFile) -> None:
    for some in batched(ids):
        HealthCount.objects.filter(pk__in=some).update(replaced_in=kept)


def _count(figure: Figure, series: Mapping[str, HealthSeries], kept: HealthFile) -> HealthCount:
    return HealthCount(
        series=series[figure.series_code],
        place_id=figure.place.id,
        starts_on=figure.period.starts_on,
        ends_on=figure.period.ends_on,
        sex=figure.sex,
        age_start=figure.age_start,
        age_end=figure.age_end,
        number=figure.number,
        below=figure.below,
        stored_in=kept,
    )
