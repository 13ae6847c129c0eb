"""What the pages of an enquiry show: the questions by section, and what the rules say of each scheme and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField

from twiza.core.ids import new_id
from twiza.rulesets.evaluation.decision_tables import inputs_of
from twiza.rulesets.evaluation.evidence import Content, Plain, sources_in
from twiza.rulesets.evaluation.paths import rows_at
from twiza.rulesets.evaluation.questionnaires import questionnaire
from twiza.rulesets.forms import CaseForm
from twiza.rulesets.models import RulesetVersion, RuleSource
from twiza.rulesets.trial_page import BADGES, VERDICT_WORDS
from twiza.rulesets.version_page import evidence_views, outcome_text, outcome_words
from twiza.rulesets.wording import condition_words, text_in, value_words
from twiza.social_protection.forms import DecisionForm
from twiza.social_protection.models import Answer, Enquiry, Orientation, Scheme
from twiza.social_protection.orienting import Advice, advice_on, in_order
from twiza.social_protection.queries.enquiries import (
    answers_that_hold,
    facts_in,
    orientations_after,
    rules_for,
    schemes_of,
)

OUTCOME_BADGES = {"probable": "badge-good", "a_verifier": "badge-attention", "autre_regime": "badge-information"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words and what holds of it; `answer` is empty when it is not known."""

    code: str
    words: str
    answer: str
    is_from_record: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """A rule that was read: its conditions in words, each with its verdict and the badge of it."""

    rule: str
    verdict: str
    badge: str
    conditions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class AdviceShown:
    """What the rules say of one scheme, why, and what a person decided."""

    scheme: Scheme
    outcome: str
    badge: str
    words: str
    held_back: str
    rule: str
    sources: tuple[tuple[str, RuleSource | None], ...]
    evidence: tuple[tuple[str, bool], ...]
    to_be_validated: bool
    version: RulesetVersion
    missing: tuple[tuple[str, str], ...]
    unset: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    steps: tuple[StepShown, ...]
    decision: Orientation | None
    form: DecisionForm


@dataclass(frozen=True, slots=True)
class Wording:
    """The questions in words: their labels, and what a value of one is called."""

    rows: Mapping[str, Content]
    language: str

    def label(self, name: str) -> str:
        """Return a question in words."""
        return text_in(self.rows.get(name, {}), self.language) or name

    def value(self, name: str, value: Plain) -> str:
        """Return an answer in words."""
        labels: Mapping[str, Content] = self.rows.get(name, {}).get("labels") or {}
        return (
            text_in(labels[value], self.language) if isinstance(value, str) and value in labels else value_words(value)
        )


def wording_of(questions: RulesetVersion, rules: Sequence[RulesetVersion], language: str) -> Wording:
    """Return the words of questions, of those of the rules where the enquiry has none."""
    rows: dict[str, Content] = {}
    for version in (*rules, questions):
        rows |= inputs_of(version.content)
    return Wording(rows, language)


def sections_shown(questions: RulesetVersion, form: CaseForm, language: str) -> list[tuple[str, list[BoundField]]]:
    """Return the fields of a form by section of its questions; what stands in no section comes last."""
    fields = {name.removeprefix("fact_"): form[name] for name in form.fields}
    shown = []
    for section in questionnaire(questions.content):
        shown.append(
            (text_in(section.names, language), [fields.pop(name) for name in section.fields if name in fields])
        )
    return [*shown, ("", list(fields.values()))] if fields else shown


def answers_shown(enquiry: Enquiry, language: str) -> list[tuple[str, list[Asked]]]:
    """Return every question of an enquiry with what holds of it, by section."""
    wording, held = wording_of(enquiry.questions, [], language), answers_that_hold(enquiry)
    left = dict.fromkeys(wording.rows)
    shown = []
    for section in questionnaire(enquiry.questions.content):
        shown.append((text_in(section.names, language), [asked(wording, one, held) for one in section.fields]))
        for one in section.fields:
            left.pop(one, None)
    return [*shown, ("", [asked(wording, one, held) for one in left])] if left else shown


def asked(wording: Wording, code: str, held: Mapping[str, Answer]) -> Asked:
    """Return one question with what holds of it."""
    answer = held.get(code)
    if answer is None or answer.value is None:
        return Asked(code, wording.label(code), "", False)
    return Asked(code, wording.label(code), wording.value(code, answer.value), answer.answer_from == "record")


