"""The rows of a page of rounds: the calendar, what each agent does, the lists of a day, what is missed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twiza.case_management.models import RoundsHome, RoundsVersion
from twiza.case_management.order import date_of

MARKS = 8
"""Colours of teams on the map and in badges; from the ninth agent on they begin again."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One agent on one day: homes visited, minutes of the `limit`; absent or at work."""

    on: dt.date
    homes: int
    minutes: float
    walking: float
    share: float
    is_absent: bool


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One agent over the period: `share` of her time that is filled, None when she has none."""

    number: int
    mark: int
    code: str
    cells: tuple[DayCell, ...]
    days: int
    homes: int
    visits: int
    walking: float
    minutes: float
    share: float | None


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """A visit as an agent's list shows it, `arrival` minutes after she left."""

    rank: int
    home: RoundsHome
    arrival: float


@dataclass(frozen=True, slots=True)
class DayList:
    """Whom one agent visits on one day, in the order of the way."""

    number: int
    mark: int
    agent: str
    on: dt.date
    visits: tuple[ListedVisit, ...]
    walking: float
    minutes: float


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A home that gets fewer visits than asked, and why."""

    home: RoundsHome
    visits: int
    why: str
    minutes: float | None


def agent_rows(version: RoundsVersion) -> list[AgentRow]:
    """Return each agent with her days, in the order they were named."""
    by_place = {(one["agent"], one["day"]): one for one in version.rounds}
    away = {(one["agent"], one["day"]) for one in version.problem["absences"]}
    rows = []
    for number, agent in enumerate(version.problem["agents"], start=1):
        cells = tuple(
            _cell(version, day, agent["day_minutes"], by_place.get((agent["id"], day)), (agent["id"], day) in away)
            for day in agent["days"]
        )
        rows.append(
            _agent_row(
                number,
                agent,
                cells,
                {home for key, one in by_place.items() if key[0] == agent["id"] for home in one["homes"]},
            )
        )
    return rows


def _cell(
    version: RoundsVersion, day: int, limit: float, walked: dict[str, object] | None, is_absent: bool
) -> DayCell:
    homes, minutes, walking = (
        (len(walked["homes"]), float(walked["minutes"]), float(walked["walking"])) if walked else (0, 0.0, 0.0)  # type: ignore[arg-type]
    )
    return DayCell(date_of(version.plan, day), homes, minutes, walking, min(1.0, minutes / limit), is_absent)


def _agent_row(number: int, agent: dict[str, object], cells: tuple[DayCell, ...], homes: set[str]) -> AgentRow:
    minutes = sum(cell.minutes for cell in cells)
    allowed = float(agent["day_minutes"]) * sum(1 for cell in cells if not cell.is_absent)  # type: ignore[arg-type]
    return AgentRow(
        number=number,
        mark=mark_of(number),
        code=str(agent["id"]),
        cells=cells,
        days=sum(1 for cell in cells if cell.homes),
        homes=len(homes),
        visits=sum(cell.homes for cell in cells),
        walking=sum(cell.walking for cell in cells),
        minutes=minutes,
        share=minutes / allowed if allowed else None,
    )


def mark_of(number: int) -> int:
    """Return the number of an agent's colour."""
    return (number - 1) % MARKS + 1


def day_lists(version: RoundsVersion, homes: Iterable[RoundsHome]) -> list[DayList]:
    """Return every list of the period, by day and agent."""
    known = {home.code: home for home in homes}
    numbers = {agent["id"]: number for number, agent in enumerate(version.problem["agents"], start=1)}
    lists = [
        DayList(
            number=numbers[one["agent"]],
            mark=mark_of(numbers[one["agent"]]),
            agent=one["agent"],
            on=date_of(version.plan, one["day"]),
            visits=tuple(
                ListedVisit(rank, known[home], arrival)
                for rank, (home, arrival) in enumerate(zip(one["homes"], one["arrivals"], strict=True), start=1)
            ),
            walking=one["walking"],
            minutes=one["minutes"],
        )
        for one in version.rounds
    ]
    return sorted(lists, key=lambda one: (one.on, one.number))


def missed_rows(version: RoundsVersion, homes: Iterable[RoundsHome]) -> list[MissedRow]:
    """Return the homes that get fewer visits than asked, those that count most first."""
    known = {home.code: home for home in homes}
    rows = [MissedRow(known[one["home"]], one["visits"], one["why"], one.get("minutes")) for one in version.missed]
    return sorted(rows, key=lambda row: (-row.home.priority * row.visits, row.home.code))


def agents_of_homes(version: RoundsVersion) -> dict[str, set[int]]:
    """Return by home the numbers of the agents who visit it: one, unless somebody was absent."""
    numbers = {agent["id"]: number for number, agent in enumerate(version.problem["agents"], start=1)}
    found: dict[str, set[int]] = defaultdict(set)
    for one in version.rounds:
        for home in one["homes"]:
            found[home].add(numbers[one["agent"]])
    return found


def shown_lists(lists: Sequence[DayList], *, agent: str, on: dt.date | None) -> list[DayList]:
    """Return the lists of an agent, of a day, or of both; an empty agent is everybody, None is every day."""
    return [one for one in lists if agent in ("", one.agent) and on in (None, one.on)]
