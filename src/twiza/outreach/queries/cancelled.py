"""
Whether a caravan is cancelled. Where it follows a file, the file says so; a caravan without one says it itself.
"""

from __future__ import annotations

from django.db.models import Q

from twiza.outreach.models import Caravan

CANCELLED = "cancelled"
"""The step at which a cancelled caravan's file ends (data/procedures/caravan.yml)."""


def cancelled_through(path: str) -> Q:
    """Return the condition of what belongs, by way of a path such as `day__caravan__`, to a cancelled caravan."""
    return Q(**{f"{path}cancelled_at__isnull": False}) | Q(**{f"{path}file__step__code": CANCELLED})


IS_CANCELLED = cancelled_through("")
"""The condition of caravans that will not take place."""


def is_cancelled(caravan: Caravan) -> bool:
    """Return whether a caravan will not take place; its `file__step` is best at hand."""
    return caravan.cancelled_at is not None or (caravan.file is not None and caravan.file.step.code == CANCELLED)


def why_cancelled(caravan: Caravan) -> str:
    """Return the reason that was given, empty for a caravan that is not cancelled."""
    if caravan.cancelled_at is not None:
        return caravan.cancelled_why
    if caravan.file is None or not is_cancelled(caravan):
        return ""
    last = caravan.file.passages.filter(taken_back_at=None).order_by("-number").first()
    return last.reason if last else ""
