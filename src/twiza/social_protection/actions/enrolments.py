"""Decisions about the file of a scheme: open it, move it, take a move back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Colleague
from twiza.core.errors import DomainError
from twiza.households.actions.keeping import held_household, open_household, person_of
from twiza.households.births import months_before
from twiza.households.models import Household, Person
from twiza.procedures.actions.files import MoveNotFromHere, held_file, move_file, open_file, take_back_move
from twiza.procedures.models import File, Move, Passage
from twiza.social_protection.actions.cares import care_days, keep_cares
from twiza.social_protection.actions.noting import note_enrolment
from twiza.social_protection.models import Choice, Covered, Enrolment, OpenRight, Orientation, Scheme
from twiza.social_protection.queries.enrolments import agreeing, has_agreed


class NotOriented(DomainError):
    """A file is opened after a decision to orient to its scheme."""


class NoFileForScheme(DomainError):
    """Nothing is known of the steps by which one enrols in this scheme."""


class NobodyAgrees(DomainError):
    """Nobody's rights are asked for against her will."""


class EnrolmentNotYours(DomainError):
    """This id is of somebody else's file."""


@transaction.atomic
def open_enrolment(
    *,
    id: uuid.UUID,
    orientation: Orientation,
    applicant: Person,
    covered: Sequence[Person],
    opened_on: dt.date,
    actor: Actor,
    at: dt.datetime,
    follows: Enrolment | None = None,
) -> Enrolment:
    """
    Open the file of the scheme that a household was oriented to, for those who agree; once per `id`.

    It `follows` the one whose right ends, if it is opened because of that.
    Raises HouseholdNotYours, HouseholdClosed, EnrolmentNotYours, NotOriented, NoFileForScheme, NobodyAgrees,
    NoActiveVersion, FileNotYours, DateNotPossible.
    """
    household = open_household(orientation.enquiry.household, actor)
    known = Enrolment.objects.filter(pk=id).first()
    if known is not None:
        return opened_before(known, orientation, actor)
    refuse_not_oriented(orientation)
    refuse_against_will(household, applicant, covered)
    file = opened_for(id, household, orientation.scheme, opened_on, actor, at)
    enrolment = Enrolment.objects.create(
        id=id,
        file=file,
        household=household,
        applicant=applicant,
        scheme=orientation.scheme,
        orientation=orientation,
        follows=follows,
        made_by_id=person_of(actor),
        made_at=at,
    )
    Covered.objects.bulk_create(Covered(enrolment=enrolment, person=one) for one in covered)
    open_right_at(enrolment, file.step.code, opened_on)
    note_enrolment(actor, enrolment, "opened", at)
    return enrolment


def opened_for(
    id: uuid.UUID, household: Household, scheme: Scheme, opened_on: dt.date, actor: Actor, at: dt.datetime
) -> File:
    """Open the file of a scheme, under a title that names nobody, for whoever opens it to follow."""
    if not scheme.file_kind:
        raise NoFileForScheme(_("The steps by which one enrols in this scheme are not set: nothing can be opened."))
    return open_file(
        kind=scheme.file_kind,
        title=household.code,
        opened_on=opened_on,
        anchor_on=None,
        place_path=household.place.path,
        owner=Colleague.objects.get(pk=person_of(actor)),
        actor=actor,
        at=at,
        id=id,
    )


def opened_before(enrolment: Enrolment, orientation: Orientation, actor: Actor) -> Enrolment:
    """Return a file that was asked for twice. Raises EnrolmentNotYours when this id is another one's."""
    if enrolment.orientation_id != orientation.pk or enrolment.made_by_id != actor.person_id:
        raise EnrolmentNotYours(_("This file was opened by somebody else, or for another family."))
    return enrolment


def refuse_not_oriented(orientation: Orientation) -> None:
    """Raises NotOriented."""
    kept = Orientation.objects.get(pk=orientation.pk)
    if kept.taken_back_at is not None or kept.choice != Choice.ORIENT:
        raise NotOriented(_("Decide first to orient this family to the scheme."))
    if Enrolment.objects.filter(orientation=kept).exists():
        raise NotOriented(_("The file of this decision is open already."))


def refuse_against_will(household: Household, applicant: Person, covered: Sequence[Person]) -> None:
    """Raises NobodyAgrees."""
    willing = {one.pk for one in agreeing(household)}
    if not covered:
        raise NobodyAgrees(_("Choose at least one person whom the file is for."))
    unwilling = [one.name for one in (applicant, *covered) if one.pk not in willing]
    if unwilling:
        sentence = _("%(name)s has not agreed that we ask offices for her rights: ask her first.")
        raise NobodyAgrees(sentence % {"name": unwilling[0]})


@transaction.atomic
def move_enrolment(
    *,
    enrolment: Enrolment,
    step: str,
    seen_turn: int,
    happened_on: dt.date,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> Passage:
    """
    Move a file on to a step (its code): where its scheme says so, the right is open, or was used for the first time.

    Who agrees no more has her file ended and nothing else. Raises HouseholdNotYours, MoveNotFromHere, NobodyAgrees,
    FileMovedMeanwhile, FileNotYours, DateNotPossible, ReasonMissing, SomethingMissing.
    """
    kept = held_enrolment(enrolment, actor)
    move = Move.objects.filter(from_step=kept.file.step_id, to_step__code=step).select_related("to_step").first()
    if move is None:
        raise MoveNotFromHere(_("This step does not follow the one where the file is: look at it again."))
    if not move.to_step.is_end and not has_agreed(kept.applicant):
        raise NobodyAgrees(_("This file is stopped: %(name)s agrees no more.") % {"name": kept.applicant.name})
    passage = move_file(
        file=kept.file, move=move, seen_turn=seen_turn, happened_on=happened_on, reason=reason, actor=actor, at=at
    )
    open_right_at(kept, step, happened_on)
    return passage


def open_right_at(enrolment: Enrolment, step: str, on: dt.date) -> None:
    """Open the right of a file that came to the step at which its scheme opens it, or note that it was used."""
    scheme = enrolment.scheme
    if step == scheme.opens_at:
        until = months_before(on, -scheme.months) if scheme.months else None
        OpenRight.objects.get_or_create(enrolment=enrolment, defaults={"since": on, "until": until})
    right = OpenRight.objects.filter(enrolment=enrolment).first()
    if right is not None and step == scheme.first_care_at:
        keep_cares(right, care_days(right) | {on})


@transaction.atomic
def take_back_enrolment_move(*, enrolment: Enrolment, seen_turn: int, actor: Actor, at: dt.datetime) -> Enrolment:
    """
    Take the last move of a file back, with the right that it opened.

    Raises HouseholdNotYours, FileMovedMeanwhile, NothingToTakeBack.
    """
    kept = held_enrolment(enrolment, actor)
    left = kept.file.step.code
    take_back_move(file=kept.file, seen_turn=seen_turn, actor=actor, at=at)
    if left == kept.scheme.opens_at:
        OpenRight.objects.filter(enrolment=kept).delete()
    right = OpenRight.objects.filter(enrolment=kept).first()
    if right is not None and left == kept.scheme.first_care_at:
        keep_cares(right, care_days(right) - {right.first_care_on})
    return held_enrolment(enrolment, actor)


def held_enrolment(enrolment: Enrolment, actor: Actor) -> Enrolment:
    """Return a file as it is now; whoever changes it at the same time waits. Raises HouseholdNotYours."""
    held_household(enrolment.household, actor)
    held_file(enrolment.file)
    found = Enrolment.objects.select_related("file__step", "file__version", "scheme", "applicant", "household")
    return found.get(pk=enrolment.pk)
