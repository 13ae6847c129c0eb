"""The public page shows the lines marked public of the published version to everybody, and not a word more."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from twiza.care_supply.actions.plan import begin_version, change_terms
from twiza.care_supply.actions.publishing import (
    NothingPublic,
    choose_public_lines,
    close_public_page,
    open_public_page,
    publish_version,
)
from twiza.care_supply.models import PlanVersion
from twiza.care_supply.tests.conftest import NAMES, TERMS, read_again
from twiza.conftest import NOW
from twiza.core.ids import new_id

SECRET = "canari"


@pytest.fixture
def published(version, lack, do, adopt, manager, acting):
    """Return a published version with a public gap and action, and secret ones that carry the canary's word."""
    gap, small, secret = lack(version), lack(version, figure=3), lack(version)
    type(gap).objects.filter(pk=secret.pk).update(note=f"{SECRET}-note", source=f"{SECRET}-source")
    shown = do(version, [gap, secret], owner=manager, text="Caravane publique")
    hidden = do(version, text=f"{SECRET}-action", payer=f"{SECRET}-payeur", owner_words=f"{SECRET}-mots")
    PlanVersion.objects.filter(pk=version.pk).update(purpose=f"{SECRET}-objet")
    adopted = adopt(version)
    chosen = {gap.pk, small.pk, shown.pk}
    choose_public_lines(version=adopted, chosen=chosen, actor=acting(manager), at=NOW)
    publish_version(version=adopted, seen_turn=adopted.file.turn, actor=acting(manager), at=NOW)
    open_public_page(plan=adopted.plan, actor=acting(manager), at=NOW)
    found = read_again(version.plan)
    found.secrets = {secret.pk, hidden.pk, found.pk}
    return found


def read(plan, language="fr"):
    answer = Client().get(f"/{language}/care-supply/public/{plan.public_id}/")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_everybody_reads_the_public_lines_and_no_secret(published, manager, language):
    status, text = read(published.plan, language)

    assert status == 200
    assert [words in text for words in ("Caravane publique", "120", SECRET, manager.name)] == [
        True,
        True,
        False,
        False,
    ]
    assert str(published.plan_id) not in text


def test_small_figures_are_hidden_from_everybody(published):
    _status, text = read(published.plan, "en")

    assert ("fewer than 5" in text, "<bdi>3</bdi>" in text) == (True, False)


def test_the_same_page_would_show_the_secrets_if_they_were_chosen(published, manager, acting):
    choose_public_lines(version=published, chosen=published.secrets, actor=acting(manager), at=NOW)

    _status, text = read(published.plan)

    assert [f"{SECRET}-{word}" in text for word in ("note", "source", "action", "payeur", "mots", "objet")] == [
        True
    ] * 6


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_everybody_may_take_it_as_a_pdf(published, language):
    answer = Client().get(f"/{language}/care-supply/public/{published.plan.public_id}/plan.pdf")

    assert answer.content.startswith(b"%PDF")


def test_a_closed_page_answers_as_one_that_never_was(published, manager, acting):
    close_public_page(plan=published.plan, actor=acting(manager), at=NOW)

    addresses = [
        f"/fr/care-supply/public/{key}/" for key in (published.plan.public_id, uuid.uuid4(), published.plan_id)
    ]
    assert [Client().get(one).status_code for one in addresses] == [404] * 3


def test_a_page_opens_only_with_a_published_version_and_a_line(version, lack, adopt, manager, acting):
    lack(version)
    adopted = adopt(version)
    with pytest.raises(NothingPublic):
        open_public_page(plan=version.plan, actor=acting(manager), at=NOW)
    publish_version(version=adopted, seen_turn=adopted.file.turn, actor=acting(manager), at=NOW)

    with pytest.raises(NothingPublic):
        open_public_page(plan=version.plan, actor=acting(manager), at=NOW)

    assert read(version.plan)[0] == 404


def test_the_next_version_is_read_only_once_it_is_published(published, adopt, manager, acting):
    begin_version(plan=published.plan, actor=acting(manager), at=NOW, id=new_id())
    second = read_again(published.plan)
    change_terms(version=second, names=NAMES, terms=TERMS, seen_revision=1, actor=acting(manager), at=NOW)
    before = "Version 1" in read(published.plan)[1]
    second = adopt(second)
    publish_version(version=second, seen_turn=second.file.turn, actor=acting(manager), at=NOW)

    assert (before, "Version 2" in read(published.plan)[1]) == (True, True)


def test_the_page_opens_and_closes_from_its_button(published, manager, browser_of):
    browser = browser_of(manager)
    states = []
    for _time in range(2):
        browser.post(reverse("care_supply_public_open", args=[published.plan_id]))
        published.plan.refresh_from_db()
        states.append(published.plan.page_opened_at is not None)

    assert states == [False, True]
