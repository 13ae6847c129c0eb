"""What the page of a version shows, whoever looks: its gaps, actions, money and timetable."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from twiza.care_supply.differences import Change, FieldDifference, differences
from twiza.care_supply.line_words import TERMS, words_of_version
from twiza.care_supply.models import CareSupplyPlan, Decision, Gap, GapMeasure, PlannedAction, PlanVersion
from twiza.care_supply.money import Sum, sums_by
from twiza.care_supply.queries.lines import actions_of, gaps_of, measures_of
from twiza.care_supply.queries.plans import standing_parties
from twiza.care_supply.timetable import Span, cells_of, spans_of
from twiza.care_supply.wording import (
    FIELD_WORDS,
    gap_said,
    money_said,
    number_said,
    owner_said,
    payer_said,
    place_said,
    source_said,
    subject_said,
    target_said,
    unit_said,
)


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap as a page shows it, with what was measured of it last since; the same number hides what is small."""

    gap: Gap
    number: int
    subject: str
    figure: str
    unit: str
    source: str
    again: GapMeasure | None
    again_said: str
    answered_by: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as a page shows it."""

    action: PlannedAction
    number: int
    place: str
    owner: str
    amount: str
    payer: str
    target: str
    answers: Sequence[str]
    cells: Sequence[bool]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A sum as a page shows it; empty is not set."""

    label: str
    total: str
    actions: int
    unset: int


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A line that is not as it was, in words."""

    sort: str
    change: Change
    title: str
    fields: Sequence[tuple[Promise | str, FieldDifference]]


def page_of(plan: CareSupplyPlan, version: PlanVersion) -> dict[str, Any]:
    """Return all that the page of a version shows."""
    gaps, actions = list(gaps_of(version)), list(actions_of(version))
    return {
        "plan": plan,
        "version": version,
        "parties": list(standing_parties(plan)),
        "gap_rows": gap_rows(gaps, actions, list(measures_of(plan))),
        **actions_shown(actions, version),
    }


def actions_shown(actions: Sequence[PlannedAction], version: PlanVersion) -> dict[str, Any]:
    """Return what a page shows of some actions: themselves, their money, their timetable."""
    spans = spans_of(version.first_year, version.last_year)
    counted = [one for one in actions if one.decision != Decision.SET_ASIDE]
    return {
        "action_rows": action_rows(actions, version, spans),
        "spans": spans,
        "money_by_payer": money_rows(
            sums_by((payer_said(one) or _("Nobody yet"), one.amount) for one in counted), version
        ),
        "money_by_kind": money_rows(sums_by((str(one.get_kind_display()), one.amount) for one in counted), version),
        "money": whole(counted, version),
    }


def gap_rows(gaps: Sequence[Gap], actions: Sequence[PlannedAction], measures: Sequence[GapMeasure]) -> list[GapRow]:
    """Return gaps as a page shows them."""
    last = {one.gap_key: one for one in measures}
    answered = [gap.pk for action in actions for gap in action.answers]  # type: ignore[attr-defined]
    return [
        GapRow(
            gap=gap,
            number=number,
            subject=subject_said(gap),
            figure=number_said(gap.figure),
            unit=unit_said(gap),
            source=source_said(gap),
            again=last.get(gap.key),
            again_said=number_said(last[gap.key].figure) if gap.key in last else "",
            answered_by=answered.count(gap.pk),
        )
        for number, gap in enumerate(gaps, start=1)
    ]


def action_rows(actions: Sequence[PlannedAction], version: PlanVersion, spans: list[Span]) -> list[ActionRow]:
    """Return actions as a page shows them."""
    return [
        ActionRow(
            action=action,
            number=number,
            place=place_said(action),
            owner=owner_said(action),
            amount=money_said(action.amount, version.currency),
            payer=payer_said(action),
            target=target_said(action),
            answers=[gap_said(gap) for gap in action.answers],  # type: ignore[attr-defined]
            cells=cells_of(spans, starts_on=action.starts_on, due_on=action.due_on),
        )
        for number, action in enumerate(actions, start=1)
    ]


def money_rows(sums: Sequence[Sum], version: PlanVersion) -> list[MoneyRow]:
    """Return sums as a page shows them."""
    return [MoneyRow(one.label, money_said(one.total, version.currency), one.actions, one.unset) for one in sums]


def whole(actions: Sequence[PlannedAction], version: PlanVersion) -> MoneyRow | None:
    """Return the sum of all actions that are not set aside, None without any."""
    amounts: list[tuple[str, Decimal | None]] = [(_("Together"), one.amount) for one in actions]
    return next(iter(money_rows(sums_by(amounts), version)), None)


def difference_rows(before: PlanVersion, after: PlanVersion) -> list[DifferenceRow]:
    """Return in words what changed from one version to another."""
    was, became = words_of_version(before), words_of_version(after)
    return [
        DifferenceRow(
            sort=sort_of(one.key),
            change=one.change,
            title=title_of(one.key, {**was, **became}),
            fields=[(FIELD_WORDS[field.field], field) for field in one.fields],
        )
        for one in differences(was, became)
    ]


def sort_of(key: Hashable) -> str:
    """Return what a line is: terms, a gap, an action."""
    return TERMS if key == TERMS else str(key[0])  # type: ignore[index]


def title_of(key: Hashable, lines: Mapping[Hashable, Mapping[str, str]]) -> str:
    """Return what a line is called."""
    words = lines[key]
    if key == TERMS:
        return _("Terms of the plan")
    if "text" in words:
        return words["text"]
    return _("%(subject)s, %(commune)s") % {"subject": words.get("subject", ""), "commune": words.get("commune", "")}
