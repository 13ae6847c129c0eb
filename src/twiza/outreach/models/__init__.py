"""Every model of the house, a file per noun: Django finds them here."""

from twiza.outreach.models.plan import Plan, PlanArea, PlanRoute, PlanState, PlanStatus, PlanStop
from twiza.outreach.models.price import EquityPrice, FavouredBy
from twiza.outreach.models.scenario import DAYS_PER_WEEK, Scenario, ScenarioStop, ScenarioTeam, StopKind, Weekday

__all__ = [
    "DAYS_PER_WEEK",
    "EquityPrice",
    "FavouredBy",
    "Plan",
    "PlanArea",
    "PlanRoute",
    "PlanState",
    "PlanStatus",
    "PlanStop",
    "Scenario",
    "ScenarioStop",
    "ScenarioTeam",
    "StopKind",
    "Weekday",
]
