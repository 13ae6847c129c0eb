"""Questions about what the siting assistant answered."""

from __future__ import annotations

from django.db.models import F, QuerySet

from twiza.access.models import AccessScenario, Siting, SitingCommune, SitingPost
from twiza.access.queries.scenarios import scenarios_of
from twiza.accounts.decisions import Actor


def sitings_of(actor: Actor) -> QuerySet[Siting]:
    """Return the answers that an actor may open, those of the scenarios she may open, newest first."""
    return _ours(actor).filter(deleted_at__isnull=True).order_by("-made_at", "-id")


def deleted_sitings_of(actor: Actor) -> QuerySet[Siting]:
    """Return the answers that were deleted and can be brought back, the last deleted first."""
    return _ours(actor).filter(deleted_at__isnull=False).order_by("-deleted_at", "-id")


def _ours(actor: Actor) -> QuerySet[Siting]:
    return Siting.objects.filter(scenario__in=scenarios_of(actor).order_by().values("id")).select_related(
        "made_by", "scenario"
    )


def sitings_in(actor: Actor, scenario: AccessScenario) -> QuerySet[Siting]:
    """Return the answers of one scenario, without the positions that only their own page needs."""
    return sitings_of(actor).filter(scenario=scenario).defer("existing", "left_out")


def deleted_sitings_in(actor: Actor, scenario: AccessScenario) -> QuerySet[Siting]:
    """Return the deleted answers of one scenario."""
    return deleted_sitings_of(actor).filter(scenario=scenario).defer("existing", "left_out")


def posts_in(siting: Siting) -> QuerySet[SitingPost]:
    """Return the places chosen, in the order of gain."""
    return siting.posts.select_related("commune").order_by("rank")


def communes_changed(siting: Siting) -> QuerySet[SitingCommune]:
    """Return the communes where somebody comes within reach, those with most people first."""
    changed = siting.communes.filter(beyond_after__lt=F("beyond_before")).select_related("commune")
    return changed.annotate(gained=F("beyond_before") - F("beyond_after")).order_by("-gained", "commune__path")
