"""
Who may see and make plans of caravans, organise them, and keep their registers.

Plans are for one's own organisation in one's own territory. Who came to a caravan is known to those who keep its
register and to their supervisor; planners and partners see counts.
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

VIEW_CARAVANS = "outreach.view_caravans"
MAKE_CARAVANS = "outreach.make_caravans"
VIEW_CARAVAN = "outreach.view_caravan"
MAKE_CARAVAN = "outreach.make_caravan"
KEEP_REGISTERS = "outreach.keep_registers"
KEEP_REGISTER = "outreach.keep_register"
SEE_PREPARATION = "outreach.see_preparation"
COUNT_SUPPLIES = "outreach.count_supplies"
SEE_COSTS = "outreach.see_costs"
KEEP_CONTACTS = "outreach.keep_contacts"

MEMBER, PARTNER = "member", "partner"
"""How an actor stands to a caravan: she takes part in it, or her organisation does."""

takes_part = has_relation(MEMBER)
is_partner = has_relation(PARTNER)
registers = has_role(Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR)
supervises = has_role(Role.SUPERVISOR)

allow(VIEW_CARAVANS, any_of(reads, registers))
allow(MAKE_CARAVANS, plans)
allow(KEEP_REGISTERS, registers)
# Of one caravan: counts are for whoever plans it or is a partner, persons only for those who see them.
allow(
    VIEW_CARAVAN,
    any_of(all_of(any_of(reads, supervises), is_ours), all_of(reads, is_partner), all_of(registers, takes_part)),
)
allow(MAKE_CARAVAN, all_of(plans, is_ours))
allow(
    KEEP_REGISTER,
    all_of(registers, any_of(takes_part, all_of(supervises, is_ours))),
    fields=("identity", "contact", "health"),
)
# What is made ready: for the organiser and for who takes part; a partner sees counts and what it brings itself.
allow(
    SEE_PREPARATION,
    any_of(all_of(any_of(reads, supervises), is_ours), all_of(registers, takes_part)),
)
allow(COUNT_SUPPLIES, any_of(all_of(plans, is_ours), all_of(registers, takes_part)))
allow(SEE_COSTS, all_of(reads, is_ours))
# Names and telephones of those who pass the word on (P2).
allow(KEEP_CONTACTS, all_of(plans, is_ours), fields=("contact",))

CONFIRM_FACILITIES = "outreach.confirm_facilities"
"""Whoever organises a caravan of her own, or takes part in it, may say that facilities on the way are as listed."""

allow(CONFIRM_FACILITIES, any_of(all_of(plans, is_ours), all_of(registers, takes_part)))
