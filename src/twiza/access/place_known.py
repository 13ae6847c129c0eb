"""What is known of the needs of a place and what is missing, said in so many words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.models import AccessScenario
from twiza.territory.models import PopulationPoint
from twiza.territory.wording import whole


@dataclass(frozen=True, slots=True)
class Counts:
    """Of how many communes of a place what is known."""

    communes: int
    incomplete: int
    located: int
    series: int
    expressed: int


@dataclass(frozen=True, slots=True)
class Known:
    """A source of what is known of a place: whether it is missing, and in words."""

    label: str
    words: str
    is_missing: bool


def located_communes(commune_ids: Sequence[int]) -> int:
    """Return in how many communes the place of some locality is known."""
    points = PopulationPoint.objects.filter(commune__in=commune_ids, basis=PopulationPoint.Basis.LOCALITY)
    return points.values("commune_id").distinct().count()


def known_of(counts: Counts, scenario: AccessScenario | None) -> list[Known]:
    """Return what is known and what is missing, source by source."""
    return [
        Known(_("Census"), census_words(counts), bool(counts.incomplete)),
        Known(_("Positions of localities"), located_words(counts), counts.located < counts.communes),
        Known(_("Access"), scenario.name if scenario else _("No scenario of access for this place"), scenario is None),
        Known(_("Health series"), series_words(counts), counts.series == 0),
        Known(_("Expressed needs"), expressed_words(counts), counts.expressed == 0),
    ]


def census_words(counts: Counts) -> str:
    """Return whether the census has every figure that the formula asks for."""
    if not counts.incomplete:
        return _("Every figure is there")
    if counts.communes == 1:
        return _("A figure is missing")
    words = ngettext(
        "A figure is missing in %(count)s commune", "A figure is missing in %(count)s communes", counts.incomplete
    )
    return words % {"count": whole(counts.incomplete)}


def located_words(counts: Counts) -> str:
    """Return in how many communes positions of localities are known."""
    if not counts.located:
        return _("No locality positions: people are spread over an even grid")
    if counts.communes == 1:
        return _("Known")
    return _("Known in %(known)s communes of %(all)s") % {
        "known": whole(counts.located),
        "all": whole(counts.communes),
    }


def series_words(counts: Counts) -> str:
    """Return how many health series there are."""
    if not counts.series:
        return _("No health series for this place")
    words = ngettext("%(count)s health series", "%(count)s health series", counts.series)
    return words % {"count": whole(counts.series)}


def expressed_words(counts: Counts) -> str:
    """Return how many needs were expressed."""
    if not counts.expressed:
        return _("Nobody has said anything yet")
    words = ngettext("%(count)s expressed need", "%(count)s expressed needs", counts.expressed)
    return words % {"count": whole(counts.expressed)}
