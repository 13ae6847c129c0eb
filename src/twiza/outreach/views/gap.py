"""The room in which the gap around a caravan is measured again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.outreach.gap_jobs import start_measuring
from twiza.outreach.gap_page import gap_page
from twiza.outreach.models import Caravan, GapMeasurement, GapMoment
from twiza.outreach.queries.caravans import days_of
from twiza.outreach.queries.gap import measurements_of
from twiza.outreach.queries.register import counts_of
from twiza.outreach.register_counts import shown_counts
from twiza.outreach.rules import KEEP_REGISTER, MAKE_CARAVANS, VIEW_CARAVANS
from twiza.outreach.views.found import caravan_for, caravan_to_change, may
from twiza.outreach.views.preparing import may_change


@policy(VIEW_CARAVANS)
@require_GET
def gap_room(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show what was missing before a caravan and what is since, and what each number rests on."""
    caravan, today = caravan_for(request, caravan_id), timezone.localdate()
    measurements, sees_persons = list(measurements_of(caravan)), may(request, caravan, KEEP_REGISTER)
    context = {
        "caravan": caravan,
        "measurements": measurements,
        "page": gap_page(
            measurements, sees_persons=sees_persons, withheld=() if sees_persons else withheld_of(caravan)
        ),
        "sees_persons": sees_persons,
        "may_change": may_change(request, caravan),
        "moments": moments_open(caravan.ends_on <= today, measurements),
    }
    return render(request, "outreach/caravans/gap.html", context)


def withheld_of(caravan: Caravan) -> set[int]:
    """Return the specialties whose consultations are hidden in the counts of a caravan's registers."""
    counts = shown_counts(counts_of(caravan, list(days_of(caravan))), sees_persons=False)
    return {count.post.specialty_id for count in counts if count.post is not None and count.seen is None}


def moments_open(has_ended: bool, measurements: Sequence[GapMeasurement]) -> list[tuple[str, str]]:
    """Return what may be measured now: before, as long as it was not; then after, and again whenever asked."""
    known = {one.moment for one in measurements}
    open_now = [] if GapMoment.BEFORE in known else [GapMoment.BEFORE]
    if has_ended:
        open_now.append(GapMoment.AGAIN if GapMoment.AFTER in known else GapMoment.AFTER)
    return [(moment.value, str(moment.label)) for moment in open_now]


@policy(MAKE_CARAVANS)
@require_POST
def gap_measure(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Ask for the gap to be measured: the `moment` that is sent."""
    caravan, moment = caravan_to_change(request, caravan_id), request.POST.get("moment", "")
    if moment not in GapMoment.values:
        messages.error(request, _("Choose when to measure: before, after or again."))
    elif moment != GapMoment.BEFORE and caravan.ends_on > timezone.localdate():
        messages.error(request, _("The gap is measured after the last day of the caravan."))
    else:
        start_measuring(caravan=caravan, moment=moment, actor=request.actor, at=timezone.now())
        messages.success(request, _("The gap is being measured: it will stand on this page in a moment."))
    return redirect("caravan_gap", caravan.pk)
