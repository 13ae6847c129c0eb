"""Differences as a page shows them: where, what became of it, and what it said before and says now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from twiza.rulesets.comparing import Change, ChangeKind
from twiza.rulesets.evaluation.evidence import Plain
from twiza.rulesets.wording import CHANGE_WORDS, column_words, is_text_key, pair_words, text_in, value_words

BADGES = {
    ChangeKind.ADDED: "badge-good",
    ChangeKind.REMOVED: "badge-bad",
    ChangeKind.CHANGED: "badge-attention",
    ChangeKind.MOVED: "badge-information",
}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One difference in words; an empty side is one where nothing was there."""

    path: str
    words: str
    badge: str
    old: str
    new: str


def change_views(changes: Iterable[Change], language: str) -> list[ChangeView]:
    """Return differences in words."""
    return [
        ChangeView(
            path=change.path,
            words=str(CHANGE_WORDS[change.kind]),
            badge=BADGES[change.kind],
            old="" if change.kind == ChangeKind.ADDED else said_of(change.old, language),
            new="" if change.kind == ChangeKind.REMOVED else said_of(change.new, language),
        )
        for change in changes
    ]


def said_of(value: Plain, language: str) -> str:
    """Return what a value or a whole row says: its words in the page's language first, then the rest."""
    if not isinstance(value, Mapping):
        return value_words(value)
    words = text_in(value, language)
    rest = [
        pair_words(column_words(key), said_of(inner, language)) for key, inner in value.items() if not is_text_key(key)
    ]
    return "; ".join([*([words] if words else []), *rest])
