"""What the siting assistant answers, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from twiza.access.assumptions import list_changed_sentence, scenario_assumptions
from twiza.access.figures import as_number, as_two_percents
from twiza.access.models import ASSUMED, AccessScenario, CandidateKind, ReachUnit, Siting, SitingPost
from twiza.access.queries.scenario_sites import changes_of
from twiza.access.queries.site_changes import sites_more
from twiza.access.siting import SECONDS_ALLOWED
from twiza.core.names import name_in


def title_said(siting: Siting) -> str:
    """Return what was asked, as the title of a page."""
    return ngettext(
        "Where would %(count)s more place of care serve most people?",
        "Where would %(count)s more places of care serve most people?",
        siting.post_count,
    ) % {"count": as_number(siting.post_count)}


def limit_said(reach: float, unit: str) -> str:
    """Return a limit of reach in words."""
    sentence = _("%(number)s minutes") if unit == ReachUnit.MINUTES else _("%(number)s km by road")
    return sentence % {"number": as_number(reach)}


def answers_of(siting: Siting) -> list[str]:
    """Return what a siting says, the gain first, then how good that is proven to be."""
    if siting.people_before == siting.people:
        return [
            _("Everybody in this area is within %(limit)s already: more places would change nothing.") % _named(siting)
        ]
    if not siting.people_added:
        return [_("None of these places would bring anybody within %(limit)s.") % _named(siting)]
    return [gain_said(siting), shares_said(siting), proof_said(siting)]


def gain_said(siting: Siting) -> str:
    """Return how many people come within reach; of an assumed hospital it is said that it is assumed."""
    named = {**_named(siting), "people": as_number(siting.people_added)}
    if siting.scenario.basis in ASSUMED:
        return (
            ngettext(
                "%(people)s more person would be within %(limit)s of an assumed reference hospital.",
                "%(people)s more people would be within %(limit)s of an assumed reference hospital.",
                siting.people_added,
            )
            % named
        )
    return (
        ngettext(
            "%(people)s more person would be within %(limit)s of a listed facility or of a new place.",
            "%(people)s more people would be within %(limit)s of a listed facility or of a new place.",
            siting.people_added,
        )
        % named
    )


def shares_said(siting: Siting) -> str:
    """Return the share of people within reach without and with the places."""
    before, after = as_two_percents(
        siting.people_before / siting.people, (siting.people_before + siting.people_added) / siting.people
    )
    named = {"before": before, "after": after}
    return _("%(before)s of the inhabitants are so today, %(after)s would be.") % named


def proof_said(siting: Siting) -> str:
    """Return how far from the best the answer can be, never promising more than is proven."""
    named = {"count": as_number(siting.post_count), "bound": as_number(siting.people_bound)}
    if siting.is_proven:
        return (
            ngettext(
                "No choice of %(count)s of these places could bring more than %(bound)s person within reach: "
                "this is proven.",
                "No choice of %(count)s of these places could bring more than %(bound)s people within reach: "
                "this is proven.",
                siting.people_bound,
            )
            % named
        )
    return (
        ngettext(
            "That this choice is the best is not proven, but this is: no choice of %(count)s of these places could "
            "bring more than %(bound)s person within reach.",
            "That this choice is the best is not proven, but this is: no choice of %(count)s of these places could "
            "bring more than %(bound)s people within reach.",
            siting.people_bound,
        )
        % named
    )


def siting_assumptions(siting: Siting, scenario: AccessScenario) -> list[str]:
    """Return what the figures of a siting rest on: those of its scenario, and its own."""
    own = [
        candidates_said(siting),
        _("Each place chosen is supposed to give this care to everybody within reach, however many they are."),
        _("The search takes %(seconds)s seconds at most.") % {"seconds": as_number(SECONDS_ALLOWED)},
    ]
    return [*scenario_assumptions(scenario), *own, *list_changed(siting.sites_counted, scenario), *left_out(siting)]


def candidates_said(siting: Siting) -> str:
    """Return among which places one chose."""
    named = {"count": as_number(siting.candidate_count)}
    if siting.candidates == CandidateKind.COMMUNES:
        return (
            ngettext(
                "One chose among %(count)s place, one in each commune: a point inside its boundaries, "
                "since the position of its chief place is not known.",
                "One chose among %(count)s places, one in each commune: a point inside its boundaries, "
                "since the position of its chief place is not known.",
                siting.candidate_count,
            )
            % named
        )
    return (
        ngettext(
            "One chose among %(count)s point where people live: localities that were imported, squares of the grid "
            "elsewhere.",
            "One chose among %(count)s points where people live: localities that were imported, squares of the grid "
            "elsewhere.",
            siting.candidate_count,
        )
        % named
    )


def list_changed(sites_counted: int, scenario: AccessScenario) -> list[str]:
    """Return that the list of facilities is not the one the scenario was computed with, when that is so."""
    now = sites_counted - sites_more(changes_of(scenario))
    if scenario.basis in ASSUMED or now == scenario.facilities_counted:
        return []
    return [list_changed_sentence(scenario.facilities_counted, now)]


def left_out(siting: Siting) -> list[str]:
    """Return how many candidates were not to be chosen, when there are some."""
    count = len(siting.left_out)
    if not count:
        return []
    sentence = ngettext("%(count)s place was left out by hand.", "%(count)s places were left out by hand.", count)
    return [sentence % {"count": as_number(count)}]


def post_name(post: SitingPost) -> str:
    """Return what a place chosen is called, so that nobody takes a square of the grid for a place with a name."""
    language = get_language() or "fr"
    commune = name_in(post.commune.names, language)
    if post.names:
        return _("%(place)s, %(commune)s") % {"place": name_in(post.names, language), "commune": commune}
    if post.code == post.commune.code:
        return commune
    return _("Point of the 5 km grid, %(commune)s") % {"commune": commune}


def _named(siting: Siting) -> Mapping[str, str]:
    return {"limit": limit_said(siting.reach, siting.unit)}
