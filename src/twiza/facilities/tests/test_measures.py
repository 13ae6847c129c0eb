"""What the list of facilities measures of an area, on figures made by hand."""

from __future__ import annotations

from twiza.facilities.measures import facilities_without_care, people_per_facility, staff_per_10000, vacant_posts
from twiza.facilities.queries.norms import proposed_norms
from twiza.territory.models import PopulationCount, Sex, Source, Universe

AREA = "MA/05"


def count_people(place, people):
    source, _made = Source.objects.get_or_create(
        code="t", defaults={"title": "T", "licence": "–", "attribution": "–", "vintage": "2024"}
    )
    PopulationCount.objects.create(
        place=place, year=2024, universe=Universe.LEGAL, sex=Sex.ALL, people=people, source=source
    )


def test_inhabitants_are_related_to_the_open_primary_facilities(places, make_facility, facility_types):
    count_people(places["05.081.03.09"], 9_000)
    count_people(places["05.081.03.03"], 3_000)
    make_facility("Tabant")
    make_facility("Tabant 2", status="closed")
    make_facility("Hôpital", type=facility_types["HP"])

    measured = people_per_facility(AREA)

    assert (measured.value, measured.numerator, measured.denominator) == (12_000, 12_000, 1)
    assert {part.key: part.denominator for part in measured.parts}[places["05.081.03.03"].pk] == 0


def test_without_a_facility_inhabitants_per_facility_are_not_defined(places):
    count_people(places["05.081.03.09"], 9_000)

    assert people_per_facility(AREA).value is None


def test_staff_in_post_are_counted_for_ten_thousand_inhabitants(places, make_facility):
    count_people(places["05.081.03.09"], 20_000)
    make_facility("Tabant", doctors=1.0, nurses=3.0)
    make_facility("Inconnu")

    measured = staff_per_10000(AREA)

    assert (measured.value, measured.numerator, len(measured.parts)) == (2, 4, 1)


def test_a_facility_of_which_nothing_is_known_is_not_among_those_without_care(places, make_facility):
    make_facility("Ouvert", nurses=2.0)
    make_facility("Fermé", status="closed")
    make_facility("Sans infirmier", nurses=0.0)
    make_facility("Inconnu", status="unknown")

    measured = facilities_without_care(AREA)

    assert (measured.numerator, measured.denominator) == (2, 3)


def test_posts_are_vacant_where_norm_and_number_are_known(places, make_facility, facility_types):
    kind = facility_types["CSR1"]
    kind.default_doctors, kind.default_nurses, kind.default_midwives = 1, 2, None
    kind.save()
    make_facility("Tabant", doctors=0.0, nurses=3.0)
    make_facility("Inconnu")

    measured = vacant_posts(AREA, proposed_norms())

    assert (measured.numerator, measured.denominator) == (1, 3)
