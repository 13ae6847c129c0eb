"""What the pages of households ask of one in a list."""

from __future__ import annotations

from django import template

from twiza.households.models import Household, Person, Relation

register = template.Library()


@register.filter
def head_of(household: Household) -> Person | None:
    """Return the head of a household shown in a list, or the eldest record of who lives there; None for nobody."""
    living = household.living  # type: ignore[attr-defined]
    heads = [one.person for one in living if one.relation == Relation.HEAD]
    return heads[0] if heads else next((one.person for one in living), None)
