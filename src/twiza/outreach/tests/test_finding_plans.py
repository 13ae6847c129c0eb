"""The list of plans, looked through: by name, however it is spelt, and by area."""

from __future__ import annotations

import pytest

from twiza.core.text import sounds_asked
from twiza.outreach.finding import search_text_of
from twiza.outreach.models import Plan, Scenario

AIT = {"fr": "Été à Aït Bouguemez", "ar": "صيف أيت بوكماز"}


def found(browser, **asked):
    return [plan.number for plan, _proof in browser.get("/fr/plans/", asked).context["plans"]]


@pytest.fixture
def two_plans(scenario, make_plan):
    """Return a plan of the summer at Aït Bouguemez, numbered 1, and one named after its month, numbered 2."""
    after_its_month = scenario.names
    Scenario.objects.update(names=AIT)
    make_plan(scenario)
    Scenario.objects.update(names=after_its_month)
    return make_plan(scenario)


def test_a_plan_is_searched_by_its_names_its_number_and_its_area():
    text = search_text_of({"fr": "Hiver"}, 3, {"fr": "Azilal", "ar": "أزيلال"})

    assert [sound in text for sound in sounds_asked("hiver plan 3 AZILAL ازيلال")] == [True] * 5
    assert [sound in text for sound in sounds_asked("iver zilal")] == [False, False]


@pytest.mark.parametrize("words", ["ete", "Ait Bougue", "AYT", "ايت", "bouguemez été", "صيف"])
def test_a_name_is_found_without_its_accents_and_by_its_beginnings(browser_of, driss, two_plans, words):
    assert found(browser_of(driss), q=words) == [1]


def test_words_that_no_plan_has_find_none_and_lead_back_to_all(browser_of, driss, two_plans):
    page = browser_of(driss).get("/fr/plans/", {"q": "zagora"})

    assert (list(page.context["plans"]), page.status_code) == ([], 200)
    assert "Afficher tous les plans" in page.content.decode()


def test_a_region_holds_the_plans_of_its_provinces(browser_of, driss, two_plans, region):
    province = type(region).objects.get(path="XX/1/1.1")
    Plan.objects.filter(number=1).update(area=province)
    browser = browser_of(driss)

    assert (found(browser, area=region.path), found(browser, area=province.path)) == ([2, 1], [1])


def test_an_area_without_plans_is_not_understood_and_asks_nothing(browser_of, driss, two_plans):
    page = browser_of(driss).get("/fr/plans/", {"area": "XX/1/1.1/tizi", "q": "ete"})

    assert ([plan.number for plan, _proof in page.context["plans"]], list(page.context["filter"].errors)) == (
        [1],
        ["area"],
    )


def test_the_pages_of_what_was_found_keep_the_question(browser_of, driss, two_plans):
    plan = Plan.objects.get(number=2)
    for number in range(3, 40):
        plan.pk, plan.job_id, plan.number = None, None, number
        plan.pk = Plan._meta.pk.get_default()
        plan.save(force_insert=True)
    browser = browser_of(driss)

    page = browser.get("/fr/plans/", {"q": "region"})

    assert (page.context["page"].paginator.count, 'href="?q=region&amp;page=2"' in page.content.decode()) == (39, True)


def test_nobody_finds_a_foreign_plan_nor_its_area(browser_of, chama, two_plans):
    page = browser_of(chama).get("/fr/plans/", {"q": "ete"})

    assert (list(page.context["plans"]), page.context["has_plans"]) == ([], False)


@pytest.mark.parametrize("plans", [1, 3])
def test_looking_for_plans_asks_the_same_questions_for_1_and_3(
    browser_of, driss, scenario, make_plan, plans, django_assert_num_queries
):
    for _ in range(plans):
        make_plan(scenario)
    browser = browser_of(driss)
    browser.get("/fr/plans/")

    with django_assert_num_queries(12):
        browser.get("/fr/plans/", {"q": "region", "area": "XX/1"})
