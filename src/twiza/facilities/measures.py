"""What the carte sanitaire measures of an area today: facilities, posts, people in post."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from twiza.core.measured import Measured, Part, related
from twiza.facilities.facts import STAFF_COLUMNS
from twiza.facilities.models import Facility, FacilityPost, Status
from twiza.facilities.queries.norms import Norm, Norms
from twiza.territory.queries.places import communes_in, is_within
from twiza.territory.queries.population import latest_people

PRIMARY_LEVEL = 1
"""The level of a facility of primary care (ESSP): 0 is a community site, 2 and more are hospitals."""
PER_10000 = 10_000
OwnNorms = dict[tuple[uuid.UUID, str], float]
WITHOUT_CARE = (Status.CLOSED, Status.WITHOUT_STAFF)


def facilities_in(area_path: str) -> QuerySet[Facility]:
    """Return the facilities listed in an area, but for those hidden behind another one, by place."""
    listed = Facility.objects.filter(is_within(area_path, through="place__"), merged_into__isnull=True)
    return listed.select_related("type", "place").order_by("place__path", "id")


def primary_facilities_in(area_path: str) -> QuerySet[Facility]:
    """Return the fixed facilities of primary care listed in an area."""
    return facilities_in(area_path).filter(type__level=PRIMARY_LEVEL, is_mobile=False)


def people_per_facility(area_path: str) -> Measured:
    """Return the inhabitants of an area per open facility of primary care (RATIO_ESSP); parts are communes by id."""
    people = people_by_commune(area_path)
    facilities: dict[int, int] = dict.fromkeys(people, 0)
    paths = {path: commune for commune, path in communes_in(area_path).values_list("id", "path")}
    fixed = primary_facilities_in(area_path).exclude(status__in=WITHOUT_CARE)
    for path in fixed.values_list("place__path", flat=True):
        holder = commune_of(path, paths)
        if holder is not None:
            facilities[holder] = facilities.get(holder, 0) + 1
    return related(Part(commune, people.get(commune, 0), number) for commune, number in facilities.items())


def staff_per_10000(area_path: str) -> Measured:
    """
    Return the doctors, nurses and midwives in post per 10,000 inhabitants (RATIO_PRO); parts are facilities by id.

    A facility of which no number is known has no part.
    """
    rows = facilities_in(area_path).values_list("id", *STAFF_COLUMNS.values())
    known = ((key, [number for number in numbers if number is not None]) for key, *numbers in rows)
    parts = [Part(key, sum(numbers)) for key, numbers in known if numbers]
    people = sum(people_by_commune(area_path).values())
    in_post = sum(part.numerator for part in parts)
    value = PER_10000 * in_post / people if people and parts else None
    return Measured(value, in_post, people, tuple(parts))


def facilities_without_care(area_path: str) -> Measured:
    """Return the share (%) of primary facilities closed or without a nurse (ESSP_FONC); parts are facilities by id."""
    is_without = Q(status__in=WITHOUT_CARE) | Q(nurses=0)
    known = primary_facilities_in(area_path).exclude(Q(status=Status.UNKNOWN) & Q(nurses__isnull=True))
    without = set(known.filter(is_without).values_list("id", flat=True))
    return related((Part(key, key in without, 1) for key in known.values_list("id", flat=True)), per=100)


def vacant_posts(area_path: str, norms: Norms) -> Measured:
    """
    Return the share (%) of the posts of the norm that are not filled (POSTE_VAC); parts are facilities by id.

    A post counts where both the norm and the number in post are known.
    """
    facilities = facilities_in(area_path)
    own = own_norms(facilities)
    rows = facilities.values_list("id", "type", *STAFF_COLUMNS.values())
    return related((vacant_in(key, in_post, norms.get(of_type, {}), own) for key, of_type, *in_post in rows), per=100)


def vacant_in(facility: uuid.UUID, staff: Iterable[int | None], norms: Mapping[str, Norm], own: OwnNorms) -> Part:
    """Return the posts of the norm in a facility, and how many of them are not filled; `staff` as STAFF_COLUMNS."""
    vacant = wanted = 0.0
    for profession, in_post in zip(STAFF_COLUMNS, staff, strict=True):
        of_type = norms[profession].posts if profession in norms else None
        norm = own.get((facility, profession), of_type)
        if norm is not None and in_post is not None:
            wanted, vacant = wanted + norm, vacant + max(0.0, norm - in_post)
    return Part(facility, vacant, wanted)


def own_norms(facilities: QuerySet[Facility]) -> OwnNorms:
    """Return the norms that decisions grant to some facilities, by facility and profession."""
    posts = FacilityPost.objects.filter(facility__in=facilities.order_by().values("id"), norm__isnull=False)
    rows = posts.values_list("facility", "profession__code", "norm")
    return {(facility, profession): norm for facility, profession, norm in rows if norm is not None}


def people_by_commune(area_path: str) -> dict[int, int]:
    """Return the legal population of the communes of an area by id."""
    return latest_people(list(communes_in(area_path).values_list("id", flat=True)))


def commune_of(path: str, communes: dict[str, int]) -> int | None:
    """Return the commune that is a path or lies above it."""
    steps = path.split("/")
    above = ("/".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((communes[one] for one in above if one in communes), None)
