"""What figures rest on, in sentences: shown on every page, map, table and file that uses them."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.figures import as_number
from twiza.access.models import ASSUMED, AccessScenario, Basis, NeedFormula, SupplyUnit
from twiza.core.names import name_in
from twiza.facilities.models import Evidence
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
    return [
        sentence,
        twice,
        _("The weights of this formula are a proposal: no norm stands behind them, they are to be validated."),
    ]


def scenario_assumptions(scenario: AccessScenario | None) -> list[str]:
    """Return what the figures of a scenario rest on."""
    if scenario is None:
        return []
    grid = [str(ASSUMPTION_GRID)] if scenario.rests_on_grid else []
    return [basis_sentence(scenario), travel_sentence(scenario), *supply_sentences(scenario), *grid]


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


def travel_sentence(scenario: AccessScenario) -> str:
    """Return how people are supposed to travel."""
    return _(
        "Roads are taken to be %(detour)s times the straight line, travelled at %(speed)s km/h in every season."
    ) % {"detour": as_number(scenario.detour, 2), "speed": as_number(scenario.speed_kmh)}


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
