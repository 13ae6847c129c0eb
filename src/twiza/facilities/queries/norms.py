"""How many posts a facility should have: the one door to norms, whoever sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.expressions import Exists

from twiza.facilities.facts import STAFF_COLUMNS, State
from twiza.facilities.models import Evidence, Facility, FacilityPost, FacilityType


@dataclass(frozen=True, slots=True)
class Norm:
    """How many posts of a profession there should be, and how that is known; `is_own` is of this very facility."""

    posts: float
    evidence: str
    is_own: bool = False

    @property
    def is_validated(self) -> bool:
        """Return whether somebody wrote it in a text, or only we propose it."""
        return self.is_own or self.evidence in {Evidence.SEEN_PRIMARY, Evidence.SEEN_SECONDARY}


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A profession in a facility: how many are in post, how many there should be, how many are missing."""

    profession: str
    in_post: float | None
    norm: Norm | None

    @property
    def missing(self) -> float | None:
        """Return how many posts are missing; None where the norm or the number in post is not known."""
        if self.norm is None or self.in_post is None:
            return None
        return max(0.0, self.norm.posts - self.in_post)


def type_norms() -> dict[int, dict[str, Norm]]:
    """
    Return the norm of each profession by type of facility; a type or a profession without one is left out.

    Today these are the design values of the types; when rules are versioned elsewhere, only this question changes.
    """
    columns = {profession: f"default_{column}" for profession, column in STAFF_COLUMNS.items()}
    rows = FacilityType.objects.values("id", *columns.values())
    return {
        row["id"]: {
            profession: Norm(float(row[column]), Evidence.DESIGN)
            for profession, column in columns.items()
            if row[column] is not None
        }
        for row in rows
    }


def staff_against_norm(state: State, norms: Mapping[str, Norm]) -> list[StaffLine]:
    """Return the staff of a facility beside its norms, those of its own before those of its type."""
    posts = {field.removeprefix("post."): value for field, value in state.items() if field.startswith("post.")}
    own = {
        profession: Norm(value["norm"], "", is_own=True)
        for profession, value in posts.items()
        if value["norm"] is not None
    }
    wanted = {**norms, **own}
    professions = dict.fromkeys([*STAFF_COLUMNS, *sorted(posts)])
    return [
        StaffLine(profession, posts.get(profession, {}).get("in_post"), wanted.get(profession))
        for profession in professions
        if profession in posts or profession in wanted
    ]


def below_norm(facilities: QuerySet[Facility]) -> QuerySet[Facility]:
    """Return the facilities in which fewer are in post than a norm says; what is not known is not below."""
    own = FacilityPost.objects.filter(facility=OuterRef("pk"), norm__isnull=False)
    condition = Q(Exists(own.filter(in_post__lt=F("norm"))))
    for type_id, norms in type_norms().items():
        for profession, norm in norms.items():
            lacking = Q(type_id=type_id, **{f"{STAFF_COLUMNS[profession]}__lt": norm.posts})
            condition |= lacking & ~Q(Exists(own.filter(profession__code=profession)))
    return facilities.filter(condition)


def without_norm(facilities: QuerySet[Facility]) -> QuerySet[Facility]:
    """Return the facilities for which nobody set a norm of staff."""
    with_one = [type_id for type_id, norms in type_norms().items() if norms]
    own = FacilityPost.objects.filter(facility=OuterRef("pk"), norm__isnull=False)
    return facilities.exclude(type_id__in=with_one).exclude(Exists(own))
