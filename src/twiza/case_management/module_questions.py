"""What the modules of a visit ask of a child of an age: questions by module, and supplements by their schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twiza.case_management.child_health.modules import modules_at_visit
from twiza.case_management.child_health.supplements import SupplementStanding, supplement_standings
from twiza.case_management.child_health.vaccines import DoseStatus
from twiza.case_management.child_rules import EVERYWHERE, ChildRules
from twiza.case_management.queries.answers import last_asked, supplements_given
from twiza.households.models import Person
from twiza.rulesets.evaluation.decision_tables import inputs_of
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.evaluation.questionnaires import questionnaire
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.queries.versions import version_to_show
from twiza.rulesets.wording import text_in

QUESTIONS, SUPPLEMENTS = "child_questions", "SUPPL"
"""The ruleset that says what modules ask, and the module whose questions are the supplements of a schedule."""
TO_ASK = {DoseStatus.DUE, DoseStatus.LATE, DoseStatus.TO_CHECK}


@dataclass(frozen=True, slots=True)
class ModuleQuestions:
    """A module to be asked now: its code and title, and each question as an input of a ruleset."""

    code: str
    title: str
    questions: Sequence[Content]
    is_sensitive: bool
    to_be_validated: bool


def questions_for(rules: ChildRules, on: dt.date, organisation_id: int | None) -> RulesetVersion | None:
    """Return the questions of the modules in a country on a day; None where nobody wrote any."""
    versions = (
        version_to_show(QUESTIONS, one, on, organisation_id=organisation_id) for one in (rules.country, EVERYWHERE)
    )
    return next((one for one in versions if one is not None), None)


def modules_to_ask(child: Person, rules: ChildRules, on: dt.date, language: str) -> list[ModuleQuestions]:
    """Return the modules that a visit on a day asks, in the order of the schedule; none without one, or a birth."""
    if rules.schedule is None or child.born_on is None:
        return []
    version = questions_for(rules, on, child.organisation_id)
    known = questions_by_module(version.content if version else {}, language)
    known[SUPPLEMENTS] = known.get(SUPPLEMENTS, ("", ()))[0], supplements_to_ask(child, rules, on)
    asked = modules_at_visit(rules.schedule.content, born_on=child.born_on, on=on, last_asked=last_asked(child))
    titles = {row["code"]: text_in(row, language) for row in rows_at(rules.schedule.content, "modules")}
    return [
        ModuleQuestions(one.code, title or titles[one.code], questions, one.is_sensitive, one.to_be_validated)
        for one in asked
        if one.is_due
        for title, questions in [known.get(one.code, ("", ()))]
        if questions
    ]


def questions_by_module(content: Content, language: str) -> dict[str, tuple[str, Sequence[Content]]]:
    """Return the title and the questions of each module that a questionnaire speaks of."""
    rows = inputs_of(content) if content else {}
    return {
        one.code: (text_in(one.names, language), [rows[name] for name in one.fields]) for one in questionnaire(content)
    }


def supplements_to_ask(child: Person, rules: ChildRules, on: dt.date) -> Sequence[Content]:
    """Return a question for each supplement that a child is to have now: the day on which it was given."""
    rows = {row["code"]: row for row in rows_at(rules.vaccines.content, "supplements")} if rules.vaccines else {}
    return [
        {"id": one.code, "type": "date", "fr": rows[one.code]["label_fr"]}
        for one in standings_of(child, rules, on)
        if one.status in TO_ASK
    ]


def standings_of(child: Person, rules: ChildRules, on: dt.date) -> tuple[SupplementStanding, ...]:
    """Return where a child stands with every supplement; none without a schedule, or a birth."""
    if rules.vaccines is None or child.born_on is None:
        return ()
    return supplement_standings(rules.vaccines.content, born_on=child.born_on, given=supplements_given(child), on=on)


def modules_of(rules: ChildRules, version: RulesetVersion | None) -> Mapping[str, tuple[str, Content]]:
    """Return the module and the question of every code that may be answered."""
    content: Content = version.content if version else {}
    rows = inputs_of(content) if content else {}
    asked = {name: (one.code, rows[name]) for one in questionnaire(content) for name in one.fields}
    supplements = rows_at(rules.vaccines.content, "supplements") if rules.vaccines else ()
    return asked | {row["code"]: (SUPPLEMENTS, {"id": row["code"], "type": "date"}) for row in supplements}


def sensitive_modules(rules: ChildRules) -> set[str]:
    """Return the modules whose answers are protected."""
    rows = rows_at(rules.schedule.content, "modules") if rules.schedule else ()
    return {row["code"] for row in rows if row.get("sensitive")}
