"""Questions about formulas of needs."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from twiza.access.models import NeedFormula
from twiza.accounts.decisions import Actor, decide


def formulas_of(actor: Actor) -> QuerySet[NeedFormula]:
    """Return the formulas that the actor may open, newest first: those of her organisation, and the shipped ones."""
    if actor.grant is None or not decide(actor, "access.view"):
        return NeedFormula.objects.none()
    own = Q(organisation=actor.grant.organisation_id) | Q(organisation__isnull=True)
    return NeedFormula.objects.filter(own).select_related("organisation", "made_by").order_by("-made_at", "-version")


def formula_in_use(actor: Actor) -> NeedFormula | None:
    """Return the newest formula of the actor's organisation, or else the newest shipped one, or None."""
    formulas = list(formulas_of(actor))
    own = [formula for formula in formulas if formula.organisation_id is not None]
    return next(iter(own or formulas), None)
