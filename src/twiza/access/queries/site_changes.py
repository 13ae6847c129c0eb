"""What a scenario supposes to be otherwise than today, applied to the places of care it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from twiza.access.models import ChangeKind
from twiza.access.queries.sites import Sites


@dataclass(frozen=True, slots=True)
class SiteChange:
    """
    One place of care more, one fewer, or one of another size.

    `key` is the code of a commune for one more, the id of a facility otherwise. `supply` is in the unit of the
    scenario, None where it is not known or has no meaning. `position` (lat, lon) is that of one more.
    """

    kind: ChangeKind
    key: str
    name: str
    supply: float | None = None
    position: tuple[float, float] | None = None

    @property
    def token(self) -> str:
        """Return the change as an address carries it."""
        size = "" if self.supply is None else f":{self.supply:g}"
        return f"{self.kind.value}:{self.key}{size}"


def changed_sites(sites: Sites, changes: Sequence[SiteChange]) -> Sites:
    """Return the places of care after some changes; what names a facility that is not counted changes nothing."""
    for change in changes:
        sites = CHANGERS[change.kind](sites, change)
    return sites


def sites_more(changes: Sequence[SiteChange]) -> int:
    """Return how many places of care more there are after some changes; fewer is negative."""
    kinds = [change.kind for change in changes]
    return kinds.count(ChangeKind.ADD) - kinds.count(ChangeKind.CLOSE)


def with_one_more(sites: Sites, change: SiteChange) -> Sites:
    """Return the places of care with one more, after all others."""
    supply = np.nan if change.supply is None else change.supply
    return replace(
        sites,
        positions=np.vstack([sites.positions, np.array(change.position, dtype=float).reshape(-1, 2)]),
        supply=np.append(sites.supply, supply),
        paths=(*sites.paths, ""),
        keys=(*sites.keys, change.key),
    )


def with_one_fewer(sites: Sites, change: SiteChange) -> Sites:
    """Return the places of care without one."""
    kept = [rank for rank, key in enumerate(sites.keys) if key != change.key]
    return replace(
        sites,
        positions=sites.positions[kept],
        supply=sites.supply[kept],
        paths=tuple(sites.paths[rank] for rank in kept),
        keys=tuple(sites.keys[rank] for rank in kept),
    )


def with_another_size(sites: Sites, change: SiteChange) -> Sites:
    """Return the places of care with one that offers more or less."""
    supply = sites.supply.copy()
    supply[[rank for rank, key in enumerate(sites.keys) if key == change.key]] = change.supply
    return replace(sites, supply=supply)


CHANGERS = {
    ChangeKind.ADD: with_one_more,
    ChangeKind.CLOSE: with_one_fewer,
    ChangeKind.RESIZE: with_another_size,
}
