"""
Who may see, work on, steer and move files, and who keeps their kinds.

Whose a file is and how the actor stands to it are facts: `party` when her organisation takes part in it, `mover` when
the rows of its kind let her role make a move of it.
"""

from __future__ import annotations

from twiza.accounts.decisions import Actor, Facts, Predicate, allow
from twiza.accounts.rules import Role, all_of, any_of, has_role, is_of_own_organisation, is_within_territory

VIEW_FILES = "procedures.view_files"
SEE_FILE = "procedures.see_file"
WORK_ON_FILE = "procedures.work_on_file"
OPEN_FILES = "procedures.open_files"
STEER_FILE = "procedures.steer_file"
MOVE_FILE = "procedures.move_file"
ASSIGN_FILE = "procedures.assign_file"
VIEW_KINDS = "procedures.view_kinds"
KEEP_KINDS = "procedures.keep_kinds"

PARTY, MOVER = "party", "mover"
STEERING = (Role.MANAGER, Role.PLANNER, Role.COORDINATOR, Role.SUPERVISOR)
READING = (*STEERING, Role.PROFESSIONAL)

reads, steers = has_role(*READING), has_role(*STEERING)


def stands_as(relation: str) -> Predicate:
    """Return the predicate that holds when the actor stands so to the thing."""
    return lambda actor, facts: relation in facts.relations


def lies_where_she_acts(actor: Actor, facts: Facts) -> bool:
    """Hold for what is nowhere in particular, and for what lies in the territory acted for."""
    return not facts.place_path or is_within_territory(actor, facts)


is_ours = all_of(is_of_own_organisation, lies_where_she_acts)
sees = all_of(reads, any_of(is_ours, stands_as(PARTY)))
moves = all_of(any_of(is_ours, stands_as(PARTY)), stands_as(MOVER))

# Of a route: may this role come here at all.
allow(VIEW_FILES, reads)
allow(OPEN_FILES, steers)
allow(VIEW_KINDS, has_role(*READING, Role.TECHNICAL_ADMINISTRATOR))
allow(KEEP_KINDS, has_role(Role.TECHNICAL_ADMINISTRATOR))
# Of one file.
allow(SEE_FILE, sees)
allow(WORK_ON_FILE, sees)
allow(STEER_FILE, all_of(steers, is_ours))
allow(MOVE_FILE, moves)
# Who steers a file says whose it is; who may move it on may take it on.
allow(ASSIGN_FILE, any_of(all_of(steers, is_ours), moves))
