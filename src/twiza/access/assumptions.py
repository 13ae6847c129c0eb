"""What figures rest on, in sentences: shown on every page, map, table and file that uses them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.engine import Travel
from twiza.access.figures import as_number
from twiza.access.looks import Sight
from twiza.access.models import ASSUMED, AccessScenario, Basis, ChangeKind, NeedFormula, Season, SupplyUnit
from twiza.access.queries.scenario_sites import changes_of
from twiza.access.queries.seasons import travel_by_season
from twiza.access.queries.services import KIND
from twiza.access.queries.site_changes import SiteChange
from twiza.core.evidence import Evidence
from twiza.core.names import name_in
from twiza.rulesets.models import State
from twiza.territory.grid import ASSUMPTION_GRID

TO_VALIDATE = (Evidence.DESIGN, Evidence.KNOWN)


def formula_assumptions(formula: NeedFormula | None) -> list[str]:
    """Return what needs computed with a formula rest on."""
    if formula is None:
        return []
    named = {"formula": name_in(formula.names, get_language() or "fr"), "version": formula.version}
    sentence = _("Needs are estimated with the formula “%(formula)s”, version %(version)s.") % named
    twice = _("A person who needs two specialties counts twice.")
    if formula.evidence not in TO_VALIDATE:
        return [sentence, twice]
    version = formula.ruleset_version
    if version is not None and version.state == State.ACTIVE:
        validated = {"authority": version.validated_by}
        return [sentence, twice, _("The weights of this formula were validated by %(authority)s.") % validated]
    return [
        sentence,
        twice,
        _("The weights of this formula are a proposal: no norm stands behind them, they are to be validated."),
    ]


def scenario_assumptions(scenario: AccessScenario | None) -> list[str]:
    """Return what the figures of a scenario rest on."""
    if scenario is None:
        return []
    return [
        basis_sentence(scenario),
        *[change_sentence(scenario, change) for change in changes_of(scenario)],
        *travel_sentences(travel_by_season(scenario)),
        *supply_sentences(scenario),
        *grid_sentences(scenario),
    ]


def sight_assumptions(sight: Sight, service: str) -> list[str]:
    """Return what is seen rests on, `service` being the name of the care looked at."""
    scenario = sight.scenario
    if sight.is_as_kept:
        return scenario_assumptions(scenario)
    travel = Travel(scenario.speed_kmh, scenario.detour)
    return [
        *([service_sentence(sight, service)] if service else [basis_sentence(scenario)]),
        *[change_sentence(scenario, change) for change in changes_of(scenario)],
        season_sentence(sight.look.season, travel) if scenario.seasons.exists() else travel_sentence(travel),
        *supply_sentences(scenario),
        *grid_sentences(scenario),
        *list_changed(sight),
    ]


def grid_sentences(scenario: AccessScenario) -> list[str]:
    """Return that people are spread over a grid, when they are."""
    return [str(ASSUMPTION_GRID)] if scenario.rests_on_grid else []


def service_sentence(sight: Sight, service: str) -> str:
    """Return which facilities are counted when one care is looked at."""
    named = {"service": service, "count": as_number(sight.sites_counted)}
    if sight.look.service.startswith(f"{KIND}:"):
        return _("Only facilities of our list of this kind are counted: %(service)s (%(count)s).") % named
    return (
        _(
            "Only facilities of our list that said they give this service are counted: %(service)s (%(count)s). "
            "Others may give it without having said so."
        )
        % named
    )


def list_changed(sight: Sight) -> list[str]:
    """Return that the list of facilities is not the one the scenario was computed with, when that is so."""
    before = sight.scenario.facilities_counted
    if sight.scenario.basis in ASSUMED or sight.look.service or sight.sites_counted == before:
        return []
    return [list_changed_sentence(before, sight.sites_counted)]


def list_changed_sentence(before: int, now: int) -> str:
    """Return that the list of facilities has changed."""
    sentence = _("The list has changed since the scenario was computed: %(before)s facilities then, %(now)s here.")
    return sentence % {"before": as_number(before), "now": as_number(now)}


def change_sentence(scenario: AccessScenario, change: SiteChange) -> str:
    """Return one thing that a scenario supposes to be otherwise than today."""
    named = {"place": change.name, "supply": supply_said(scenario, change.supply)}
    if change.kind == ChangeKind.CLOSE:
        return _("Supposed closed: %(place)s.") % named
    if change.kind == ChangeKind.RESIZE:
        return _("Supposed of another size: %(place)s (%(supply)s).") % named
    if scenario.basis in ASSUMED:
        return _("One more reference hospital is supposed: %(place)s.") % named
    if change.supply is None:
        return _("One more place of care is supposed, of unknown size: %(place)s.") % named
    return _("One more place of care is supposed: %(place)s (%(supply)s).") % named


def supply_said(scenario: AccessScenario, supply: float | None) -> str:
    """Return an amount of supply in words."""
    if supply is None:
        return ""
    sentence = _("doctors: %(count)s") if scenario.supply_unit == SupplyUnit.DOCTORS else _("counted as %(count)s")
    return sentence % {"count": as_number(supply)}


def basis_sentence(scenario: AccessScenario) -> str:
    """Return where care is supposed to be given."""
    if scenario.basis == Basis.PROVINCE_TOWNS:
        return _(
            "A reference hospital is assumed in the largest commune of each province or prefecture: "
            "this is not a list of real hospitals, and says nothing of primary care."
        )
    if scenario.basis == Basis.REGION_TOWNS:
        return _(
            "A reference hospital is assumed in the largest commune of each region: "
            "this is not a list of real hospitals, and says nothing of primary care."
        )
    return _(
        "Care is given by the facilities of our list that are not closed (%(count)s): others are not counted."
    ) % {"count": as_number(scenario.facilities_counted)}


def travel_sentences(travels: Mapping[Season, Travel]) -> list[str]:
    """Return how people are supposed to travel, in each season that is told apart."""
    if len(travels) == 1:
        return [travel_sentence(travels[Season.DRY])]
    return [season_sentence(season, travel) for season, travel in travels.items()]


def travel_sentence(travel: Travel) -> str:
    """Return how people are supposed to travel all the year."""
    return _(
        "Roads are taken to be %(detour)s times the straight line, travelled at %(speed)s km/h in every season."
    ) % travel_named(travel)


def season_sentence(season: Season, travel: Travel) -> str:
    """Return how people are supposed to travel in a season."""
    sentences = {
        Season.DRY: _(
            "In the dry season roads are taken to be %(detour)s times the straight line, travelled at %(speed)s km/h."
        ),
        Season.RAINS: _(
            "In the rains roads are taken to be %(detour)s times the straight line, travelled at %(speed)s km/h: "
            "values chosen here, to be validated."
        ),
        Season.SNOW: _(
            "In snow roads are taken to be %(detour)s times the straight line, travelled at %(speed)s km/h: "
            "values chosen here, to be validated."
        ),
    }
    return sentences[season] % travel_named(travel)


def travel_named(travel: Travel) -> dict[str, str]:
    """Return a way of travelling as the sentences name it."""
    return {"detour": as_number(travel.detour, 2), "speed": as_number(travel.speed_kmh)}


def supply_sentences(scenario: AccessScenario) -> list[str]:
    """Return how supply is shared, when it is."""
    if scenario.basis in ASSUMED:
        return []
    shared = _(
        "Supply per inhabitant shares each facility among the people within %(minutes)s minutes, the nearest more "
        "(E2SFCA, weights 1, 0.68 and 0.22 by thirds of that time)."
    ) % {"minutes": as_number(scenario.far_minutes)}
    if scenario.supply_unit == SupplyUnit.FACILITIES:
        return [shared, _("Each facility counts as one, whatever its size.")]
    return [shared, _("Facilities whose doctors are not known count for travel, not for supply.")]
