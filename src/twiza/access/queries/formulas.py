"""Questions about formulas of needs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from twiza.access.models import NeedFormula
from twiza.accounts.decisions import Actor, decide
from twiza.rulesets.models import State


def formulas_of(actor: Actor) -> QuerySet[NeedFormula]:
    """Return the formulas that the actor may open, newest first: those of her organisation, and the shipped ones."""
    if actor.grant is None or not decide(actor, "access.view"):
        return NeedFormula.objects.none()
    own = Q(organisation=actor.grant.organisation_id) | Q(organisation__isnull=True)
    found = NeedFormula.objects.filter(own).select_related("organisation", "made_by", "ruleset_version__ruleset")
    return found.defer("ruleset_version__content_text").order_by("-made_at", "-version")


def formula_in_use(actor: Actor) -> NeedFormula | None:
    """
    Return the formula that the actor's organisation put in force, else its newest one, else the newest shipped one.

    One that was withdrawn is used by nobody who did not choose it. None when there is none.
    """
    formulas = [formula for formula in formulas_of(actor) if state_of(formula) != State.WITHDRAWN]
    own_first = sorted(formulas, key=lambda formula: formula.organisation_id is None)
    return min(own_first, key=place_by_state, default=None)


def place_by_state(formula: NeedFormula) -> int:
    """Return the place of a formula among those offered: one in force first, a withdrawn one last."""
    return {State.ACTIVE: 0, State.WITHDRAWN: 2}.get(State(state_of(formula)), 1)


def state_of(formula: NeedFormula) -> str:
    """Return where a formula stands; one that was never kept as rules is a draft."""
    return formula.ruleset_version.state if formula.ruleset_version else State.DRAFT
