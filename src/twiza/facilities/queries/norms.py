"""How many posts a facility should have: the one door to norms, whoever sets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.expressions import Exists

from twiza.accounts.decisions import Actor
from twiza.core.evidence import Evidence
from twiza.facilities.facts import STAFF_COLUMNS, State
from twiza.facilities.models import Facility, FacilityPost, FacilityType
from twiza.rulesets.evaluation.evidence import Content
from twiza.rulesets.evaluation.norms import norm
from twiza.rulesets.queries.versions import active_version

RULESET, COUNTRY = "facility_types", "INT"
WORDS = {"doctor": "medecin", "nurse": "infirmier", "midwife": "sage_femme"}
"""The professions of which facilities say posts, as the ruleset names them."""


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


Norms = Mapping[int, Mapping[str, Norm]]
"""Norms by id of a type of facility and by profession."""


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


def type_norms(organisation_id: int | None, on: dt.date) -> Norms:
    """
    Return the norm of each profession by type of facility; a type or a profession without one is left out.

    They are those of the ruleset that an organisation has in force on a day; without one, our proposals.
    """
    version = active_version(RULESET, COUNTRY, on, organisation_id=organisation_id)
    return proposed_norms() if version is None else norms_in(version.content)


def norms_of(actor: Actor, on: dt.date) -> Norms:
    """Return the norms of the organisation that an actor acts for."""
    return type_norms(actor.grant.organisation_id if actor.grant else None, on)


def norms_in(content: Content) -> Norms:
    """Return the norms that a ruleset of types of facilities sets."""
    return {
        type_id: {
            profession: Norm(float(posts), evidence_in(content, code))
            for profession, word in WORDS.items()
            if isinstance(posts := norm(content, f"types.{code}.staff_min.{word}"), int | float)
        }
        for type_id, code in FacilityType.objects.values_list("id", "code")
    }


def evidence_in(content: Content, code: str) -> str:
    """Return how the norms of a type are known; what is not said is a proposal."""
    stated = norm(content, f"types.{code}.ev")
    return str(stated) if stated in Evidence.values else Evidence.DESIGN


def proposed_norms() -> Norms:
    """Return the planning values that came with Twiza, to be validated."""
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


def below_norm(facilities: QuerySet[Facility], norms: Norms) -> QuerySet[Facility]:
    """Return the facilities in which fewer are in post than a norm says; what is not known is not below."""
    own = FacilityPost.objects.filter(facility=OuterRef("pk"), norm__isnull=False)
    condition = Q(Exists(own.filter(in_post__lt=F("norm"))))
    for type_id, of_type in norms.items():
        for profession, one in of_type.items():
            lacking = Q(type_id=type_id, **{f"{STAFF_COLUMNS[profession]}__lt": one.posts})
            condition |= lacking & ~Q(Exists(own.filter(profession__code=profession)))
    return facilities.filter(condition)


def without_norm(facilities: QuerySet[Facility], norms: Norms) -> QuerySet[Facility]:
    """Return the facilities for which nobody set a norm of staff."""
    with_one = [type_id for type_id, of_type in norms.items() if of_type]
    own = FacilityPost.objects.filter(facility=OuterRef("pk"), norm__isnull=False)
    return facilities.exclude(type_id__in=with_one).exclude(Exists(own))
