"""
The demonstration grown to the size that is promised: copies of its rows, written many at once.

What a page of 2,000 caravans costs is in how the rows hang together, so nothing is made up here but numbers.
"""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Max, Model
from django.db.models.base import ModelState

from twiza.access.models import ExpressedNeed
from twiza.accounts.models import Person
from twiza.case_management.models import Referral, ReferralConsent
from twiza.core.ids import new_id
from twiza.facilities.actions.facility import write_new_facilities
from twiza.facilities.actions.facts import Origin
from twiza.facilities.facts import State
from twiza.facilities.models import EquipmentKind, Facility, FacilityType
from twiza.funding.models import Axis, Convention, ConventionParty, Deadline, Obligation
from twiza.outreach.models import (
    AttendanceReferral,
    Caravan,
    CaravanCost,
    CaravanDay,
    CaravanLocality,
    CaravanMember,
    CaravanPartner,
    CaravanPost,
    Consultation,
    Supply,
)
from twiza.procedures.models import Confirmation, File, Passage
from twiza.territory.models import HealthCount, HealthSeries, Place

FACILITIES, CARAVANS, REFERRALS, FILES = 5_000, 2_000, 20_000, 5_000
CONVENTIONS, NEEDS = 200, 1_000
SENT_ON_A_DAY, BATCH = 15, 2_000
CHANCE = random.Random(2)  # noqa: S311 -- figures that chance makes up

M = TypeVar("M", bound=Model)


def copied(row: M, changed: Mapping[str, Any]) -> M:
    """Return a row that is not written yet, like another but for some fields."""
    made = copy.copy(row)
    made._state = ModelState()
    pk = made._meta.pk
    made.pk = pk.get_default() if pk is not None and pk.has_default() else None
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def copied_lines(kind: type[M], owner: str, pairs: Sequence[tuple[Any, Any]]) -> list[M]:
    """Write the lines that hang on some rows again, on the copies of these rows; pairs of keys, the old one first."""
    lines: dict[Any, list[M]] = {}
    for line in kind._default_manager.filter(**{f"{owner}__in": {old for old, _new in pairs}}).order_by("pk"):
        lines.setdefault(getattr(line, owner), []).append(line)
    made = (copied(line, {owner: new}) for old, new in pairs for line in lines.get(old, ()))
    return written(kind, made)


def written(kind: type[M], rows: Iterable[M]) -> list[M]:
    """Write rows, many at once."""
    return list(kind._default_manager.bulk_create(rows, batch_size=BATCH))


def fill_facilities(keeper: Person, communes: Sequence[Place], at: dt.datetime) -> None:
    """Write invented facilities of every type in every commune, each with services, staff, equipment and hours."""
    organisation_id = keeper.memberships.values_list("organisation", flat=True)[0]
    types, kinds = list(FacilityType.objects.order_by("code")), list(EquipmentKind.objects.order_by("code"))
    for first in range(0, FACILITIES, BATCH):
        write_new_facilities(
            [
                (Facility(organisation_id=organisation_id), facility_state(number, types, communes, kinds), origin)
                for number in range(first, min(first + BATCH, FACILITIES))
                for origin in [origin_of(number, keeper, at.date())]
            ],
            at,
        )


def facility_state(
    number: int, types: Sequence[FacilityType], communes: Sequence[Place], kinds: Sequence[EquipmentKind]
) -> State:
    """Return what is said of one facility."""
    place, type_ = communes[number % len(communes)], types[number % len(types)]
    state: State = {
        "name_fr": f"{type_.names['fr']} {place.names['fr']} {number}",
        "name_ar": f"{type_.names['ar']} {place.names['ar']} {number}",
        "code": f"BENCH-{number}",
        "type": type_.code,
        "place": place.path,
        "position": [29 + CHANCE.random() * 6, -9 + CHANCE.random() * 7],
        "status": CHANCE.choice(("open", "open", "closed", "without_staff")),
        "beds": CHANCE.randrange(40),
        f"equipment.{kinds[number % len(kinds)].code}": {"number": 3, "working": 2},
        **{f"post.{who}": {"in_post": CHANCE.randrange(4), "norm": None} for who in ("doctor", "nurse", "midwife")},
        **{f"opening.{day}": {"hours": [["08:30", "16:30"]]} for day in range(1, 6)},
        **{f"service.{service.code}": {"supply": 1} for service in services_of(type_)},
    }
    if number % 3 == 0:
        until = "2027-12-31" if number % 2 else "2025-12-31"
        state[f"authorisation.A-{number}"] = {"given_by": "DR", "valid_from": "2024-01-01", "valid_until": until}
    return state


