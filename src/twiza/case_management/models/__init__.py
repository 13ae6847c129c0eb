"""Every model of the house, a file per noun: Django finds them here."""

from twiza.case_management.models.consent import Consent, ConsentPurpose
from twiza.case_management.models.referral import Failure, Referral, ReferralConsent, Urgency
from twiza.case_management.models.rounds import Risk, RoundsAgent, RoundsHome, RoundsPlan, RoundsVersion

__all__ = [
    "Consent",
    "ConsentPurpose",
    "Failure",
    "Referral",
    "ReferralConsent",
    "Risk",
    "RoundsAgent",
    "RoundsHome",
    "RoundsPlan",
    "RoundsVersion",
    "Urgency",
]
