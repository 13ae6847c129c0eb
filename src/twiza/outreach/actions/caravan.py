"""Decisions about caravans: make one, give it posts, people and places to come from, cancel it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.accounts.models import Person
from twiza.core.errors import DomainError, InputError
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.core.text import search_text_of
from twiza.organisations.models import Organisation
from twiza.outreach.models import (
    POSTS_MAX,
    Caravan,
    CaravanDay,
    CaravanLocality,
    CaravanMember,
    CaravanPartner,
    CaravanPost,
    Plan,
    PlanRoute,
    PlanStop,
)
from twiza.outreach.naming import names_of_caravan
from twiza.outreach.queries.cancelled import CANCELLED, IS_CANCELLED, is_cancelled
from twiza.outreach.rules import MAKE_CARAVAN
from twiza.procedures.actions.files import move_file, open_file, take_back_move
from twiza.procedures.models import File, Move
from twiza.procedures.queries.kinds import version_in_force
from twiza.territory.models import Place

LOCALITIES_MAX = 9_999
KIND = "caravan"
"""The kind of file that a caravan follows (data/procedures/caravan.yml)."""


class CaravanElsewhere(DomainError):
    """The area lies outside the territory of the membership acted under."""


class CaravanCancelled(DomainError):
    """The caravan is cancelled: nothing of it is changed."""


class CaravanUnderWay(DomainError):
    """The file of the caravan stands where no move cancels it."""


class NoSuchCaravan(InputError):
    """What was asked for cannot be a caravan: the sentence says which part, and the way out."""


@dataclass(frozen=True, slots=True)
class DayTerms:
    """One day at one place: the visit of a plan that it comes from, if one."""

    on: dt.date
    names: dict[str, str]
    commune: Place
    lat: float | None = None
    lon: float | None = None
    plan_stop: PlanStop | None = None


@transaction.atomic
def make_caravan(
    *,
    actor: Actor,
    area: Place,
    days: Sequence[DayTerms],
    specialties: Sequence[Specialty],
    at: dt.datetime,
    names: dict[str, str] | None = None,
    plan: Plan | None = None,
    id: uuid.UUID | None = None,
) -> Caravan:
    """
    Make a caravan with its days and posts, numbered among those of its organisation and year; once under one id.

    `names` are what it is called in each language; without them its area and its number say it. Raises
    CaravanElsewhere, NoSuchCaravan.
    """
    organisation_id, person_id = organiser_for(actor, area)
    if id and (made := Caravan.objects.filter(pk=id, organisation_id=organisation_id).first()):
        return made
    refuse_impossible(days, specialties)
    # Two people may make caravans of one organisation at once: each waits here for her number.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    dates = sorted(day.on for day in days)
    number = next_caravan_number(organisation_id, dates[0].year)
    called = names or names_of_caravan(area.names, number, dates[0].year)
    caravan_id = id or new_id()
    caravan = Caravan.objects.create(
        id=caravan_id,
        organisation_id=organisation_id,
        year=dates[0].year,
        number=number,
        names=called,
        search_text=search_text_of([*called.values(), *area.names.values()]),
        area=area,
        plan=plan,
        file=begin_procedure(caravan_id, called, area, dates[0], actor, at),
        starts_on=dates[0],
        ends_on=dates[-1],
        made_by_id=person_id,
        made_at=at,
    )
    store_days(caravan, days)
    CaravanPost.objects.bulk_create(
        CaravanPost(caravan=caravan, specialty=specialty, number=number)
        for number, specialty in enumerate(specialties, start=1)
    )
    note(actor, caravan, "made", at)
    return caravan


@transaction.atomic
def organise_route(*, route: PlanRoute, actor: Actor, at: dt.datetime) -> Caravan:
    """
    Make the caravan that a plan foresees for one team on one day, or return the one that was made for it.

    Raises CaravanElsewhere, NoSuchCaravan.
    """
    plan = route.plan
    made = Caravan.objects.exclude(IS_CANCELLED).filter(days__plan_stop__route=route).first()
    if made is not None:
        return made
    team = next(team for team in plan.problem["teams"] if team["id"] == route.team)
    stops = route.stops.select_related("commune").order_by("rank")
    return make_caravan(
        actor=actor,
        area=plan.area,
        days=[DayTerms(route.on, stop.names, stop.commune, stop.lat, stop.lon, stop) for stop in stops],
        specialties=list(Specialty.objects.filter(code__in=team["specialties"]).order_by("position")),
        plan=plan,
        at=at,
    )


def begin_procedure(
    id: uuid.UUID, names: dict[str, str], area: Place, starts_on: dt.date, actor: Actor, at: dt.datetime
) -> File | None:
    """Open the file that a caravan follows from request to evaluation, None while no version of its kind is active."""
    if version_in_force(KIND) is None:
        return None
    return open_file(
        kind=KIND,
        title=name_in(names, "fr"),
        opened_on=localdate(at),
        anchor_on=starts_on,
        place_path=area.path,
        actor=actor,
        at=at,
        id=id,
    )


def organiser_for(actor: Actor, area: Place) -> tuple[int, int]:
    """Return the organisation and the person who may make a caravan in an area. Raises CaravanElsewhere."""
    organisation_id = actor.grant.organisation_id if actor.grant else None
    if actor.person_id is None or organisation_id is None:
        raise CaravanElsewhere(_("You act for no organisation."))
    if not decide(actor, MAKE_CARAVAN, Facts(organisation_id=organisation_id, place_path=area.path)):
        raise CaravanElsewhere(_("This area lies outside your territory."))
    return organisation_id, actor.person_id


def refuse_impossible(days: Sequence[DayTerms], specialties: Sequence[Specialty]) -> None:
    """Raise NoSuchCaravan for a caravan without days, without specialties, or with more than can be typed."""
    if not days:
        raise NoSuchCaravan(_("Give the caravan at least one day and one place."))
    if not specialties:
        raise NoSuchCaravan(_("Choose at least one specialty."))
    if len(specialties) > POSTS_MAX:
        raise NoSuchCaravan(
            _("A caravan has at most %(most)d specialties, so that each is typed as one digit.") % {"most": POSTS_MAX}
        )


def next_caravan_number(organisation_id: int, year: int) -> int:
    """Return the number after that of the last caravan of an organisation in a year."""
    made = Caravan.objects.filter(organisation_id=organisation_id, year=year)
    return int(made.aggregate(last=Max("number"))["last"] or 0) + 1


def store_days(caravan: Caravan, days: Sequence[DayTerms]) -> None:
    """Keep the days of a caravan; places of one day are ranked in the order in which they are given."""
    ranks: dict[dt.date, int] = {}
    for day in days:
        ranks[day.on] = ranks.get(day.on, 0) + 1
        CaravanDay.objects.create(
            caravan=caravan,
            on=day.on,
            rank=ranks[day.on],
            names=day.names,
            commune=day.commune,
            lat=day.lat,
            lon=day.lon,
            plan_stop=day.plan_stop,
        )


@transaction.atomic
def add_locality(
    *, caravan: Caravan, name: str, actor: Actor, at: dt.datetime, place: Place | None = None
) -> CaravanLocality:
    """Add a place that people come from, under the next number; the same name is the same place."""
    refuse_cancelled(caravan)
    Caravan.objects.select_for_update().get(pk=caravan.pk)
    last = caravan.localities.aggregate(last=Max("number"))["last"] or 0
    if last >= LOCALITIES_MAX:
        raise NoSuchCaravan(_("A caravan has at most %(most)d localities.") % {"most": LOCALITIES_MAX})
    locality, is_new = caravan.localities.get_or_create(
        name=name.strip(), defaults={"number": last + 1, "place": place}
    )
    if is_new:
        note(actor, caravan, "locality", at)
    return locality


@transaction.atomic
def add_member(
    *,
    caravan: Caravan,
    name: str,
    task: str,
    actor: Actor,
    at: dt.datetime,
    person: Person | None = None,
    specialty: Specialty | None = None,
) -> CaravanMember:
    """Add somebody who takes part: whoever signs in here keeps the register from now on."""
    refuse_cancelled(caravan)
    if person is not None and (known := caravan.members.filter(person=person).first()):
        return known
    member = CaravanMember.objects.create(
        caravan=caravan, person=person, name=name.strip(), task=task, specialty=specialty
    )
    note(actor, caravan, "member", at)
    return member


@transaction.atomic
def add_partner(*, caravan: Caravan, organisation: Organisation, actor: Actor, at: dt.datetime) -> CaravanPartner:
    """Add an organisation that takes part; twice is once. Raises CaravanCancelled."""
    refuse_cancelled(caravan)
    Caravan.objects.select_for_update(of=("self",)).get(pk=caravan.pk)
    partner, is_new = CaravanPartner.objects.get_or_create(caravan=caravan, organisation=organisation)
    if is_new:
        note(actor, caravan, "partner", at)
    return partner


@transaction.atomic
def cancel_caravan(*, caravan: Caravan, why: str, actor: Actor, at: dt.datetime) -> Caravan:
    """
    Cancel a caravan, with a reason, and its file with it.

    Raises NoSuchCaravan without a reason, CaravanCancelled when it is already, CaravanUnderWay when its file cannot
    be cancelled from its step, and what `move_file` raises.
    """
    if not why.strip():
        raise NoSuchCaravan(_("Say why the caravan is cancelled."))
    caravan = Caravan.objects.select_for_update(of=("self",)).select_related("file__step").get(pk=caravan.pk)
    refuse_cancelled(caravan)
    if caravan.file is None:
        caravan.cancelled_at, caravan.cancelled_why = at, why.strip()
        caravan.save(update_fields=["cancelled_at", "cancelled_why"])
    else:
        cancel_file(caravan.file, why, actor, at)
    note(actor, caravan, "cancelled", at)
    return caravan


def cancel_file(file: File, why: str, actor: Actor, at: dt.datetime) -> None:
    """Move a caravan's file to where cancelled ones end. Raises CaravanUnderWay and what `move_file` raises."""
    move = Move.objects.filter(from_step=file.step_id, to_step__code=CANCELLED).first()
    if move is None:
        raise CaravanUnderWay(_("The caravan’s file has gone too far to be cancelled: take it on to its end."))
    move_file(
        file=file, move=move, seen_turn=file.turn, happened_on=localdate(at), reason=why.strip(), actor=actor, at=at
    )


@transaction.atomic
def take_back_cancelling(*, caravan: Caravan, actor: Actor, at: dt.datetime) -> Caravan:
    """Let a cancelled caravan take place after all. Raises what `take_back_move` raises."""
    caravan = Caravan.objects.select_for_update(of=("self",)).select_related("file__step").get(pk=caravan.pk)
    if not is_cancelled(caravan):
        return caravan
    if caravan.cancelled_at is not None:
        caravan.cancelled_at, caravan.cancelled_why = None, ""
        caravan.save(update_fields=["cancelled_at", "cancelled_why"])
    if caravan.file is not None and caravan.file.step.code == CANCELLED:
        take_back_move(file=caravan.file, seen_turn=caravan.file.turn, actor=actor, at=at)
    note(actor, caravan, "cancelling_taken_back", at)
    return caravan


def refuse_cancelled(caravan: Caravan) -> None:
    """Raise CaravanCancelled for a caravan that will not take place."""
    if is_cancelled(caravan):
        raise CaravanCancelled(_("This caravan is cancelled."))


def note(actor: Actor, caravan: Caravan, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a caravan."""
    record_audit(actor=actor, action=MAKE_CARAVAN, at=at, outcome=outcome, object_kind="caravan", object_id=caravan.pk)
