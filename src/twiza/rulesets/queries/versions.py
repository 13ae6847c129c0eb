"""Questions about rulesets and their versions, as other houses ask them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from twiza.accounts.decisions import Actor, decide
from twiza.rulesets.evaluation.decision_tables import Decision, decide_by_table, facts_understood
from twiza.rulesets.models import Ruleset, RulesetVersion, State
from twiza.rulesets.rule_use import RuleUse

PEOPLE = ("made_by", "submitted_by", "activated_by")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a version says of a case, and what the decision keeps of it."""

    decision: Decision
    use: RuleUse


def active_version(code: str, country: str, on: dt.date, *, organisation_id: int | None) -> RulesetVersion | None:
    """
    Return the version that was in force for an organisation on a day, or None.

    None also when its legal effect was over: rules that ran out decide nothing.
    """
    in_force = RulesetVersion.objects.filter(
        Q(in_force_until__isnull=True) | Q(in_force_until__gt=on),
        ruleset__code=code,
        ruleset__country=country,
        ruleset__organisation_id=organisation_id,
        in_force_from__lte=on,
    )
    return in_force.select_related("ruleset").order_by("-in_force_from", "-number").first()


def version_to_show(code: str, country: str, on: dt.date, *, organisation_id: int | None) -> RulesetVersion | None:
    """
    Return the version in force, else the newest proposal that came with Twiza, or None.

    A proposal is not in force: `is_in_force` says which it is, and everything shown from it is to be validated.
    """
    active = active_version(code, country, on, organisation_id=organisation_id)
    if active is not None:
        return active
    proposals = RulesetVersion.objects.filter(
        ruleset__code=code, ruleset__country=country, ruleset__organisation_id=None, state=State.DRAFT
    )
    return proposals.select_related("ruleset").order_by("-number").first()


def is_in_force(version: RulesetVersion, on: dt.date) -> bool:
    """Return whether decisions of a day use a version."""
    begin, end = version.in_force_from, version.in_force_until
    return begin is not None and begin <= on and (end is None or on < end)


def decide_with(version: RulesetVersion, table: str, facts: Mapping[str, Any], *, on: dt.date) -> Ruling:
    """
    Return what a table of a version says of a case, with the use that the decision keeps.

    Raises NoSuchPath, FactNotUnderstood.
    """
    decision = decide_by_table(version.content, table, facts)
    use = RuleUse(
        version_id=version.pk,
        table=table,
        rule_id=decision.rule_id,
        inputs=tuple(sorted(facts_understood(version.content, facts))),
        outcome=decision.outcome,
        to_be_validated=decision.to_be_validated or not is_in_force(version, on),
    )
    return Ruling(decision, use)


def rulesets_of(actor: Actor) -> QuerySet[Ruleset]:
    """Return the rulesets that the actor may read: those that came with Twiza, and her organisation's."""
    if actor.grant is None or not decide(actor, "rulesets.view"):
        return Ruleset.objects.none()
    own = Q(organisation_id=actor.grant.organisation_id) | Q(organisation_id__isnull=True)
    return Ruleset.objects.filter(own)


def versions_of(actor: Actor) -> QuerySet[RulesetVersion]:
    """Return the versions that the actor may read, the last one made first."""
    readable = RulesetVersion.objects.filter(ruleset__in=rulesets_of(actor))
    return readable.select_related("ruleset", *PEOPLE).order_by("-number")
