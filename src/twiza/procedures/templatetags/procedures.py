"""What pages say of files: answers, documents and dates in the reader's language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from twiza.core.names import name_in
from twiza.procedures.models import Piece, Value, ValueKind

register = template.Library()

UNKNOWN = "—"


@register.filter
def said(value: Value) -> str:
    """Return an answer as the reader's language writes it."""
    kind = value.requirement.value_kind
    if kind == ValueKind.DATE:
        return date_format(dt.date.fromisoformat(value.text))
    if kind == ValueKind.NUMBER:
        return str(number_format(Decimal(value.text), use_l10n=True, force_grouping=True))
    return value.text


@register.filter
def named(piece: Piece) -> str:
    """Return what a document is: what was asked for, what somebody called it, else the name of its file."""
    if piece.requirement:
        return name_in(piece.requirement.names, get_language() or "fr")
    return piece.label or piece.name


@register.filter
def in_history(text: str) -> str:
    """Return what a change kept: dates in the reader's language, a dash for nothing."""
    try:
        return date_format(dt.date.fromisoformat(text), "SHORT_DATE_FORMAT")
    except ValueError:
        return text or UNKNOWN
