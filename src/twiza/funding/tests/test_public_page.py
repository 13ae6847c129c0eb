"""The public page shows the lines marked public to everybody, and not a word more."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from twiza.conftest import NOW, TODAY
from twiza.funding.actions.convention import choose_public_lines, close_public_page, publish_convention
from twiza.funding.actions.lines import add_line, remove_line
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Obligation

SECRET = "canari"


@pytest.fixture
def lines(convention, partner, manager, acting):
    """Return a public line and a secret one of each sort; secret ones carry the canary's word."""
    actor = acting(manager)

    def add(line):
        return add_line(line=line, actor=actor, at=NOW)

    secret_party = add(ConventionParty(convention=convention, name=f"{SECRET}-partie", part=f"{SECRET}-role"))
    Convention.objects.filter(pk=convention.pk).update(purpose=f"{SECRET}-objet", renewal_terms=f"{SECRET}-suite")
    committee = add(Committee(convention=convention, name="Suivi public", members=f"{SECRET}-membre"))
    meeting = committee.meetings.create(
        planned_on=TODAY, made_at=NOW, made_by=manager, attendance=f"{SECRET}-present", minutes=f"{SECRET}-pv"
    )
    shown = [
        partner,
        add(Axis(convention=convention, pillar="1", text="Unités mobiles")),
        committee,
        add(
            Obligation(
                convention=convention,
                owed_by=secret_party,
                text="Remettre le rapport",
                owner_function=f"{SECRET}-fonction",
                proof_asked=f"{SECRET}-preuve",
                due_on=TODAY,
            )
        ),
    ]
    secret = [
        secret_party,
        add(Axis(convention=convention, pillar=f"{SECRET}-pilier", text=f"{SECRET}-axe")),
        add(Committee(convention=convention, name=f"{SECRET}-comite")),
        add(Obligation(convention=convention, owed_by=partner, text=f"{SECRET}-dette", due_on=TODAY)),
        add(
            Obligation(
                convention=convention, meeting=meeting, owed_by=partner, text=f"{SECRET}-decision", due_on=TODAY
            )
        ),
    ]
    return shown, secret


@pytest.fixture
def published(convention, lines, manager, acting):
    """Return the convention with its public page open."""
    choose_public_lines(convention=convention, chosen={one.pk for one in lines[0]}, actor=acting(manager), at=NOW)
    return publish_convention(convention=convention, actor=acting(manager), at=NOW)


def read(convention, language="fr"):
    answer = Client().get(f"/{language}/conventions/public/{convention.public_id}/")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_everybody_reads_the_public_lines_and_no_secret(published, language):
    status, text = read(published, language)

    assert status == 200
    assert [words in text for words in ("Unités mobiles", "Suivi public", "Remettre le rapport", SECRET)] == [
        True,
        True,
        True,
        False,
    ]
    assert str(published.pk) not in text


def test_the_same_page_would_show_the_secrets_if_they_were_chosen(published, lines, manager, acting):
    chosen = {one.pk for one in [*lines[0], *lines[1]]} | {published.pk}
    choose_public_lines(convention=published, chosen=chosen, actor=acting(manager), at=NOW)

    _status, text = read(published)

    assert [f"{SECRET}-{word}" in text for word in ("partie", "objet", "axe", "comite", "dette", "decision")] == [
        True
    ] * 6
    assert [f"{SECRET}-{word}" in text for word in ("fonction", "preuve", "membre", "pv", "present", "suite")] == [
        False
    ] * 6


def test_a_closed_page_answers_as_one_that_never_was(published, manager, acting):
    close_public_page(convention=published, actor=acting(manager), at=NOW)
    never = Client().get(f"/fr/conventions/public/{uuid.uuid4()}/")

    assert read(published)[0] == never.status_code == 404
    assert Client().get(f"/fr/conventions/public/{published.pk}/").status_code == 404


def test_a_line_taken_out_is_read_no_more(published, lines, manager, acting):
    remove_line(line=lines[0][1], actor=acting(manager), at=NOW)

    assert "Unités mobiles" not in read(published)[1]


def test_lines_of_another_convention_are_not_chosen_from_here(
    published, open_convention, manager, acting, browser_of, lines
):
    elsewhere = open_convention(manager)
    axis = add_line(line=Axis(convention=elsewhere, pillar="9", text="Ailleurs"), actor=acting(manager), at=NOW)

    browser_of(manager).post(reverse("convention_public", args=[published.pk]), {"line": [str(axis.pk), "no id"]})

    axis.refresh_from_db()
    assert (axis.is_public, lines[0][1].__class__.objects.filter(is_public=True).count()) == (False, 0)


def test_the_page_opens_and_closes_from_its_button(convention, lines, manager, browser_of):
    browser = browser_of(manager)
    browser.post(reverse("convention_public", args=[convention.pk]), {"line": [str(lines[0][1].pk)]})
    states = []
    for _time in range(2):
        browser.post(reverse("convention_publish", args=[convention.pk]))
        convention.refresh_from_db()
        states.append(convention.published_at is not None)

    assert states == [True, False]
