"""Every model of the house, a file per noun: Django finds them here."""

from twiza.activities.models.awareness import AgeBand, AwarenessPerson, AwarenessSession, Group
from twiza.activities.models.interview import Moment, Parent, ParentInterview
from twiza.activities.models.professional import Professional
from twiza.activities.models.topic import Topic
from twiza.activities.models.training import (
    Attendance,
    Module,
    Observation,
    Participation,
    Sheet,
    Training,
    TrainingDay,
)

__all__ = [
    "AgeBand",
    "Attendance",
    "AwarenessPerson",
    "AwarenessSession",
    "Group",
    "Module",
    "Moment",
    "Observation",
    "Parent",
    "ParentInterview",
    "Participation",
    "Professional",
    "Sheet",
    "Topic",
    "Training",
    "TrainingDay",
]
