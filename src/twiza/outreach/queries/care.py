"""Where fixed care is, as a scenario supposes or as our list has it."""

from __future__ import annotations

from twiza.access.models import ASSUMED, Basis, Care, SupplyUnit
from twiza.access.queries.sites import Sites, assumed_sites, listed_sites
from twiza.outreach.models import Scenario


def sites_of(scenario: Scenario) -> Sites:
    """Return where fixed care is in the whole country: care beyond the area's border counts too."""
    basis = Basis(scenario.basis)
    if basis in ASSUMED:
        return assumed_sites(scenario.area.country, basis)
    return listed_sites(scenario.area.country, Care(scenario.care), SupplyUnit.FACILITIES)
