"""What pages and files say of conventions: how what is due stands, who owes it, what was changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from twiza.core.names import name_in
from twiza.funding.line_words import party_name
from twiza.funding.models import Change, ConventionParty, Deadline, Obligation
from twiza.funding.schedule import Standing, standing_of

STANDING_WORDS: Mapping[Standing, Promise] = {
    Standing.TO_COME: pgettext_lazy("what is owed", "To come"),
    Standing.DUE_SOON: pgettext_lazy("what is owed", "Due soon"),
    Standing.LATE: pgettext_lazy("what is owed", "Late"),
    Standing.HANDED_IN: pgettext_lazy("what is owed", "Proof to accept"),
    Standing.DONE: pgettext_lazy("what is owed", "Done, with proof"),
    Standing.GIVEN_UP: pgettext_lazy("what is owed", "Given up"),
}
BADGES: Mapping[Standing, str] = {
    Standing.TO_COME: "",
    Standing.DUE_SOON: "badge-attention",
    Standing.LATE: "badge-bad",
    Standing.HANDED_IN: "badge-information",
    Standing.DONE: "badge-good",
    Standing.GIVEN_UP: "",
}
FIELD_WORDS: Mapping[str, Promise] = {
    "title": gettext_lazy("Title"),
    "purpose": gettext_lazy("Purpose"),
    "starts_on": gettext_lazy("First day"),
    "ends_on": gettext_lazy("Last day"),
    "renewal_terms": gettext_lazy("Terms of renewal"),
    "name": gettext_lazy("Name"),
    "part": gettext_lazy("Part in the convention"),
    "pillar": gettext_lazy("Pillar"),
    "axis": gettext_lazy("Axis"),
    "action": pgettext_lazy("of an axis", "Action"),
    "text": gettext_lazy("Text"),
    "members": gettext_lazy("Functions"),
    "rhythm": gettext_lazy("Rhythm"),
    "owed_by": gettext_lazy("Owed by"),
    "owner": gettext_lazy("Seen to by"),
    "due_on": gettext_lazy("Due on"),
    "every_months": gettext_lazy("Every … months"),
    "proof_asked": gettext_lazy("Proof asked for"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Something due as a page shows it: how it stands on a day, whose it is, how many days late."""

    deadline: Deadline
    standing: Standing
    days_late: int | None

    @property
    def words(self) -> Promise:
        """Return how it stands, in words."""
        return STANDING_WORDS[self.standing]

    @property
    def badge(self) -> str:
        """Return the class of the badge that shows how it stands."""
        return BADGES[self.standing]

    @property
    def party(self) -> str:
        """Return the name of the party that owes it, in the language of the page."""
        return party_said(self.deadline.obligation.owed_by)

    @property
    def owner(self) -> str:
        """Return who sees to it."""
        return owner_said(self.deadline.obligation)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a line as it was and as it became."""

    field: Promise | str
    before: str
    after: str


def due_said(deadline: Deadline, today: dt.date) -> Due:
    """Return something due as a page shows it."""
    standing = standing_of(outcome=deadline.outcome, due_on=deadline.due_on, handed_on=deadline.handed_on, today=today)
    late = (today - deadline.due_on).days if standing == Standing.LATE else None
    return Due(deadline=deadline, standing=standing, days_late=late)


def party_said(party: ConventionParty) -> str:
    """Return the name of a party in the language of the page."""
    return party_name(party, get_language() or "fr")


def owner_said(obligation: Obligation) -> str:
    """Return who sees to an obligation: a person, or a function."""
    return obligation.owner.name if obligation.owner else obligation.owner_function


def rhythm_said(months: int | None) -> str:
    """Return how often something is owed; empty for once."""
    if not months:
        return ""
    return ngettext("every month", "every %(count)d months", months) % {"count": months}


def differences_of(change: Change) -> list[Difference]:
    """Return the fields in which a line differs before and after, in the order of FIELD_WORDS."""
    before, after = change.before or {}, change.after or {}
    return [
        Difference(FIELD_WORDS[field], word_said(field, before.get(field)), word_said(field, after.get(field)))
        for field in FIELD_WORDS
        if before.get(field) != after.get(field)
    ]


def word_said(field: str, word: str | None) -> str:
    """Return what is kept of a field as a page shows it; dates in the language's form."""
    if not word:
        return ""
    if field.endswith("_on"):
        return date_format(dt.date.fromisoformat(word), "DATE_FORMAT")
    return word


def change_said(change: Change) -> str:
    """Return what was done with a line, in words."""
    if change.before is None:
        return _("Added")
    if change.after is None:
        return _("Taken out")
    return _("Changed")


def step_said(names: Mapping[str, str]) -> str:
    """Return the name of a step in the language of the page."""
    return name_in(names, get_language() or "fr")
