"""Every model of the house, a file per noun: Django finds them here."""

from twiza.social_protection.models.batch import Batch, BatchAnswer, BatchLine
from twiza.social_protection.models.contribution import Contribution
from twiza.social_protection.models.enquiry import Answer, AnswerFrom, Enquiry
from twiza.social_protection.models.enrolment import Covered, Enrolment, LaterCare, OpenRight
from twiza.social_protection.models.orientation import Choice, Orientation
from twiza.social_protection.models.scheme import AlertBefore, Scheme

__all__ = [
    "AlertBefore",
    "Answer",
    "AnswerFrom",
    "Batch",
    "BatchAnswer",
    "BatchLine",
    "Choice",
    "Contribution",
    "Covered",
    "Enquiry",
    "Enrolment",
    "LaterCare",
    "OpenRight",
    "Orientation",
    "Scheme",
]
