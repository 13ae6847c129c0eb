"""What several scenarios say beside each other: which places are worst, what they rest on, what the map shows."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.access.assumptions import scenario_assumptions
from twiza.access.figures import as_number, as_percent
from twiza.access.legend import Legend, share_legend
from twiza.access.models import AccessScenario
from twiza.access.queries.compared import ComparedPlace, Comparison

WORST_SHOWN = 5
POINTS = (-0.1, -0.001, 0.001, 0.1)
"""Where differences of shares (0–1) are cut: by ten points or more, by less, and none to speak of."""


def worst_communes(comparison: Comparison, rank: int) -> list[ComparedPlace]:
    """Return the communes whose people are farthest in one scenario, by the median, of those where it exists."""
    known = [row for row in comparison.communes if row.figures[rank].median_minutes is not None]
    return sorted(known, key=lambda row: row.figures[rank].median_minutes or 0.0, reverse=True)[:WORST_SHOWN]


def compared_assumptions(scenarios: Sequence[AccessScenario]) -> list[str]:
    """Return what all scenarios rest on once, then what only some do with their name."""
    each = [(scenario, scenario_assumptions(scenario)) for scenario in scenarios]
    common = [sentence for sentence in each[0][1] if all(sentence in sentences for _scenario, sentences in each)]
    own = [
        _("%(scenario)s: %(assumption)s") % {"scenario": scenario.name, "assumption": sentence}
        for scenario, sentences in each
        for sentence in sentences
        if sentence not in common
    ]
    return [*own, *common]


def compared_legends(
    scenarios: Sequence[AccessScenario], rows: Sequence[ComparedPlace], minutes: float
) -> list[Legend]:
    """Return the legends of the map: what differs from the first scenario, then each scenario by itself."""
    named = {"minutes": as_number(minutes)}
    differences = [
        difference_legend(f"d{rank}", scenarios[rank].name, [row.share_differences[rank - 1] for row in rows])
        for rank in range(1, len(scenarios))
    ]
    shares = [
        share_legend(
            f"s{rank}",
            _("%(scenario)s: share of people beyond %(minutes)s minutes") % {"scenario": scenario.name, **named},
            "far",
            [row.figures[rank].beyond_share for row in rows],
            as_percent,
        )
        for rank, scenario in enumerate(scenarios)
    ]
    return [*differences, *shares]


def difference_legend(view: str, name: str, figures: Sequence[float | None]) -> Legend:
    """Return the legend of how many points more people are beyond the limit than in the first scenario."""
    words = (
        _("At least 10 points fewer are far"),
        _("Fewer are far"),
        _("Nothing changes"),
        _("More are far"),
        _("At least 10 points more are far"),
    )
    return Legend(
        view=view,
        property=view,
        title=_("%(scenario)s: difference from the first") % {"scenario": name},
        palette="far",
        breaks=POINTS,
        classes=tuple(enumerate(words, start=1)),
        has_missing=any(figure is None for figure in figures),
    )


def compared_values(row: ComparedPlace) -> dict[str, object]:
    """Return the figures of a place for the map, with the words shown when it is pointed at."""
    if not row.people:
        return {"words": _("Nobody counted here")}
    values: dict[str, object] = {f"s{rank}": round(one.beyond / row.people, 4) for rank, one in enumerate(row.figures)}
    values |= {f"d{rank}": round(one / row.people, 4) for rank, one in enumerate(row.differences, start=1)}
    shares = [as_percent(one.beyond / row.people) for one in row.figures]
    return values | {"words": _("People who are far, by scenario: %(shares)s") % {"shares": " · ".join(shares)}}
