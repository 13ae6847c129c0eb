"""Decisions about the days and the posts of a caravan that is made already."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max, Min, ProtectedError
from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import DayTerms, NoSuchCaravan, note
from twiza.outreach.actions.preparing import held_caravan
from twiza.outreach.models import POSTS_MAX, Caravan, CaravanDay, CaravanPost
from twiza.procedures.actions.details import set_anchor_date

MOST_DAYS = 60


class DayHasRegister(DomainError):
    """People came on the day, or something else was written of it: it stays."""


class LastDay(DomainError):
    """A caravan keeps one day at least."""


@transaction.atomic
def add_day(*, caravan: Caravan, terms: DayTerms, actor: Actor, at: dt.datetime) -> CaravanDay:
    """
    Add a day at a place; the same place on the same day is the same day.

    Raises CaravanCancelled, NoSuchCaravan beyond MOST_DAYS, and what `set_anchor_date` raises.
    """
    caravan = held_caravan(caravan)
    same = caravan.days.filter(on=terms.on, names=terms.names, commune=terms.commune)
    if known := same.first():
        return known
    if caravan.days.count() >= MOST_DAYS:
        raise NoSuchCaravan(_("A caravan has at most %(most)d days.") % {"most": MOST_DAYS})
    last = caravan.days.filter(on=terms.on).aggregate(last=Max("rank"))["last"] or 0
    day = CaravanDay.objects.create(
        caravan=caravan,
        on=terms.on,
        rank=last + 1,
        names=terms.names,
        commune=terms.commune,
        lat=terms.lat,
        lon=terms.lon,
    )
    settle_dates(caravan, actor, at)
    note(actor, caravan, "day", at)
    return day


@transaction.atomic
def rename_day(*, day: CaravanDay, names: dict[str, str], actor: Actor, at: dt.datetime) -> CaravanDay:
    """Call the place of a day otherwise. Raises CaravanCancelled."""
    caravan = held_caravan(day.caravan)
    day.names = names
    day.save(update_fields=["names"])
    note(actor, caravan, "day_renamed", at)
    return day


@transaction.atomic
def remove_day(*, day: CaravanDay, actor: Actor, at: dt.datetime) -> None:
    """
    Remove a day on which nobody was registered, with its site sheet.

    Raises CaravanCancelled, DayHasRegister, LastDay, and what `set_anchor_date` raises.
    """
    caravan = held_caravan(day.caravan)
    day = CaravanDay.objects.select_for_update().get(pk=day.pk)
    if day.opened_at is not None or day.attendances.exists():
        raise DayHasRegister(_("This day has a register: it cannot be removed."))
    if caravan.days.count() == 1:
        raise LastDay(_("A caravan has one day at least: add another one first, or cancel the caravan."))
    try:
        day.delete()
    except ProtectedError as error:
        raise DayHasRegister(_("Something was written of this day: it cannot be removed.")) from error
    settle_dates(caravan, actor, at)
    note(actor, caravan, "day_removed", at)


def settle_dates(caravan: Caravan, actor: Actor, at: dt.datetime) -> None:
    """Let a caravan begin and end with its days; its file counts from the first one."""
    ends = caravan.days.aggregate(first=Min("on"), last=Max("on"))
    begins_otherwise = caravan.starts_on != ends["first"]
    caravan.starts_on, caravan.ends_on = ends["first"], ends["last"]
    caravan.save(update_fields=["starts_on", "ends_on"])
    if caravan.file is not None and begins_otherwise:
        reason = _("The days of the caravan changed.")
        set_anchor_date(file=caravan.file, anchor_on=caravan.starts_on, reason=reason, actor=actor, at=at)


@transaction.atomic
def add_post(*, caravan: Caravan, specialty: Specialty, actor: Actor, at: dt.datetime) -> CaravanPost:
    """
    Offer one more specialty, under the next digit; one that is offered already stays as it is.

    Raises CaravanCancelled, and NoSuchCaravan when every digit is taken.
    """
    caravan = held_caravan(caravan)
    if known := caravan.posts.filter(specialty=specialty).first():
        return known
    number = (caravan.posts.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > POSTS_MAX:
        raise NoSuchCaravan(
            _("A caravan has at most %(most)d specialties, so that each is typed as one digit.") % {"most": POSTS_MAX}
        )
    post = CaravanPost.objects.create(caravan=caravan, specialty=specialty, number=number)
    note(actor, caravan, "post", at)
    return post
