"""
Who may see and write plans of care supply.

A plan belongs to the organisation that began it and is seen by its parties: `party` is an actor's organisation that
takes part in it. Everybody reads what was published of it.
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

VIEW_PLANS = "care_supply.view_plans"
WRITE_PLANS = "care_supply.write_plans"
SEE_PLAN = "care_supply.see_plan"
WRITE_PLAN = "care_supply.write_plan"
SEE_PUBLIC_PAGE = "care_supply.see_public_page"

PARTY = "party"

reads = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR)
writes = has_role(Role.PLANNER, Role.MANAGER)
is_ours = all_of(is_of_own_organisation, is_within_territory)

# Of a route: may this role come here at all.
allow(VIEW_PLANS, reads)
allow(WRITE_PLANS, writes)
# Of one plan.
allow(SEE_PLAN, all_of(reads, any_of(is_ours, has_relation(PARTY))))
allow(WRITE_PLAN, all_of(writes, is_ours))
allow(SEE_PUBLIC_PAGE, lambda actor, facts: facts.is_published)
