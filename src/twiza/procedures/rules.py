"""
Who may see, work on, steer and move files, and who keeps their kinds.

Whose a file is and how the actor stands to it are facts: `party` when her organisation takes part in it, `own` when it
is hers or near to her (nearness.py), `mover` when the rows of its kind let her role make a move of it. As what the
rows of its kind let her role see it is a fact too (`reads_as`); a kind without such rows is open to whoever reads.
"""

from __future__ import annotations

from twiza.accounts.decisions import Actor, Facts, allow
from twiza.accounts.rules import (
    Role,
    all_of,
    any_of,
    has_relation,
    has_role,
    is_of_own_organisation,
    is_within_territory,
)
from twiza.procedures.models import Standing

VIEW_FILES = "procedures.view_files"
SEE_FILE = "procedures.see_file"
WORK_ON_FILE = "procedures.work_on_file"
OPEN_FILES = "procedures.open_files"
OPEN_FILE = "procedures.open_file"
STEER_FILE = "procedures.steer_file"
MOVE_FILE = "procedures.move_file"
ASSIGN_FILE = "procedures.assign_file"
VIEW_KINDS = "procedures.view_kinds"
KEEP_KINDS = "procedures.keep_kinds"

PARTY, OWN, MOVER, RESTRICTED = "party", "own", "mover", "restricted"
STEERING = (Role.MANAGER, Role.PLANNER, Role.COORDINATOR, Role.SUPERVISOR)
READING = (*STEERING, Role.PROFESSIONAL)
# An agent reads only what is hers, of kinds whose rows let her in.
COMING = (*READING, Role.FIELD_AGENT)

comes, steers = has_role(*COMING), has_role(*STEERING)


def reads_as(standing: str) -> str:
    """Return the relation of whoever's role the kind of a file lets see it, standing so to it."""
    return f"reads_as_{standing}"


def lies_where_she_acts(actor: Actor, facts: Facts) -> bool:
    """Hold for what is nowhere in particular, and for what lies in the territory acted for."""
    return not facts.place_path or is_within_territory(actor, facts)


def is_not_restricted(actor: Actor, facts: Facts) -> bool:
    """Hold for files of a kind that is open to whoever reads files."""
    return RESTRICTED not in facts.relations


is_ours = all_of(is_of_own_organisation, lies_where_she_acts)
sees = all_of(
    comes,
    any_of(
        all_of(has_relation(reads_as(Standing.ORGANISATION)), is_ours),
        all_of(has_relation(reads_as(Standing.PARTY)), has_relation(PARTY)),
        all_of(has_relation(reads_as(Standing.OWN)), has_relation(OWN)),
    ),
)
stands_near = any_of(is_ours, has_relation(PARTY))
moves = all_of(has_relation(MOVER), any_of(all_of(is_not_restricted, stands_near), sees))
steers_it = all_of(steers, is_ours, any_of(is_not_restricted, sees))

# Of a route: may this role come here at all.
allow(VIEW_FILES, comes)
allow(OPEN_FILES, steers)
allow(VIEW_KINDS, has_role(*COMING, Role.TECHNICAL_ADMINISTRATOR))
allow(KEEP_KINDS, has_role(Role.TECHNICAL_ADMINISTRATOR))
# Of one file.
allow(SEE_FILE, sees)
allow(WORK_ON_FILE, sees)
# What only some see is opened by those who will see it then.
allow(OPEN_FILE, any_of(all_of(is_not_restricted, steers, is_ours), all_of(is_of_own_organisation, sees)))
allow(STEER_FILE, steers_it)
allow(MOVE_FILE, moves)
# Who steers a file says whose it is; who may move it on may take it on.
allow(ASSIGN_FILE, any_of(steers_it, moves))
