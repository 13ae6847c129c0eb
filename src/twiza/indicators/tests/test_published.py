"""A kept figure is published for funders, who read nothing else; that can be withdrawn."""

from __future__ import annotations

import pytest

from twiza.accounts.models import AuditEntry, Person
from twiza.accounts.rules import Role
from twiza.conftest import NOW
from twiza.indicators.actions.keeping import NotYoursToKeep, publish_figure, take_back_figure, withdraw_publication
from twiza.indicators.models import Measurement
from twiza.indicators.queries.kept import published_to
from twiza.indicators.tests.definitions import keep_one

PUBLISHED = "/en/indicators/published/"


@pytest.fixture
def malika(make_person, association) -> Person:
    """Return the manager of the association that Esther funds."""
    return make_person("Malika", association, Role.MANAGER)


@pytest.fixture
def kept(definitions, places, acting, malika) -> Measurement:
    """Return a figure that the association keeps."""
    return keep_one(acting(malika), places["05"], definitions)


def test_a_funder_reads_what_was_published_until_it_is_withdrawn(kept, acting, malika, esther, browser_of):
    browser = browser_of(esther)
    before = browser.get(PUBLISHED).content.decode()
    publish_figure(kept=kept, actor=acting(malika), at=NOW)
    now = browser.get(PUBLISHED).content.decode()
    sheet = browser.get(f"{PUBLISHED}file.csv").content.decode("utf-8-sig")
    withdraw_publication(kept=kept, actor=acting(malika), at=NOW)

    assert "Nothing is published yet" in before
    assert ("Caravans done" in now, "draft-1" in sheet) == (True, True)
    assert list(published_to(acting(esther))) == []


def test_a_funder_reads_nothing_else(kept, acting, malika, esther, browser_of):
    publish_figure(kept=kept, actor=acting(malika), at=NOW)
    browser = browser_of(esther)

    closed = ("/en/indicators/", "/en/indicators/targets/", "/en/indicators/CAR_REAL/")
    assert {browser.get(one).status_code for one in closed} == {404}
    assert browser.post(f"/en/indicators/kept/{kept.pk}/publish/").status_code == 404


def test_another_organisation_reads_nothing_and_publishes_nothing(kept, acting, malika, driss, chama, browser_of):
    publish_figure(kept=kept, actor=acting(malika), at=NOW)

    assert list(published_to(acting(driss))) == list(published_to(acting(chama))) == []
    with pytest.raises(NotYoursToKeep):
        withdraw_publication(kept=kept, actor=acting(driss), at=NOW)
    assert browser_of(driss).post(f"/en/indicators/kept/{kept.pk}/publish/").status_code == 404


def test_what_was_taken_back_is_neither_read_nor_published(kept, acting, malika, esther):
    actor = acting(malika)
    publish_figure(kept=kept, actor=actor, at=NOW)
    take_back_figure(kept=kept, actor=actor, at=NOW)

    assert list(published_to(acting(esther))) == []
    with pytest.raises(NotYoursToKeep, match="put it back"):
        publish_figure(kept=kept, actor=actor, at=NOW)


def test_a_figure_is_published_from_its_page_once(kept, malika, browser_of):
    browser = browser_of(malika)

    pages = [browser.post(f"/en/indicators/kept/{kept.pk}/publish/", follow=True).content.decode() for _time in "12"]

    assert all("Your funders can read it now." in page and "Publish no more" in page for page in pages)
    assert AuditEntry.objects.filter(outcome="published").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_whatever_its_length(
    definitions, places, acting, malika, esther, browser_of, count, django_assert_num_queries
):
    for _time in range(count):
        publish_figure(kept=keep_one(acting(malika), places["05"], definitions), actor=acting(malika), at=NOW)
    browser = browser_of(esther)
    browser.get(PUBLISHED)

    with django_assert_num_queries(8):
        assert len(browser.get(PUBLISHED).context["lines"]) == count
