"""What a visit measured, as WHO's tables are asked, and the z-scores they give."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from twiza.case_management.child_findings import SEX_OF_TABLES
from twiza.case_management.growth.indices import Measured, aged, growth_of
from twiza.case_management.growth.tables import tables_from
from twiza.case_management.models import ChildVisit, Position
from twiza.households.models import PersonSex

LMS = settings.DATA / "growth" / "lms.csv.gz"


def scores_at(visit: ChildVisit) -> dict[str, float]:
    """Return the z-scores that WHO gives for what a visit measured, by index."""
    measured = measured_at(visit)
    return growth_of(measured, tables_from(LMS)) if measured else {}


def measured_at(visit: ChildVisit) -> Measured | None:
    """Return what a visit measured, as WHO's tables are asked; None of a child whose birth is not known."""
    child = visit.child
    if child.born_on is None:
        return None
    days, months = aged(days=(visit.visited_on - child.born_on).days, months=None)
    return Measured(
        sex=SEX_OF_TABLES[PersonSex(child.sex)],
        days=days,
        months=months,
        weight=as_number(visit.weight_kg),
        length=as_number(visit.length_cm),
        is_lying=None if not visit.position else visit.position == Position.LYING,
        head=as_number(visit.head_cm),
        arm=visit.arm_mm / 10 if visit.arm_mm is not None else None,
        has_oedema=bool(visit.has_oedema),
    )


def as_number(value: Any) -> float | None:
    """Return a measure as a number; None for none."""
    return None if value is None else float(value)
