"""Writing down what a facility is, by those who keep the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.facilities.actions.facts import Origin, change_of, facts_from, set_columns, write_facts
from twiza.facilities.actions.lines import WRITERS, Line, Names, rows_from
from twiza.facilities.facts import LINE_TOPICS, State, Value, facts_in, line_of
from twiza.facilities.models import Facility, FacilityChange, FacilityFact
from twiza.facilities.refusals import refuse_what_cannot_be
from twiza.organisations.models import Organisation

BATCH = 1_000


class VerifiedInTheFuture(InputError):
    """Nothing is verified after today."""


class ChangedMeanwhile(InputError):
    """Somebody else wrote the facility since it was shown."""


def add_facility(
    *, organisation: Organisation, stated: Mapping[str, Value], origin: Origin, actor: Actor, at: dt.datetime
) -> Facility:
    """Add a facility to the list. Raises VerifiedInTheFuture and the refusals of `refusals.py`."""
    facility = Facility(organisation=organisation)
    state = {field: value for field, value in stated.items() if value is not None}
    refuse_late_verification(origin, localdate(at))
    refuse_what_cannot_be(facility, state, localdate(at))
    with transaction.atomic():
        write_new_facilities([(facility, state, origin)], at)
        audit_facility(facility, actor, "added", at)
    return facility


def change_facility(
    *,
    facility: Facility,
    shown_at: dt.datetime,
    stated: Mapping[str, Value],
    origin: Origin,
    actor: Actor,
    at: dt.datetime,
) -> list[FacilityChange]:
    """
    Change what is said of a facility, as it was shown to whoever changes it, and return what changed.

    Raises ChangedMeanwhile, VerifiedInTheFuture and the refusals of `refusals.py`.
    """
    refuse_late_verification(origin, localdate(at))
    with transaction.atomic():
        locked = Facility.objects.select_for_update().get(pk=facility.pk)
        if locked.updated_at != shown_at:
            raise ChangedMeanwhile(_("Somebody changed this facility while you wrote: look at it again."))
        say_as_a_whole(locked, origin)
        changes = write_facts(facility=locked, stated=stated, origin=origin, at=at)
        audit_facility(locked, actor, "changed", at)
    return changes


def refuse_late_verification(origin: Origin, today: dt.date) -> None:
    """Raise VerifiedInTheFuture."""
    if origin.verified_on and origin.verified_on > today:
        raise VerifiedInTheFuture(_("The day of the verification is in the future."))


def say_as_a_whole(facility: Facility, origin: Origin) -> None:
    """Keep who said and verified the facility as a whole: what a list says in one line of it."""
    facility.source = origin.source
    facility.verified_by, facility.verified_on = origin.verified_by, origin.verified_on


def write_new_facilities(new: Sequence[tuple[Facility, State, Origin]], at: dt.datetime) -> None:
    """Write facilities that are not there yet, with all that stands behind them: few questions for many of them."""
    names = Names()
    for facility, state, origin in new:
        set_columns(facility, state, names)
        say_as_a_whole(facility, origin)
        facility.updated_at = at
    Facility.objects.bulk_create([facility for facility, _state, _origin in new], batch_size=BATCH)
    for topic in LINE_TOPICS:
        rows = [row for facility, state, _origin in new for row in rows_of_topic(facility, topic, state, names)]
        WRITERS[topic][0]._default_manager.bulk_create(rows, batch_size=BATCH)
    FacilityChange.objects.bulk_create(
        [change_of(facility, "", None, state, origin, at) for facility, state, origin in new], batch_size=BATCH
    )
    FacilityFact.objects.bulk_create(
        [fact for facility, state, origin in new for fact in facts_from(facility, facts_in(state), origin)],
        batch_size=BATCH,
    )


def rows_of_topic(facility: Facility, topic: str, state: State, names: Names) -> list[Line]:
    """Return the rows of one topic that a state says."""
    lines = {line_of(field)[1]: value for field, value in state.items() if line_of(field)[0] == topic}
    return rows_from(facility, topic, lines, names) if lines else []


def audit_facility(facility: Facility, actor: Actor, outcome: str, at: dt.datetime) -> None:
    """Add what was done to a facility to the audit chain."""
    record_audit(
        actor=actor,
        action="facilities.change",
        at=at,
        object_kind="facility",
        object_id=facility.pk,
        outcome=outcome,
    )
