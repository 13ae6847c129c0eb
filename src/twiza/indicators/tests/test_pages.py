"""Pages of indicators: what they say, what they keep to themselves, what they ask of the database."""

from __future__ import annotations

import csv
import re

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from twiza.accounts.rules import Role
from twiza.conftest import TODAY
from twiza.indicators.models import Measurement
from twiza.indicators.tests.definitions import keep_one
from twiza.outreach.models import CaravanCost, CareCode, CareNote, Consultation

ALL, CONSULTATIONS = "/en/indicators/", "/en/indicators/CAR_CONS/"


@pytest.fixture
def seen_by_driss(definitions, caravan_seeing, acting, driss):
    return caravan_seeing(acting(driss), 6)


def test_a_planner_reads_each_figure_and_why_one_is_missing(browser_of, driss, seen_by_driss):
    page = browser_of(driss).get(f"{ALL}?topic=planned").content.decode()

    assert numbers_beside("/en/indicators/CAR_REAL/", page) == ["100.0%", "1", "1"]
    assert "home follow-up will" in page
    assert "Associations" not in page


def test_each_topic_has_a_page_of_its_own(browser_of, driss, seen_by_driss):
    browser = browser_of(driss)

    pages = [
        browser.get(f"{ALL}?{topic}").content.decode() for topic in ("", "topic=planned", "topic=days", "topic=x")
    ]

    links = [re.findall(r"/en/indicators/([A-Z_]+)/", page) for page in pages]
    assert links == [["ESSP_FONC"], ["CAR_REAL"], ["CAR_CONS", "CAR_NEWDIAG", "CAR_COUT"], ["ESSP_FONC"]]


def test_a_page_says_of_which_period_its_figures_are_or_of_which_day(browser_of, driss, seen_by_driss):
    browser = browser_of(driss)
    period = "start=2026-01-01&end=2026-03-31"

    pages = [browser.get(f"{ALL}?topic={topic}&{period}").content.decode() for topic in ("supply", "planned")]

    captions = [" ".join(re.findall(r"<caption[^>]*>(.*?)</caption>", page, re.DOTALL)[0].split()) for page in pages]
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    assert captions == [f"Maroc, as things stand on {today}", "Maroc, from 1 January 2026 to 31 March 2026"]


def test_another_area_or_period_is_of_the_same_topic(browser_of, driss, seen_by_driss):
    page = browser_of(driss).get(f"{ALL}?topic=days").content.decode()

    assert '<input type="hidden" name="topic" value="days">' in page


def test_an_indicator_leads_back_to_its_topic(browser_of, driss, seen_by_driss):
    page = browser_of(driss).get(CONSULTATIONS).content.decode()

    assert "/en/indicators/?topic=days&amp;area=MA" in page


def test_a_figure_opens_to_its_records(browser_of, driss, seen_by_driss):
    page = browser_of(driss).get(CONSULTATIONS).content.decode()

    assert f"/en/caravans/{seen_by_driss.pk}/" in page
    assert "Caravan 1/2026" in page


def test_another_association_counts_nothing_of_it(browser_of, chama, seen_by_driss):
    page = browser_of(chama).get(CONSULTATIONS).content.decode()

    assert "No record to count" in page
    assert str(seen_by_driss.pk) not in page


@pytest.mark.parametrize("role", [Role.FUNDER, Role.TECHNICAL_ADMINISTRATOR, Role.FIELD_AGENT, Role.PROFESSIONAL])
def test_other_roles_find_no_indicators(browser_of, make_person, council, seen_by_driss, role):
    browser = browser_of(make_person("Nobody", council, role))

    assert [browser.get(address).status_code for address in (ALL, CONSULTATIONS, f"{ALL}file.csv")] == [404, 404, 404]


def test_few_people_seen_are_not_told(browser_of, driss, definitions, caravan_seeing, acting):
    caravan_seeing(acting(driss), 3)

    page = browser_of(driss).get(CONSULTATIONS).content.decode()

    assert "hidden, too few people" in page


@pytest.fixture
def three_seen(definitions, caravan_seeing, acting, driss):
    """Return a caravan in which three people were seen, one of them with a new finding, and what it cost."""
    caravan = caravan_seeing(acting(driss), 3)
    CaravanCost.objects.create(caravan=caravan, category="transport", paid=777)
    found = CareCode.objects.create(code="hypertension", kind="finding", names={"fr": "HTA"}, evidence="design")
    CareNote.objects.create(consultation=Consultation.objects.earliest("pk"), code=found, is_new=True)
    return caravan


@pytest.mark.parametrize(
    ("code", "figure", "record"),
    [
        ("CAR_NEWDIAG", ["hidden, too few people", "hidden", "hidden"], ["hidden", "hidden"]),
        ("CAR_COUT", ["hidden, too few people", "777", "hidden"], ["777", "hidden"]),
    ],
)
def test_no_page_tells_a_planner_what_few_people_had_or_cost(browser_of, driss, three_seen, code, figure, record):
    browser = browser_of(driss)

    told = [browser.get(address).content.decode() for address in (f"{ALL}?topic=days", f"{ALL}{code}/")]

    rows = [
        numbers_beside(f"/en/indicators/{code}/", told[0]),
        numbers_beside(f"/en/caravans/{three_seen.pk}/", told[1]),
    ]
    assert rows == [figure, record]
    assert key_figures(told[1]) == figure
    assert "259" not in told[0] + told[1]


