"""Every model of the house, a file per noun: Django finds them here."""

from twiza.activities.models.awareness import AgeBand, AwarenessPerson, AwarenessSession, Group
from twiza.activities.models.topic import Topic

__all__ = ["AgeBand", "AwarenessPerson", "AwarenessSession", "Group", "Topic"]
