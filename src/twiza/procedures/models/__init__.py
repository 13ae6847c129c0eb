"""Every model of the house, a file per noun: Django finds them here. Houses above point at `File` with a OneToOne."""

from twiza.procedures.models.file import Change, ChangeOf, Comment, File, Party, Passage, Reminder
from twiza.procedures.models.held import Confirmation, Piece, StoredContent, Value
from twiza.procedures.models.kind import (
    Kind,
    KindVersion,
    Move,
    MoveRole,
    Part,
    Reader,
    Requirement,
    Sort,
    Standing,
    Step,
    ValueKind,
    VersionState,
)

__all__ = [
    "Change",
    "ChangeOf",
    "Comment",
    "Confirmation",
    "File",
    "Kind",
    "KindVersion",
    "Move",
    "MoveRole",
    "Part",
    "Party",
    "Passage",
    "Piece",
    "Reader",
    "Reminder",
    "Requirement",
    "Sort",
    "Standing",
    "Step",
    "StoredContent",
    "Value",
    "ValueKind",
    "VersionState",
]
