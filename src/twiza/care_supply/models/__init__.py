"""Every model of the house, a file per noun: Django finds them here."""

from twiza.care_supply.models.action import ActionComment, ActionKind, Decision, PlannedAction, Work
from twiza.care_supply.models.gap import Gap, GapMeasure, MeasuredBy
from twiza.care_supply.models.plan import CareSupplyPlan, PlanParty, PlanVersion

__all__ = [
    "ActionComment",
    "ActionKind",
    "CareSupplyPlan",
    "Decision",
    "Gap",
    "GapMeasure",
    "MeasuredBy",
    "PlanParty",
    "PlanVersion",
    "PlannedAction",
    "Work",
]
