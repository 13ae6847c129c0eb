"""Sentences that several pages and files say."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.activities.counting_rule import TrainingRule
from twiza.core.figures import rounded
from twiza.core.small_numbers import SMALL

CONTACTS_RULE = gettext_lazy("Each coming of each person is a contact: who comes three times makes three.")
PARENTS_RULE = gettext_lazy(
    "A woman or a man counts once however often she comes, told apart by the code of a household's card and by "
    "name. Sessions without a list, and people without a code, count as contacts only."
)


def hidden_said() -> str:
    """Return what stands for a number that is hidden."""
    return _("fewer than %(least)s") % {"least": SMALL}


def trained_rule_said(rule: TrainingRule) -> str:
    """Return by which rule a professional counts as trained, with its numbers and its version."""
    said = _(
        "A professional counts once, when she attended at least %(share)s%% of the hours of a module and did the test "
        "after it (rule %(version)s). What is not noted is not attended."
    )
    return said % {"share": rounded(100 * rule.attended_share), "version": rule.version}
