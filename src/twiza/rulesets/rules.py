"""
Who may see, change and put in force rulesets.

Rules are public matter, so that everyone who acts for somebody here reads those that came with Twiza and those of
her own organisation. Who plans writes drafts; putting them in force is for those who answer for the organisation.
"""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, any_of, has_role, is_of_own_organisation, is_published

WRITERS = (Role.MANAGER, Role.COORDINATOR, Role.PLANNER)
ACTIVATORS = (Role.MANAGER, Role.COORDINATOR)

allow("rulesets.view", has_role(*Role))
allow("rulesets.open", all_of(has_role(*Role), any_of(is_published, is_of_own_organisation)))
allow("rulesets.write", has_role(*WRITERS))
allow("rulesets.change", all_of(has_role(*WRITERS), is_of_own_organisation))
allow("rulesets.put_in_force", has_role(*ACTIVATORS))
allow("rulesets.activate", all_of(has_role(*ACTIVATORS), is_of_own_organisation))
