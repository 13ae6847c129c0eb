"""Keeping the localities of a file: all of them, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import shapely
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import InputError
from twiza.territory.actions.census import BATCH
from twiza.territory.actions.editions import open_new_edition
from twiza.territory.actions.points import spread_on_grid
from twiza.territory.locality_file import Locality, LocalityFile
from twiza.territory.models import (
    CensusIndicator,
    CensusValue,
    Line,
    Place,
    PlaceBoundary,
    PlaceKind,
    PlaceParent,
    PopulationCount,
    PopulationPoint,
    Sex,
    Source,
    Universe,
)
from twiza.territory.queries.population import latest_people
from twiza.territory.row_problems import RowsRefused

Thing = TypeVar("Thing")


class SourceMissing(InputError):
    """Nobody is credited for the list, or the year of its counts is not said."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a list of localities, under which licence, and the year its people were counted in."""

    title: str
    licence: str
    year: int | None


@transaction.atomic
def import_localities(
    *, file: LocalityFile, country: str, credit: Credit, actor: Actor, at: dt.datetime
) -> dict[str, int]:
    """
    Keep the localities of a file, and return how many there are, with a place, and of how many communes.

    A locality that was there is written over. Localities with a place take the place of the even grid for their
    people; those of their commune that the file does not hold stay on it. Raises RowsRefused, or SourceMissing.
    """
    refuse_what_cannot_be_kept(file, credit)
    source = _source(file, credit)
    ids = _keep_places(country, file.localities)
    _keep_people(file.localities, ids, source, credit.year)
    _keep_points(file.localities, ids)
    communes = {locality.commune.id for locality in file.localities}
    _spread_others(communes)
    open_new_edition(country=country)
    record_audit(actor=actor, action="territory.import_into", at=at, object_kind="source", object_id=source.pk)
    placed = sum(locality.lat is not None for locality in file.localities)
    return {"localities": len(file.localities), "with_a_place": placed, "communes": len(communes)}


def refuse_what_cannot_be_kept(file: LocalityFile, credit: Credit) -> None:
    """Raise RowsRefused for problems, SourceMissing for what is not said of the source."""
    if file.problems:
        raise RowsRefused(file.name, file.problems)
    refuse_missing_credit(file, credit)


def refuse_missing_credit(file: LocalityFile, credit: Credit) -> None:
    """Raise SourceMissing when nobody says who made a list, or in which year it counted people."""
    if not credit.title.strip():
        raise SourceMissing(_("Say who made this list: every figure carries its source."))
    if credit.year is None and any(one.people is not None and one.counted_on is None for one in file.localities):
        raise SourceMissing(_("Say in which year these people were counted."))


def _source(file: LocalityFile, credit: Credit) -> Source:
    code = f"localities-{slugify(credit.title, allow_unicode=True)}"[:80]
    known = {
        "title": credit.title,
        "licence": credit.licence,
        "attribution": credit.title,
        "vintage": str(credit.year or ""),
    }
    return Source.objects.update_or_create(code=code, defaults=known)[0]


def _keep_places(country: str, localities: Sequence[Locality]) -> dict[str, int]:
    kinds = {kind.code: kind for kind in PlaceKind.objects.filter(country=country)}
    places = [
        Place(
            country=country,
            kind=kinds[one.kind],
            code=one.code,
            names=dict(one.names),
            setting=one.commune.setting,
            path=f"{one.commune.path}/{one.code}",
            lat=one.lat,
            lon=one.lon,
        )
        for one in localities
    ]
    _change_kinds(places)
    Place.objects.bulk_create(
        places,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["country", "kind", "code"],
        update_fields=["names", "setting", "path", "lat", "lon"],
    )
    kept = Place.objects.filter(country=country, kind__code__in={one.kind for one in localities})
    known = dict(kept.values_list("path", "id"))
    ids = {place.code: known[place.path] for place in places}
    _keep_parents(localities, ids)
    return ids


def _change_kinds(places: Sequence[Place]) -> None:
    """Let a locality that is now said to be of another kind stay the same place."""
    for some in batched(places):
        known = Place.objects.filter(path__in=[place.path for place in some])
        kind_of = dict(known.values_list("path", "kind_id"))
        for place in some:
            if kind_of.get(place.path, place.kind_id) != place.kind_id:
                Place.objects.filter(path=place.path).update(kind=place.kind)


def _keep_parents(localities: Sequence[Locality], ids: Mapping[str, int]) -> None:
    for some in batched(localities):
        PlaceParent.objects.filter(child__in=[ids[one.code] for one in some]).delete()
    PlaceParent.objects.bulk_create(
        (
            PlaceParent(child_id=ids[one.code], parent_id=one.commune.id, line=line)
            for one in localities
            for line in (Line.STATE, Line.ELECTED)
        ),
        batch_size=BATCH,
    )


def _keep_people(localities: Sequence[Locality], ids: Mapping[str, int], source: Source, year: int | None) -> None:
    counted = [
        (one, one.people, one.counted_on.year if one.counted_on else year or 0)
        for one in localities
        if one.people is not None
    ]
    households = CensusIndicator.objects.filter(code="households").first()
    for some in batched(localities):
        places = [ids[one.code] for one in some]
        PopulationCount.objects.filter(place__in=places, universe=Universe.STATED).delete()
        CensusValue.objects.filter(place__in=places, indicator=households).delete()
    PopulationCount.objects.bulk_create(
        (
            PopulationCount(
                place_id=ids[one.code],
                year=counted_in,
                universe=Universe.STATED,
                sex=Sex.ALL,
                people=people,
                source=source,
            )
            for one, people, counted_in in counted
        ),
        batch_size=BATCH,
    )
    CensusValue.objects.bulk_create(
        (
            CensusValue(
                place_id=ids[one.code], indicator=households, year=counted_in, value=one.households, source=source
            )
            for one, _people, counted_in in counted
            if households and one.households is not None
        ),
        batch_size=BATCH,
    )


def _keep_points(localities: Sequence[Locality], ids: Mapping[str, int]) -> None:
    for some in batched(localities):
        PopulationPoint.objects.filter(locality__in=[ids[one.code] for one in some]).delete()
    PopulationPoint.objects.bulk_create(
        (
            PopulationPoint(
                commune_id=one.commune.id,
                locality_id=ids[one.code],
                lat=one.lat,
                lon=one.lon,
                people=one.people,
                basis=PopulationPoint.Basis.LOCALITY,
            )
            for one in localities
            if one.people and one.lat is not None and one.lon is not None
        ),
        batch_size=BATCH,
    )


def _spread_others(communes: Collection[int]) -> None:
    """Put the people whom the localities do not hold on the grid of their commune, where that is known."""
    boundaries = PlaceBoundary.objects.filter(place__in=communes, detail=PlaceBoundary.Detail.FULL)
    shapes = {place: shapely.from_geojson(text) for place, text in boundaries.values_list("place_id", "geojson")}
    spread_on_grid(people=latest_people(communes), shapes=shapes)


def batched(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Yield things a few thousand at a time: a database takes so many values in one question."""
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]
