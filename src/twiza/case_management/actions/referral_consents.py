"""Decisions about what a referred person agrees to: to be called, that the facility is told; and to be forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.case_management.actions.referrals import held_referral, note_referral, refuse_stranger
from twiza.case_management.models import ConsentPurpose, Referral, ReferralConsent
from twiza.case_management.rules import MOVE_REFERRAL, SEE_REFERRAL
from twiza.core.errors import DomainError
from twiza.organisations.models import Organisation
from twiza.procedures.actions.details import person_of
from twiza.procedures.models import Part, Party

FACILITY = "facility"
"""The part that the facility's organisation plays in the file of a referral."""


class NobodyToReach(DomainError):
    """A person is called by her name and telephone number."""


class NobodyToTell(DomainError):
    """Only another organisation is told."""


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """Who agreed, how, and when."""

    given_by: str
    how: str
    given_at: dt.datetime


@transaction.atomic
def agree_to_be_called(
    *, referral: Referral, name: str, phone: str, terms: ConsentTerms, actor: Actor, at: dt.datetime
) -> ReferralConsent:
    """Keep that somebody agrees to be called, and how. Raises ReferralNotYours, NobodyToReach."""
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    if not name.strip() or not phone.strip():
        raise NobodyToReach(_("Give a name and a telephone number: without both nobody can call her."))
    kept.name, kept.phone = name.strip(), phone.strip()
    kept.save(update_fields=["name", "phone"])
    return consented(kept, ConsentPurpose.FOLLOW_UP, None, terms, actor, at)


@transaction.atomic
def agree_to_tell_facility(
    *, referral: Referral, recipient: Organisation | None, terms: ConsentTerms, actor: Actor, at: dt.datetime
) -> ReferralConsent:
    """
    Keep that somebody agrees that an organisation is told: from now on its professionals follow her too.

    Raises ReferralNotYours, NobodyToTell.
    """
    kept = held_referral(referral)
    refuse_stranger(kept, MOVE_REFERRAL, actor)
    if recipient is None or recipient.pk == kept.organisation_id:
        raise NobodyToTell(_("Choose the other organisation that the person lets you tell."))
    stop_telling(kept)
    part = Part.objects.filter(version=kept.file.version_id, code=FACILITY).first()
    Party.objects.create(file=kept.file, organisation_id=recipient.pk, part=part, added_at=at)
    return consented(kept, ConsentPurpose.SHARING, recipient, terms, actor, at)


@transaction.atomic
def stop_telling_facility(*, referral: Referral, actor: Actor, at: dt.datetime) -> Referral:
    """Keep that somebody lets the facility know no more: nobody of it sees her any more. Raises ReferralNotYours."""
    kept = held_referral(referral)
    refuse_stranger(kept, SEE_REFERRAL, actor)
    stop_telling(kept)
    kept.consents.filter(purpose=ConsentPurpose.SHARING, withdrawn_at=None).update(withdrawn_at=at)
    note_referral(actor, kept, "consent_withdrawn", at)
    return kept


@transaction.atomic
def forget_person(*, referral: Referral, actor: Actor, at: dt.datetime) -> Referral:
    """
    Erase the name and the telephone number of somebody who agrees no more, and tell the facility nothing more.

    Whoever may erase her where she was registered may erase her here: this is never refused.
    """
    kept = held_referral(referral)
    kept.name = kept.phone = ""
    kept.save(update_fields=["name", "phone"])
    stop_telling(kept)
    kept.consents.filter(withdrawn_at=None).update(withdrawn_at=at)
    note_referral(actor, kept, "person_forgotten", at)
    return kept


def stop_telling(referral: Referral) -> None:
    """Let no other organisation take part in the file of a referral."""
    Party.objects.filter(file=referral.file_id).delete()


def consented(
    referral: Referral,
    purpose: ConsentPurpose,
    recipient: Organisation | None,
    terms: ConsentTerms,
    actor: Actor,
    at: dt.datetime,
) -> ReferralConsent:
    """Keep one agreement in place of the one that held for this purpose."""
    consent, _is_new = ReferralConsent.objects.update_or_create(
        referral=referral,
        purpose=purpose,
        withdrawn_at=None,
        defaults={
            "recipient": recipient,
            "given_by": terms.given_by,
            "how": terms.how,
            "given_at": terms.given_at,
            "recorded_by_id": person_of(actor),
        },
    )
    note_referral(actor, referral, "consent_given", at)
    return consent
