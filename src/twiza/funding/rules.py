"""
Who may see and change conventions, and who may say that what is owed was done.

A convention belongs to the organisation that opened it and is seen by every party. Facts say how the actor stands to
it: `party` when her organisation signs it, `ower` when it owes the thing, `judge` when it may accept its proof.
"""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, any_of, has_relation, has_role, is_of_own_organisation, is_published

VIEW_CONVENTIONS = "funding.view_conventions"
KEEP_CONVENTIONS = "funding.keep_conventions"
SEE_CONVENTION = "funding.see_convention"
CHANGE_CONVENTION = "funding.change_convention"
HAND_IN_PROOF = "funding.hand_in_proof"
ACCEPT_PROOF = "funding.accept_proof"
SEE_PUBLIC_PAGE = "funding.see_public_page"

PARTY, OWER, JUDGE = "party", "ower", "judge"

reads = has_role(Role.PLANNER, Role.MANAGER, Role.COORDINATOR)
keeps = has_role(Role.PLANNER, Role.MANAGER)
takes_part = any_of(is_of_own_organisation, has_relation(PARTY))

# Of a route: may this role come here at all.
allow(VIEW_CONVENTIONS, reads)
allow(KEEP_CONVENTIONS, keeps)
# Of one convention, or of one thing owed under it.
allow(SEE_CONVENTION, all_of(reads, takes_part))
allow(CHANGE_CONVENTION, all_of(keeps, is_of_own_organisation))
allow(HAND_IN_PROOF, all_of(keeps, any_of(is_of_own_organisation, has_relation(OWER))))
allow(ACCEPT_PROOF, all_of(keeps, has_relation(JUDGE)))
allow(SEE_PUBLIC_PAGE, is_published)
