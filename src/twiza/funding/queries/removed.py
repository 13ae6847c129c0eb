"""Questions about lines that were taken out of a convention and can be brought back."""

from __future__ import annotations

from dataclasses import dataclass

from twiza.funding.line_words import Line
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Obligation

REMOVED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that was taken out: its sort as in an address, and itself."""

    sort: str
    line: Line


def removed_lines(convention: Convention) -> list[RemovedLine]:
    """Return the lines that were taken out of a convention, the last first."""
    parties = ConventionParty.objects.select_related("organisation")
    gone: list[RemovedLine] = [
        *(RemovedLine("parties", one) for one in parties.filter(convention=convention, removed_at__isnull=False)),
        *(RemovedLine("axes", one) for one in Axis.objects.filter(convention=convention, removed_at__isnull=False)),
        *(
            RemovedLine("obligations", one)
            for one in Obligation.objects.filter(convention=convention, removed_at__isnull=False)
        ),
        *(
            RemovedLine("committees", one)
            for one in Committee.objects.filter(convention=convention, removed_at__isnull=False)
        ),
    ]
    return sorted(gone, key=lambda one: str(one.line.removed_at), reverse=True)[:REMOVED_SHOWN]
