"""Who may see and stop which jobs: one's own, and nobody else's."""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import is_signed_in

VIEW_OWN = "jobs.view_own"
CANCEL_OWN = "jobs.cancel_own"

allow(VIEW_OWN, is_signed_in)
allow(CANCEL_OWN, is_signed_in)
