"""What the procedure of a caravan says of it (data/procedures/caravan.yml): agreed in time, its waste disposed of."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from twiza.core.measured import Measured, Part, related
from twiza.outreach.measures.elapsed import WholeDays
from twiza.outreach.measures.lines import Caravans, done
from twiza.procedures.models import Confirmation, Passage, Piece, Step

PERCENT = 100
AGREED_IN_TIME_DAYS = 7
AGREEMENTS = ("council_check", "health_agreement")
"""Steps that a file has left behind once the doctors' council and the health authority have said yes."""
CANCELLED = "cancelled"
WASTE_SLIPS = ("waste_slip", "waste_removed")
"""Requirements, a document or a check, that say that waste went to the circuit of medical waste."""


def files_complete_in_time(caravans: Caravans, *, on: dt.date) -> Measured:
    """
    Return the percentage of caravans agreed by both authorities seven days before the first day (CAR_CONF).

    Counted are those that follow a procedure and whose seventh day before has come by `on`.
    """
    before = dt.timedelta(days=AGREED_IN_TIME_DAYS)
    due = caravans.filter(file__isnull=False, starts_on__lte=on + before).order_by()
    stood = passages_in_time()
    rows = due.annotate(stood=Subquery(stood.values("to_step")[:1])).values_list("pk", "stood")
    beyond = steps_beyond_agreements()
    return related((Part(pk, int(step in beyond), 1) for pk, step in rows), per=PERCENT)


def passages_in_time() -> QuerySet[Passage]:
    """Return the moves of a caravan's file until seven days before its first day, the last first; none taken back."""
    moves = Passage.objects.filter(file=OuterRef("file"), taken_back_at__isnull=True)
    return (
        moves.annotate(ahead=WholeDays(OuterRef("starts_on"), F("happened_on")))
        .filter(ahead__gte=AGREED_IN_TIME_DAYS)
        .order_by("-number")
    )


def steps_beyond_agreements() -> set[int]:
    """Return the steps where a file stands once both authorities agreed, of every version of the procedure."""
    agreed = last_agreement_positions()
    steps = Step.objects.filter(version__in=agreed).exclude(code=CANCELLED).values_list("pk", "version", "position")
    return {step for step, version, position in steps if position > agreed[version]}


def last_agreement_positions() -> dict[int, int]:
    """Return by version of a kind the position of the later step of agreement."""
    rows = Step.objects.filter(code__in=AGREEMENTS).order_by("position").values_list("version", "position")
    return dict(rows)


def caravans_with_waste_slip(caravans: Caravans) -> Measured:
    """Return the percentage of caravans that took place, of those with a procedure, with a waste slip (CAR_DASRI)."""
    took_place = done(caravans).filter(file__isnull=False).order_by()
    with_slip = set(took_place.filter(has_waste_slip()).values_list("pk", flat=True))
    ids = took_place.values_list("pk", flat=True)
    return related((Part(pk, int(pk in with_slip), 1) for pk in ids), per=PERCENT)


def has_waste_slip() -> Q:
    """Return the condition that a caravan's file holds a document or a check of its waste."""
    of_file = {"file": OuterRef("file"), "requirement__code__in": WASTE_SLIPS, "withdrawn_at": None}
    return Q(Exists(Piece.objects.filter(**of_file))) | Q(Exists(Confirmation.objects.filter(**of_file)))
