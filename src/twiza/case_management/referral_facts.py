"""What a referral answered says of the facility: that it is open, and that it gives the care somebody was sent for."""

from __future__ import annotations

from twiza.case_management.models import Referral
from twiza.case_management.referral_steps import ARRIVED, TREATED
from twiza.facilities.models import Status

SERVICES = {
    "general": ("consultation_generale", "medecine"),
    "paediatrics": ("pediatrie",),
    "gynaecology": ("gyneco_obstetrique", "obstetrique"),
    "dentistry": ("dentaire",),
    "mental_health": ("sante_mentale_base",),
}
"""The services of a facility that answer a specialty (our proposal, from the names of both lists)."""
SPECIALISTS = ("specialites", "specialites_avancees")
"""The services that answer every specialty that has none of its own."""


def services_for(specialty: str) -> tuple[str, ...]:
    """Return the codes of the services that answer a specialty."""
    return SERVICES.get(specialty, SPECIALISTS)


def facts_seen(referral: Referral, step: str) -> tuple[str, ...]:
    """Return the facts of the facility that a step of a referral bears out; none where it goes nowhere we list."""
    facility = referral.facility
    if facility is None or step not in {ARRIVED, TREATED}:
        return ()
    # Somebody received where care is said not to be given bears nothing out: it is a contradiction to look into.
    status = ("status",) if facility.status == Status.OPEN else ()
    given = services_for(referral.specialty.code) if step == TREATED else ()
    return (*status, *(f"service.{code}" for code in given))
