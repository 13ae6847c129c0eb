"""The steps of a referral, as the kind of file shipped with Twiza names them (data/procedures/referral.yml)."""

from __future__ import annotations

KIND = "referral"
ISSUED, ACCEPTED, ARRIVED, TREATED = "issued", "accepted", "arrived", "treated"
COUNTER_REFERRED, FOLLOWED_UP, NOT_COMPLETED = "counter_referred", "followed_up", "not_completed"
ON_THE_WAY = [ISSUED, ACCEPTED, ARRIVED, TREATED, COUNTER_REFERRED, FOLLOWED_UP]
"""The steps of a referral that comes to something, in their order."""
