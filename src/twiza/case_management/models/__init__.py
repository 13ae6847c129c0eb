"""Every model of the house, a file per noun: Django finds them here."""

from twiza.case_management.models.answer_link import AnswerLink, FacilityAnswer, Told
from twiza.case_management.models.answers import ModuleAnswer, ProtectedAnswer, ProtectedReader
from twiza.case_management.models.child_referral import ChildReferral
from twiza.case_management.models.consent import Consent, ConsentPurpose
from twiza.case_management.models.record_flag import (
    ENDS,
    AgentMonth,
    ChildCheck,
    FlagAct,
    FlagKind,
    RecordFlag,
    RecordFlagAct,
)
from twiza.case_management.models.referral import Failure, Referral, ReferralConsent, Urgency
from twiza.case_management.models.rounds import Risk, RoundsAgent, RoundsHome, RoundsPlan, RoundsVersion
from twiza.case_management.models.supervision import (
    Seen,
    Supervision,
    SupervisionMark,
    SupervisionRecord,
    SupervisionWords,
)
from twiza.case_management.models.visit import (
    ChildAlert,
    ChildDose,
    ChildFollow,
    ChildRisk,
    ChildVisit,
    Position,
    Presence,
    VisitSign,
)

__all__ = [
    "ENDS",
    "AgentMonth",
    "AnswerLink",
    "ChildAlert",
    "ChildCheck",
    "ChildDose",
    "ChildFollow",
    "ChildReferral",
    "ChildRisk",
    "ChildVisit",
    "Consent",
    "ConsentPurpose",
    "FacilityAnswer",
    "Failure",
    "FlagAct",
    "FlagKind",
    "ModuleAnswer",
    "Position",
    "Presence",
    "ProtectedAnswer",
    "ProtectedReader",
    "RecordFlag",
    "RecordFlagAct",
    "Referral",
    "ReferralConsent",
    "Risk",
    "RoundsAgent",
    "RoundsHome",
    "RoundsPlan",
    "RoundsVersion",
    "Seen",
    "Supervision",
    "SupervisionMark",
    "SupervisionRecord",
    "SupervisionWords",
    "Told",
    "Urgency",
    "VisitSign",
]
