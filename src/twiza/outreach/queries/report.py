"""Questions about the reports of caravans: what they are made of, and which ones everybody may read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, QuerySet

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.outreach.gap_page import gap_page
from twiza.outreach.measures.days import Numbers, Registers
from twiza.outreach.measures.referrals import ARRIVED, COUNTER_REFERRED
from twiza.outreach.models import AttendanceReferral, Caravan, CaravanReport, Evaluation
from twiza.outreach.queries.costs import cost_of
from twiza.outreach.queries.evaluation import evaluations_of
from twiza.outreach.queries.gap import measurements_of
from twiza.outreach.report_content import Referrals, ReportSources
from twiza.outreach.report_rules import READ_REPORT
from twiza.procedures.models import Passage


def report_sources(caravan: Caravan, *, lessons: str | None) -> ReportSources:
    """Return what the report of a caravan is made of today; without `lessons`, they are what evaluations say."""
    gap = gap_page(list(measurements_of(caravan)), sees_persons=False)
    one = Caravan.objects.filter(pk=caravan.pk)
    evaluations, cost = list(evaluations_of(caravan)), cost_of([caravan]).get(caravan.pk)
    return ReportSources(
        caravan=caravan,
        numbers=Registers(one).numbers.get(caravan.pk, Numbers()),
        cost=None if cost is None else float(cost),
        referrals=referrals_followed(caravan),
        evaluations=evaluations,
        before=gap.before,
        after=gap.after,
        lessons=to_change_in(evaluations) if lessons is None else lessons,
    )


def referrals_followed(caravan: Caravan) -> Referrals:
    """Return what became of the people that one caravan referred, as measures/referrals.py counts it of many."""
    made = AttendanceReferral.objects.filter(
        consultation__attendance__day__caravan=caravan, consultation__attendance__taken_back_at__isnull=True
    )
    files = list(made.values_list("referral__file", flat=True))
    passages = Passage.objects.filter(file__in=files, taken_back_at=None).order_by()
    came = passages.values_list("to_step__code").annotate(Count("file", distinct=True))
    by_step = dict(came.filter(to_step__code__in=[ARRIVED, COUNTER_REFERRED]))
    return Referrals(issued=len(files), arrived=by_step.get(ARRIVED, 0), answered=by_step.get(COUNTER_REFERRED, 0))


def to_change_in(evaluations: Sequence[Evaluation]) -> str:
    """Return what evaluations say is to be changed, each sentence once."""
    return "\n".join(dict.fromkeys(one.to_change for one in evaluations if one.to_change))


def reports_of(caravan: Caravan) -> QuerySet[CaravanReport]:
    """Return the published versions of a caravan's report, the last first, with those that were withdrawn."""
    return caravan.reports.select_related("published_by").order_by("-number")


def published_reports(actor: Actor) -> QuerySet[CaravanReport]:
    """Return the reports that everybody may read: of each caravan the last version, unless it is withdrawn."""
    if not decide(actor, READ_REPORT, Facts(is_published=True)):
        return CaravanReport.objects.none()
    standing = CaravanReport.objects.filter(withdrawn_at__isnull=True)
    newer = standing.filter(caravan=OuterRef("caravan"), number__gt=OuterRef("number"))
    return standing.filter(~Exists(newer)).order_by("-published_at", "-id")


def readable_report(actor: Actor, report_id: uuid.UUID) -> CaravanReport | None:
    """Return a version that was published and not withdrawn, None where there is none."""
    if not decide(actor, READ_REPORT, Facts(is_published=True)):
        return None
    return CaravanReport.objects.filter(pk=report_id, withdrawn_at__isnull=True).first()
