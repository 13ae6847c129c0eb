"""The answer of a table to a case, in words: the outcome, the rule that fired, and what became of each rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from twiza.rulesets.evaluation.alternatives import Alternative
from twiza.rulesets.evaluation.conditions import Condition, Verdict
from twiza.rulesets.evaluation.decision_tables import inputs_of
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.formulas import FormulaResult
from twiza.rulesets.queries.versions import Ruling
from twiza.rulesets.version_page import outcome_text, outcome_words
from twiza.rulesets.wording import condition_words, text_in, value_words

VERDICT_WORDS = {
    Verdict.HELD: pgettext_lazy("condition", "Holds"),
    Verdict.FAILED: pgettext_lazy("condition", "Does not hold"),
    Verdict.UNKNOWN: pgettext_lazy("condition", "Not known"),
}
BADGES = {Verdict.HELD: "badge-good", Verdict.FAILED: "", Verdict.UNKNOWN: "badge-attention"}


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition in words, what is known of it, and whether it holds."""

    words: str
    actual: str
    verdict: str
    badge: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One rule that was read."""

    rule_id: str
    verdict: str
    badge: str
    conditions: tuple[ConditionView, ...]


@dataclass(frozen=True, slots=True)
class TrialView:
    """The whole answer."""

    outcome: str
    words: str
    rule_id: str
    missing: tuple[str, ...]
    unset: tuple[str, ...]
    held_back: str
    to_be_validated: bool
    steps: tuple[StepView, ...]
    changes: tuple[tuple[str, str, str], ...]


def trial_view(ruling: Ruling, content: Content, others: Sequence[Alternative], language: str) -> TrialView:
    """Return what a ruling says, and what would change it, in words."""
    decision = ruling.decision
    labels = {name: text_in(row, language) or name for name, row in inputs_of(content).items()}
    return TrialView(
        outcome=outcome_words(decision.outcome),
        words=outcome_text(decision.then, language),
        rule_id=decision.rule_id or "",
        missing=tuple(labels.get(name, name) for name in decision.missing),
        unset=decision.unset,
        held_back=outcome_words(decision.held_back) if decision.held_back else "",
        to_be_validated=ruling.use.to_be_validated,
        steps=tuple(
            StepView(
                one.rule_id,
                str(VERDICT_WORDS[one.verdict]),
                BADGES[one.verdict],
                tuple(condition_view(condition, labels) for condition in one.conditions),
            )
            for one in decision.steps
        ),
        changes=tuple(
            (labels.get(one.input, one.input), value_words(one.value), outcome_words(one.outcome)) for one in others
        ),
    )


def condition_view(condition: Condition, labels: dict[str, str]) -> ConditionView:
    """Return one condition in words."""
    label = labels.get(condition.input, condition.input)
    return ConditionView(
        words=condition_words(label, condition.operator, condition.wanted, condition.ref),
        actual="" if condition.actual is None else value_words(condition.actual),
        verdict=str(VERDICT_WORDS[condition.verdict]),
        badge=BADGES[condition.verdict],
    )


@dataclass(frozen=True, slots=True)
class FormulaTrialView:
    """What a formula comes to, with its parts; `value` is empty when something is missing or it has no value."""

    value: str
    unit: str
    missing: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    to_be_validated: bool


def formula_trial_view(result: FormulaResult, inputs: Sequence[Content], language: str) -> FormulaTrialView:
    """Return what a formula comes to, in words."""
    labels = {str(row["id"]): text_in(row, language) or str(row["id"]) for row in inputs}
    return FormulaTrialView(
        value="" if result.value is None else value_words(shortened(result.value)),
        unit=result.unit,
        missing=tuple(labels.get(name, name) for name in result.missing),
        parts=tuple((part.expression, value_words(shortened(part.value))) for part in result.parts),
        to_be_validated=result.to_be_validated,
    )


def shortened(number: float) -> float:
    """Return a number as people read it: whole ones without a point, others to six digits behind it."""
    return int(number) if number.is_integer() else round(number, 6)
