"""
Who may accompany somebody, and who reads which part of an accompaniment.

It is for whoever accompanies the person and for the supervisor of where she lives, inside the organisation that she
agreed with. Another organisation reads the parts she agreed to, each by itself, and nothing else. What is protected
(P4) is inherited by nobody, not even the supervisor: it is for who wrote it and for those named by the person.
"""

from __future__ import annotations

from twiza.accompaniment.models import Group
from twiza.accounts.decisions import allow
from twiza.accounts.rules import all_of, any_of, has_relation, is_of_own_organisation
from twiza.households.rules import keeps, supervises_there

ACCOMPANIES, SHARED, WROTE = "accompanies", "shared", "wrote"
SHAREABLE = (Group.REQUESTS, Group.APPOINTMENTS, Group.OBSTACLES, Group.STORY, Group.HEALTH)
"""The parts that an organisation may be let read; what is protected is given to a person only."""


def read_action(group: str) -> str:
    """Return the action of reading a part, and of adding to it under one's own name."""
    return f"accompaniment.read_{group}"


def shared_as(group: str) -> str:
    """Return how somebody stands to an accompaniment of which she is let read a part."""
    return f"{SHARED}:{group}"


FOLLOW = "accompaniment.follow"
SEE = "accompaniment.see"
KEEP = "accompaniment.keep"
WRITE_PROTECTED = "accompaniment.write_protected"
READ_PROTECTED = read_action(Group.PROTECTED)

is_ours = any_of(all_of(keeps, is_of_own_organisation, has_relation(ACCOMPANIES)), supervises_there)
is_shared = all_of(keeps, has_relation(SHARED))

# Of a route: may this role come here at all.
allow(FOLLOW, keeps)
# Of one accompaniment: that it exists, and of whom; sharing, printing and closing it; each part of it.
allow(SEE, any_of(is_ours, is_shared), fields=("identity",))
allow(KEEP, is_ours, fields=("identity",))
for part in SHAREABLE:
    allow(read_action(part), any_of(is_ours, all_of(keeps, has_relation(shared_as(part)))), fields=(str(part),))
# Of one thing written down and protected.
allow(
    READ_PROTECTED,
    all_of(keeps, any_of(has_relation(WROTE), has_relation(shared_as(Group.PROTECTED)))),
    fields=(str(Group.PROTECTED),),
)
allow(WRITE_PROTECTED, any_of(is_ours, all_of(keeps, has_relation(shared_as(Group.PROTECTED)))))
