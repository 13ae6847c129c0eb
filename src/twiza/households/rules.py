"""
Who may register families, and who may see one.

A family is for whoever follows it and for the supervisor of the territory it lives in, inside the organisation that
registered it: no other role sees a person, and nobody of another organisation without the person's consent. That two
records are one person is a supervisor's decision, as she alone sees both.
"""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import (
    Role,
    all_of,
    any_of,
    has_relation,
    has_role,
    is_of_own_organisation,
    is_within_territory,
)

ASSIGNED = "assigned"
FOLLOWED_THEN = "followed_then"
"""How an agent stands to a household on a day before another one took over."""

KEEP_HOUSEHOLDS = "households.keep_households"
COMPARE_PERSONS = "households.compare_persons"
SEE_HOUSEHOLD = "households.see_household"
ADD_LATE_RECORD = "households.add_late_record"
DECIDE_SAMENESS = "households.decide_sameness"

keeps = has_role(Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR)
supervises = has_role(Role.SUPERVISOR)
supervises_there = all_of(supervises, is_of_own_organisation, is_within_territory)

# Of a route: may this role come here at all, and register a family.
allow(KEEP_HOUSEHOLDS, keeps)
allow(COMPARE_PERSONS, supervises)
# Of one household and those who live in it.
allow(
    SEE_HOUSEHOLD,
    any_of(all_of(keeps, is_of_own_organisation, has_relation(ASSIGNED)), supervises_there),
    fields=("identity", "contact", "coarse_place", "exact_place", "documents"),
)
# Of a record of a day: what an agent wrote without a network is kept though another one took over since. She may add
# it and read nothing.
allow(
    ADD_LATE_RECORD,
    any_of(
        all_of(keeps, is_of_own_organisation, has_relation(FOLLOWED_THEN)),
        supervises_there,
    ),
)
allow(DECIDE_SAMENESS, supervises_there)
