from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from twiza.access.models import AccessScenario, Basis, Care
from twiza.access.tests.conftest import ABBAS, AHANSAL, TABANT
from twiza.access.tests.listed import list_facilities, listed_scenario
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.facilities.loaders import load_shipped_types

ADDRESS = "access_compare"


@pytest.fixture
def today(council, driss, places, points):
    load_shipped_types()
    list_facilities(council, places)
    return listed_scenario(council, driss, places["05"])


@pytest.fixture
def with_one_more(browser_of, driss, today):
    browser_of(driss).post(
        reverse("what_if_save", args=[today.pk]), {"name": "Un de plus", "change": [f"add:{AHANSAL}:1"]}
    )
    return AccessScenario.objects.get(name="Un de plus")


@pytest.fixture
def kept_far(places, with_one_more):
    """Put the post that is added where the people of Ahansal live."""
    type(places[AHANSAL]).objects.filter(code=AHANSAL).update(lat=32.66, lon=-5.40)
    return with_one_more


def asked(browser, *scenarios, name=ADDRESS, kwargs=None, **given):
    ids = [str(scenario.pk) for scenario in scenarios]
    return browser.get(reverse(name, kwargs=kwargs), {"scenario": ids, "level": "commune"} | given)


def test_the_same_people_are_counted_in_each_scenario_and_what_differs_is_told(browser_of, driss, today, kept_far):
    page = asked(browser_of(driss), today, kept_far)

    assert [(one.name, figures.beyond, more) for one, figures, more in page.context["columns"]] == [
        ("Accès aux centres", 3_000, None),
        ("Un de plus", 0, -3_000),
    ]
    assert [(row.place.code, row.differences) for row in page.context["page"]] == [
        (AHANSAL, (-3_000,)),
        (ABBAS, (0,)),
        (TABANT, (0,)),
    ]


def test_the_farthest_communes_come_by_the_median_of_each_scenario(browser_of, driss, today, kept_far):
    page = asked(browser_of(driss), today, kept_far, minutes="5")

    assert [[place.code for place, _minutes in places] for _scenario, places in page.context["worst"]] == [
        [AHANSAL, ABBAS, TABANT],
        [ABBAS, TABANT, AHANSAL],
    ]
    assert page.context["page"][1].figures[0].beyond == 4_000


def test_what_all_rest_on_is_said_once_and_what_one_supposes_with_its_name(browser_of, driss, today, kept_far):
    page = asked(browser_of(driss), today, kept_far)

    assumptions = page.context["assumptions"]
    assert assumptions[0] == "Un de plus: One more place of care is supposed: Zaouiat Ahansal (counted as 1)."
    assert len(assumptions) == len(set(assumptions)) == 6


def test_assumed_hospitals_may_stand_beside_facilities_and_keep_their_mark(browser_of, driss, council, places, today):
    assumed = AccessScenario.objects.create(
        organisation=council, name="Hôpitaux", area=places["05"], basis=Basis.PROVINCE_TOWNS, care=Care.HOSPITAL,
        speed_kmh=40, detour=1.35, near_km=5, far_km=6, near_minutes=30, far_minutes=60, made_by=driss, made_at=NOW,
    )  # fmt: skip

    page = asked(browser_of(driss), today, assumed)

    # No hospital is assumed anywhere: everybody is beyond, and no median exists.
    assert [(figures.beyond, figures.median_minutes) for _one, figures, _more in page.context["columns"]][1] == (
        21_000,
        None,
    )
    assert page.content.decode().count("badge-assumption") == 1


def test_the_map_and_the_files_say_the_same(browser_of, driss, today, kept_far):
    browser = browser_of(driss)

    values = asked(browser, today, kept_far, name="access_compare_values").json()
    sent = asked(browser, today, kept_far, name="access_compare_export", kwargs={"kind": "xlsx"})

    rows = list(load_workbook(BytesIO(sent.content)).worksheets[0].iter_rows(values_only=True))
    assert values[AHANSAL] == {
        "s0": 1.0, "s1": 0.0, "d1": -1.0, "words": "People who are far, by scenario: 100% · 0%",
    }  # fmt: skip
    assert rows[0][3:] == (
        "Accès aux centres: people beyond 60 minutes",
        "Accès aux centres: median minutes",
        "Accès aux centres: mean minutes",
        "Un de plus: people beyond 60 minutes",
        "Un de plus: median minutes",
        "Un de plus: mean minutes",
        "Un de plus: more people beyond",
    )
    assert [row[0] for row in rows[1:]] == ["05", ABBAS, TABANT, AHANSAL]
    assert [row[9] for row in rows[1:]] == [-3_000, 0, 0, -3_000]
    assert AuditEntry.objects.filter(outcome="exported").count() == 1


def test_nothing_asked_says_how_to_begin_and_one_scenario_is_too_few(browser_of, driss, today):
    browser = browser_of(driss)

    pages = [browser.get(reverse(ADDRESS)), asked(browser, today), asked(browser, today, today)]

    assert [page.status_code for page in pages] == [200, 422, 422]
    assert pages[1].context["refusal"] == "Choose from 2 to 4 scenarios to compare."


@pytest.mark.parametrize("minutes", ["0", "x", "601"])
def test_minutes_that_are_none_are_refused_and_the_first_far_time_is_shown(
    browser_of, driss, today, with_one_more, minutes
):
    browser = browser_of(driss)

    page = asked(browser, today, with_one_more, minutes=minutes)

    assert (page.status_code, list(page.context["form"].errors), page.context["minutes"]) == (422, ["minutes"], "60")
    assert asked(browser, today, with_one_more, name="access_compare_values", minutes=minutes).status_code == 404


@pytest.mark.parametrize("name", ["chama", "technical_administrator", "auditor", "aminata"])
def test_foreign_scenarios_are_not_compared(name, browser_of, today, with_one_more, request):
    browser = browser_of(request.getfixturevalue(name))

    answers = [
        asked(browser, today, with_one_more),
        asked(browser, today, with_one_more, name="access_compare_values"),
        asked(browser, today, with_one_more, name="access_compare_export", kwargs={"kind": "csv"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_what_is_no_scenario_and_no_level_do_not_exist(browser_of, driss, today, with_one_more):
    browser = browser_of(driss)

    assert browser.get(reverse(ADDRESS), {"scenario": ["x", "y"]}).status_code == 404
    assert asked(browser, today, with_one_more, level="douar").status_code == 404


def test_three_communes_ask_as_often_as_one(browser_of, driss, council, places, today, django_assert_num_queries):
    browser = browser_of(driss)
    one = [listed_scenario(council, driss, places[TABANT]) for _time in range(2)]
    other = listed_scenario(council, driss, places["05"])
    for scenarios in (one, [today, other]):
        asked(browser, *scenarios)

    # The points of both areas are at hand from here on.
    with django_assert_num_queries(19):
        asked(browser, *one)
    with django_assert_num_queries(19):
        asked(browser, today, other)
