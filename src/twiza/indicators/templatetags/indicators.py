"""What the templates of indicators say often."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.core.figures import rounded
from twiza.indicators.queries.figures import SHARES
from twiza.indicators.shown import Shown, ShownPart

register = template.Library()
UNKNOWN = "—"
WHOLE_FROM = 100


@register.simple_tag
def figure_said(value: float | None, kind: str = "", decimals: int = 1, is_hidden: bool = False) -> str:
    """Return a figure as the page's language writes it: a dash when not defined, and said to be hidden when it is."""
    if is_hidden:
        return _("hidden, too few people")
    if value is None:
        return UNKNOWN
    if kind in SHARES:
        return pgettext("share", "%(number)s%%") % {"number": rounded(value, decimals)}
    return amount_said(value, decimals)


@register.simple_tag
def number_said(shown: Shown | ShownPart, column: str) -> str:
    """Return what stands in a column, the numerator or the denominator; a hidden number is said to be so."""
    return _("hidden") if column in shown.hidden else amount_said(getattr(shown, column))


def amount_said(value: float | None, decimals: int = 1) -> str:
    """Return a number, with decimals only when it is small and has some."""
    if value is None:
        return UNKNOWN
    is_plain = float(value).is_integer() or abs(value) >= WHOLE_FROM
    return rounded(value, 0 if is_plain else decimals)
