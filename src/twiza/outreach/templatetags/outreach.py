"""What the templates of plans say often."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.core.figures import rounded
from twiza.core.names import name_in
from twiza.outreach.caravan_rooms import Room, rooms_of
from twiza.outreach.models import Caravan, Plan
from twiza.outreach.queries.cancelled import is_cancelled
from twiza.outreach.team_names import team_said
from twiza.outreach.wording import counted as number_said
from twiza.outreach.wording import plan_said

register = template.Library()


@register.filter
def team_name(name: str, number: int) -> str:
    """Return a team's name, or its number when nobody named it."""
    return team_said(name, number)


@register.filter
def is_off(caravan: Caravan) -> bool:
    """Return whether a caravan is cancelled."""
    return is_cancelled(caravan)


@register.inclusion_tag("outreach/caravans/rooms.html", takes_context=True)
def caravan_rooms(context: dict[str, Any], caravan: Caravan) -> dict[str, list[Room]]:
    """Show the way between the pages of a caravan."""
    return {"rooms": rooms_of(context["request"], caravan)}


@register.filter
def said(plan: Plan) -> str:
    """Return the name of a plan with its number, in the page's language."""
    return plan_said(plan, get_language() or "fr")


@register.filter
def state_of(plan: Plan) -> str:
    """Return where a plan stands between the planner and those who decide."""
    return name_in(plan.file.step.names, get_language() or "fr") if plan.file else _("Draft")


@register.filter
def counted(number: float) -> str:
    """Return a whole number as the page's language writes it: long tables have many."""
    return number_said(number)


@register.filter
def shown(number: int | None) -> str:
    """Return a count as the page's language writes it, or that it is hidden because it is small."""
    return _("hidden") if number is None else number_said(number)


@register.filter
def signed(number: float) -> str:
    """Return a difference with its sign, in the page's language."""
    shown = rounded(abs(number))
    sign = "+" if round(number) > 0 else "−" if round(number) < 0 else ""
    return f"{sign}{shown}"
