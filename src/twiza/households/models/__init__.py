"""Every model of the house, a file per noun: Django finds them here."""

from twiza.households.models.assignment import Assignment
from twiza.households.models.consent import ConsentPurpose, PersonConsent
from twiza.households.models.consent_terms import ConsentBy, ConsentHow, ConsentTold
from twiza.households.models.handover import Handover
from twiza.households.models.household import Closing, Household, SpokenLanguage
from twiza.households.models.household_import import HouseholdImport
from twiza.households.models.likeness import LikelyPair
from twiza.households.models.member import Guardian, GuardianKind, Leaving, Member, Relation
from twiza.households.models.person import Alias, BirthKnown, HeldDocument, Holding, NameKey, Paper, Person
from twiza.households.models.sameness import Different, HouseholdMerge, PersonMerge
from twiza.households.models.sex import AGE_MAX, PersonSex

__all__ = [
    "AGE_MAX",
    "Alias",
    "Assignment",
    "BirthKnown",
    "Closing",
    "ConsentBy",
    "ConsentHow",
    "ConsentPurpose",
    "ConsentTold",
    "Different",
    "Guardian",
    "GuardianKind",
    "Handover",
    "HeldDocument",
    "Holding",
    "Household",
    "HouseholdImport",
    "HouseholdMerge",
    "Leaving",
    "LikelyPair",
    "Member",
    "NameKey",
    "Paper",
    "Person",
    "PersonConsent",
    "PersonMerge",
    "PersonSex",
    "Relation",
    "SpokenLanguage",
]
