"""Questions about supplies: which lots expire too soon, what does not add up."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from django.db.models import QuerySet

from twiza.outreach.models import Caravan, CaravanMember, Supply, SupplyKind
from twiza.rulesets.queries.versions import active_version

NORMS = "caravan_norms"
LOT_DAYS = "lot_valid_days"
"""The entry of the norms of caravans that says how long a lot must be valid after the first day."""
USUAL_LOT_DAYS = 90
"""What the procedure of caravans asks for (data/procedures/caravan.yml, `lots_valid`) while the norms say nothing."""


@dataclass(frozen=True, slots=True)
class LotsChecked:
    """Medicines, those that expire before `limit`, until when they must be valid, and those without a date."""

    limit: dt.date
    days: int
    medicines: int
    too_soon: list[Supply]
    undated: list[Supply]

    @property
    def is_good(self) -> bool:
        """Whether there are medicines, and every lot is known to be valid long enough."""
        return bool(self.medicines) and not self.too_soon and not self.undated


def supplies_of(caravan: Caravan) -> QuerySet[Supply]:
    """Return the lines of a caravan, medicines first, by name."""
    return caravan.supplies.select_related("pharmacist").order_by("-kind", "name", "form", "lot")


def removed_supplies(caravan: Caravan) -> QuerySet[Supply]:
    """Return the lines that were taken out, the last first."""
    return Supply.kept.filter(caravan=caravan, removed_at__isnull=False).order_by("-removed_at")


def pharmacists_of(caravan: Caravan) -> QuerySet[CaravanMember]:
    """Return who may answer for medicines: everybody of the team, by name."""
    return caravan.members.order_by("name", "id")


def difference_of(supply: Supply) -> int | None:
    """Return what was taken along and is neither used, brought back nor expired; None while a count is missing."""
    if None in (supply.taken, supply.used, supply.returned, supply.expired):
        return None
    return (supply.taken or 0) - (supply.used or 0) - (supply.returned or 0) - (supply.expired or 0)


def lots_checked(caravan: Caravan, supplies: list[Supply]) -> LotsChecked:
    """Return which medicines are valid long enough after the first day of a caravan."""
    days = lot_days(caravan)
    limit = caravan.starts_on + dt.timedelta(days=days)
    medicines = [one for one in supplies if one.kind == SupplyKind.MEDICINE]
    return LotsChecked(
        limit=limit,
        days=days,
        medicines=len(medicines),
        too_soon=[one for one in medicines if one.expires_on is not None and one.expires_on < limit],
        undated=[one for one in medicines if one.expires_on is None],
    )


def lot_days(caravan: Caravan) -> int:
    """Return how many days after the first one a lot must be valid: as the norms in force that day say."""
    norms = active_version(NORMS, caravan.area.country, caravan.starts_on, organisation_id=None)
    said = json.loads(norms.content_text).get(LOT_DAYS) if norms else None
    return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else USUAL_LOT_DAYS