SERVICES: dict[int, list[Any]] = {}


def services_of(type_: FacilityType) -> list[Any]:
    """Return the first services that a type usually offers."""
    return SERVICES.setdefault(type_.pk, list(type_.services.order_by("code")[:4]))


def origin_of(number: int, keeper: Person, today: dt.date) -> Origin:
    """Return who says it: one in four was never verified, the others within three years."""
    if number % 4 == 0:
        return Origin("Liste inventée (mesure)", today, keeper.pk)
    verified_on = today - dt.timedelta(days=CHANCE.randrange(1_000))
    return Origin("Liste inventée (mesure)", today, keeper.pk, "Délégation (mesure)", verified_on)


def copied_files(files: Sequence[File], ids: Sequence[Any]) -> list[File]:
    """Write a copy of each of some files under a new id and number, with its passages and confirmations."""
    last = {
        (kind, year): serial
        for kind, year, serial in File.objects.values_list("kind", "year").annotate(Max("serial")).order_by()
    }
    made = []
    for file, pk in zip(files, ids, strict=True):
        of = file.kind_id, file.year
        last[of] += 1
        prefix = file.number.rsplit("-", 1)[0]
        made.append(copied(file, {"id": pk, "serial": last[of], "number": f"{prefix}-{last[of]:04}"}))
    written(File, made)
    pairs = [(file.pk, new.pk) for file, new in zip(files, made, strict=True)]
    copied_lines(Passage, "file_id", pairs)
    copied_lines(Confirmation, "file_id", pairs)
    return made


def fill_caravans(communes: Sequence[Place]) -> list[CaravanDay]:
    """Copy the caravan that is done, with its file, its team and its costs; return the days, whose registers wait."""
    done = Caravan.objects.filter(days__closed_at__isnull=False, file__isnull=False).select_related("file").get()
    day = done.days.get()
    left = CARAVANS - Caravan.objects.count()
    ids = [new_id() for _caravan in range(left)]
    copied_files([done.file] * left, ids)
    caravans = written(Caravan, (copied_caravan(done, number, pk, communes) for number, pk in enumerate(ids)))
    pairs = [(done.pk, caravan.pk) for caravan in caravans]
    for kind in (CaravanPost, CaravanLocality, CaravanPartner, CaravanMember, CaravanCost, Supply):
        copied_lines(kind, "caravan_id", pairs)
    return written(
        CaravanDay,
        (
            copied(day, {"caravan": one, "on": one.starts_on, "commune": one.area, "closed_at": day.closed_at})
            for one in caravans
        ),
    )


def copied_caravan(done: Caravan, number: int, pk: Any, communes: Sequence[Place]) -> Caravan:
    """Return another caravan of the year before, in another commune."""
    on = dt.date(done.year - 1, 1, 6) + dt.timedelta(days=number % 350)
    names = {language: f"{name} ({number})" for language, name in done.names.items()}
    return copied(
        done,
        {
            "id": pk,
            "file_id": pk,
            "year": on.year,
            "number": number + 1,
            "names": names,
            "search_text": f"{done.search_text} {number}",
            "area": communes[number % len(communes)],
            "starts_on": on,
            "ends_on": on,
        },
    )


