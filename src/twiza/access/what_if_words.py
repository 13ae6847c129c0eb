"""What a change would come to, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.assumptions import supply_said
from twiza.access.figures import as_number, as_two_figures, as_two_percents
from twiza.access.models import ASSUMED, AccessScenario, ChangeKind, SupplyUnit
from twiza.access.queries.site_changes import SiteChange
from twiza.access.siting_words import limit_said
from twiza.access.what_if import Change, LimitChange, SupplyChange


def change_sentences(scenario: AccessScenario, change: Change) -> list[str]:
    """Return one sentence a limit, then the mean and the supply, when there are any."""
    is_assumed = scenario.basis in ASSUMED
    limits = [(assumed_limit_sentence if is_assumed else limit_sentence)(one) for one in change.limits]
    if not any(one.gained for one in change.limits):
        limits = [_("As many people would be within reach as before.")]
    return [*limits, *mean_sentence(scenario, change), *supply_sentences(scenario, change.supply)]


def change_said(scenario: AccessScenario, change: SiteChange) -> str:
    """Return one change that is tried; of an assumed hospital it is said that it is assumed."""
    named = {"place": change.name, "supply": supply_said(scenario, change.supply)}
    if change.kind == ChangeKind.CLOSE:
        return _("Without this place of care: %(place)s") % named
    if change.kind == ChangeKind.RESIZE:
        return _("Of another size: %(place)s (%(supply)s)") % named
    if scenario.basis in ASSUMED:
        return _("With one more assumed reference hospital: %(place)s") % named
    if change.supply is None:
        return _("With one more place of care, of unknown size: %(place)s") % named
    return _("With one more place of care: %(place)s (%(supply)s)") % named


def limit_named(change: LimitChange) -> dict[str, str]:
    """Return what the sentences about a limit name."""
    before, after = as_two_percents(*(one / (change.people or 1) for one in (change.before, change.after)))
    return {
        "before": before,
        "after": after,
        "people": as_number(abs(change.gained)),
        "limit": limit_said(change.limit.reach, change.limit.unit),
    }


def limit_sentence(change: LimitChange) -> str:
    """Return how many people more, or fewer, would be within a limit of a place of care."""
    if not change.gained:
        return _("Within %(limit)s nothing would change.") % limit_named(change)
    if change.gained > 0:
        sentence = ngettext(
            "%(people)s more person would be within %(limit)s of a place of care: %(after)s of the inhabitants, "
            "%(before)s in the scenario.",
            "%(people)s more people would be within %(limit)s of a place of care: %(after)s of the inhabitants, "
            "%(before)s in the scenario.",
            change.gained,
        )
        return sentence % limit_named(change)
    sentence = ngettext(
        "%(people)s person would be within %(limit)s of a place of care no more: %(after)s of the inhabitants "
        "would be, %(before)s in the scenario.",
        "%(people)s people would be within %(limit)s of a place of care no more: %(after)s of the inhabitants "
        "would be, %(before)s in the scenario.",
        -change.gained,
    )
    return sentence % limit_named(change)


def assumed_limit_sentence(change: LimitChange) -> str:
    """Return how many people more would be within a limit of an assumed hospital; none of these can be closed."""
    if not change.gained:
        return _("Within %(limit)s nothing would change.") % limit_named(change)
    sentence = ngettext(
        "%(people)s more person would be within %(limit)s of an assumed reference hospital: %(after)s of the "
        "inhabitants, %(before)s in the scenario.",
        "%(people)s more people would be within %(limit)s of an assumed reference hospital: %(after)s of the "
        "inhabitants, %(before)s in the scenario.",
        change.gained,
    )
    return sentence % limit_named(change)


def mean_sentence(scenario: AccessScenario, change: Change) -> list[str]:
    """Return how far people would be on average, when that is known."""
    if change.mean_before is None or change.mean_after is None:
        return []
    before, after = as_two_figures(change.mean_before, change.mean_after)
    named = {"after": after, "before": before}
    if scenario.basis in ASSUMED:
        sentence = _(
            "On average, people would be %(after)s minutes from the nearest assumed reference hospital, "
            "%(before)s in the scenario."
        )
    else:
        sentence = _(
            "On average, people would be %(after)s minutes from the nearest place of care, %(before)s in the scenario."
        )
    return [sentence % named]


def supply_sentences(scenario: AccessScenario, supply: SupplyChange | None) -> list[str]:
    """Return what changes in the supply within reach, when it is known."""
    if supply is None or (supply.before is None and supply.after is None):
        return []
    before, after = supplies_said(supply)
    named = {"after": after, "before": before}
    if scenario.supply_unit == SupplyUnit.DOCTORS:
        mean = _("Doctors within reach per 10,000 inhabitants: %(after)s on average, %(before)s in the scenario.")
    else:
        mean = _("Facilities within reach per 10,000 inhabitants: %(after)s on average, %(before)s in the scenario.")
    return [mean % named, more_sentence(supply.more), less_sentence(supply.less)]


def supplies_said(supply: SupplyChange) -> tuple[str, str]:
    """Return supply before and after, told apart, a dash where nobody reaches any."""
    if supply.before is None or supply.after is None:
        known = (None if one is None else as_number(one, 2) for one in (supply.before, supply.after))
        before, after = (one or "–" for one in known)
        return before, after
    return as_two_figures(supply.before, supply.after)


def more_sentence(people: int) -> str:
    """Return how many people would have more supply within reach."""
    return ngettext(
        "%(people)s person would have more supply within reach.",
        "%(people)s people would have more supply within reach.",
        people,
    ) % {"people": as_number(people)}


def less_sentence(people: int) -> str:
    """Return how many people would have less supply within reach."""
    return ngettext(
        "%(people)s person would have less supply within reach.",
        "%(people)s people would have less supply within reach.",
        people,
    ) % {"people": as_number(people)}
