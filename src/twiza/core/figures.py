"""Numbers as a reader's language writes them."""

from __future__ import annotations

from django.utils.formats import number_format


def rounded(number: float, decimals: int = 0) -> str:
    """
    Return a number to some decimals, thousands apart, in the active language.

    Rounded here: Django's `number_format` cuts digits off, and would write 79.8 as 79.
    """
    return str(number_format(round(number, decimals), decimals, use_l10n=True, force_grouping=True))
