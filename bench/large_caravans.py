"""Caravan problems larger than the published ones, made from a seed: a long season, and a country of regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Content = dict[str, Any]

SPECIALTIES = ("general", "gynaecology", "dental")
FORMAT = {"format": "twiza-caravan/1", "travel": {"speed_kmh": 40, "detour": 1.35}}


@dataclass(frozen=True, slots=True)
class Square:
    """Some degrees of land from its south-west corner."""

    south: float
    west: float
    degrees: float

    def point(self, random: Random) -> Content:
        """Return a place drawn by chance."""
        return {
            "lat": self.south + random.random() * self.degrees,
            "lon": self.west + random.random() * self.degrees,
        }


def season(seed: int, *, stops: int = 500, teams: int = 12, days: int = 60) -> Content:
    """Return three specialties over a season: market days, stops visited up to three times, slow roads at first."""
    random, square = Random(seed), Square(31.0, -7.0, 2.0)  # noqa: S311 -- no secret
    return FORMAT | {
        "days": days,
        "specialties": list(SPECIALTIES),
        "localities": localities(random, 3_000, SPECIALTIES, square),
        "stops": [
            stop(random, rank, square)
            | {"visits_max": random.choice([1, 2, 3]), "gap_days_min": 14, "open_days": market_days(rank, days)}
            for rank in range(stops)
        ],
        "teams": [team(random, rank, random.sample(SPECIALTIES, 2), square) for rank in range(teams)],
        "coverage": {"full_km": 3, "zero_km": 10},
        "seasons": [{"days": list(range(1, days // 3)), "speed_kmh": 30, "closed_stops": ["s3", "s5"]}],
    }


def country(seed: int) -> Content:
    """Return sixteen regions some 200 km apart, each with 200 stops, 5 teams and 1,500 localities."""
    random = Random(seed)  # noqa: S311 -- no secret
    squares = [Square(20.0 + 4.0 * row, -17.0 + 4.0 * column, 1.5) for row in range(4) for column in range(4)]
    parts = [
        (
            localities(random, 1_500, SPECIALTIES[:1], square),
            [stop(random, rank, square) for rank in range(200)],
            [team(random, rank, SPECIALTIES[:1], square) for rank in range(5)],
        )
        for square in squares
    ]
    names = ("localities", "stops", "teams")
    return (
        FORMAT
        | {"days": 10, "specialties": ["general"], "coverage": {"full_km": 8, "zero_km": 16}}
        | {name: told_apart(lists) for name, lists in zip(names, zip(*parts, strict=True), strict=True)}
    )


def told_apart(lists: tuple[list[Content], ...]) -> list[Content]:
    """Return the places of every region, their region in their id."""
    return [place | {"id": f"{region}-{place['id']}"} for region, places in enumerate(lists) for place in places]


def localities(random: Random, count: int, needed: Sequence[str], square: Square) -> list[Content]:
    """Return localities of thirty areas, with needs and equity weights drawn by chance."""
    return [
        square.point(random)
        | {
            "id": f"l{rank}",
            "area": f"a{rank % 30}",
            "need": {name: round(random.expovariate(1 / 50), 3) for name in needed},
            "equity": round(random.uniform(1, 3), 2),
        }
        for rank in range(count)
    ]


def stop(random: Random, rank: int, square: Square) -> Content:
    """Return a stop of an hour and a half to three."""
    return square.point(random) | {"id": f"s{rank}", "service_minutes": random.choice([90, 120, 150, 180])}


def team(random: Random, rank: int, skills: Sequence[str], square: Square) -> Content:
    """Return a team that works eight hours."""
    return square.point(random) | {"id": f"t{rank}", "specialties": list(skills), "day_minutes": 480}


def market_days(rank: int, days: int) -> list[int] | None:
    """Return the one day a week that every other stop is open."""
    return [day for day in range(1, days + 1) if day % 7 == rank % 7] if rank % 2 else None
