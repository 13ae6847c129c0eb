"""How far the people of an area are from care, computed from where they live."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from twiza.access.engine import TooManyPairs, Travel, nearest_care, supply_within_reach
from twiza.access.need_table import Figures
from twiza.access.queries.sites import Sites
from twiza.access.reach_by_commune import CommuneReach, Limits, reach_by_commune
from twiza.core.errors import InputError
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in
from twiza.territory.queries.points import PopulationPoints


class NobodyThere(InputError):
    """No population is loaded for the area."""


class ReachTooWide(InputError):
    """So many pairs of people and facilities are within reach that they cannot be computed here."""


def reach_in(area: Place, points: PopulationPoints, sites: Sites, travel: Travel, limits: Limits) -> CommuneReach:
    """
    Return how far the people of an area are, `points` being those of the whole country, who share what is offered.

    Raises NobodyThere, ReachTooWide.
    """
    is_there = np.isin(points.commune_id, list(communes_in(area.path).values_list("id", flat=True)))
    if not is_there.any():
        raise NobodyThere(_("No population is loaded for this area: load its census or its localities first."))
    positions = np.column_stack([points.lat, points.lon])
    reach = nearest_care(positions[is_there], sites.positions, travel)
    supply = supply_at(positions, points.people.astype(float), sites, travel, within=limits.far_minutes)
    return reach_by_commune(
        points.commune_id[is_there],
        points.people[is_there].astype(float),
        road_km=reach.road_km,
        minutes=reach.minutes,
        supply=supply[is_there],
        limits=limits,
    )


def supply_at(positions: Figures, people: Figures, sites: Sites, travel: Travel, *, within: float) -> Figures:
    """Return supply per inhabitant by point, NaN where none is within reach or known. Raises ReachTooWide."""
    is_known = ~np.isnan(sites.supply)
    if not is_known.any():
        return np.full(len(people), np.nan)
    try:
        return supply_within_reach(
            positions, people, sites.positions[is_known], sites.supply[is_known], travel, within=within
        )
    except TooManyPairs:
        raise too_wide() from None


def too_wide() -> ReachTooWide:
    """Return the refusal of so many pairs, with the way out."""
    return ReachTooWide(
        _("At this speed too many facilities are within reach to be computed here: lower the speed or the time.")
    )
