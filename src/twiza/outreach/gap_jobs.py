"""Measuring gaps in the background: when somebody asks, and by itself before and after each caravan."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.jobs.actions import enqueue
from twiza.jobs.context import JobContext
from twiza.jobs.models import Job
from twiza.jobs.registry import Commit, chore, job
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.gap import NoFormula, day_counted_until, keep_gap, measure_gap
from twiza.outreach.models import Caravan, CaravanDay, GapMeasurement, GapMoment
from twiza.outreach.queries.cancelled import IS_CANCELLED

MEASURE_GAP_JOB = "outreach.measure_gap"
COUNTING = gettext_noop("Counting what people need and what caravans gave")
MOST_AT_ONCE = 20
"""How many caravans the machine measures by itself each time."""


class CaravanGone(DomainError):
    """The caravan, or whoever asked, is there no more."""


def start_measuring(*, caravan: Caravan, moment: str, actor: Actor, at: dt.datetime) -> Job:
    """Ask for a measurement of the gap around a caravan, as background work."""
    return enqueue(
        kind=MEASURE_GAP_JOB,
        arguments={"caravan": str(caravan.pk), "moment": moment, "asked_on": localdate(at).isoformat()},
        owner_id=actor.person_id,
        organisation_id=caravan.organisation_id,
        at=at,
    )


@job(MEASURE_GAP_JOB, title=gettext_lazy("Measurement of a gap"))  # type: ignore[arg-type]  # text when shown
def measure_gap_job(context: JobContext) -> Commit:
    """Measure the gap around a caravan, and return what keeps it."""
    context.report(0.0, COUNTING)
    caravan = measurable(Caravan.objects.all()).filter(pk=context.arguments["caravan"]).first()
    if caravan is None:
        raise CaravanGone(_("This caravan is there no more."))
    today = dt.date.fromisoformat(context.arguments["asked_on"])
    actor, moment = actor_of(caravan.made_by, today), context.arguments["moment"]
    gap = measure_gap(caravan=caravan, until=day_counted_until(caravan, moment, today), actor=actor)
    asker = Actor(person_id=context.owner_id)

    def keep() -> dict[str, Any]:
        keep_gap(caravan=caravan, gap=gap, moment=moment, actor=asker, at=timezone.now())
        return {"url": reverse("caravan_gap", args=[caravan.pk])}

    return keep


def measurable(caravans: QuerySet[Caravan]) -> QuerySet[Caravan]:
    """Return caravans with what measuring asks of them, without those that are cancelled."""
    kept = caravans.exclude(IS_CANCELLED)
    return kept.select_related("area", "made_by", "plan__scenario__need_formula")


@chore("outreach.measure_gaps", every=dt.timedelta(hours=1))
def measure_gaps(at: dt.datetime) -> None:
    """Measure what nobody measured: before, once a caravan is organised; after, once its registers are closed."""
    for moment, caravans in ((GapMoment.BEFORE, unmeasured_before()), (GapMoment.AFTER, unmeasured_after())):
        for caravan in measurable(caravans).order_by("-starts_on", "pk")[:MOST_AT_ONCE]:
            measure_by_itself(caravan, moment, at)


def measure_by_itself(caravan: Caravan, moment: str, at: dt.datetime) -> None:
    """Measure a gap under the formula of whoever organised the caravan; without any, nothing is measured yet."""
    until = day_counted_until(caravan, moment, localdate(at))
    try:
        gap = measure_gap(caravan=caravan, until=until, actor=actor_of(caravan.made_by, localdate(at)))
    except NoFormula:
        return
    keep_gap(caravan=caravan, gap=gap, moment=moment, actor=Actor(person_id=None), at=at)


def unmeasured_before() -> QuerySet[Caravan]:
    """Return the caravans around which nothing was measured before."""
    return Caravan.objects.exclude(gaps__moment=GapMoment.BEFORE)


def unmeasured_after() -> QuerySet[Caravan]:
    """Return the caravans whose registers are all closed, around which nothing was measured after."""
    days = CaravanDay.objects.filter(caravan=OuterRef("pk"))
    measured = GapMeasurement.objects.filter(caravan=OuterRef("pk"), moment=GapMoment.AFTER)
    return Caravan.objects.filter(Exists(days), ~Exists(days.filter(closed_at__isnull=True)), ~Exists(measured))
