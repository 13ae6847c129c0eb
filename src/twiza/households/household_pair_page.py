"""What the page of two households that look alike shows: each fact of one beside the other's."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.households.models import Household
from twiza.households.pair_page import Row
from twiza.households.queries.households import people_in

BETWEEN = " · "


def household_rows_of(first: Household, second: Household) -> list[Row]:
    """Return what is known of two households, a line for each fact."""
    both = zip(facts_of_household(first), facts_of_household(second), strict=True)
    return [(label, one, other) for (label, one), (_label, other) in both]


def facts_of_household(household: Household) -> list[tuple[str, str]]:
    """Return what is known of a household: a label and what is said, empty where nothing is."""
    living = people_in(household).filter(until=None)
    following = household.assignments.filter(ended_at=None).select_related("agent").order_by("assigned_at")
    return [
        (_("Household"), household.code),
        (_("Place"), name_in(household.place.names, get_language() or "fr")),
        (_("Landmark"), household.landmark),
        (_("Language spoken at home"), str(household.get_language_display())),
        (_("Persons"), BETWEEN.join(member.person.name for member in living if member.person.name)),
        (pgettext("household", "Followed by"), BETWEEN.join(one.agent.name for one in following)),
        (_("Registered on"), date_format(household.registered_on, "DATE_FORMAT")),
    ]
