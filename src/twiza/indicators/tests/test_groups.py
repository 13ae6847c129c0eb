"""The records behind one group of a figure: its own and nobody else's, for who may open them."""

from __future__ import annotations

import pytest

from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
RECORDS = "/en/indicators/SS_ENFANTS_SUIVIS/records/?by=catchment&group="


@pytest.fixture
def seen(definitions, follow, association, bakary):
    """Return what makes so many children of one place who were seen today."""

    def make(count: int) -> None:
        for child in follow(count):
            child.visits.create(
                organisation=association, visited_on=TODAY, presence="seen", visited_by=bakary, received_at=NOW
            )

    return make


def counts(browser, key: object) -> int:
    return browser.get(f"{RECORDS}{key}").context["page"].paginator.count


def test_a_centre_opens_to_its_children_and_another_to_none(seen, serve, places, browser_of, bakary):
    seen(3)
    here, there = serve("Ici", places["05.081.03.09"]), serve("Ailleurs", places["05.081.03.03"])
    browser = browser_of(bakary)

    page = browser.get("/en/indicators/SS_ENFANTS_SUIVIS/?by=catchment").content.decode()

    assert [counts(browser, key) for key in (here.pk, there.pk, "", "nobody")] == [3, 0, 0, 0]
    assert f"by=catchment&amp;group={here.pk}" in page
    assert "Centre: <bdi>Ici</bdi>" in browser.get(f"{RECORDS}{here.pk}").content.decode()


def test_children_without_a_known_centre_open_together(seen, browser_of, bakary):
    seen(3)
    browser = browser_of(bakary)

    assert counts(browser, "") == 3
    assert "Centre: <bdi>Centre not known</bdi>" in browser.get(RECORDS).content.decode()


def test_who_may_not_open_records_finds_no_way_to_them(seen, serve, places, browser_of, make_person, association):
    seen(6)
    here = serve("Ici", places["05.081.03.09"])
    browser = browser_of(make_person("Somebody", association, Role.COORDINATOR))

    assert "group=" not in browser.get("/en/indicators/SS_ENFANTS_SUIVIS/?by=catchment").content.decode()
    assert browser.get(f"{RECORDS}{here.pk}").status_code == 404
