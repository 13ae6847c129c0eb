"""Answers to the modules of visits, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.formats import date_format

from twiza.case_management.child_rules import ChildRules
from twiza.case_management.models.answers import VisitAnswer
from twiza.case_management.module_questions import modules_of, questions_for
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.wording import text_in, value_words

Said = tuple[str, str]
"""A question and its answer."""


def answers_said(answers: Iterable[VisitAnswer], rules: ChildRules, on: dt.date, language: str) -> list[Said]:
    """Return each answer with its question, in words; what no rule names any more by its code."""
    return said_of(answers, question_rows(rules, on), language)


def said_of(answers: Iterable[VisitAnswer], rows: Mapping[str, Content], language: str) -> list[Said]:
    """Return each answer with its question, by the questions at hand."""
    return [(question_said(rows, one.question, language), answer_said(rows, one, language)) for one in answers]


def question_rows(rules: ChildRules, on: dt.date) -> dict[str, Content]:
    """Return every question that may have been answered on a day, by its code."""
    known = {code: row for code, (_module, row) in modules_of(rules, questions_for(rules, on, None)).items()}
    supplements = rows_at(rules.vaccines.content, "supplements") if rules.vaccines else ()
    return known | {row["code"]: {"type": "date", "fr": row["label_fr"]} for row in supplements}


def question_said(rows: Mapping[str, Content], code: str, language: str) -> str:
    """Return a question in words."""
    return text_in(rows.get(code, {}), language) or code


def answer_said(rows: Mapping[str, Content], answer: VisitAnswer, language: str) -> str:
    """Return an answer in words."""
    row, value = rows.get(answer.question, {}), answer.value
    if row.get("type") == "date":
        return date_format(dt.date.fromisoformat(value), "DATE_FORMAT")
    labels: Mapping[str, Content] = row.get("labels") or {}
    return text_in(labels[value], language) if isinstance(value, str) and value in labels else value_words(value)
