"""Figures in the language of the page, without more decimals than they are worth."""

from __future__ import annotations

from django.utils.translation import gettext as _

from twiza.core.figures import rounded

LARGE = 100


def as_number(figure: float, decimals: int = 1) -> str:
    """Return a figure with its thousands apart, and decimals only when it is small and has some."""
    is_plain = float(figure).is_integer() or abs(figure) >= LARGE
    return rounded(figure, 0 if is_plain else decimals)


def as_percent(share: float) -> str:
    """Return a share (0–1) in per cent."""
    return _("%(number)s%%") % {"number": rounded(share * 100)}


def as_two_percents(before: float, after: float) -> tuple[str, str]:
    """Return two shares (0–1) in per cent, with as many decimals, two at most, as it takes to tell them apart."""
    told_apart = (decimals for decimals in range(2) if round(before * 100, decimals) != round(after * 100, decimals))
    decimals = next(told_apart, 0 if before == after else 2)
    figures = (rounded(share * 100, decimals) for share in (before, after))
    first, second = (_("%(number)s%%") % {"number": figure} for figure in figures)
    return first, second


def as_two_figures(before: float, after: float) -> tuple[str, str]:
    """Return two figures with as many decimals, one at least and four at most, as it takes to tell them apart."""
    told_apart = (decimals for decimals in range(1, 4) if round(before, decimals) != round(after, decimals))
    decimals = next(told_apart, 1 if before == after else 4)
    return rounded(before, decimals), rounded(after, decimals)
