"""Keeping what closed registers count, in the background."""

from __future__ import annotations

import datetime as dt

from twiza.jobs.registry import chore
from twiza.outreach.measures.days import keep_tallies

MOST_AT_ONCE = 100


@chore("outreach.keep_tallies", every=dt.timedelta(minutes=5))
def keep_tallies_of_closed_registers(at: dt.datetime) -> None:
    """Keep what the registers closed since count, so that a season's report reads it at once."""
    while keep_tallies(most=MOST_AT_ONCE) == MOST_AT_ONCE:
        continue
