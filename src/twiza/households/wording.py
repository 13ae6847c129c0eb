"""What was seen in two records, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.households.names.candidates import Reason, ReasonCode

ISOLATED = "\u2068{}\u2069"
"""A word in its own direction, whatever stands around it (Unicode first strong isolate)."""
WORDS: dict[ReasonCode, Promise] = {
    ReasonCode.SAME_WORD: _("“%(left)s” sounds as “%(right)s”"),
    ReasonCode.ALIKE_WORD: _("“%(left)s” is like “%(right)s”"),
    ReasonCode.OTHER_WORD: _("“%(left)s” is not “%(right)s”"),
    ReasonCode.OTHER_GENDER: _("“%(left)s” and “%(right)s” are a woman's and a man's name"),
    ReasonCode.TURNED: _("the names stand in another order"),
    ReasonCode.INITIAL: _("one name is written by its first letter"),
    ReasonCode.SAME_SEX: _("same sex"),
    ReasonCode.OTHER_SEX: _("another sex"),
    ReasonCode.SAME_BIRTH: _("born on the same day"),
    ReasonCode.NEAR_BIRTH: _("births that agree"),
    ReasonCode.OTHER_BIRTH: _("births that do not agree"),
    ReasonCode.SAME_PLACE: _("same place"),
    ReasonCode.OTHER_PLACE: pgettext_lazy("seen in two records", "another place"),
}


def reason_said(reason: Reason) -> str:
    """Return one thing seen in two records, in words."""
    is_written_alike = reason.code == ReasonCode.SAME_WORD and reason.left == reason.right
    words = _("“%(left)s” in both") if is_written_alike else WORDS[reason.code]
    return str(words) % {"left": ISOLATED.format(reason.left), "right": ISOLATED.format(reason.right)}
