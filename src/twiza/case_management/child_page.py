"""What the page of a child followed at home shows: what waits, how it grows, its vaccines and its visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.case_management.answers_page import Said, question_rows, said_of
from twiza.case_management.child_findings import SEX_OF_TABLES, doses_of, visits_standing
from twiza.case_management.child_health.growth_curve import CurvePoint, Examination, growth_curve
from twiza.case_management.child_health.growth_svg import NARROW, CardWords, growth_svg
from twiza.case_management.child_health.supplements import SupplementStanding
from twiza.case_management.child_health.vaccines import DoseStanding
from twiza.case_management.child_measured import LMS, measured_at, scores_at
from twiza.case_management.child_rules import ChildRules
from twiza.case_management.child_words import (
    BADGES,
    REASON_WORDS,
    STATUS_WORDS,
    alert_said,
    level_said,
    risk_said,
    sign_said,
)
from twiza.case_management.growth.tables import tables_from
from twiza.case_management.models import ChildAlert, ChildVisit, Presence
from twiza.case_management.module_questions import standings_of
from twiza.case_management.queries.answers import answers_at, protected_visits
from twiza.case_management.queries.child_referrals import referrals_of_child
from twiza.case_management.queries.children import follow_of, visitors_by_day, visits_of
from twiza.households.birth_text import age_said
from twiza.households.births import age_months_on
from twiza.households.models import Person, PersonSex
from twiza.rulesets.evaluation.paths import rows_at

CARDS_BY_AGE = (
    (24, ("weight_0_2", "length_0_2", "arm_0_5")),
    (60, ("weight_0_5", "length_0_5", "arm_0_5")),
    (216, ("bmi_5_19", "height_5_19")),
)
"""The cards of a child younger than so many months."""
CARD_TITLES: dict[str, Promise] = {
    "weight_0_2": gettext_lazy("Weight for age, from birth to 2 years"),
    "weight_0_5": gettext_lazy("Weight for age, from birth to 5 years"),
    "length_0_2": gettext_lazy("Length for age, from birth to 2 years"),
    "length_0_5": gettext_lazy("Length and height for age, from birth to 5 years"),
    "arm_0_5": gettext_lazy("Arm for age, from 3 months to 5 years"),
    "bmi_5_19": gettext_lazy("Body mass index for age, from 5 years on"),
    "height_5_19": gettext_lazy("Height for age, from 5 years on"),
}
UNITS_ACROSS: dict[str, Promise] = {
    "months": gettext_lazy("Age (months)"),
    "years": gettext_lazy("Age (years)"),
    "cm": gettext_lazy("Length (cm)"),
}
UNITS_UPWARDS: dict[str, Promise] = {
    "zwei": gettext_lazy("Weight (kg)"),
    "zlen": gettext_lazy("Length or height (cm)"),
    "zac": gettext_lazy("Arm (cm)"),
    "zbmi": gettext_lazy("kg/m²"),
}


@dataclass(frozen=True, slots=True)
class DoseLine:
    """One dose as a line of the table shows it."""

    standing: DoseStanding
    status: Promise
    reason: Promise
    badge: str


@dataclass(frozen=True, slots=True)
class SupplementLine:
    """One supplement as a line shows it."""

    standing: SupplementStanding
    name: str
    status: Promise
    badge: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """
    One visit as a line of the table shows it, with the z-scores that WHO gives for what was measured.

    `others` are those who visited the household on the same day too: each visit is kept.
    """

    visit: ChildVisit
    scores: dict[str, float]
    level: str
    signs: list[str]
    others: list[str]
    answers: list[Said]
    has_protected: bool


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert in words: what it calls for, what it is about, how soon."""

    alert: ChildAlert
    words: str
    about: str
    level: str


def page_of(child: Person, rules: ChildRules, today: dt.date, actor: Actor) -> dict[str, Any]:
    """Return what the page of a child shows somebody; of what is protected, that it is there for her to read."""
    visits, follow = visits_of(child), follow_of(child)
    seen = [one.visited_on for one in visits if one.presence == Presence.SEEN]
    alerts = child.alerts.select_related("answered_by").order_by(F("due_at").asc(nulls_last=True), "-raised_at")
    lines = [alert_line(one, rules) for one in alerts]
    return {
        "child": child,
        "age": age_said(child, today),
        "standing": visits_standing(child, follow, seen, rules, today) if follow else None,
        "follow": follow,
        "risk": risk_said(rules.content(rules.schedule), follow.risk) if follow else "",
        "open_alerts": [one for one in lines if one.alert.answered_at is None],
        "answered_alerts": [one for one in lines if one.alert.answered_at is not None],
        "cards": cards_of(child, visits, today),
        "doses": dose_lines(doses_of(child, rules, today) or ()),
        "referrals": list(referrals_of_child(child)),
        "supplements": supplement_lines(standings_of(child, rules, today), rules),
        "visits": visit_lines(visits, rules, visitors_by_day(child), actor, today),
        "rules": rules,
        "today": today,
    }


