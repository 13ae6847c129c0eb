"""
Who may see and hold quality rounds.

A round stays within the organisation that held it and the territory acted for. A planner sees scores only: what was
noted about an item, and how each assessor marked it, are for those who work with the centre.
"""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

VIEW_ROUNDS = "quality.view_rounds"
HOLD_ROUNDS = "quality.hold_rounds"
SEE_SCORES = "quality.see_scores"
SEE_MARKS = "quality.see_marks"
HOLD_ROUND = "quality.hold_round"

reads_scores = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR, Role.SUPERVISOR)
reads_marks = has_role(Role.MANAGER, Role.COORDINATOR, Role.SUPERVISOR)
holds = has_role(Role.COORDINATOR, Role.SUPERVISOR)
is_ours = all_of(is_of_own_organisation, is_within_territory)

# Of a route: may this role come here at all.
allow(VIEW_ROUNDS, reads_scores)
allow(HOLD_ROUNDS, holds)
# Of one round.
allow(SEE_SCORES, all_of(reads_scores, is_ours))
allow(SEE_MARKS, all_of(reads_marks, is_ours))
allow(HOLD_ROUND, all_of(holds, is_ours))
