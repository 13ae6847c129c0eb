"""
Who may ask a household for its situation, orient it and follow its files.

A household's rights are for those who may see the household and for nobody else: the rule is the one of its house.
"""

from __future__ import annotations

from twiza.accounts.decisions import allow
from twiza.households.rules import keeps

FOLLOW_RIGHTS = "social_protection.follow_rights"

# Of a route: may this role come here at all; what she then sees rests on the household.
allow(FOLLOW_RIGHTS, keeps)
