"""The times at which an obligation is due, kept as its terms say; what was begun or decided stays."""

from __future__ import annotations

from twiza.funding.models import Convention, Deadline, Obligation, Outcome
from twiza.funding.schedule import due_dates


def settle_deadlines(obligation: Obligation, convention: Convention) -> None:
    """Make the deadlines of an obligation those of its terms; one with a proof or a decision stays as it is."""
    wanted = set(due_dates(first=obligation.due_on, every_months=obligation.every_months, until=convention.ends_on))
    untouched = obligation.deadlines.filter(outcome=Outcome.OPEN, proofs=None)
    untouched.exclude(due_on__in=wanted).delete()
    kept = set(obligation.deadlines.values_list("due_on", flat=True))
    Deadline.objects.bulk_create([Deadline(obligation=obligation, due_on=day) for day in sorted(wanted - kept)])


def settle_all(convention: Convention) -> None:
    """Settle what repeats in a convention, whose last day may have changed."""
    for obligation in convention.obligations.filter(every_months__isnull=False, removed_at=None):
        settle_deadlines(obligation, convention)
