"""The files of this house, each with the page that it is at home on."""

from __future__ import annotations

from twiza.case_management.referral_steps import KIND
from twiza.procedures.homes import give_home


def at_home() -> None:
    """Show and move the files of referrals on their own page: they have the same ids."""
    give_home(KIND, "referral")
