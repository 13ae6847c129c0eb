import pytest

from twiza.accounts.decisions import NOBODY, Actor, Grant
from twiza.territory.models import Place, PlaceAlias
from twiza.territory.queries.places import may_see_path, places_of
from twiza.territory.queries.search import Piece, search_places
from twiza.territory.tests.small_country import AZILAL, load_provinces

BENI_MELLAL = "05.091"


def actor_for(*territory: str) -> Actor:
    return Actor(person_id=1, grant=Grant(membership_id=1, organisation_id=1, role="planner", territory=territory))


EVERYWHERE = actor_for()


def codes_found(text, actor=EVERYWHERE, limit=5):
    return [found.place.code for found in search_places(text, actor, limit)]


@pytest.fixture
def two_provinces(db):
    load_provinces(AZILAL, BENI_MELLAL)


@pytest.mark.parametrize(
    "text",
    ["Ait M'hamed", "aït mhamed", "AYT M’HAMED", "ait mhamd", "ait mhmaed", "آيت امحمد", "أيت امحمد", "ايت محمد"],
)
def test_search_forgives_accents_spellings_and_typing_mistakes_in_both_scripts(azilal, text):
    assert codes_found(text)[0] == "05.081.03.07"


@pytest.mark.parametrize("text", ["bni melal", "benimellal", "béni-mellall", "بني ملال", "بنى ملال"])
def test_search_puts_the_largest_of_namesakes_first(two_provinces, text):
    assert codes_found(text, limit=3) == ["05.091", "05.091.03", "05.091.01.01"]


def test_search_mixes_scripts_and_what_contains_the_place(two_provinces):
    assert codes_found("imlil أزيلال", limit=1) == ["05.081.15.11"]


def test_search_tells_namesakes_apart_by_kind_and_containers(two_provinces):
    found = search_places("azilal", EVERYWHERE, 3)

    told = [(one.place.kind.code, [container.code for container in one.containers]) for one in found]
    assert told == [
        ("province", ["05", "MA"]),
        ("cercle", ["05.081", "05", "MA"]),
        ("commune", ["05.081", "05", "MA"]),
    ]


def test_search_marks_the_words_that_answer(azilal):
    (one,), (both,) = search_places("jemaa bzou", EVERYWHERE, 1), search_places("foum jema", EVERYWHERE, 1)

    assert one.names["fr"] == [Piece("Foum ", False), Piece("Jemaa", True)]
    assert both.names["fr"] == [Piece("Foum Jemaa", True)]


def test_search_finds_old_names_and_codes_old_and_new(azilal):
    place = Place.objects.get(code="05.081.05.07")
    PlaceAlias.objects.create(place=place, kind="code", text="99.081.05.07")

    assert codes_found("99.081.05.07") == codes_found("05.081.05.07") == ["05.081.05.07"]


def test_search_shows_only_what_the_actor_may_see(two_provinces):
    planner_next_door = actor_for("MA/05/05.091")

    assert codes_found("imlil", planner_next_door) == []
    assert codes_found("05.081.15.11", planner_next_door) == []
    assert codes_found("imlil", NOBODY) == []
    assert codes_found("imlil") == ["05.081.15.11"]


@pytest.mark.parametrize("territory", [(), ("MA/05/05.091",), ("MA/05/05.081/05.081.05", "MA/05/05.091/05.091.01.01")])
def test_may_see_path_says_what_places_of_does(two_provinces, territory):
    actor = actor_for(*territory)

    seen = {path for path in Place.objects.values_list("path", flat=True) if may_see_path(actor, path)}
    assert seen == set(places_of(actor).values_list("path", flat=True))


@pytest.mark.parametrize("text", ["", "   ", "'", "%", "xyzzyxq", "😀", "\x00", "(" * 500])
def test_search_for_nothing_finds_nothing(azilal, text):
    assert codes_found(text) == []


@pytest.mark.parametrize("limit", [1, 3])
def test_search_asks_the_database_the_same_for_one_place_or_three(azilal, limit, django_assert_num_queries):
    search_places("ait", EVERYWHERE, 1)

    with django_assert_num_queries(3):
        search_places("ait", EVERYWHERE, limit)
