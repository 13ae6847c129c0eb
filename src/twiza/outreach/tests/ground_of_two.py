"""A country small enough to check in one's head: two communes on a line, 40 km and 80 km from a hospital."""

from __future__ import annotations

import numpy as np

from twiza.outreach.ground import CommuneGround, Ground

KM_PER_DEGREE = 111.195
HOSPITAL_LAT = 30.0


def lat_at(km: float) -> float:
    """Return the latitude so many kilometres north of the hospital."""
    return HOSPITAL_LAT + km / KM_PER_DEGREE


def commune(code: str, km: float, poverty: float | None = None, souks: int | None = None) -> CommuneGround:
    """Return a commune north of the hospital."""
    return CommuneGround(int(code), code, f"XX/1/{code}", {"fr": f"Commune {code}"}, lat_at(km), 0.0, poverty, souks)


def ground(
    *,
    communes: tuple[CommuneGround, ...],
    points: list[tuple[int, float, int]],
    need_per_person: float = 0.1,
) -> Ground:
    """Return the ground of points (rank of commune, kilometres, people); a minute is a kilometre here."""
    km = np.array([point[1] for point in points], dtype=float)
    people = np.array([point[2] for point in points], dtype=float)
    return Ground(
        communes=communes,
        specialties=("general",),
        ids=tuple(ids_of(communes, points)),
        commune=np.array([point[0] for point in points], dtype=np.int64),
        lat=np.array([lat_at(one) for one in km]),
        lon=np.zeros(len(points)),
        people=people,
        need=(people * need_per_person).reshape(-1, 1),
        minutes=km,
        care=np.array([[HOSPITAL_LAT, 0.0]]),
        names=tuple({} for _ in points),
    )


def ids_of(communes: tuple[CommuneGround, ...], points: list[tuple[int, float, int]]) -> list[str]:
    """Return the ids of points: commune and number in it."""
    ranks = [sum(1 for earlier in points[: rank + 1] if earlier[0] == point[0]) for rank, point in enumerate(points)]
    return [f"{communes[point[0]].code}/{rank}" for point, rank in zip(points, ranks, strict=True)]
