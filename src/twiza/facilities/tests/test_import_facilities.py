import datetime as dt

import pytest
from django.conf import settings

from twiza.conftest import NOW, TODAY
from twiza.core.errors import InputError
from twiza.facilities.actions.imports import ImportOutcome, NotDecided, SourceMissing, begin_import, store_import
from twiza.facilities.models import Facility, FacilityImport
from twiza.facilities.queries.imports import read_import
from twiza.territory.models import Place
from twiza.territory.row_problems import RowsRefused

TABANT = "05.081.03.09"


@pytest.fixture
def tabant(places) -> Place:
    """Return a commune: a square of some 6 km."""
    return places[TABANT]


def problems_of(draft, actor):
    return [(problem.row, problem.column, problem.sentence) for problem in read_import(draft, actor, TODAY).problems]


def test_the_sample_is_stored_as_it_says(begin, driss, acting):
    text = (settings.DATA / "samples" / "facilities.csv").read_text(encoding="utf-8")

    outcome = store_import(draft=begin(text), actor=acting(driss), at=NOW)

    assert outcome == ImportOutcome(added=5, updated=0, skipped=0)
    third = Facility.objects.get(code="EXEMPLE-3")
    assert (third.type.code, third.place.code, third.status) == ("DR", "05.081.03.03", "without_staff")
    assert (third.doctors, third.nurses, third.lat) == (None, 0, None)
    assert [one.service.code for one in third.facility_services.all()] == ["soins_infirmiers"]
    assert Facility.objects.get(code="EXEMPLE-4").is_mobile
    assert FacilityImport.objects.count() == 0


def test_a_row_without_a_commune_is_put_where_its_coordinates_lie(begin, tabant, driss, acting):
    draft = begin(f"nom,type,lat,lon\nCentre,CSR1,{tabant.lat},{tabant.lon}\n")

    store_import(draft=draft, actor=acting(driss), at=NOW)

    assert Facility.objects.get().place == tabant


def test_a_point_of_geojson_is_where_it_is(begin, tabant, driss, acting):
    text = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"Centre","type":"CSR1"},'
        f'"geometry":{{"type":"Point","coordinates":[{tabant.lon},{tabant.lat}]}}}}]}}'
    )

    store_import(draft=begin(text, name="liste.geojson"), actor=acting(driss), at=NOW)

    assert Facility.objects.get().place == tabant


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (",CSR1,05.081.03.09,,,,", "nom", "needs a name"),
        ("Centre,Clinique,05.081.03.09,,,,", "type", "not a type we know"),
        ("Centre,,05.081.03.09,,,,", "type", "type is missing"),
        ("Centre,CSR1,05.081.99.99,,,,", "code_commune", "No commune has the code"),
        ("Centre,CSR1,,,,,", "", "Nothing says where"),
        ("Centre,CSR1,,331.2,-6.4,,", "lat", "not a number of degrees"),
        ("Centre,CSR1,,31.66,,,", "lat", "both latitude and longitude"),
        ("Centre,CSR1,,-6.4,31.66,,", "", "look exchanged"),
        ("Centre,CSR1,,48.85,2.35,,", "", "outside the country"),
        ("Centre,CSR1,,32.5,-5.5,,", "", "at sea or outside every commune"),
        ("Centre,CSR1,05.081.03.09,,,peut-être,", "statut", "write open, closed"),
        ("Centre,CSR1,05.081.03.09,,,,-1", "medecins", "not a number of staff"),
        ("=1+1,CSR1,05.081.03.09,,,,", "nom", "begins like a formula"),
    ],
)
def test_a_row_that_is_not_understood_is_named_and_nothing_is_stored(begin, driss, acting, row, column, words):
    draft = begin(f"nom,type,code_commune,lat,lon,statut,medecins\nBon,CSR1,05.081.03.09,,,ouvert,1\n{row}\n")

    found = problems_of(draft, acting(driss))

    assert [(number, where) for number, where, _sentence in found] == [(3, column)]
    assert words in found[0][2]
    with pytest.raises(RowsRefused):
        store_import(draft=draft, actor=acting(driss), at=NOW)
    assert Facility.objects.count() == 0


def test_services_bring_their_supply_along(begin, driss, acting):
    draft = begin("nom,type,code_commune,services\nCentre,CSR1,05.081.03.09,vaccination=0.5; pharmacie\n")

    store_import(draft=draft, actor=acting(driss), at=NOW)

    given = Facility.objects.get().facility_services.order_by("service__code")
    assert list(given.values_list("service__code", "supply")) == [("pharmacie", None), ("vaccination", 0.5)]


def test_codes_that_lost_their_zeros_are_recognised(begin, driss, acting, tabant):
    draft = begin("nom,type,code_commune\nCentre,CSR1,5.81.3.9\n")

    store_import(draft=draft, actor=acting(driss), at=NOW)

    assert Facility.objects.get().place == tabant


def test_a_code_given_twice_in_the_file_is_refused(begin, driss, acting):
    draft = begin("code,nom,type,code_commune\nA,Un,CSR1,05.081.03.09\nA,Deux,CSR1,05.081.03.09\n")

    assert problems_of(draft, acting(driss)) == [(3, "", "The code A is in two rows.")]


