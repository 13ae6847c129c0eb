"""What the templates of indicators say often."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.core.figures import rounded
from twiza.indicators.queries.figures import SHARES
from twiza.indicators.shown import Shown, ShownPart
from twiza.indicators.targets_page import MonthBar

register = template.Library()
UNKNOWN = "—"
WHOLE_FROM = 100
BARS_HIGH = 32


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


@register.simple_tag
def hidden_or_said(value: float | None) -> str:
    """Return a number of a group; one that is hidden is said to be so."""
    return _("hidden") if value is None else amount_said(value, 0)


@register.simple_tag
def month_bars(months: Sequence[MonthBar]) -> dict[str, object]:
    """Return months as bars of a drawing of 120 by 32, and the same in words for those who do not see it."""
    drawn = [bar_drawn(rank, one) for rank, one in enumerate(months)]
    return {"bars": drawn, "said": "; ".join(str(one["said"]) for one in drawn)}


def bar_drawn(rank: int, month: MonthBar) -> dict[str, object]:
    """Return one month as a bar; a month in which nothing counted keeps a line of its own."""
    height = max(1, round(month.share * BARS_HIGH / 100))
    said = _("%(name)s: %(number)s") % {
        "name": date_format(month.month, "F Y"),
        "number": hidden_or_said(month.number),
    }
    return {"x": rank * 10 + 1, "y": BARS_HIGH - height, "height": height, "said": said}


@register.simple_tag
def amount_said(value: float | None, decimals: int = 1) -> str:
    """Return a number, with decimals only when it is small and has some."""
    if value is None:
        return UNKNOWN
    is_plain = float(value).is_integer() or abs(value) >= WHOLE_FROM
    return rounded(value, 0 if is_plain else decimals)
