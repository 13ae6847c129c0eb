"""Sentences that several pages and files say."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.core.small_numbers import SMALL

CONTACTS_RULE = gettext_lazy("Each coming of each person is a contact: who comes three times makes three.")
PARENTS_RULE = gettext_lazy(
    "A woman or a man counts once however often she comes, told apart by the code of a household's card and by "
    "name. Sessions without a list, and people without a code, count as contacts only."
)


def hidden_said() -> str:
    """Return what stands for a number that is hidden."""
    return _("fewer than %(least)s") % {"least": SMALL}
