"""What pages and files say of the lines of a plan, in the language of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from twiza.access.figures import as_number
from twiza.care_supply.follow_up import Standing
from twiza.care_supply.models import ActionKind, Gap, MeasuredBy, PlannedAction, PlanParty, PlanVersion
from twiza.core.figures import rounded
from twiza.core.names import name_in
from twiza.core.small_numbers import SMALL

STANDING_WORDS: Mapping[Standing, Promise] = {
    Standing.DONE: pgettext_lazy("action of a plan", "Done"),
    Standing.ON_TRACK: pgettext_lazy("action of a plan", "On track"),
    Standing.LATE: pgettext_lazy("action of a plan", "Late"),
    Standing.TO_COME: pgettext_lazy("action of a plan", "To come"),
    Standing.NOT_KNOWN: pgettext_lazy("action of a plan", "Not known"),
}
BADGES: Mapping[Standing, str] = {
    Standing.DONE: "badge-good",
    Standing.ON_TRACK: "badge-information",
    Standing.LATE: "badge-bad",
    Standing.TO_COME: "",
    Standing.NOT_KNOWN: "badge-attention",
}
RULE_WORDS: Mapping[ActionKind, Promise] = {
    ActionKind.FIXED: gettext_lazy(
        "Fixed care: what the health supply map says of the facility on the last day of each year. A facility is "
        "opened or reopened once it is said to be open; staffed or equipped once the posts filled, or the equipment "
        "that works, reach the target."
    ),
    ActionKind.MOBILE: gettext_lazy(
        "Mobile care: the days of caravans whose register was begun, in the caravan plan that is named or in the "
        "commune, by the organisations that take part. With visits a year, as many are expected as days have passed; "
        "with a caravan plan alone, those of its days that are past."
    ),
    ActionKind.ASSOCIATION: gettext_lazy(
        "Associations: what the association owes under the convention that pays. Done means accepted with its proof; "
        "something past its day without a proof makes the action late."
    ),
}
FIELD_WORDS: Mapping[str, Promise] = {
    "names": gettext_lazy("Name"),
    "purpose": gettext_lazy("Purpose"),
    "years": gettext_lazy("Years"),
    "currency": gettext_lazy("Currency"),
    "commune": gettext_lazy("Commune"),
    "subject": gettext_lazy("Specialty or service"),
    "figure": pgettext_lazy("of a gap", "Figure"),
    "figure_on": gettext_lazy("Figure of"),
    "source": gettext_lazy("Source"),
    "note": gettext_lazy("Note"),
    "text": gettext_lazy("What is done"),
    "kind": gettext_lazy("Kind of care"),
    "decision": gettext_lazy("Decision"),
    "place": gettext_lazy("Where"),
    "work": gettext_lazy("Work"),
    "facility": gettext_lazy("Facility"),
    "plan": gettext_lazy("Caravan plan"),
    "visits": gettext_lazy("Visits a year"),
    "association": gettext_lazy("Association"),
    "answers": gettext_lazy("Gaps answered"),
    "owner": gettext_lazy("Seen to by"),
    "amount": gettext_lazy("Amount"),
    "payer": gettext_lazy("Paid by"),
    "starts_on": gettext_lazy("Begins on"),
    "due_on": gettext_lazy("Due on"),
    "target": gettext_lazy("Target"),
}


def language() -> str:
    """Return the language of the page."""
    return get_language() or "fr"


def named(thing: object) -> str:
    """Return the name of something that has names, in the language of the page; empty for nothing."""
    return name_in(getattr(thing, "names", {}), language())


def day_said(day: dt.date) -> str:
    """Return a day in the form of the language."""
    return date_format(day, "DATE_FORMAT")


def subject_said(gap: Gap) -> str:
    """Return in what a gap lacks care."""
    return named(gap.specialty or gap.service)


def gap_said(gap: Gap) -> str:
    """Return a gap in a few words: what, where."""
    return _("%(subject)s, %(commune)s") % {"subject": subject_said(gap), "commune": named(gap.commune)}


def number_said(figure: float | None) -> str:
    """Return the figure of a gap as anybody may read it: small ones are hidden; empty where it is not known."""
    if figure is None:
        return ""
    if 0 < figure < SMALL:
        return _("fewer than %(small)d") % {"small": SMALL}
    return as_number(figure, 0)


def unit_said(gap: Gap) -> str:
    """Return what the figure of a gap counts."""
    if gap.measured_by == MeasuredBy.STATED and gap.unit:
        return gap.unit
    return str(gap.get_measured_by_display())


def source_said(gap: Gap) -> str:
    """Return where a figure comes from, for those who take part in the plan."""
    if gap.measured_by == MeasuredBy.EXPRESSED and gap.expressed is not None:
        return _("Said by %(who)s, %(when)s") % {
            "who": gap.expressed.said_by,
            "when": day_said(gap.expressed.said_on),
        }
    return public_source_said(gap)


def public_source_said(gap: Gap) -> str:
    """Return where a figure comes from, for everybody: who expressed a need is not named."""
    if gap.measured_by == MeasuredBy.EXPRESSED:
        return _("A need expressed by people of the place")
    return name_in(gap.basis, language()) or gap.source


def place_said(action: PlannedAction) -> str:
    """Return where an action takes place."""
    place = action.commune or (action.siting_post.commune if action.siting_post else None)
    known = named(place) if place else ""
    if known and action.place_words:
        return _("%(place)s, %(commune)s") % {"place": action.place_words, "commune": known}
    return known or action.place_words


def owner_said(action: PlannedAction) -> str:
    """Return who sees to an action: an organisation, a person, words."""
    known = [named(action.owner_organisation), action.owner.name if action.owner else "", action.owner_words]
    return " · ".join(one for one in known if one)


def public_owner_said(action: PlannedAction) -> str:
    """Return who sees to an action without naming a person."""
    return " · ".join(one for one in (named(action.owner_organisation), action.owner_words) if one)


def payer_said(action: PlannedAction) -> str:
    """Return who pays, empty where it is not set; which convention it is, only its parties read."""
    if action.payer:
        return action.payer
    return _("A convention") if action.convention_id else ""


def money_said(amount: Decimal | None, currency: str) -> str:
    """Return an amount with its currency; empty where it is not set."""
    if amount is None:
        return ""
    decimals = 0 if amount == amount.to_integral_value() else 2
    return _("%(amount)s %(currency)s") % {"amount": rounded(float(amount), decimals), "currency": currency}


def target_said(action: PlannedAction) -> str:
    """Return what is to be reached; empty where no target is set."""
    if action.target is None:
        return ""
    unit = named(action.profession or action.equipment) or action.target_unit
    number = as_number(action.target)
    return _("%(number)s %(unit)s") % {"number": number, "unit": unit} if unit else number


def party_said(party: PlanParty) -> str:
    """Return who takes part."""
    return named(party.organisation) if party.organisation else party.name


def years_said(version: PlanVersion) -> str:
    """Return the years of a version."""
    if version.first_year == version.last_year:
        return str(version.first_year)
    return _("%(first)d–%(last)d") % {"first": version.first_year, "last": version.last_year}
