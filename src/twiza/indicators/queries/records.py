"""What the parts of a figure are, and which records stand behind it: the name and the page of each, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.activities.models import Moment
from twiza.activities.queries.awareness import sessions_of
from twiza.activities.queries.training import trainings_of
from twiza.case_management.queries.children import children_of
from twiza.case_management.queries.referrals import referrals_of
from twiza.case_management.queries.supervisions import supervisions_of
from twiza.core.names import name_in
from twiza.facilities.queries.facility import facilities_of
from twiza.households.models import PersonSex
from twiza.households.queries.households import households_of
from twiza.indicators.ages import AGE_GROUPS
from twiza.indicators.registry.computation import CARAVAN, COMMUNE, FACILITY, By
from twiza.indicators.registry.families import (
    ACTION,
    CHILD,
    HOUSEHOLD,
    REFERRAL,
    ROUND,
    SESSION,
    SUPERVISION,
    TRAINING,
)
from twiza.outreach.queries.caravans import caravans_of
from twiza.procedures.measures import steps_of
from twiza.procedures.queries.files import files_of
from twiza.quality.queries import rounds_of
from twiza.territory.queries.places import places_of


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure, or a group of them: what it is called, and its page if it has one."""

    label: str
    url: str = ""


Records = dict[Hashable, Record]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record: the route to one, the question that knows which an actor may see, and what one is called."""

    route: str
    seen_by: Callable[[Actor, dt.date], Any]
    called: Callable[[Any], str]


def named(row: Any) -> str:
    """Return what a row with names in several languages is called."""
    return name_in(row.names, get_language() or "fr")


def dated(label: str, day: dt.date) -> str:
    """Return what something of a day is called."""
    return _("%(name)s, %(day)s") % {"name": label, "day": date_format(day, "DATE_FORMAT")}


SOURCES: Mapping[str, Source] = {
    COMMUNE: Source("place", lambda actor, _on: places_of(actor), named),
    By.PLACE.value: Source("place", lambda actor, _on: places_of(actor), named),
    By.CATCHMENT.value: Source("facility", lambda actor, _on: facilities_of(actor), named),
    FACILITY: Source("facility", lambda actor, _on: facilities_of(actor), named),
    CARAVAN: Source("caravan", lambda actor, _on: caravans_of(actor), named),
    HOUSEHOLD: Source("household", lambda actor, _on: households_of(actor), lambda one: str(one.code)),
    CHILD: Source("child", children_of, lambda one: str(one.name)),
    REFERRAL: Source("referral", lambda actor, _on: referrals_of(actor), lambda one: str(one.file.number)),
    SESSION: Source(
        "awareness_session",
        lambda actor, _on: sessions_of(actor).select_related("place"),
        lambda one: dated(named(one.place), one.held_on),
    ),
    TRAINING: Source(
        "training",
        lambda actor, _on: trainings_of(actor),
        lambda one: dated(named(one.module), one.starts_on),
    ),
    SUPERVISION: Source("supervision", supervisions_of, lambda one: dated(one.agent.name, one.planned_on)),
    ACTION: Source("procedure_file", lambda actor, _on: files_of(actor), lambda one: str(one.title)),
    ROUND: Source(
        "quality_round", lambda actor, _on: rounds_of(actor), lambda one: dated(named(one.facility), one.held_on)
    ),
}
"""By kind of record, where it comes from."""


def records_of(kind: str, keys: Collection[Hashable], actor: Actor, on: dt.date) -> Records:
    """Return the records behind a figure that the actor may see on a day, or the groups it is told by, by key."""
    known = [key for key in keys if key is not None]
    groups: Records = {None: Record(str(NOT_KNOWN.get(kind, _("Not known"))))}
    if kind == By.STEP.value:
        return groups | steps_called(known)
    if kind in GROUPS:
        return groups | {key: Record(GROUPS[kind](str(key))) for key in known}
    source = SOURCES[kind]
    rows = source.seen_by(actor, on).filter(pk__in=known)
    return groups | {row.pk: Record(source.called(row), reverse(source.route, args=[row.pk])) for row in rows}


def steps_called(places: Collection[Hashable]) -> Records:
    """Return what steps of files are called, by the code of their kind and their own: as their newest version says."""
    steps = steps_of({place for place in places if isinstance(place, tuple)})
    return {(one.version.kind.code, one.code): Record(f"{named(one.version)} · {named(one)}") for one in steps}


def month_said(key: str) -> str:
    """Return what a month is called, given its first day."""
    first = parse_date(key)
    return date_format(first, "F Y") if first else key


AGES = {code: name for code, _beyond, name in AGE_GROUPS}
GROUPS: Mapping[str, Callable[[str], str]] = {
    By.SEX.value: lambda key: str(PersonSex(key).label),
    By.AGE.value: lambda key: str(AGES[key]),
    By.MONTH.value: month_said,
    By.MOMENT.value: lambda key: str(Moment(key).label),
}
"""What groups of records are called that have no page."""
NOT_KNOWN = {By.CATCHMENT.value: gettext_lazy("Centre not known")}
"""What the records of no group are called, where that says more than that it is not known."""
