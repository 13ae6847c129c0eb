"""
Who may record and see awareness sessions, interviews and trainings, and who sees their figures alone.

Whoever held a session or an interview records and sees it; her supervisor and her coordinator see all of their
organisation, where they act. A planner and a manager see figures without anybody's name; funders see what is
published, elsewhere.
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

RECORD_SESSIONS = "activities.record_sessions"
SEE_SESSION = "activities.see_session"
RECORD_INTERVIEWS = "activities.record_interviews"
SEE_INTERVIEW = "activities.see_interview"
KEEP_TOPICS = "activities.keep_topics"
VIEW_FIGURES = "activities.view_figures"
KEEP_TRAININGS = "activities.keep_trainings"
SEE_TRAINING = "activities.see_training"
KEEP_REGISTER = "activities.keep_register"

HOLDER = "holder"

keeps = has_role(Role.SUPERVISOR, Role.COORDINATOR)
records = has_role(Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR, Role.COORDINATOR)
reads_figures = has_role(
    Role.FIELD_AGENT, Role.PROFESSIONAL, Role.SUPERVISOR, Role.COORDINATOR, Role.PLANNER, Role.MANAGER
)

# Of a route: may this role come here at all.
allow(RECORD_SESSIONS, records)
allow(RECORD_INTERVIEWS, records)
allow(KEEP_TOPICS, keeps)
allow(VIEW_FIGURES, reads_figures)
allow(KEEP_TRAININGS, keeps)
# Of one session, to see and to change it.
allow(
    SEE_SESSION,
    all_of(records, is_of_own_organisation, is_within_territory, any_of(keeps, has_relation(HOLDER))),
    fields=("identity",),
)
# Of one interview of a parent, who is not named.
allow(SEE_INTERVIEW, all_of(records, is_of_own_organisation, is_within_territory, any_of(keeps, has_relation(HOLDER))))
# Of one training, to see and to change it; of the modules and the register, which lie nowhere.
allow(SEE_TRAINING, all_of(keeps, is_of_own_organisation, is_within_territory), fields=("identity",))
allow(KEEP_REGISTER, all_of(keeps, is_of_own_organisation), fields=("identity",))
