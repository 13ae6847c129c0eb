"""The work of this house that is done in the background."""

from __future__ import annotations

import datetime as dt

from twiza.households.actions.comparing import compare_waiting
from twiza.jobs.registry import chore

AT_ONCE = 100
"""About a second's work, so that a job never waits long behind it."""


@chore("households.compare_people", every=dt.timedelta(seconds=1))
def compare_people(_at: dt.datetime) -> None:
    """Compare who was registered or corrected lately with those whom she might be."""
    compare_waiting(AT_ONCE)