def points_of(enquiry: Enquiry) -> tuple[int, int] | None:
    """Return the points of the vulnerability grid answered yes, and all there are; None when it has no points."""
    rows = inputs_of(enquiry.questions.content)
    points = {name: int(row["points"]) for name, row in rows.items() if row.get("points")}
    held = answers_that_hold(enquiry)
    said = sum(count for name, count in points.items() if name in held and held[name].value is True)
    return (said, sum(points.values())) if points else None


def advice_shown(enquiry: Enquiry, on: dt.date, language: str, refused: DecisionForm | None) -> list[AdviceShown]:
    """Return what the rules say of every scheme of a household's country, what may be a right first."""
    facts = facts_in(enquiry)
    found = []
    for scheme in schemes_of(enquiry.household.place.country):
        rules = rules_for(scheme, enquiry.household.organisation_id, on)
        if rules is not None:
            found.append(advice_on(scheme, rules, facts, on))
    wording = wording_of(enquiry.questions, [one.rules for one in found], language)
    decided = {one.scheme_id: one for one in orientations_after(enquiry) if one.taken_back_at is None}
    cited = sources_named({code for one in found for code in sources_of(one)})
    return [shown(one, wording, cited, decided.get(one.scheme.pk), refused) for one in in_order(found)]


def shown(
    advice: Advice,
    wording: Wording,
    cited: Mapping[str, RuleSource],
    decided: Orientation | None,
    refused: DecisionForm | None,
) -> AdviceShown:
    """Return what the rules say of one scheme, in words."""
    decision, row = advice.ruling.decision, rule_of(advice)
    is_refused = refused is not None and refused.data.get("scheme") == advice.scheme.code
    return AdviceShown(
        scheme=advice.scheme,
        outcome=outcome_words(advice.outcome),
        badge=OUTCOME_BADGES.get(advice.outcome, ""),
        words=outcome_text(decision.then, wording.language),
        held_back=outcome_words(decision.held_back) if decision.held_back else "",
        rule=decision.rule_id or "",
        sources=tuple((code, cited.get(code)) for code in sources_of(advice)),
        evidence=evidence_views(row) if row else (),
        to_be_validated=advice.ruling.use.to_be_validated,
        version=advice.rules,
        missing=tuple((name, wording.label(name)) for name in decision.missing),
        unset=decision.unset,
        changes=tuple(
            (wording.label(one.question), wording.value(one.question, one.value), outcome_words(one.outcome))
            for one in advice.changes
        ),
        steps=steps_shown(advice, wording),
        decision=decided,
        form=refused if is_refused and refused else decision_form(advice.scheme),
    )


def decision_form(scheme: Scheme) -> DecisionForm:
    """Return the form of a decision about a scheme, with the id that it will have."""
    return DecisionForm(initial={"scheme": scheme.code, "id": new_id()}, auto_id=f"{scheme.code}-%s")


def steps_shown(advice: Advice, wording: Wording) -> tuple[StepShown, ...]:
    """Return the rules that were read, in words."""
    return tuple(
        StepShown(
            step.rule_id,
            str(VERDICT_WORDS[step.verdict]),
            BADGES[step.verdict],
            tuple(
                (
                    condition_words(
                        wording.label(one.input), one.operator, said_value(wording, one.input, one.wanted), one.ref
                    ),
                    str(VERDICT_WORDS[one.verdict]),
                    BADGES[one.verdict],
                )
                for one in step.conditions
            ),
        )
        for step in advice.ruling.decision.steps
    )


def said_value(wording: Wording, name: str, wanted: Plain) -> Plain:
    """Return what a condition asks for, a choice by its name."""
    return wording.value(name, wanted) if isinstance(wanted, str) else wanted


def rule_of(advice: Advice) -> Content | None:
    """Return the row that decided, None when none did."""
    rows = rows_at(advice.rules.content, advice.scheme.table)
    return next((row for row in rows if row["id"] == advice.ruling.decision.rule_id), None)


def sources_of(advice: Advice) -> tuple[str, ...]:
    """Return the codes of the sources that the rule which decided names."""
    return sources_in(rule_of(advice) or {})


def sources_named(codes: set[str]) -> dict[str, RuleSource]:
    """Return the sources that came with Twiza of these codes."""
    return {one.code: one for one in RuleSource.objects.filter(organisation_id=None, code__in=codes)}
