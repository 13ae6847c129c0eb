"""Who may see and make plans of caravans: those of one's own organisation, in one's own territory."""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

VIEW_PLANS = "outreach.view_plans"
MAKE_PLANS = "outreach.make_plans"
VIEW_PLAN = "outreach.view_plan"
MAKE_PLAN = "outreach.make_plan"

reads = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR)
plans = has_role(Role.PLANNER, Role.MANAGER)
is_ours = all_of(is_of_own_organisation, is_within_territory)

# Of a route: may this role come here at all.
allow(VIEW_PLANS, reads)
allow(MAKE_PLANS, plans)
# Of one plan or scenario, or of an area to plan for.
allow(VIEW_PLAN, all_of(reads, is_ours))
allow(MAKE_PLAN, all_of(plans, is_ours))
