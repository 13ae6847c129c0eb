"""Questions about the lines of a version: its gaps and its actions, with all that a page says of them."""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import Prefetch, QuerySet

from twiza.care_supply.models import ActionComment, CareSupplyPlan, Gap, GapMeasure, PlannedAction, PlanVersion

Line: TypeAlias = Gap | PlannedAction


def gaps_of(version: PlanVersion) -> QuerySet[Gap]:
    """Return the gaps that stand in a version, in order."""
    return with_gap_words(version.gaps.filter(removed_at=None))


def actions_of(version: PlanVersion) -> QuerySet[PlannedAction]:
    """Return the actions that stand in a version, in order, each with the gaps it answers in `answers`."""
    return with_action_words(version.actions.filter(removed_at=None))


def with_gap_words(gaps: QuerySet[Gap]) -> QuerySet[Gap]:
    """Return gaps with all that a page says of them."""
    return gaps.select_related("commune", "specialty", "service", "formula", "scenario", "expressed").order_by(
        "position", "id"
    )


def with_action_words(actions: QuerySet[PlannedAction]) -> QuerySet[PlannedAction]:
    """Return actions with all that a page says of them."""
    answered = with_gap_words(Gap.objects.filter(removed_at=None))
    return (
        actions.select_related(
            "commune",
            "facility",
            "siting_post__commune",
            "profession",
            "equipment",
            "outreach_plan__area",
            "association",
            "owner_organisation",
            "owner",
            "convention__file",
        )
        .prefetch_related(Prefetch("gaps", answered, to_attr="answers"))
        .defer(*(f"outreach_plan__{name}" for name in ("problem", "answer", "snapshot", "reached", "assumptions")))
        .order_by("position", "id")
    )


def removed_lines(version: PlanVersion) -> list[Line]:
    """Return the lines that were taken out of a version, the last first."""
    gaps = list(with_gap_words(version.gaps.filter(removed_at__isnull=False)))
    actions = list(with_action_words(version.actions.filter(removed_at__isnull=False)))
    return sorted([*gaps, *actions], key=lambda line: str(line.removed_at), reverse=True)


def measures_of(plan: CareSupplyPlan) -> QuerySet[GapMeasure]:
    """Return what was measured again of a plan's gaps, the first first."""
    return plan.gap_measures.order_by("on", "id")


def comments_on(plan: CareSupplyPlan) -> QuerySet[ActionComment]:
    """Return what people said of what became of a plan's actions, the first first."""
    return plan.comments.filter(removed_at=None).select_related("person").order_by("at", "id")


def removed_comments(plan: CareSupplyPlan) -> QuerySet[ActionComment]:
    """Return the comments that were taken off a plan and can be brought back, the last first."""
    return plan.comments.filter(removed_at__isnull=False).select_related("person").order_by("-removed_at", "-id")
