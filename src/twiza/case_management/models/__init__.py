"""Every model of the house, a file per noun: Django finds them here."""

from twiza.case_management.models.referral import (
    ConsentBy,
    ConsentHow,
    ConsentPurpose,
    Failure,
    Referral,
    ReferralConsent,
    Sex,
    Urgency,
)
from twiza.case_management.models.rounds import Risk, RoundsAgent, RoundsHome, RoundsPlan, RoundsVersion

__all__ = [
    "ConsentBy",
    "ConsentHow",
    "ConsentPurpose",
    "Failure",
    "Referral",
    "ReferralConsent",
    "Risk",
    "RoundsAgent",
    "RoundsHome",
    "RoundsPlan",
    "RoundsVersion",
    "Sex",
    "Urgency",
]
