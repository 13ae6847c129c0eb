"""Who may see the territory, and who may bring localities into it."""

from __future__ import annotations

from twiza.accounts.decisions import Actor, Facts, allow
from twiza.accounts.rules import Role, all_of, has_role, is_within_territory


def has_membership(actor: Actor, facts: Facts) -> bool:
    """Hold for a person who acts for an organisation, in whatever role."""
    return actor.grant is not None


allow("territory.view", has_membership)
allow("territory.import", has_role(Role.PLANNER, Role.MANAGER))
allow("territory.import_into", all_of(has_role(Role.PLANNER, Role.MANAGER), is_within_territory))
