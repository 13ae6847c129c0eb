"""What the pages of children say of a visit in few words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from twiza.case_management.child_rules import ChildRules
from twiza.case_management.child_words import risk_said
from twiza.case_management.models import ChildVisit
from twiza.households.birth_text import age_said
from twiza.households.models import Person

register = template.Library()


@register.filter
def age_on(child: Person, on: dt.date) -> str:
    """Return how old a child is on a day."""
    return age_said(child, on)


@register.filter
def risk_in(risk: str, rules: ChildRules) -> str:
    """Return a risk class in the words of some rules."""
    return risk_said(rules.content(rules.schedule), risk)


@register.filter
def measures_said(visit: ChildVisit) -> str:
    """Return what was measured at a visit, each measure with its unit."""
    said = [
        _("%(value)s kg") % {"value": number_format(visit.weight_kg)} if visit.weight_kg is not None else "",
        _("%(value)s cm") % {"value": number_format(visit.length_cm)} if visit.length_cm is not None else "",
        _("arm %(value)s mm") % {"value": visit.arm_mm} if visit.arm_mm is not None else "",
        _("head %(value)s cm") % {"value": number_format(visit.head_cm)} if visit.head_cm is not None else "",
        _("oedema") if visit.has_oedema else "",
    ]
    return " · ".join(one for one in said if one)


@register.filter
def scores_said(scores: Mapping[str, float]) -> str:
    """Return z-scores in WHO's order, each with the index people know it by."""
    known = {
        "zwei": _("weight for age %(z)s"),
        "zlen": _("length for age %(z)s"),
        "zwfl": _("weight for length %(z)s"),
        "zbmi": _("body mass index %(z)s"),
        "zhc": _("head for age %(z)s"),
        "zac": _("arm for age %(z)s"),
    }
    return " · ".join(words % {"z": number_format(scores[one], 2)} for one, words in known.items() if one in scores)
