"""The shell shows each person her own doors, and the same page in each language."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from twiza.accounts.decisions import NOBODY
from twiza.web.shell import NAVIGATION, Shell, is_within


def shell_for(path, actor=NOBODY, person=None):
    """Return the shell around a page, as a person acting meets it."""
    request = RequestFactory().get(path)
    request.actor = actor
    request.user = person
    return Shell(request)


def routes_shown(shell):
    """Return the routes of the menu."""
    addresses = {reverse(name): name for name, *_rest in NAVIGATION}
    return [addresses[entry.url] for entry in shell.navigation]


def test_a_planner_sees_the_doors_of_her_work(driss, acting):
    assert routes_shown(shell_for("/fr/home/", acting(driss), driss)) == [
        "home",
        "waiting",
        "needs",
        "access_scenarios",
        "plans",
        "caravans",
        "conventions",
        "care_supply_plans",
        "activity_figures",
        "quality_rounds",
        "targets",
        "published_figures",
        "indicators",
        "facilities",
        "procedure_files",
        "procedure_kinds",
        "reports",
        "rulesets",
        "territory",
        "job_list",
    ]


def test_an_auditor_sees_the_audit_trail(auditor, acting):
    assert "audit_trail" in routes_shown(shell_for("/fr/home/", acting(auditor), auditor))


def test_a_visitor_sees_no_door_that_is_not_public():
    assert routes_shown(shell_for("/fr/")) == []


def test_the_menu_asks_the_database_nothing(driss, acting, django_assert_num_queries):
    shell = shell_for("/fr/home/", acting(driss), driss)

    with django_assert_num_queries(0):
        assert shell.navigation


def test_of_two_doors_one_behind_the_other_the_inner_one_is_current(driss, acting):
    shell = shell_for("/fr/files/waiting/", acting(driss), driss)

    assert [str(entry.url) for entry in shell.navigation if entry.is_current] == ["/fr/files/waiting/"]


def test_the_page_below_a_door_keeps_the_door_current(driss, acting):
    shell = shell_for("/fr/plans/new/", acting(driss), driss)

    assert [str(entry.url) for entry in shell.navigation if entry.is_current] == ["/fr/plans/"]


@pytest.mark.parametrize(("path", "found"), [("/fr/plans/new/", True), ("/fr/plans/", True), ("/fr/plansx/", False)])
def test_a_page_lies_below_another_by_whole_words(path, found):
    assert is_within(path, "/fr/plans/") is found


def test_the_same_page_is_offered_in_each_language():
    with override("ar"):
        languages = shell_for("/ar/needs/?sort=-people").languages

    assert [(one.code, one.url, one.is_current) for one in languages] == [
        ("fr", "/fr/needs/?sort=-people", False),
        ("ar", "/ar/needs/?sort=-people", True),
        ("en", "/en/needs/?sort=-people", False),
    ]


def test_positions_are_named_in_the_language_of_the_page(driss, acting, django_assert_num_queries):
    shell = shell_for("/ar/home/", acting(driss), driss)

    with override("ar"), django_assert_num_queries(1):
        positions = shell.positions

    assert [(one.organisation, one.is_current) for one in positions] == [("المجلس الإقليمي", True)]


def test_a_visitor_has_no_position():
    assert shell_for("/fr/").positions == []
