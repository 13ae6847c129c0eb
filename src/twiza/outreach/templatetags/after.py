"""What the templates of reports say often."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from twiza.core.figures import rounded
from twiza.outreach.report_content import HIDDEN

register = template.Library()

UNKNOWN = "—"


@register.filter
def points(change: float | None) -> str:
    """Return by how many points of a hundred a share changed, with its sign, or a dash when it is not known."""
    if change is None:
        return UNKNOWN
    number = round(change * 100, 1)
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{rounded(abs(number), 1)}"


@register.filter
def told(number: int | str | None) -> str:
    """Return a number of a report as the page's language writes it, that it is hidden, or a dash."""
    if number is None:
        return UNKNOWN
    return _("hidden") if number == HIDDEN else rounded(float(number))


@register.filter
def ages(row: Mapping[str, int | None]) -> str:
    """Return an age group in words, or that it is everybody."""
    first, last = row["from"], row["to"]
    if first is None:
        return _("All ages")
    if last is None:
        return _("%(first)d years and more") % {"first": first}
    return _("%(first)d to %(last)d years") % {"first": first, "last": last}


@register.filter
def told_share(share: float | str | None) -> str:
    """Return a share in per cent, that it is hidden, or a dash."""
    return _("hidden") if share == HIDDEN else known_share(share)


@register.filter
def known_share(share: float | str | None) -> str:
    """Return a share in per cent with one decimal, or a dash when there is none."""
    if share is None or isinstance(share, str):
        return UNKNOWN
    return pgettext("share", "%(number)s%%") % {"number": rounded(share * 100, 1)}
