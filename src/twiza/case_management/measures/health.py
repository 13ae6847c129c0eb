"""How children followed at home are: nutrition, growth, vaccines, papers, for indicators."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from uuid import UUID

from twiza.case_management.child_health.alerts import MODERATE, SEVERE
from twiza.case_management.child_health.immunisation import is_zero_dose, missing_of_first_year
from twiza.case_management.child_health.nutrition import arm_class
from twiza.case_management.child_health.weighings import Weighing, has_stalled
from twiza.case_management.measures.cohort import Child, Cohort
from twiza.core.tallies import Tally
from twiza.households.births import months_before
from twiza.households.models import HeldDocument, Holding, Paper
from twiza.rulesets.evaluation.evidence import Content

SCREENED_MONTHS = (6, 60)
YOUNG_MONTHS = (0, 24)
SECOND_YEAR_MONTHS = (12, 24)
"""The ages that NUT_MAS, NUT_CROISS and VACC_COMPLET name, from the first included to the last one not."""
ACUTE = (SEVERE, MODERATE)


def acute_malnutrition_found(cohort: Cohort) -> list[Tally]:
    """
    Return of each child of 6 to 59 months screened within the span whether acute malnutrition was found (NUT_MAS).

    She is screened when her arm was measured or her feet looked at; oedema of both feet is severe by itself.
    """
    if cohort.rules.nutrition is None:
        return []
    content, children = cohort.rules.nutrition.content, cohort.aged(*SCREENED_MONTHS)
    visits = cohort.seen(cohort.span.start, cohort.span.end).exclude(arm_mm=None, has_oedema=None)
    found: dict[UUID, bool] = {}
    for child, day, arm, oedema in visits.values_list("child", "visited_on", "arm_mm", "has_oedema"):
        who = cohort.who(child)
        if who in children:
            found[who] = found.get(who, False) or bool(oedema) or is_thin(content, children[who], day, arm)
    return [cohort.tally(child, was_found, 1) for child, was_found in found.items()]


def is_thin(content: Content, child: Child, on: dt.date, arm_mm: int | None) -> bool:
    """Return whether an arm says acute malnutrition, moderate or severe."""
    if arm_mm is None:
        return False
    arm = arm_class(content, born_on=child.born_on, on=on, muac_mm=arm_mm)
    return arm is not None and arm.code in ACUTE


def growing_well(cohort: Cohort) -> list[Tally]:
    """
    Return of each child under 24 months weighed within the span, and before, whether her weight goes up (NUT_CROISS).

    It does when rule AL4 does not call for a clinician: not lower than at the last weighing 14 days or more before,
    and not without a gain twice in a row.
    """
    stalled = {
        child: has_stalled(row, born_on=cohort.children[child].born_on) for child, row in weighings(cohort).items()
    }
    return [cohort.tally(child, not has, 1) for child, has in stalled.items() if has is not None]


def weighings(cohort: Cohort) -> dict[UUID, list[Weighing]]:
    """Return the weighings up to the last day of the young children of whom one lies within the span."""
    span, young = cohort.span, cohort.aged(*YOUNG_MONTHS)
    weighed = cohort.seen(span.start, span.end).exclude(weight_kg=None).values_list("child", flat=True).distinct()
    records = cohort.records_of({who for child in weighed if (who := cohort.who(child)) in young})
    rows = cohort.seen(months_before(span.end, YOUNG_MONTHS[1]), span.end).exclude(weight_kg=None)
    found: defaultdict[UUID, list[Weighing]] = defaultdict(list)
    for child, day, weight in rows.filter(child__in=records).values_list("child", "visited_on", "weight_kg"):
        found[cohort.who(child)].append(Weighing(day, float(weight or 0)))
    return found


def fully_vaccinated(cohort: Cohort) -> list[Tally]:
    """
    Return of each child of 12 to 23 months whose card was seen whether she had every dose of the first year in time
    (VACC_COMPLET). A card was seen when a dose was read in it; what the family said without it does not count.
    """
    if cohort.rules.vaccines is None:
        return []
    content, on, tallies = cohort.rules.vaccines.content, cohort.span.end, []
    for child, one in cohort.aged(*SECOND_YEAR_MONTHS).items():
        given = {dose: day for dose, (day, is_written) in cohort.doses.get(child, {}).items() if is_written}
        missing = missing_of_first_year(content, born_on=one.born_on, given=given, on=on)
        if given and missing is not None:
            tallies.append(cohort.tally(child, not missing, 1))
    return tallies


def zero_dose_vaccinated(cohort: Cohort) -> list[Tally]:
    """Return of each child under 24 months without any first dose on the first day whether she had it by the last."""
    if cohort.rules.vaccines is None:
        return []
    content, span = cohort.rules.vaccines.content, cohort.span
    tallies = []
    for child, one in cohort.aged(*YOUNG_MONTHS).items():
        given = {dose: day for dose, (day, _is_written) in cohort.doses.get(child, {}).items()}
        before, now = (
            is_zero_dose(content, born_on=one.born_on, given=given, on=day) for day in (span.start, span.end)
        )
        if before or now:
            tallies.append(cohort.tally(child, not now, 1))
    return tallies


def with_birth_certificate(cohort: Cohort) -> list[Tally]:
    """Return of each child followed whether she holds a birth certificate, as it was last said (ETATCIV)."""
    held = HeldDocument.objects.filter(
        person__organisation=cohort.span.organisation_id, paper=Paper.BIRTH, holding=Holding.HELD
    )
    holders = {cohort.who(child) for child in held.order_by().values_list("person", flat=True)}
    return [cohort.tally(child, child in holders, 1) for child in cohort.children]
