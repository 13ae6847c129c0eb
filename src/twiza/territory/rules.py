"""Who may see the territory, and who may bring localities and health series into it."""

from __future__ import annotations

from twiza.accounts.decisions import Actor, Facts, allow
from twiza.accounts.rules import Role, all_of, has_role, is_of_own_organisation, is_within_territory

READERS_OF_SERIES = (
    Role.PLANNER,
    Role.MANAGER,
    Role.SUPERVISOR,
    Role.COORDINATOR,
    Role.PROFESSIONAL,
    Role.FIELD_AGENT,
)


def has_membership(actor: Actor, facts: Facts) -> bool:
    """Hold for a person who acts for an organisation, in whatever role."""
    return actor.grant is not None


allow("territory.view", has_membership)
allow("territory.import", has_role(Role.PLANNER, Role.MANAGER))
allow("territory.import_into", all_of(has_role(Role.PLANNER, Role.MANAGER), is_within_territory))

# Series are somebody's: they stay within the organisation that brought them in, small numbers hidden from everybody.
allow("territory.view_series", has_role(*READERS_OF_SERIES))
allow("territory.open_series", all_of(has_role(*READERS_OF_SERIES), is_of_own_organisation))
allow("territory.import_series", has_role(Role.PLANNER, Role.MANAGER))
allow("territory.import_series_into", all_of(has_role(Role.PLANNER, Role.MANAGER), is_within_territory))
