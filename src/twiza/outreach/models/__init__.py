"""Every model of the house, a file per noun: Django finds them here."""

from twiza.outreach.models.caravan import (
    POSTS_MAX,
    Caravan,
    CaravanDay,
    CaravanLocality,
    CaravanMember,
    CaravanPartner,
    CaravanPost,
    MemberTask,
)
from twiza.outreach.models.costs import CaravanCost, CostCategory
from twiza.outreach.models.evaluation import (
    SCORE_MAX,
    Evaluation,
    EvaluationBy,
    EvaluationCriterion,
    EvaluationDecision,
    EvaluationScore,
)
from twiza.outreach.models.gap import GapMeasurement, GapMoment, GapNeed, GapPlace
from twiza.outreach.models.information import PublicInformation, RelayContact, SpokenLanguage
from twiza.outreach.models.plan import Plan, PlanArea, PlanOrigin, PlanRoute, PlanStatus, PlanStop
from twiza.outreach.models.preparation import AnswerState, BringingState, Contribution, MemberAnswer
from twiza.outreach.models.price import EquityPrice, FavouredBy
from twiza.outreach.models.referral import AttendanceReferral
from twiza.outreach.models.register import (
    Attendance,
    AttendanceConsent,
    CareCode,
    CareCodeKind,
    CareNote,
    Consultation,
    NotSeen,
    Urgency,
)
from twiza.outreach.models.report import CaravanReport
from twiza.outreach.models.scenario import DAYS_PER_WEEK, Scenario, ScenarioStop, ScenarioTeam, StopKind, Weekday
from twiza.outreach.models.season import Pause, TeamPace, TravelSeason
from twiza.outreach.models.site import SiteSheet, There
from twiza.outreach.models.supplies import Supply, SupplyKind
from twiza.outreach.models.tally import DayTally
from twiza.outreach.models.task import PreparationTask, UsualTask

__all__ = [
    "DAYS_PER_WEEK",
    "POSTS_MAX",
    "SCORE_MAX",
    "AnswerState",
    "Attendance",
    "AttendanceConsent",
    "AttendanceReferral",
    "BringingState",
    "Caravan",
    "CaravanCost",
    "CaravanDay",
    "CaravanLocality",
    "CaravanMember",
    "CaravanPartner",
    "CaravanPost",
    "CaravanReport",
    "CareCode",
    "CareCodeKind",
    "CareNote",
    "Consultation",
    "Contribution",
    "CostCategory",
    "DayTally",
    "EquityPrice",
    "Evaluation",
    "EvaluationBy",
    "EvaluationCriterion",
    "EvaluationDecision",
    "EvaluationScore",
    "FavouredBy",
    "GapMeasurement",
    "GapMoment",
    "GapNeed",
    "GapPlace",
    "MemberAnswer",
    "MemberTask",
    "NotSeen",
    "Pause",
    "Plan",
    "PlanArea",
    "PlanOrigin",
    "PlanRoute",
    "PlanStatus",
    "PlanStop",
    "PreparationTask",
    "PublicInformation",
    "RelayContact",
    "Scenario",
    "ScenarioStop",
    "ScenarioTeam",
    "SiteSheet",
    "SpokenLanguage",
    "StopKind",
    "Supply",
    "SupplyKind",
    "TeamPace",
    "There",
    "TravelSeason",
    "Urgency",
    "UsualTask",
    "Weekday",
]
