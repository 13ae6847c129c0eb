"""Records that are pointed out, in words: which rule, what it found, where it stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from twiza.case_management.data_quality.limits import DataRule, Rules, data_rules
from twiza.case_management.models import ENDS, RecordFlag
from twiza.case_management.templatetags.children import scores_said
from twiza.core.names import name_in
from twiza.rulesets.models import RulesetVersion

FOUND_WORDS: Mapping[str, Promise] = {
    "days": gettext_lazy("Days: %(value)s (limit: %(limit)s)"),
    "indices": gettext_lazy("Z-scores beyond the limits: %(value)s"),
    "z": gettext_lazy("Change of z-score: %(value)s (limit: %(limit)s)"),
    "cm": gettext_lazy("Centimetres: %(value)s (limit: %(limit)s)"),
    "mm": gettext_lazy("Millimetres: %(value)s (limit: %(limit)s)"),
    "visits": gettext_lazy("Visits: %(value)s (limit: %(limit)s)"),
    "children": gettext_lazy("Children: %(value)s (limit: %(limit)s)"),
    "score": gettext_lazy("Digit preference from 0 to 100: %(value)s (limit: %(limit)s)"),
}
KIND_BADGES = {"impossible": "badge-bad", "outlying": "badge-attention"}


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag as a line shows it."""

    flag: RecordFlag
    rule: str
    found: str
    badge: str
    state: str
    is_answered: bool


def flag_lines(flags: Iterable[RecordFlag]) -> list[FlagLine]:
    """Return flags in words, each by the version of the rules that found it."""
    known: dict[uuid.UUID, Rules] = {}
    lines = []
    for flag in flags:
        if flag.version_id not in known:
            known[flag.version_id] = data_rules(flag.version.content)
        lines.append(flag_line(flag, known[flag.version_id]))
    return lines


def flag_line(flag: RecordFlag, rules: Rules) -> FlagLine:
    """Return one flag in words."""
    rule = rules[flag.rule]
    return FlagLine(
        flag=flag,
        rule=name_in(rule.names, get_language() or "fr"),
        found=found_said(flag, rule),
        badge=KIND_BADGES.get(flag.kind, ""),
        state=state_said(flag),
        is_answered=flag.last_act in ENDS,
    )


def found_said(flag: RecordFlag, rule: DataRule) -> str:
    """Return what a rule found, beside its limit; z-scores beyond WHO's limits one by one."""
    scores = {index: float(score) for index, score in (one.split(":") for one in flag.about.split())}
    said = {"value": shown(flag.value), "limit": shown(flag.limit)}
    if scores:
        return str(FOUND_WORDS["indices"]) % {"value": scores_said(scores)}
    return str(FOUND_WORDS[rule.unit]) % said if rule.unit in FOUND_WORDS else shown(flag.value)


def shown(value: float) -> str:
    """Return a value without decimals that say nothing."""
    return number_format(int(value) if value == int(value) else round(value, 2))


def state_said(flag: RecordFlag) -> str:
    """Return where a flag stands: what was done last, and whether the rule finds the record still."""
    done = str(flag.get_last_act_display()) if flag.last_act else pgettext("record flags", "Open")
    return _("%(act)s · found no more") % {"act": done} if flag.gone_at else done


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the desk lists it: its limit, None where nobody set it and the rule is off."""

    rule: DataRule
    name: str


def rule_lines(version: RulesetVersion | None) -> list[RuleLine]:
    """Return the rules that hold, in their order; none without a ruleset."""
    rules = data_rules(version.content) if version else {}
    return [RuleLine(one, name_in(one.names, get_language() or "fr")) for one in rules.values()]
