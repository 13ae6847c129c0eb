"""The lines of a version in words, field by field, to be compared with those of another one."""

from __future__ import annotations

from collections.abc import Hashable

from twiza.care_supply.differences import Words
from twiza.care_supply.models import Gap, PlannedAction, PlanVersion
from twiza.care_supply.queries.lines import actions_of, gaps_of
from twiza.care_supply.wording import (
    day_said,
    gap_said,
    money_said,
    named,
    number_said,
    owner_said,
    payer_said,
    place_said,
    source_said,
    subject_said,
    target_said,
    unit_said,
    years_said,
)

TERMS = "terms"


def words_of_version(version: PlanVersion) -> dict[Hashable, Words]:
    """Return all that a version says, by what it is: its terms, each gap, each action."""
    found: dict[Hashable, Words] = {TERMS: words_of_terms(version)}
    found |= {("gap", gap.key): words_of_gap(gap) for gap in gaps_of(version)}
    found |= {("action", one.key): words_of_action(one, version.currency) for one in actions_of(version)}
    return found


def words_of_terms(version: PlanVersion) -> Words:
    """Return the terms of a version in words."""
    return said(purpose=version.purpose, years=years_said(version), currency=version.currency)


def words_of_gap(gap: Gap) -> Words:
    """Return a gap in words."""
    return said(
        subject=subject_said(gap),
        commune=named(gap.commune),
        figure=" ".join(one for one in (number_said(gap.figure), unit_said(gap)) if one),
        figure_on=day_said(gap.figure_on),
        source=source_said(gap),
        note=gap.note,
    )


def words_of_action(action: PlannedAction, currency: str) -> Words:
    """Return an action in words."""
    return said(
        text=action.text,
        kind=str(action.get_kind_display()),
        decision=str(action.get_decision_display()),
        place=place_said(action),
        work=str(action.get_work_display()) if action.work else "",
        facility=named(action.facility),
        plan=named(action.outreach_plan),
        visits=str(action.visits_a_year or ""),
        association=named(action.association),
        answers=" · ".join(gap_said(gap) for gap in action.answers),  # type: ignore[attr-defined]
        owner=owner_said(action),
        amount=money_said(action.amount, currency),
        payer=payer_said(action),
        starts_on=day_said(action.starts_on),
        due_on=day_said(action.due_on),
        target=target_said(action),
    )


def said(**words: str) -> Words:
    """Return the words that are not empty."""
    return {field: word for field, word in words.items() if word}
