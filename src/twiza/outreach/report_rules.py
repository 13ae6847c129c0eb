"""Who may read the reports of caravans: what is published, everybody."""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.accounts.rules import is_published

READ_REPORT = "outreach.read_report"

allow(READ_REPORT, is_published)