@pytest.mark.parametrize(
    ("code", "figure", "record"), [("CAR_NEWDIAG", ["", "", ""], ["", ""]), ("CAR_COUT", ["", "777", ""], ["777", ""])]
)
def test_no_file_tells_a_planner_what_few_people_had_or_cost(browser_of, driss, three_seen, code, figure, record):
    browser = browser_of(driss)

    figures, records = (rows_of(browser.get(f"{address}file.csv")) for address in (ALL, f"{ALL}{code}/"))

    assert [row[2:5] for row in figures if row[0] == code] == [figure]
    assert [row[1:3] for row in records[1:]] == [record]


def numbers_beside(address, page):
    """Return the numbers of the row of a table that links to an address."""
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if address in row)
    return re.findall(r"<td class=\"number\"[^>]*><bdi>(.*?)</bdi>", row)


def key_figures(page):
    """Return the figures at the top of the page of an indicator."""
    return re.findall(r"<span class=\"figure-value\"><bdi>(.*?)</bdi>", page)


def rows_of(answer):
    """Return the rows of a file of comma-separated values."""
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


def test_an_area_where_one_does_not_act_does_not_exist(browser_of, make_person, council, places, definitions):
    browser = browser_of(make_person("Hamid", council, Role.PLANNER, ("MA/05/05.081",)))

    answers = [browser.get(f"{ALL}?area={path}").status_code for path in ("MA/05/05.081", "MA", "MA/99")]

    assert answers == [200, 404, 404]


def test_a_code_that_nothing_computes_does_not_exist(browser_of, driss, definitions, places):
    browser = browser_of(driss)

    assert [browser.get(f"{ALL}{code}/").status_code for code in ("CAR_SUIVI3M", "OSC_REG", "x")] == [404, 404, 404]


def test_a_period_that_ends_before_it_begins_is_refused_in_words(browser_of, driss, definitions, places):
    answer = browser_of(driss).get(f"{ALL}?start=2026-05-01&end=2026-01-01")

    assert answer.status_code == 422
    assert "The period ends before it begins" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "queries"), [(CONSULTATIONS, 18), (f"{ALL}?topic=planned", 13), (f"{ALL}?topic=days", 17)]
)
def test_the_questions_asked_do_not_grow_with_the_caravans(
    browser_of, driss, acting, definitions, caravan_seeing, django_assert_num_queries, address, queries
):
    browser = browser_of(driss)
    caravan_seeing(acting(driss), 5)
    browser.get(address)
    with django_assert_num_queries(queries):
        browser.get(address)
    for _caravan in range(2):
        caravan_seeing(acting(driss), 5)

    with django_assert_num_queries(queries):
        browser.get(address)


def test_a_figure_is_kept_taken_back_and_put_back(browser_of, driss, seen_by_driss, council):
    browser = browser_of(driss)

    browser.post(f"{CONSULTATIONS}keep/?area=MA&start=2026-01-01&end={TODAY.isoformat()}")

    kept = Measurement.objects.get()
    assert (kept.organisation, kept.indicator, kept.value, kept.record_count) == (council, "CAR_CONS", 6, 1)
    browser.post(f"/en/indicators/kept/{kept.pk}/take-back/")
    kept.refresh_from_db()
    assert kept.taken_back_at is not None
    assert "Put back" in browser.get(CONSULTATIONS).content.decode()
    browser.post(f"/en/indicators/kept/{kept.pk}/take-back/", {"back": "1"})
    kept.refresh_from_db()
    assert kept.taken_back_at is None


def test_a_kept_figure_says_which_version_of_its_definition_it_was_made_with(
    browser_of, driss, acting, seen_by_driss, definitions, places
):
    figure = keep_one(acting(driss), places["MA"], definitions)

    kept = browser_of(driss).get(f"{ALL}{figure.indicator}/").content.decode().partition('id="kept"')[2]

    assert f"/en/rules/versions/{definitions.pk}/" in kept
    assert f"version {definitions.version}" in kept


def test_a_kept_figure_of_others_does_not_exist(browser_of, driss, chama, acting, seen_by_driss, definitions, places):
    kept = keep_one(acting(driss), places["MA"], definitions)

    assert browser_of(chama).post(f"/en/indicators/kept/{kept.pk}/take-back/").status_code == 404


def test_a_table_to_send_says_area_period_and_what_it_rests_on(browser_of, driss, seen_by_driss):
    browser = browser_of(driss)

    figures = browser.get(f"{ALL}file.csv").content.decode("utf-8-sig").splitlines()
    records = browser.get(f"{CONSULTATIONS}file.csv").content.decode("utf-8-sig").splitlines()

    assert [line.split(",")[:2] for line in figures] == [
        ["Code", "Indicator"],
        ["ESSP_FONC", "Without care"],
        ["CAR_REAL", "Caravans done"],
        ["CAR_CONS", "Consultations"],
        ["CAR_NEWDIAG", "New cases"],
        ["CAR_COUT", "Cost"],
        ["SS_FAMILLES_PROTEGEES", "Families"],
        ["PROT_DELAI", "Delay"],
        ["SS_ENFANTS_SUIVIS", "Children"],
        ["QUAL_ACTION", "Actions done"],
        ["FREQ_CPC", "New consultations"],
    ]
    assert "Caravan 1/2026" in records[1]
