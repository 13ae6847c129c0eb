"""Who may see and change organisations and their members, and give which roles."""

from twiza.accounts.decisions import Actor, allow, decide
from twiza.accounts.rules import Role, all_of, any_of, has_role, is_of_own_organisation

manages_own = all_of(has_role(Role.MANAGER), is_of_own_organisation)

allow("organisations.list_members", has_role(Role.MANAGER, Role.TECHNICAL_ADMINISTRATOR))
allow("organisations.change_members", any_of(has_role(Role.TECHNICAL_ADMINISTRATOR), manages_own))
allow("organisations.make", has_role(Role.TECHNICAL_ADMINISTRATOR))
allow("organisations.give_any_role", has_role(Role.TECHNICAL_ADMINISTRATOR))

BEYOND_ONE_ORGANISATION = frozenset({Role.TECHNICAL_ADMINISTRATOR, Role.AUDITOR})
"""Roles that see the whole server: who manages one organisation does not give them, nor take them away."""


def roles_given_by(actor: Actor) -> list[Role]:
    """Return the roles that the actor may give and take away, where she may change members at all."""
    gives_all = decide(actor, "organisations.give_any_role")
    return [role for role in Role if gives_all or role not in BEYOND_ONE_ORGANISATION]
