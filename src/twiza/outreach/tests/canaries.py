"""What a planner's world holds of dates: words that only some may read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accounts.decisions import Actor
from twiza.outreach.actions.seasons import SeasonTerms, add_pause, add_season
from twiza.outreach.models import Scenario

FIRST, LAST = dt.date(2027, 1, 4), dt.date(2027, 1, 5)


def canary_dates(scenario: Scenario, actor: Actor, word: str, at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Return the arguments of routes about a season and a pause of a scenario."""
    terms = SeasonTerms(f"{word}-absence", FIRST, LAST, speed_kmh=35.0, detour=1.5)
    season = add_season(scenario=scenario, terms=terms, actor=actor, at=at)
    pause = add_pause(
        scenario=scenario,
        team=scenario.teams.order_by("id").first(),
        stop=None,
        starts_on=FIRST,
        ends_on=FIRST,
        reason=f"{word}-absence",
        actor=actor,
        at=at,
    )
    about = {"scenario_id": scenario.pk}
    return {"season": about | {"season_id": season.pk}, "pause": about | {"pause_id": pause.pk}}
