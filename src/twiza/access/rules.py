"""Who may see needs, and who may ask how far people are. Formulas and scenarios stay within their organisation."""

from twiza.accounts.decisions import allow
from twiza.accounts.rules import (
    Role,
    all_of,
    any_of,
    has_role,
    is_of_own_organisation,
    is_published,
    is_within_territory,
)
from twiza.facilities.rules import READERS

plans = has_role(Role.PLANNER, Role.MANAGER)

allow("access.view", has_role(*READERS))
allow("access.plan", plans)
allow("access.open_formula", all_of(has_role(*READERS), any_of(is_published, is_of_own_organisation)))
allow("access.open_scenario", all_of(plans, is_of_own_organisation, is_within_territory))
allow("access.make_scenario", all_of(plans, is_of_own_organisation, is_within_territory))

# What people say is needed stays within the organisation that heard it, and within the territory acted for.
HEARERS = (Role.PLANNER, Role.MANAGER, Role.COORDINATOR, Role.SUPERVISOR, Role.FIELD_AGENT)
hears = has_role(*HEARERS)

allow("access.hear_needs", hears)
allow("access.open_expressed", all_of(hears, is_of_own_organisation, is_within_territory))
allow("access.answer_needs", has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR, Role.SUPERVISOR))
