"""Every model of the house, a file per noun: Django finds them here."""

from twiza.funding.models.committee import Committee, Meeting
from twiza.funding.models.convention import Amendment, Axis, Change, Convention, ConventionParty, Subject
from twiza.funding.models.obligation import Deadline, Obligation, Outcome, Proof

__all__ = [
    "Amendment",
    "Axis",
    "Change",
    "Committee",
    "Convention",
    "ConventionParty",
    "Deadline",
    "Meeting",
    "Obligation",
    "Outcome",
    "Proof",
    "Subject",
]
