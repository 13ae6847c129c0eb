import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from twiza.accounts.rules import Role
from twiza.conftest import TODAY
from twiza.facilities.models import Completeness, Facility, FacilityImport, FacilityList
from twiza.facilities.queries.facility import facilities_to_change

pytestmark = pytest.mark.usefixtures("places", "facility_types")
CAST = ("aminata", "bakary", "chama", "driss", "esther", "manager", "technical_administrator", "auditor")


@pytest.fixture
def import_page(browser_of, driss):
    def send(text):
        browser = browser_of(driss)
        file = SimpleUploadedFile("liste.csv", text.encode())
        given = {"file": file, "country": "MA", "source": "Tournée", "default_type": ""}
        return browser, browser.post(reverse("facility_import_begin"), given, follow=True)

    return send


def test_an_empty_list_says_that_nothing_is_invented_and_that_nobody_said_how_complete_it_is(browser_of, driss):
    page = browser_of(driss).get(reverse("facilities"))

    text = page.content.decode()
    assert "Twiza invents none" in text
    assert "Nobody has said how complete it is" in text
    assert (list(page.context["page"]), page.context["statement"]) == ([], None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_facility_as_for_three(
    browser_of, driss, make_facility, django_assert_num_queries, count
):
    made = [make_facility(f"Centre {number}", lat=31.66, lon=-6.4) for number in range(count)]
    browser = browser_of(driss)

    with django_assert_num_queries(14):
        page = browser.get(reverse("facilities"))

    assert {facility.pk for facility in page.context["page"]} == {facility.pk for facility in made}


def test_types_say_which_norms_are_not_set(browser_of, driss, django_assert_num_queries):
    browser = browser_of(driss)

    with django_assert_num_queries(8):
        page = browser.get(reverse("facility_types"))

    assert len(page.context["types"]) == 20
    assert page.content.decode().count("Norm not set") == 18


def test_the_list_is_filtered_by_name_however_spelt_type_status_and_area(browser_of, driss, make_facility, places):
    kept = make_facility("Centre d'Aït Bougmez", search_text="sentr bugmez", status="closed")
    make_facility("Autre", place=places["05.081.03.13"])
    browser = browser_of(driss)

    def shown(**asked):
        return [facility.pk for facility in browser.get(reverse("facilities"), asked).context["page"]]

    assert shown(q="Bougmez") == [kept.pk]
    assert shown(status="closed") == [kept.pk]
    assert shown(type="HP") == []
    assert len(shown(area="MA/05/05.081")) == 2


@pytest.mark.parametrize("name", CAST)
def test_the_list_and_a_facility_are_there_for_those_who_may_view_it(name, browser_of, make_facility, request):
    facility = make_facility("Centre")
    browser = browser_of(request.getfixturevalue(name))

    answers = {
        browser.get(reverse("facilities")).status_code,
        browser.get(reverse("facility", args=[facility.pk])).status_code,
        browser.get(reverse("facilities_export", args=["csv"])).status_code,
    }

    assert answers == ({404} if name in {"esther", "technical_administrator", "auditor"} else {200})


@pytest.mark.parametrize("name", CAST)
def test_only_planners_and_managers_of_its_organisation_change_a_facility(name, browser_of, make_facility, request):
    facility = make_facility("Centre")
    browser = browser_of(request.getfixturevalue(name))

    answer = browser.get(reverse("facility_edit", args=[facility.pk]))

    assert answer.status_code == (200 if name in {"driss", "manager"} else 404)


def test_what_is_wrong_in_both_forms_is_told_in_one_place(browser_of, driss):
    answer = browser_of(driss).post(reverse("facility_create"), {"name_fr": ""})

    assert set(answer.context["form"].errors) == {"type", "place_code", "status"}
    assert set(answer.context["origin"].errors) == {"source"}
    assert answer.content.decode().count('id="errors"') == 1


def test_a_facility_is_added_and_changed_with_who_verified_it(browser_of, driss, council):
    browser = browser_of(driss)
    given = {
        "name_fr": "Centre de Tabant",
        "type": "CSR1",
        "place_code": "05.081.03.09",
        "lat": "31.66",
        "lon": "-6.4",
        "status": "open",
        "post_nurse_in_post": "0",
        "services": ["vaccination"],
        "source": "Visite",
        "verified_by": "Délégation",
        "verified_on": TODAY.isoformat(),
    }

    browser.post(reverse("facility_create"), given)

    facility = Facility.objects.get()
    assert (facility.organisation, facility.doctors, facility.nurses) == (council, None, 0)
    changed = given | {"status": "closed", "services": [], "shown_at": facility.updated_at.isoformat()}
    browser.post(reverse("facility_edit", args=[facility.pk]), changed)
    facility.refresh_from_db()
    assert (facility.status, facility.facility_services.count()) == ("closed", 0)


GIVEN = {
    "name_fr": "Centre",
    "type": "CSR1",
    "place_code": "05.081.03.09",
    "lat": "31.66",
    "lon": "-6.4",
    "status": "open",
    "source": "Visite",
}


def test_one_like_those_there_are_is_added_once_somebody_says_that_it_is_another(browser_of, driss):
    browser, again = browser_of(driss), {**GIVEN, "name_fr": "Centre Tabant"}
    browser.post(reverse("facility_create"), {**GIVEN, "name_fr": "Centre de Tabant"})

    asked = browser.post(reverse("facility_create"), again)
    assert (asked.status_code, [one.names["fr"] for one in asked.context["alike"]]) == (422, ["Centre de Tabant"])
    assert Facility.objects.count() == 1

    refused = browser.post(reverse("facility_create"), again | {"is_another": "1", "beds": "-1"})
    assert 'type="hidden" name="is_another"' in refused.content.decode()
    browser.post(reverse("facility_create"), again | {"is_another": "1"})
    assert Facility.objects.count() == 2


def test_a_form_that_was_refused_opens_what_is_to_be_mended_only(browser_of, driss):
    answer = browser_of(driss).post(reverse("facility_create"), {**GIVEN, "opening_1": "le matin"})

    assert answer.context["form"].refused_topics() == {"opening"}
    assert answer.content.decode().count('<details class="more" open>') == 2  # staff always is


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_fr": ""}, "__all__"),
        ({"place_code": "99"}, "place_code"),
        ({"type": ""}, "type"),
        ({"lon": ""}, "lat"),
        ({"post_doctor_in_post": "-1"}, "post_doctor_in_post"),
        ({"opening_1": "le matin"}, "opening_1"),
        ({"opening_1": "14:00-16:00, 08:00-12:00"}, "__all__"),
        ({"visits": "05.081.03.09: 54"}, "visits"),
        ({"equipment_ambulance_number": "1", "equipment_ambulance_working": "2"}, "__all__"),
        ({"authorisation_0_given_by": "Délégation"}, "authorisation_0_number"),
    ],
)
def test_a_facility_that_makes_no_sense_is_refused(browser_of, driss, change, field):
    answer = browser_of(driss).post(reverse("facility_create"), GIVEN | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Facility.objects.count() == 0


def test_statements_of_completeness_are_kept_beside_each_other(browser_of, driss):
    browser = browser_of(driss)
    given = {"place": "MA/05/05.081", "completeness": "partial", "said_by": "Délégation", "said_on": "2026-11-01"}

    browser.post(reverse("facilities_completeness"), given)
    browser.post(reverse("facilities_completeness"), given | {"completeness": "believed_complete"})

    assert list(FacilityList.objects.order_by("id").values_list("completeness", flat=True)) == [
        Completeness.PARTIAL,
        Completeness.BELIEVED_COMPLETE,
    ]
    page = browser.get(reverse("facilities"), {"area": "MA/05/05.081"})
    assert page.context["statement"].completeness == Completeness.BELIEVED_COMPLETE


@pytest.mark.parametrize("change", [{"said_by": " "}, {"said_on": "2999-01-01"}, {"place": "MA/99"}])
def test_a_statement_without_who_or_when_is_refused(browser_of, driss, change):
    given = {"place": "MA", "completeness": "partial", "said_by": "Délégation", "said_on": "2026-11-01"}

    answer = browser_of(driss).post(reverse("facilities_completeness"), given | change)

    assert answer.status_code == 422
    assert FacilityList.objects.count() == 0


def test_a_file_is_looked_at_before_it_is_stored(import_page):
    browser, page = import_page("code,nom,type,code_commune\nA,Centre,CSR1,05.081.03.09\n")
    assert (page.context["reading"].is_ready, Facility.objects.count()) == (True, 0)

    columns = {f"column_{name}": column for name, column in page.context["draft"].columns.items()}
    browser.post(page.redirect_chain[-1][0], columns | {"store": "1"})

    assert (Facility.objects.get().code, FacilityImport.objects.count()) == ("A", 0)


def test_a_file_with_a_mistake_stores_nothing_and_says_where(import_page):
    browser, page = import_page("nom,type,code_commune\nCentre,CSR1,05.081.03.09\nAutre,CSR1,99\n")
    columns = {f"column_{name}": column for name, column in page.context["draft"].columns.items()}

    answer = browser.post(page.redirect_chain[-1][0], columns | {"store": "1"})

    assert answer.status_code == 422
    assert [(one.row, one.column) for one in answer.context["problems"]] == [(3, "code_commune")]
    assert Facility.objects.count() == 0


def test_types_and_decisions_are_said_on_the_page(import_page, make_facility):
    kept = make_facility("Centre", code="A")
    browser, page = import_page("code,nom,type,code_commune\nA,Centre,Clinique,05.081.03.09\n")
    columns = {f"column_{name}": column for name, column in page.context["draft"].columns.items()}
    said = columns | {"type_0": "PRIV", "decision_all": "update", "store": "1"}

    browser.post(page.redirect_chain[-1][0], said)

    kept.refresh_from_db()
    assert (kept.type.code, Facility.objects.count()) == ("PRIV", 1)


@pytest.mark.parametrize("name", ["chama", "manager", "aminata", "technical_administrator"])
def test_a_file_on_its_way_in_is_there_for_nobody_else(name, import_page, browser_of, request):
    import_page("nom,type,code_commune\nCentre,CSR1,05.081.03.09\n")
    address = reverse("facility_import", args=[FacilityImport.objects.get().pk])

    answer = browser_of(request.getfixturevalue(name)).get(address)

    assert answer.status_code == 404


def test_a_file_is_given_up(import_page):
    browser, _page = import_page("nom,type,code_commune\nCentre,CSR1,05.081.03.09\n")

    browser.post(reverse("facility_import_give_up", args=[FacilityImport.objects.get().pk]))

    assert (FacilityImport.objects.count(), Facility.objects.count()) == (0, 0)


def test_what_goes_out_comes_in_again(import_page, browser_of, driss, make_facility):
    make_facility("Centre", code="A", lat=31.66, lon=-6.4, doctors=1.5)
    sent = browser_of(driss).get(reverse("facilities_export", args=["csv"])).content.decode("utf-8-sig")
    Facility.objects.all().delete()

    _browser, page = import_page(sent)

    assert page.context["problems"] == []
    candidate = page.context["reading"].candidates[0]
    assert (candidate.code, candidate.type.code, candidate.lat, candidate.doctors) == ("A", "CSR1", 31.66, 1.5)


def test_geojson_says_how_complete_the_list_is(browser_of, driss, make_facility):
    make_facility("Centre", lat=31.66, lon=-6.4)

    collection = json.loads(browser_of(driss).get(reverse("facilities_export", args=["geojson"])).content)

    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [-6.4, 31.66]}
    assert re.match("Nobody has said how complete", collection["notes"][0]["text"])


def test_a_territory_does_not_open_a_place_whose_code_begins_alike(make_facility, make_person, council, acting):
    facility = make_facility("Centre de santé Tabant")
    inside = make_person("Hassan", council, Role.PLANNER, territory=("MA/05/05.081",))
    beside = make_person("Idir", council, Role.PLANNER, territory=("MA/05/05.08",))

    to_change = [list(facilities_to_change(acting(person))) for person in (inside, beside)]

    assert to_change == [[facility], []]
