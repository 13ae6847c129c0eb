"""Questions about what communes lack: the greatest unserved needs of an area, and one of them measured again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from twiza.access.models import AccessScenario, NeedFormula, Specialty
from twiza.access.need_table import Figures, none_if_missing
from twiza.access.queries.compared import compared
from twiza.access.queries.needs import needs_of
from twiza.access.queries.place_rows import COMMUNE, scenario_figures
from twiza.care_supply.models import Gap, MeasuredBy
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in

Subject = tuple[int, int]
"""A commune and a specialty, by their ids."""


@dataclass(frozen=True, slots=True)
class UnservedNeed:
    """
    What a commune needs in a specialty in a year.

    `far_share` (0–1) is the part of its people who live far from care, None without a scenario; `figure` is the need
    of these people, or of all. A need that `is_incomplete` is at least so.
    """

    commune: Place
    specialty: Specialty
    need: float
    far_share: float | None
    is_incomplete: bool

    @property
    def figure(self) -> float:
        """Return the people who need it and, where it is known how far they are, live far from care."""
        return self.need if self.far_share is None else self.need * self.far_share

    @property
    def subject(self) -> Subject:
        """Return which gap this would be."""
        return self.commune.pk, self.specialty.pk


def unserved_needs(
    area: Place, formula: NeedFormula, scenario: AccessScenario | None, specialties: Sequence[Specialty]
) -> list[UnservedNeed]:
    """Return the needs of an area's communes, the greatest first; what is not known is left out."""
    communes = list(communes_in(area.path))
    table = needs_of(communes, formula)
    far = far_shares(communes, scenario)
    found = [
        UnservedNeed(commune, specialty, need, none_if_missing(far[row]) if scenario else None, bool(incomplete[row]))
        for specialty in specialties
        if specialty.code in table.specialties
        for incomplete in [table.is_incomplete([specialty.code])]
        for row, (commune, need) in enumerate(zip(communes, table.needs(specialty.code).tolist(), strict=True))
        if not np.isnan(need) and not (scenario and np.isnan(far[row]))
    ]
    return sorted(found, key=lambda one: (-one.figure, one.commune.path, one.specialty.position))


def far_shares(communes: Sequence[Place], scenario: AccessScenario | None) -> Figures:
    """Return the share (0–1) of each commune's people who are far in a scenario, NaN where it does not say."""
    missing = np.full(len(communes), np.nan)
    if scenario is None:
        return missing
    figures = scenario_figures(communes, scenario)
    reached = figures["reached"]
    shares: Figures = np.divide(figures["far"], reached, out=missing, where=reached > 0)
    return shares


def figures_today(gaps: Sequence[Gap], area: Place) -> dict[uuid.UUID, float | None]:
    """
    Return by key the figure of each computed gap of an area, computed with the facilities there are today.

    None where it cannot be: the scenario is gone, or says nothing of the commune. Other gaps are left out.
    """
    measurable = [gap for gap in gaps if gap.formula_id is not None]
    needs = needs_by_formula(measurable)
    shares = shares_by_scenario(measurable, area)
    return {gap.key: figure_today(gap, needs, shares) for gap in measurable}


def figure_today(
    gap: Gap, needs: Mapping[tuple[object, Subject], float | None], shares: Mapping[tuple[object, int], float | None]
) -> float | None:
    """Return the figure of one gap from the needs and the shares of today."""
    need = needs.get((gap.formula_id, (gap.commune_id, gap.specialty_id or 0)))
    if gap.measured_by == MeasuredBy.NEED or need is None:
        return need
    share = shares.get((gap.scenario_id, gap.commune_id))
    return None if share is None else need * share


def needs_by_formula(gaps: Sequence[Gap]) -> dict[tuple[object, Subject], float | None]:
    """Return the need of each gap's commune and specialty, by formula."""
    by_formula: defaultdict[object, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_formula[gap.formula_id].append(gap)
    found: dict[tuple[object, Subject], float | None] = {}
    for formula_id, held in by_formula.items():
        communes = list({gap.commune_id: gap.commune for gap in held}.values())
        formula = held[0].formula
        if formula is None:
            continue
        table = needs_of(communes, formula)
        rows = {commune.pk: row for row, commune in enumerate(communes)}
        for gap in held:
            if gap.specialty is not None:
                need = float(table.needs(gap.specialty.code)[rows[gap.commune_id]])
                found[formula_id, (gap.commune_id, gap.specialty.pk)] = none_if_missing(need)
    return found


def shares_by_scenario(gaps: Sequence[Gap], area: Place) -> dict[tuple[object, int], float | None]:
    """Return the share (0–1) of people who are far in each commune of each scenario, with today's facilities."""
    scenarios = {gap.scenario_id: gap.scenario for gap in gaps if gap.measured_by == MeasuredBy.UNSERVED}
    return {
        (scenario.pk, row.place.pk): row.figures[0].beyond_share
        for scenario in scenarios.values()
        if scenario is not None
        for row in compared([within_area(scenario, area)], COMMUNE, scenario.far_minutes).communes
    }


def within_area(scenario: AccessScenario, area: Place) -> AccessScenario:
    """Return a scenario, not stored, that says the same of a part of its area alone: a country takes seconds."""
    narrowed = copy(scenario)
    narrowed.area = area
    return narrowed