def test_a_place_outside_ones_territory_is_refused(begin, make_person, council, acting):
    hassan = acting(make_person("Hassan", council, "planner", territory=("MA/08",)))
    draft = begin("nom,type,code_commune\nCentre,CSR1,05.081.03.09\n")

    assert problems_of(draft, hassan) == [(2, "", "This place is outside your territory.")]


def test_a_word_that_is_no_type_of_ours_is_asked_about_then_understood(begin, driss, acting):
    draft = begin("nom,type,code_commune\nUn,Clinique,05.081.03.09\nDeux,Clinique,05.081.03.03\n")
    assert read_import(draft, acting(driss), TODAY).unknown_types == ["Clinique"]

    draft.types = {"Clinique": "PRIV"}

    reading = read_import(draft, acting(driss), TODAY)
    assert ([one.type.code for one in reading.candidates], reading.problems) == (["PRIV", "PRIV"], [])


def test_a_facility_that_is_there_already_waits_for_a_decision(begin, driss, acting, council, tabant, facility_types):
    kept = Facility.objects.create(
        organisation=council, code="A", names={"fr": "Centre Tabant"}, type=facility_types["CSR1"], place=tabant,
        lat=31.66, lon=-6.41, status="open", doctors=2, source="avant", updated_at=NOW,
    )  # fmt: skip
    draft = begin(
        "code,nom,type,code_commune,lat,lon,infirmiers\n"
        "A,Centre de santé,CSR2,05.081.03.09,,,3\n"
        "B,Centre de Tabante,CSR1,05.081.03.09,31.661,-6.41,1\n"
        "C,centre tabant,CSR1,05.081.03.09,31.661,-6.41,1\n"
    )
    reading = read_import(draft, acting(driss), TODAY)
    assert [(one.candidate.code, str(one.likeness), one.facility) for one in reading.duplicates] == [
        ("A", "code", kept),
        ("C", "name_nearby", kept),
    ]
    with pytest.raises(NotDecided):
        store_import(draft=draft, actor=acting(driss), at=NOW)

    draft.decisions = {"all": "update", "4": "add"}
    outcome = store_import(draft=draft, actor=acting(driss), at=NOW)

    kept.refresh_from_db()
    assert outcome == ImportOutcome(added=2, updated=1, skipped=0)
    assert (kept.type.code, kept.doctors, kept.nurses, kept.lat) == ("CSR2", 2, 3, 31.66)


def test_a_facility_of_others_is_never_updated(begin, driss, acting, other_association, tabant, facility_types):
    theirs = Facility.objects.create(
        organisation=other_association, code="A", names={"fr": "Centre"}, type=facility_types["CSR1"], place=tabant,
        source="avant", updated_at=NOW,
    )  # fmt: skip
    draft = begin("code,nom,type,code_commune\nA,Autre nom,CSR1,05.081.03.09\n")
    draft.decisions = {"all": "update"}

    with pytest.raises(NotDecided):
        store_import(draft=draft, actor=acting(driss), at=NOW)

    theirs.refresh_from_db()
    assert theirs.names == {"fr": "Centre"}


def test_two_like_rows_of_one_file_are_asked_about(begin, driss, acting):
    draft = begin(
        "nom,type,code_commune,lat,lon\nCentre,CSR1,05.081.03.09,31.66,-6.41\ncentre,CSR1,05.081.03.09,31.661,-6.41\n"
    )

    (like,) = read_import(draft, acting(driss), TODAY).duplicates

    assert (like.candidate.number, like.row, round(like.distance_m)) == (3, 2, 111)


def test_without_coordinates_a_like_name_in_the_same_commune_is_asked_about(begin, driss, acting):
    draft = begin(
        "nom,type,code_commune\nCentre,CSR1,05.081.03.09\ncentre,CSR1,05.081.03.09\nCentre,CSR1,05.081.03.03\n"
    )

    found = read_import(draft, acting(driss), TODAY).duplicates

    assert [(like.candidate.number, like.row, like.distance_m) for like in found] == [(3, 2, None)]


def test_a_file_that_is_no_table_is_refused_and_not_kept(begin):
    for text in ("", "nom,type\n", "nom,nom\nA,B\n"):
        with pytest.raises(InputError):
            begin(text)

    assert FacilityImport.objects.count() == 0


def test_a_list_says_where_it_comes_from(council, driss, places):
    with pytest.raises(SourceMissing):
        begin_import(
            organisation=council,
            country="MA",
            file_name="liste.csv",
            content=b"nom\nA\n",
            source=" ",
            default_type=None,
            made_by=driss,
            at=NOW,
        )


def test_who_verified_goes_with_when(begin, driss, acting):
    draft = begin(
        "nom,type,code_commune,verified by,verified on\n"
        "Un,CSR1,05.081.03.09,Délégation,2026-05-04\n"
        "Deux,CSR1,05.081.03.09,Délégation,\n"
        "Trois,CSR1,05.081.03.09,Délégation,2030-01-01\n"
    )

    reading = read_import(draft, acting(driss), TODAY)

    assert reading.candidates[0].verified_on == dt.date(2026, 5, 4)
    assert [problem.row for problem in reading.problems] == [3, 4]
