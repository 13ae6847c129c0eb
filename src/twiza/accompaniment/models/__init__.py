"""Every model of the house, a file per noun: Django finds them here."""

from twiza.accompaniment.models.accompaniment import Accompaniment, Closing, InterpreterMode
from twiza.accompaniment.models.agreement import Agreement, Group
from twiza.accompaniment.models.appointment import Appointment, AppointmentState, Interpreting
from twiza.accompaniment.models.next_step import NextStep, StepEnd
from twiza.accompaniment.models.obstacle import Obstacle
from twiza.accompaniment.models.own_file import FileCode, Reading
from twiza.accompaniment.models.recorded import Recorded
from twiza.accompaniment.models.request import Request, RequestMove, RequestState
from twiza.accompaniment.models.story import Part, StoryLine

__all__ = [
    "Accompaniment",
    "Agreement",
    "Appointment",
    "AppointmentState",
    "Closing",
    "FileCode",
    "Group",
    "InterpreterMode",
    "Interpreting",
    "NextStep",
    "Obstacle",
    "Part",
    "Reading",
    "Recorded",
    "Request",
    "RequestMove",
    "RequestState",
    "StepEnd",
    "StoryLine",
]
