"""What a change would come to, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.figures import as_number, as_two_percents
from twiza.access.models import ASSUMED, AccessScenario
from twiza.access.siting_words import limit_said
from twiza.access.what_if import Change, LimitChange


def change_sentences(change: Change) -> list[str]:
    """Return one sentence a limit, then the mean, when there is one."""
    said = [limit_sentence(one) for one in change.limits]
    return [*said, *mean_sentence(change)]


def added_said(scenario: AccessScenario, place: str) -> str:
    """Return what is added; of an assumed hospital it is said that it is assumed."""
    if scenario.basis in ASSUMED:
        return _("With one more assumed reference hospital: %(place)s") % {"place": place}
    return _("With one more place of care: %(place)s") % {"place": place}


def limit_sentence(change: LimitChange) -> str:
    """Return how many people more, or fewer, would be within a limit."""
    before, after = as_two_percents(*(one / (change.people or 1) for one in (change.before, change.after)))
    named = {
        "before": before,
        "after": after,
        "people": as_number(abs(change.gained)),
        "limit": limit_said(change.limit.reach, change.limit.unit),
    }
    if not change.gained:
        return _("Within %(limit)s nothing would change.") % named
    if change.gained > 0:
        return (
            ngettext(
                "%(people)s more person would be within %(limit)s of a place of care: %(after)s of the inhabitants, "
                "%(before)s today.",
                "%(people)s more people would be within %(limit)s of a place of care: %(after)s of the inhabitants, "
                "%(before)s today.",
                change.gained,
            )
            % named
        )
    return (
        ngettext(
            "%(people)s person would be within %(limit)s of a place of care no more: %(after)s of the inhabitants "
            "would be, %(before)s today.",
            "%(people)s people would be within %(limit)s of a place of care no more: %(after)s of the inhabitants "
            "would be, %(before)s today.",
            -change.gained,
        )
        % named
    )


def mean_sentence(change: Change) -> list[str]:
    """Return how far people would be on average, when that is known and changes."""
    if change.mean_before is None or change.mean_after is None:
        return []
    sentence = _("On average, people would be %(after)s minutes from the nearest place of care, %(before)s today.")
    return [sentence % {"after": as_number(change.mean_after), "before": as_number(change.mean_before)}]
