"""What comes after a right that ends: decided, and its file opened, in one step."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.households.models import Household, Person
from twiza.rulesets.evaluation.evidence import Plain
from twiza.social_protection.actions.enrolments import open_enrolment
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.models import Choice, Enquiry, Enrolment, Orientation, Scheme


class NothingEnds(DomainError):
    """A file comes next where a right was opened, of the same household."""


class SameScheme(DomainError):
    """A right that is not renewable is not asked for twice."""


@transaction.atomic
def open_next_file(
    *,
    id: uuid.UUID,
    after: Enrolment,
    enquiry: Enquiry,
    scheme: Scheme,
    reason: str,
    applicant: Person,
    covered: Sequence[Person],
    opened_on: dt.date,
    actor: Actor,
    at: dt.datetime,
) -> Enrolment:
    """
    Decide on the scheme that follows a right, and open its file; once per `id`.

    The decision about it after this enquiry, where one holds and has no file, is used. Raises NothingEnds, SameScheme
    and what `decide_orientation` and `open_enrolment` raise.
    """
    refuse_no_end(after, enquiry)
    if scheme == after.scheme and scheme.is_renewable is False:
        raise SameScheme(_("This right is not renewable: choose another scheme."))
    known = Enrolment.objects.filter(pk=id).select_related("orientation").first()
    orientation = known.orientation if known else decided(after, enquiry, scheme, reason, actor, at)
    return open_enrolment(
        id=id,
        orientation=orientation,
        applicant=applicant,
        covered=covered,
        opened_on=opened_on,
        actor=actor,
        at=at,
        follows=after,
    )


def decided(
    after: Enrolment, enquiry: Enquiry, scheme: Scheme, reason: str, actor: Actor, at: dt.datetime
) -> Orientation:
    """Return the decision to orient to a scheme: the one that waits for its file, or a new one."""
    waiting = enquiry.orientations.filter(scheme=scheme, choice=Choice.ORIENT, taken_back_at=None, enrolment=None)
    return waiting.first() or decide_orientation(
        id=new_id(),
        enquiry=enquiry,
        scheme=scheme,
        choice=Choice.ORIENT,
        reason=reason,
        actor=actor,
        at=at,
        to_come=facts_to_come(after),
    )


def facts_to_come(after: Enrolment) -> dict[str, Plain]:
    """Return what will be so once the right of a file has ended."""
    return {after.scheme.used_up: True} if after.scheme.used_up else {}


def refuse_no_end(after: Enrolment, enquiry: Enquiry) -> None:
    """Raises NothingEnds."""
    if family_of(enquiry.household) != family_of(after.household) or not hasattr(after, "right"):
        raise NothingEnds(_("No right of this family was opened by this file: nothing comes after it yet."))


def family_of(household: Household) -> uuid.UUID:
    """Return the id of a household, or of the one that it was found to be."""
    return household.merged_into_id or household.pk
