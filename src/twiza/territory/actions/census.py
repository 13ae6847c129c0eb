"""Census figures as rows: people by year, sex and age, and indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from twiza.territory.actions.places import PlaceIds, names_of
from twiza.territory.country_set import Row
from twiza.territory.models import OLDEST_AGE, CensusIndicator, CensusValue, PopulationCount, Sex, Source, Universe

BATCH = 5_000
Sources = Mapping[str, Source]


def load_population(*, rows: Sequence[Row], ages: Sequence[Row], ids: PlaceIds, sources: Sources) -> None:
    """Write people by year, and by sex and age where known, in place of what these sources said before."""
    PopulationCount.objects.filter(source__in=sources.values()).delete()
    totals = (
        PopulationCount(
            place_id=ids[row["code"]],
            year=int(row["year"]),
            universe=Universe.LEGAL,
            sex=Sex.ALL,
            people=int(row["people"]),
            source=sources[row["source"]],
        )
        for row in rows
    )
    PopulationCount.objects.bulk_create(totals, batch_size=BATCH)
    PopulationCount.objects.bulk_create(counts_by_age(ages, ids, sources), batch_size=BATCH)


def counts_by_age(rows: Sequence[Row], ids: PlaceIds, sources: Sources) -> Iterator[PopulationCount]:
    """Yield the people of each age band of rows whose columns are `age_0_4`, …, `age_75_plus`."""
    bands = {column: ages_of(column) for column in (rows[0] if rows else {}) if column.startswith("age_")}
    for row in rows:
        for column, (age_start, age_end) in bands.items():
            yield PopulationCount(
                place_id=ids[row["code"]],
                year=int(row["year"]),
                universe=Universe.MUNICIPAL,
                sex=row["sex"],
                age_start=age_start,
                age_end=age_end,
                people=int(row[column]),
                source=sources[row["source"]],
            )


def ages_of(column: str) -> tuple[int, int]:
    """Return the half-open band of a column: `age_0_4` is [0, 5), `age_75_plus` is [75, OLDEST_AGE)."""
    _age, first, last = column.split("_")
    return int(first), OLDEST_AGE if last == "plus" else int(last) + 1


def load_indicators(*, rows: Sequence[Row]) -> dict[str, CensusIndicator]:
    """Write what the census asks, in the order of the rows, and return it by code."""
    indicators = [
        CensusIndicator(code=row["code"], names=names_of(row), unit=row["unit"], position=position)
        for position, row in enumerate(rows, start=1)
    ]
    CensusIndicator.objects.bulk_create(
        indicators, update_conflicts=True, unique_fields=["code"], update_fields=["names", "unit", "position"]
    )
    return {one.code: one for one in CensusIndicator.objects.filter(code__in=[row["code"] for row in rows])}


def load_census_values(
    *, rows: Sequence[Row], indicators: Mapping[str, CensusIndicator], ids: PlaceIds, sources: Sources
) -> None:
    """Write figures, in place of what these sources said before; an empty cell makes no row."""
    CensusValue.objects.filter(source__in=sources.values()).delete()
    values = (
        CensusValue(
            place_id=ids[row["code"]],
            indicator=indicator,
            year=int(row["year"]),
            value=float(row[code]),
            source=sources[row["source"]],
        )
        for row in rows
        for code, indicator in indicators.items()
        if row[code]
    )
    CensusValue.objects.bulk_create(values, batch_size=BATCH)
