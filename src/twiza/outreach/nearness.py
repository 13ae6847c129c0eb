"""Who is near to the files of referrals: whoever takes part in the caravan they came from, and keeps its register."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from twiza.accounts.decisions import Actor
from twiza.outreach.models import AttendanceReferral, CaravanMember
from twiza.outreach.queries.caravans import TAKE_PART
from twiza.procedures.nearness import use_nearness


def referrals_of_registers(actor: Actor) -> Q:
    """Return the condition that a file is of a referral made from a register that an actor keeps as a member."""
    if actor.person_id is None or actor.role not in TAKE_PART:
        return Q(pk__in=[])
    members = CaravanMember.objects.filter(
        caravan=OuterRef("consultation__attendance__day__caravan"), person=actor.person_id
    )
    # A question about each file: where only one is asked about, those of all other registers are left alone.
    return Q(Exists(AttendanceReferral.objects.filter(Exists(members), referral__file=OuterRef("pk"))))


def say_who_is_near() -> None:
    """Let files ask this house who is near to them."""
    use_nearness("outreach", referrals_of_registers)
