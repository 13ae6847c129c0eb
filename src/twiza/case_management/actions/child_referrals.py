"""Decisions about a child followed at home who is sent to a facility, by the one mechanism of referrals."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.case_management.actions.referrals import ReferralTerms, refer_person
from twiza.case_management.actions.visits import refuse_stranger
from twiza.case_management.models import ChildAlert, ChildReferral, Referral
from twiza.core.errors import DomainError
from twiza.facilities.models import Facility
from twiza.households.births import age_months_on
from twiza.households.models import Person
from twiza.households.queries.households import household_of
from twiza.procedures.actions.details import person_of

IN_MONTHS_BELOW = 24
"""A child younger than so many months is told by her months too."""


class ChildCannotGo(DomainError):
    """Nobody is referred who died, is not born yet, or whose birth is not known."""


class AlertOfAnother(DomainError):
    """A referral answers an alert of the same child."""


@dataclass(frozen=True, slots=True)
class ChildReferralTerms:
    """Where a child is sent, for what, and how soon; her sex, age and quarter are known already."""

    specialty: Specialty
    urgency: str
    issued_on: dt.date
    facility: Facility | None = None
    facility_words: str = ""
    reason: str = ""


@transaction.atomic
def refer_child(
    *, id: uuid.UUID, child: Person, alert: ChildAlert | None, terms: ChildReferralTerms, actor: Actor, at: dt.datetime
) -> Referral:
    """
    Refer a child, for an alert or without one; whoever does follows the referral. Once per `id`.

    Raises ChildNotYours, ChildCannotGo, AlertOfAnother and what `refer_person` raises.
    """
    refuse_stranger(child, actor)
    if alert is not None and alert.child_id != child.pk:
        raise AlertOfAnother(_("This alert is another child's: open it from her page."))
    owner = Account.objects.get(pk=person_of(actor))
    referral = refer_person(id=id, terms=said_of(child, terms), owner=owner, actor=actor, at=at)
    ChildReferral.objects.get_or_create(referral=referral, defaults={"child": child, "alert": alert})
    return referral


def said_of(child: Person, terms: ChildReferralTerms) -> ReferralTerms:
    """Return the terms of a referral with what is known of a child. Raises ChildCannotGo."""
    months, household = age_months_on(child, terms.issued_on), household_of(child)
    is_before_birth = child.born_on is None or terms.issued_on < child.born_on
    if months is None or is_before_birth or child.died_on is not None or household is None:
        raise ChildCannotGo(
            _("Nobody is referred before her birth, or who has died: correct the day, or who this child is.")
        )
    return ReferralTerms(
        specialty=terms.specialty,
        sex=child.sex,
        age_years=months // 12,
        age_months=months if months < IN_MONTHS_BELOW else None,
        issued_on=terms.issued_on,
        urgency=terms.urgency,
        facility=terms.facility,
        facility_words=terms.facility_words,
        reason=terms.reason,
        place_path=household.place.path,
    )


def forget_referrals(people: Collection[uuid.UUID], _actor: Actor, _at: dt.datetime) -> None:
    """Erase which referrals were about somebody who is forgotten."""
    ChildReferral.objects.filter(child__in=people).delete()
