"""Decisions about gaps: take the greatest unserved needs into a version, measure its gaps again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from twiza.access.models import AccessScenario, NeedFormula
from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.changing import NoSuchPlan, note_plan, person_of, plan_to_change, version_to_change
from twiza.care_supply.actions.lines import add_line
from twiza.care_supply.models import CareSupplyPlan, Gap, GapMeasure, MeasuredBy, PlanVersion
from twiza.care_supply.queries.lines import gaps_of
from twiza.care_supply.queries.needs import UnservedNeed, figures_today
from twiza.core.figures import rounded
from twiza.core.ids import new_id
from twiza.core.names import in_every_language, name_in


@dataclass(frozen=True, slots=True)
class Rest:
    """What computed figures rest on: a version of a formula and, where it is known who is far, a scenario."""

    formula: NeedFormula
    scenario: AccessScenario | None


@transaction.atomic
def take_needs(
    *, version: PlanVersion, chosen: Sequence[UnservedNeed], rest: Rest, actor: Actor, at: dt.datetime
) -> list[Gap]:
    """Add a gap for each need that has none yet in a version. Raises NoSuchPlan and what `changing` raises."""
    held = version_to_change(version, actor)
    if not chosen:
        raise NoSuchPlan(_("Tick at least one line."))
    known = set(held.gaps.filter(removed_at=None).values_list("commune_id", "specialty_id"))
    basis = in_every_language(lambda language: basis_said(rest, language))
    return [add_gap(held, need, rest, basis, actor, at) for need in chosen if need.subject not in known]


def add_gap(
    version: PlanVersion, need: UnservedNeed, rest: Rest, basis: dict[str, str], actor: Actor, at: dt.datetime
) -> Gap:
    """Add the gap of a need."""
    gap = Gap(
        id=new_id(),
        version=version,
        commune=need.commune,
        specialty=need.specialty,
        measured_by=MeasuredBy.NEED if need.far_share is None else MeasuredBy.UNSERVED,
        figure=need.figure,
        figure_on=localdate(at),
        formula=rest.formula,
        scenario=None if need.far_share is None else rest.scenario,
        basis=basis,
    )
    add_line(line=gap, actor=actor, at=at)
    return gap


def basis_said(rest: Rest, language: str) -> str:
    """Return what computed figures rest on, in the language that is active."""
    formula = {"formula": name_in(rest.formula.names, language), "version": rest.formula.version}
    if rest.scenario is None:
        return _("Formula “%(formula)s”, version %(version)d; everybody in need is counted") % formula
    minutes = {"minutes": rounded(rest.scenario.far_minutes), "scenario": rest.scenario.name}
    return _(
        "Formula “%(formula)s”, version %(version)d; people at more than %(minutes)s minutes of care, "
        "as the scenario “%(scenario)s” supposes"
    ) % (formula | minutes)


@transaction.atomic
def measure_gaps(*, plan: CareSupplyPlan, version: PlanVersion, actor: Actor, at: dt.datetime) -> list[GapMeasure]:
    """
    Compute the figures of a version's gaps again, with the facilities of today, and keep them with the day.

    The same day keeps one figure of each gap, the last one. Raises NoSuchPlan where no gap was computed.
    """
    held = plan_to_change(plan, actor)
    figures = figures_today(list(gaps_of(version)), held.area)
    if not figures:
        raise NoSuchPlan(_("No gap of this version was computed: those that were typed are measured by people."))
    measured = [
        GapMeasure.objects.update_or_create(
            plan=held,
            gap_key=key,
            on=localdate(at),
            defaults={"figure": figure, "measured_by_id": person_of(actor), "at": at},
        )[0]
        for key, figure in figures.items()
    ]
    note_plan(actor, held, "gaps_measured", at)
    return measured
