"""Questions about the people of a household."""

from __future__ import annotations

import datetime as dt

from twiza.households.births import is_child_on
from twiza.households.models import Household, Person
from twiza.households.queries.households import people_in


def adults_of(household: Household, on: dt.date) -> list[Person]:
    """Return the adults who live in a household, the head first."""
    living = people_in(household).filter(until=None)
    adults = [one for one in living if not is_child_on(one.person, on)]
    return [one.person for one in sorted(adults, key=lambda one: one.relation != "head")]
