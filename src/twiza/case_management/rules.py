"""
Who may see and plan rounds of home visits, and who may see and follow people who were referred.

Where people who are followed at home live is nobody's business but their supervisor's and, for her own homes, their
agent's: no other role of the organisation sees it, and nobody of another one. A referral is for whoever owns or made
it, for the supervisor where she acts and, under consent, for the professionals of the facility: its file says so
(data/procedures/referral.yml), and whatever the rows of a kind say, no other role ever sees the person.
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
from twiza.procedures.rules import moves, sees

PLAN_ROUNDS = "case_management.plan_rounds"
PLAN_THESE_ROUNDS = "case_management.plan_these_rounds"
VIEW_OWN_ROUNDS = "case_management.view_own_rounds"

plans = has_role(Role.SUPERVISOR)

# Of a route: may this role come here at all.
allow(PLAN_ROUNDS, plans)
allow(VIEW_OWN_ROUNDS, has_role(Role.FIELD_AGENT))
# Of the rounds of one month.
allow(PLAN_THESE_ROUNDS, all_of(plans, is_of_own_organisation, is_within_territory))

FOLLOW_REFERRALS = "case_management.follow_referrals"
SEE_REFERRAL = "case_management.see_referral"
MOVE_REFERRAL = "case_management.move_referral"
ANSWER_REFERRAL = "case_management.answer_referral"
HOLDS_LINK = "holds_link"
"""How somebody without an account stands to the one referral that a link was made for."""

follows = has_role(Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR)

# Of a route: may this role come here at all, and refer somebody.
allow(FOLLOW_REFERRALS, follows)
# Of one referral, by the facts of its file.
allow(SEE_REFERRAL, all_of(follows, sees), fields=("identity", "contact", "health"))
allow(MOVE_REFERRAL, all_of(follows, moves))
# Of one referral, to whoever holds its link: what the paper slip tells, and neither a name nor a number.
allow(ANSWER_REFERRAL, has_relation(HOLDS_LINK), fields=("health",))

FOLLOW_CHILDREN = "case_management.follow_children"
ANSWER_ALERTS = "case_management.answer_alerts"

# Of a route: may this role come here at all. Which child it sees is the rule of the household (households/rules.py).
allow(FOLLOW_CHILDREN, follows, fields=("identity", "health"))
allow(ANSWER_ALERTS, has_role(Role.PROFESSIONAL, Role.SUPERVISOR))

FOLLOW_CASELOADS = "case_management.follow_caseloads"

# Of a route: who follows how many families is the supervisor's business, of the families that she sees.
allow(FOLLOW_CASELOADS, plans)

SEE_RECORD_FLAGS = "case_management.see_record_flags"
ANSWER_RECORD_FLAGS = "case_management.answer_record_flags"

# Of a route: who follows children sees what she is asked, and the supervisor what is pointed out in the records of the
# families that she sees (queries/record_flags.py). She alone says what became of it.
allow(SEE_RECORD_FLAGS, follows, fields=("identity", "health"))
allow(ANSWER_RECORD_FLAGS, plans)
FOLLOW_PROTECTED = "case_management.follow_protected"
READ_PROTECTED_ANSWERS = "case_management.read_protected_answers"
NAME_READERS = "case_management.name_readers"
WROTE, NAMED_READER = "wrote", "named_reader"

# Of a route: may this role come here at all.
allow(FOLLOW_PROTECTED, follows)
# Of what is protected at one visit (P4): inherited by nobody, not even the supervisor.
allow(
    READ_PROTECTED_ANSWERS,
    all_of(follows, is_of_own_organisation, any_of(has_relation(WROTE), has_relation(NAMED_READER))),
    fields=("protection",),
)
allow(NAME_READERS, all_of(follows, is_of_own_organisation, has_relation(WROTE)))

SEE_WHOM_TO_SUPERVISE = "case_management.see_whom_to_supervise"
SUPERVISE_AGENTS = "case_management.supervise_agents"
FOLLOW_SUPERVISIONS = "case_management.follow_supervisions"
SUPERVISE_AGENT = "case_management.supervise_agent"
SEE_SUPERVISION = "case_management.see_supervision"
ADD_OWN_WORDS = "case_management.add_own_words"
SUPERVISES, SUPERVISED = "supervises", "supervised"
"""How somebody stands to an agent who is supervised: she supervises her, or she is that agent."""

supervises = all_of(plans, is_of_own_organisation, has_relation(SUPERVISES))
is_supervised = all_of(follows, is_of_own_organisation, has_relation(SUPERVISED))

# Of a route: counts by agent, who is no one's case; supervisions planned and written; and one's own read.
allow(SEE_WHOM_TO_SUPERVISE, has_role(Role.SUPERVISOR, Role.COORDINATOR))
allow(SUPERVISE_AGENTS, plans)
allow(FOLLOW_SUPERVISIONS, follows)
# Of one agent, and of one supervision: it is for learning, so that nobody reads it but the two sides.
allow(SUPERVISE_AGENT, supervises)
allow(SEE_SUPERVISION, any_of(supervises, is_supervised))
allow(ADD_OWN_WORDS, is_supervised)
