"""Cutting figures into classes for a map, and saying the classes in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _

CLASSES = 5
SHARE_BREAKS = (0.1, 0.25, 0.5, 0.75)
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Legend:
    """One way to colour a map: the property, its palette, the limits between classes and their words."""

    view: str
    property: str
    title: str
    palette: str
    breaks: tuple[float, ...]
    classes: tuple[tuple[int, str], ...]
    has_missing: bool


def legend_of(
    view: str, title: str, palette: str, figures: Sequence[float | None], written: Callable[[float], str]
) -> Legend:
    """Return the legend of some figures, cut into classes of about as many places each."""
    known = [figure for figure in figures if figure is not None]
    return legend_with(view, title, palette, figures, written, breaks_of(known))


def share_legend(
    view: str, title: str, palette: str, figures: Sequence[float | None], written: Callable[[float], str]
) -> Legend:
    """Return the legend of shares (0–1), cut at the same limits on every map so that maps can be compared."""
    return legend_with(view, title, palette, figures, written, SHARE_BREAKS)


def legend_with(
    view: str,
    title: str,
    palette: str,
    figures: Sequence[float | None],
    written: Callable[[float], str],
    breaks: tuple[float, ...],
) -> Legend:
    """Return the legend of some figures cut at these limits; without any known figure it has no class."""
    is_known = any(figure is not None for figure in figures)
    return Legend(
        view=view,
        property=view,
        title=title,
        palette=palette,
        breaks=breaks,
        classes=tuple(zip(steps_of(len(breaks) + 1), words_of(breaks, written), strict=True)) if is_known else (),
        has_missing=any(figure is None for figure in figures),
    )


def breaks_of(figures: Sequence[float]) -> tuple[float, ...]:
    """Return rising limits, rounded to two digits, that cut figures into at most five classes without an empty one."""
    if not figures:
        return ()
    cuts = np.quantile(figures, [part / CLASSES for part in range(1, CLASSES)])
    limits = sorted({rounded(float(cut)) for cut in cuts})
    return tuple(limit for limit in limits if min(figures) < limit <= max(figures))


def rounded(number: float) -> float:
    """Return a number to two significant digits."""
    if number == 0:
        return 0.0
    return round(number, DIGITS - 1 - math.floor(math.log10(abs(number))))


def steps_of(classes: int) -> list[int]:
    """Return the colour step (1–5) of each class, spread over the palette as the map spreads them."""
    if classes == 1:
        return [3]
    return [1 + math.floor(index * 4 / (classes - 1) + 0.5) for index in range(classes)]


def words_of(breaks: Sequence[float], written: Callable[[float], str]) -> list[str]:
    """Return the words of each class, from low to high."""
    if not breaks:
        return [_("All places alike")]
    first = _("Less than %(limit)s") % {"limit": written(breaks[0])}
    last = _("%(limit)s and more") % {"limit": written(breaks[-1])}
    between = [
        _("%(low)s to less than %(high)s") % {"low": written(low), "high": written(high)}
        for low, high in pairwise(breaks)
    ]
    return [first, *between, last]
