"""
Who may see and plan rounds of home visits.

Where people who are followed at home live is nobody's business but their supervisor's and, for her own homes, their
agent's: no other role of the organisation sees it, and nobody of another one.
"""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

PLAN_ROUNDS = "case_management.plan_rounds"
PLAN_THESE_ROUNDS = "case_management.plan_these_rounds"
VIEW_OWN_ROUNDS = "case_management.view_own_rounds"

plans = has_role(Role.SUPERVISOR)

# Of a route: may this role come here at all.
allow(PLAN_ROUNDS, plans)
allow(VIEW_OWN_ROUNDS, has_role(Role.FIELD_AGENT))
# Of the rounds of one month.
allow(PLAN_THESE_ROUNDS, all_of(plans, is_of_own_organisation, is_within_territory))
