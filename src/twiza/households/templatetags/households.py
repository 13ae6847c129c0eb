"""What the pages of households ask of one in a list."""

from __future__ import annotations

from django import template

from twiza.households.models import Household, Person, Relation
from twiza.households.names.candidates import Candidate
from twiza.households.wording import reason_said

register = template.Library()


@register.filter
def head_of(household: Household) -> Person | None:
    """Return the head of a household shown in a list, or the eldest record of who lives there; None for nobody."""
    living = household.living  # type: ignore[attr-defined]
    heads = [one.person for one in living if one.relation == Relation.HEAD]
    return heads[0] if heads else next((one.person for one in living), None)


@register.filter
def reasons(candidate: Candidate) -> list[str]:
    """Return what speaks for and against two people being one, in words."""
    return [reason_said(one) for one in candidate.reasons]
