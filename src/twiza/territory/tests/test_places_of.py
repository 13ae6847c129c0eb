import pytest

from twiza.accounts.decisions import NOBODY, Actor, Grant
from twiza.territory.models import Place
from twiza.territory.queries.places import children_of, communes_in, place_by_code, places_of, places_within
from twiza.territory.tests.small_country import AZILAL, load_provinces

BENI_MELLAL = "05.091"
CERCLE = "MA/05/05.081/05.081.05"


def actor_for(*territory: str) -> Actor:
    return Actor(person_id=1, grant=Grant(membership_id=1, organisation_id=1, role="planner", territory=territory))


@pytest.fixture
def two_provinces(db):
    load_provinces(AZILAL, BENI_MELLAL)


def test_places_of_a_territory_are_what_it_holds_and_what_holds_it(two_provinces):
    seen = places_of(actor_for(CERCLE))

    held = list(communes_in(CERCLE).values_list("code", flat=True))
    assert sorted(seen.values_list("code", flat=True)) == ["05", "05.081", "05.081.05", *held, "MA"]


def test_places_of_a_membership_without_territory_are_all(two_provinces):
    assert places_of(actor_for()).count() == Place.objects.count()


def test_places_of_nobody_are_none(two_provinces):
    assert list(places_of(NOBODY)) == []


def test_places_within_do_not_begin_alike_by_accident(two_provinces):
    assert list(places_within("MA/05/05.08")) == []


def test_communes_in_a_region_are_those_of_its_provinces(two_provinces):
    by_province = communes_in("MA/05/05.081").count() + communes_in("MA/05/05.091").count()

    assert (communes_in("MA/05").count(), by_province) == (by_province, 66)


def test_children_of_a_province_are_its_cercles_and_its_towns(azilal):
    kinds = {child.kind.code for child in children_of(azilal)}

    assert kinds == {"cercle", "commune"}


def test_place_by_code_finds_a_commune_by_the_code_it_had_in_2014(azilal):
    old = "05.081.05.07"
    place = Place.objects.get(code=old)
    place.aliases.create(kind="code", text="05.081.99.99")

    assert place_by_code("MA", "05.081.99.99") == place_by_code("MA", old) == place
    assert place_by_code("MA", "05.081.99.98") is None