def fill_referrals(days: Sequence[CaravanDay]) -> None:
    """Copy the referrals of the demonstration, with their files, for those whom the registers of these days saw."""
    shown = list(Referral.objects.select_related("file").order_by("pk"))
    facilities = list(Facility.objects.values_list("pk", flat=True))
    seen = list(seen_early(days))[: REFERRALS - len(shown)]
    chosen = [shown[number % len(shown)] for number in range(len(seen))]
    ids = [new_id() for _referral in chosen]
    copied_files([one.file for one in chosen], ids)
    written(
        Referral,
        (
            copied(one, {"id": pk, "file_id": pk, "facility_id": CHANCE.choice(facilities), "facility_words": ""})
            for one, pk in zip(chosen, ids, strict=True)
        ),
    )
    copied_lines(ReferralConsent, "referral_id", [(one.pk, pk) for one, pk in zip(chosen, ids, strict=True)])
    written(
        AttendanceReferral,
        (AttendanceReferral(consultation_id=one, referral_id=pk) for one, pk in zip(seen, ids, strict=True)),
    )


def seen_early(days: Sequence[CaravanDay]) -> Iterator[int]:
    """Yield the consultations of the first who were seen on each day, each now referred for its own specialty."""
    early = Consultation.objects.filter(
        attendance__day__in=[day.pk for day in days], attendance__queue_number__lte=SENT_ON_A_DAY, is_seen=True
    )
    pks = sorted(early.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for first in range(0, len(pks), BATCH):
            batch = pks[first : first + BATCH]
            marks = ", ".join(["%s"] * len(batch))
            said = f"UPDATE outreach_consultation SET referred_for_id = specialty_id WHERE id IN ({marks})"  # noqa: S608 -- marks only
            cursor.execute(said, batch)
    yield from pks


def fill_files() -> None:
    """Copy a file without a record behind it until there are as many as are promised, besides those of referrals."""
    model = File.objects.get(title=BARE)
    left = FILES - File.objects.exclude(kind__code="referral").count()
    copied_files([model] * left, [new_id() for _file in range(left)])


BARE = "Autorisation (mesure)"


def fill_conventions() -> None:
    """Copy the convention of the demonstration with what each party owes."""
    one = Convention.objects.select_related("file").get()
    ids = [new_id() for _convention in range(CONVENTIONS - 1)]
    copied_files([one.file] * len(ids), ids)
    public = Convention._meta.get_field("public_id")
    made = written(
        Convention, (copied(one, {"id": pk, "file_id": pk, "public_id": public.get_default()}) for pk in ids)
    )
    for convention in made:
        copied_lines(Axis, "convention_id", [(one.pk, convention.pk)])
        parties = dict(renewed(ConventionParty, one, convention, {}))
        owed = renewed(Obligation, one, convention, parties)
        copied_lines(Deadline, "obligation_id", list(owed))


def renewed(
    kind: type[M], one: Convention, convention: Convention, parties: Mapping[Any, Any]
) -> Iterator[tuple[Any, Any]]:
    """Copy the lines of a convention, then yield the key of each with that of its copy."""
    lines = list(kind._default_manager.filter(convention=one).order_by("pk"))
    owed = [{"owed_by_id": parties[line.owed_by_id]} if parties else {} for line in lines]  # type: ignore[attr-defined]
    made = written(
        kind,
        (copied(line, {"convention": convention, **by}) for line, by in zip(lines, owed, strict=True)),
    )
    yield from ((line.pk, copy_.pk) for line, copy_ in zip(lines, made, strict=True))


def fill_needs(communes: Sequence[Place]) -> None:
    """Copy what communes and associations said they need, in other communes."""
    said = list(ExpressedNeed.objects.order_by("pk"))
    written(
        ExpressedNeed,
        (
            copied(said[number % len(said)], {"place": communes[number % len(communes)]})
            for number in range(NEEDS - len(said))
        ),
    )


def fill_series(communes: Sequence[Place]) -> None:
    """Give one series a figure of each month in every commune that had none."""
    series = HealthSeries.objects.order_by("code")[0]
    first = HealthCount.objects.filter(series=series).order_by("pk")[0]
    months = list(
        HealthCount.objects.filter(series=series)
        .values_list("starts_on", "ends_on")
        .distinct()
        .order_by("starts_on", "ends_on")
    )
    known = set(HealthCount.objects.filter(series=series).values_list("place", flat=True))
    written(
        HealthCount,
        (
            copied(first, {"place": place, "starts_on": start, "ends_on": end, "number": 40, "below": None})
            for place in communes
            if place.pk not in known
            for start, end in months
        ),
    )
