"""Roles, and the small predicates that every house builds its rules from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import Actor, Facts, Predicate, allow


class Role(models.TextChoices):
    """What a membership makes of a person. Only an agent's supervisor and owners see identified records."""

    FIELD_AGENT = "field_agent", _("Field agent")
    PROFESSIONAL = "professional", _("Care or social professional")
    SUPERVISOR = "supervisor", _("Supervisor")
    MANAGER = "manager", _("Organisation manager")
    COORDINATOR = "coordinator", _("Network coordinator")
    PROTECTION_OFFICER = "protection_officer", _("Protection officer")
    PLANNER = "planner", _("Planner")
    FUNDER = "funder", _("Funder")
    TECHNICAL_ADMINISTRATOR = "technical_administrator", _("Technical administrator")
    AUDITOR = "auditor", _("Auditor")


def anyone(actor: Actor, facts: Facts) -> bool:
    """Hold for everybody, signed in or not."""
    return True


def is_signed_in(actor: Actor, facts: Facts) -> bool:
    """Hold for a person who signed in, even without a membership."""
    return actor.person_id is not None


def has_role(*roles: Role) -> Predicate:
    """Return the predicate that holds for these roles."""
    return lambda actor, facts: actor.role in roles


def has_relation(relation: str) -> Predicate:
    """Return the predicate that holds when the actor stands so to the thing."""
    return lambda actor, facts: relation in facts.relations


def is_of_own_organisation(actor: Actor, facts: Facts) -> bool:
    """Hold when the thing belongs to the organisation acted for."""
    return actor.grant is not None and facts.organisation_id == actor.grant.organisation_id


def is_within_territory(actor: Actor, facts: Facts) -> bool:
    """Hold when the thing lies in the territory acted for; a grant without territory is for everywhere."""
    if actor.grant is None:
        return False
    if not actor.grant.territory:
        return True
    path = f"{facts.place_path}/"
    return any(path.startswith(f"{root}/") for root in actor.grant.territory)


def is_published(actor: Actor, facts: Facts) -> bool:
    """Hold for what was published for everybody, as what is shipped with Twiza is."""
    return facts.is_published


def is_recent_proof(proved_at: float, *, now: float, limit_seconds: float) -> bool:
    """Return whether who proved her identity then need not do so again now; both are seconds of one clock."""
    return 0 <= now - proved_at < limit_seconds


def all_of(*predicates: Predicate) -> Predicate:
    """Return the predicate that holds when all hold."""
    return lambda actor, facts: all(predicate(actor, facts) for predicate in predicates)


def any_of(*predicates: Predicate) -> Predicate:
    """Return the predicate that holds when one holds."""
    return lambda actor, facts: any(predicate(actor, facts) for predicate in predicates)


allow("public", anyone)
allow("accounts.own", is_signed_in)
allow("accounts.read_audit", has_role(Role.AUDITOR))
