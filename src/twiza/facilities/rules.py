"""Who may see and change where care is given. The directory is public matter (P0): no case data is in it."""

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

READERS = (
    Role.PLANNER,
    Role.MANAGER,
    Role.SUPERVISOR,
    Role.COORDINATOR,
    Role.PROFESSIONAL,
    Role.FIELD_AGENT,
)
keeps_the_list = has_role(Role.PLANNER, Role.MANAGER)

allow("facilities.view", has_role(*READERS))
allow("facilities.keep", keeps_the_list)
allow("facilities.change", all_of(keeps_the_list, is_of_own_organisation, is_within_territory))
allow("facilities.propose", has_role(*READERS))
