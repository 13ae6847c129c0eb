"""What the procedure of a caravan says of it (data/procedures/caravan.yml): agreed in time, its waste disposed of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from twiza.core.measured import Measured, Part, related
from twiza.outreach.measures.lines import Caravans, done
from twiza.procedures.models import Confirmation, Passage, Piece, Step

PERCENT = 100
AGREED_IN_TIME_DAYS = 7
AGREEMENTS = ("council_check", "health_agreement")
"""Steps that a file has left behind once the doctors' council and the health authority have said yes."""
CANCELLED = "cancelled"
WASTE_SLIPS = ("waste_slip", "waste_removed")
"""Requirements, a document or a check, that say that waste went to the circuit of medical waste."""

Stand = tuple[dt.date, str, int]
"""Since when a file stood somewhere: the day, the code of the step and its position."""


def files_complete_in_time(caravans: Caravans, *, on: dt.date) -> Measured:
    """
    Return the percentage of caravans agreed by both authorities seven days before the first day (CAR_CONF).

    Counted are those that follow a procedure and whose seventh day before has come by `on`.
    """
    deadline = dt.timedelta(days=AGREED_IN_TIME_DAYS)
    due = caravans.filter(file__isnull=False, starts_on__lte=on + deadline).order_by()
    known = list(due.values_list("pk", "file", "file__version", "starts_on"))
    stands, agreed_from = stands_of(due), last_agreement_positions()
    return related(
        (
            Part(pk, int(is_agreed(stands[file], starts_on - deadline, agreed_from.get(version))), 1)
            for pk, file, version, starts_on in known
        ),
        per=PERCENT,
    )


def stands_of(caravans: Caravans) -> dict[UUID, list[Stand]]:
    """Return by file of these caravans where it stood and since when, in order; moves taken back are none."""
    passages = Passage.objects.filter(file__in=caravans.values("file"), taken_back_at__isnull=True)
    rows = passages.order_by("number").values_list("file", "happened_on", "to_step__code", "to_step__position")
    found: dict[UUID, list[Stand]] = defaultdict(list)
    for file, on, code, position in rows:
        found[file].append((on, code, position))
    return found


def last_agreement_positions() -> dict[int, int]:
    """Return by version of a kind the position of the later step of agreement."""
    rows = Step.objects.filter(code__in=AGREEMENTS).order_by("position").values_list("version", "position")
    return dict(rows)


def is_agreed(stands: Iterable[Stand], by: dt.date, agreement: int | None) -> bool:
    """Return whether a file stood beyond the agreements at the end of a day."""
    until = [stand for stand in stands if stand[0] <= by]
    if agreement is None or not until:
        return False
    _on, code, position = until[-1]
    return code != CANCELLED and position > agreement


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
