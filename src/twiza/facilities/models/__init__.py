"""Every model of the house, a file per noun: Django finds them here."""

from twiza.facilities.models.facility import (
    Authorisation,
    Facility,
    FacilityCatchment,
    FacilityEquipment,
    FacilityOpening,
    FacilityPost,
    FacilityService,
    FacilityVisit,
    Status,
)
from twiza.facilities.models.kinds import EquipmentKind, FacilityType, FactPeriod, Profession, Service
from twiza.facilities.models.listing import Completeness, FacilityImport, FacilityList
from twiza.facilities.models.merge import DifferentPair, FacilityMerge
from twiza.facilities.models.proposal import ChangeProposal, ProposalState, ProposedFact
from twiza.facilities.models.provenance import FacilityChange, FacilityFact

__all__ = [
    "Authorisation",
    "ChangeProposal",
    "Completeness",
    "DifferentPair",
    "EquipmentKind",
    "Facility",
    "FacilityCatchment",
    "FacilityChange",
    "FacilityEquipment",
    "FacilityFact",
    "FacilityImport",
    "FacilityList",
    "FacilityMerge",
    "FacilityOpening",
    "FacilityPost",
    "FacilityService",
    "FacilityType",
    "FacilityVisit",
    "FactPeriod",
    "Profession",
    "ProposalState",
    "ProposedFact",
    "Service",
    "Status",
]