def alert_line(alert: ChildAlert, rules: ChildRules) -> AlertLine:
    """Return one alert in words."""
    signs = rules.content(rules.signs)
    about = " · ".join(sign_said(signs, code) if signs else code for code in alert.about.split())
    return AlertLine(alert, alert_said(alert.code), about, level_said(signs, alert.level) if signs else "")


def dose_lines(standings: Sequence[DoseStanding]) -> list[DoseLine]:
    """Return the lines of the vaccine table."""
    return [
        DoseLine(one, STATUS_WORDS[one.status], REASON_WORDS[one.reason], BADGES.get(one.status, ""))
        for one in standings
    ]


def supplement_lines(standings: Sequence[SupplementStanding], rules: ChildRules) -> list[SupplementLine]:
    """Return the lines of the supplements, each by its name in the schedule."""
    rows = rows_at(rules.vaccines.content, "supplements") if rules.vaccines else ()
    names = {row["code"]: str(row["label_fr"]) for row in rows}
    return [
        SupplementLine(one, names[one.code], STATUS_WORDS[one.status], BADGES.get(one.status, "")) for one in standings
    ]


def visit_lines(
    visits: Sequence[ChildVisit],
    rules: ChildRules,
    visitors: Mapping[dt.date, Mapping[int, str]],
    actor: Actor,
    today: dt.date,
) -> list[VisitLine]:
    """Return visits as lines show them, beside those who visited the household on the same day."""
    answers, protected = answers_at(visits), protected_visits(actor, visits)
    rows, language = question_rows(rules, today) if answers else {}, get_language() or "fr"
    return [
        visit_line(one, rules, visitors, said_of(answers.get(one.pk, ()), rows, language), one.pk in protected)
        for one in visits
    ]


def visit_line(
    visit: ChildVisit,
    rules: ChildRules,
    visitors: Mapping[dt.date, Mapping[int, str]],
    answers: list[Said],
    has_protected: bool,
) -> VisitLine:
    """Return one visit as a line shows it."""
    signs = rules.content(rules.signs)
    found = [sign_said(signs, one.code) if signs else one.code for one in visit.signs.all() if one.is_there]
    others = [name for pk, name in visitors.get(visit.visited_on, {}).items() if pk != visit.visited_by_id]
    level = level_said(signs, visit.danger_level) if signs else ""
    return VisitLine(visit, scores_at(visit), level, found, others, answers, has_protected)


def cards_of(child: Person, visits: Sequence[ChildVisit], today: dt.date) -> list[tuple[str, SafeString]]:
    """Return the growth cards of a child's age with their titles; none for one whose birth is not known."""
    months = age_months_on(child, today)
    codes = next((codes for below, codes in CARDS_BY_AGE if months is not None and months < below), ())
    examinations = [Examination(one.visited_on, found) for one in visits if (found := measured_at(one))]
    sex = SEX_OF_TABLES[PersonSex(child.sex)]
    return [(str(CARD_TITLES[code]), card(code, sex, examinations)) for code in codes]


def card(code: str, sex: str, examinations: Sequence[Examination]) -> SafeString:
    """Return one growth card as a drawing."""
    curve = growth_curve(code, sex=sex, examinations=examinations, tables=tables_from(LMS))
    words = CardWords(
        title=str(CARD_TITLES[code]),
        description=_("The child's measures on the lines of WHO: the middle one is the median."),
        across=str(UNITS_ACROSS[curve.chart.unit_across]),
        upwards=str(UNITS_UPWARDS[curve.chart.index]),
        direction="rtl" if get_language_bidi() else "ltr",
        point=point_said,
    )
    return growth_svg(curve, words=words, size=NARROW, name=f"card-{code}")


def point_said(point: CurvePoint) -> str:
    """Return one measure in words."""
    score = "–" if point.z is None else f"{point.z:.2f}"
    return _("%(day)s: %(value)s, z-score %(score)s") % {
        "day": point.on.strftime("%d/%m/%Y"), "value": f"{point.y:.1f}", "score": score
    }  # fmt: skip
