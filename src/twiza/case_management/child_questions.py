"""What is asked of a child at a visit: the danger signs of its age, and the doses that its booklet may show."""

from __future__ import annotations

import datetime as dt

from twiza.case_management.child_findings import doses_of
from twiza.case_management.child_health.danger_signs import ARM_SIGNS, OEDEMA_SIGN, Examined, danger_found
from twiza.case_management.child_health.vaccines import DoseStatus
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.child_words import sign_said
from twiza.households.models import Person

ASKED_ELSEWHERE = {*ARM_SIGNS, OEDEMA_SIGN}
"""What is measured, or looked at under its own name."""
TO_ASK = {DoseStatus.DUE, DoseStatus.LATE, DoseStatus.MISSED, DoseStatus.TO_CHECK}


def signs_to_ask(child: Person, rules: ChildRules, on: dt.date) -> dict[str, str]:
    """
    Return the danger signs of a child's age in words, by their codes.

    Those that only who follows the child's protection may read are not asked here.
    """
    if rules.signs is None or rules.nutrition is None or child.born_on is None:
        return {}
    examined = Examined(born_on=child.born_on, on=on, country=rules.country, answers={})
    found = danger_found(rules.signs.content, rules.nutrition.content, examined)
    asked = [one.code for one in found.signs if not one.is_sensitive and one.code not in ASKED_ELSEWHERE]
    return {code: sign_said(rules.signs.content, code) for code in asked}


def doses_to_ask(child: Person, rules: ChildRules, on: dt.date) -> dict[str, str]:
    """Return the doses that may have been given by a day and are not known yet, by their codes."""
    return {one.dose: one.dose for one in doses_of(child, rules, on) or () if one.status in TO_ASK}
