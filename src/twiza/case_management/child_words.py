"""What the rules of following a child say, in the reader's language: their own words where they have them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.case_management.child_health.vaccines import DoseReason, DoseStatus
from twiza.core.names import name_in
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.paths import rows_at

# The rules of the ruleset `visit_schedule`, which words them in one language only.
ALERT_WORDS: Mapping[str, Promise] = {
    "AL1": _("A danger sign: refer at once, call, and visit again within 24 hours"),
    "AL2": _("Severe malnutrition or oedema: refer to nutrition care within 24 hours"),
    "AL3": _("Moderate malnutrition: refer to nutrition care"),
    "AL4": _("The weight fell or stands still: a clinician looks within 7 days"),
    "AL5": _("A vaccine is late: give an appointment and remind"),
    "AL6": _("No visit for two planned cycles: find the family"),
    "AL7": _("A referral that nobody confirmed: go and see, and note the reason"),
    "AL8": _("The cover ends soon: renew it"),
}
STATUS_WORDS: Mapping[DoseStatus, Promise] = {
    DoseStatus.DONE: pgettext_lazy("dose", "Given"),
    DoseStatus.DUE: pgettext_lazy("dose", "Due"),
    DoseStatus.LATE: pgettext_lazy("dose", "Late"),
    DoseStatus.MISSED: pgettext_lazy("dose", "Missed"),
    DoseStatus.IMPOSSIBLE: pgettext_lazy("dose", "Not possible any more"),
    DoseStatus.NOT_YET: pgettext_lazy("dose", "Not yet"),
    DoseStatus.NOT_CONCERNED: pgettext_lazy("dose", "Not for this child"),
    DoseStatus.TO_CHECK: pgettext_lazy("dose", "To check"),
}
REASON_WORDS: Mapping[DoseReason, Promise] = {
    DoseReason.GIVEN: _("within the ages of the schedule"),
    DoseReason.GIVEN_TOO_EARLY: _("given too early"),
    DoseReason.GIVEN_TOO_LATE: _("given late"),
    DoseReason.AGE_REACHED: _("the age is reached"),
    DoseReason.INTERVAL_REACHED: _("the interval after the dose before is over"),
    DoseReason.AGE_NOT_REACHED: _("the age is not reached"),
    DoseReason.INTERVAL_NOT_REACHED: _("the interval after the dose before is not over"),
    DoseReason.PREVIOUS_MISSING: _("the dose before comes first"),
    DoseReason.LATER_GIVEN: _("a later dose was given"),
    DoseReason.TOO_OLD: _("the child is too old for it"),
    DoseReason.PREVIOUS_IMPOSSIBLE: _("the dose before is not possible any more"),
    DoseReason.OTHER_SEX: _("for the other sex"),
    DoseReason.SEX_NOT_KNOWN: _("the sex is not known"),
    DoseReason.DISTRICT_NOT_LISTED: _("not in this district"),
    DoseReason.DISTRICT_NOT_KNOWN: _("in some districts only: ask the health centre"),
    DoseReason.SEASON_IN_WORDS: _("by season: ask the health centre"),
}
BADGES: Mapping[DoseStatus, str] = {
    DoseStatus.DONE: "badge-good",
    DoseStatus.DUE: "badge-information",
    DoseStatus.LATE: "badge-bad",
    DoseStatus.MISSED: "badge-attention",
    DoseStatus.TO_CHECK: "badge-attention",
}


def alert_said(code: str) -> str:
    """Return what an alert calls for; its code where the ruleset has another one."""
    return str(ALERT_WORDS.get(code, code))


def level_said(content: Content, level: str) -> str:
    """Return how soon somebody is to see a child, in the ruleset's words; empty without danger."""
    rows = [row for row in rows_at(content, "levels") if row["code"] == level] if level else []
    return said_of(rows[0], prefix="label_") if rows else ""


def sign_said(content: Content, code: str) -> str:
    """Return a danger sign in the ruleset's words; its code where it has none."""
    rows = (row for group in rows_at(content, "groups") for row in group["signs"] if row["code"] == code)
    row = next(rows, None)
    return said_of(row) if row else code


def said_of(row: Content, prefix: str = "") -> str:
    """Return the words of a row in the reader's language, else in another one it has."""
    names = {language: str(row.get(f"{prefix}{language}") or "") for language in ("fr", "ar", "en")}
    return name_in(names, get_language() or "fr") or str(row["code"])


def risk_said(content: Content, risk: str) -> str:
    """Return a risk class in the schedule's words; its code where it has none."""
    rows = rows_at(content, "risk_classes") if content else ()
    row = next((row for row in rows if row["code"] == risk), None)
    return said_of(row) if row else risk
