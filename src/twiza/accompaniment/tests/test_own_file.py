"""A person opens her own file with the code on her paper, reads who read it, and withdraws an agreement at once."""

from __future__ import annotations

import datetime as dt
import io
import re

import pypdf
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from twiza.accompaniment.actions.own_file import CODE_LASTS, make_code, revoke_code
from twiza.accompaniment.codes import figures_in, hash_of_code, new_code
from twiza.accompaniment.models import Agreement, FileCode, Reading
from twiza.accompaniment.tests.canaries import PROTECTED, secrets_of
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW

FILE = "/en/my-file/"


@pytest.fixture(autouse=True)
def _no_attempt_yet(db):
    """Begin without any attempt counted."""
    cache.clear()


@pytest.fixture
def secrets(accompaniment, agent):
    """Write a secret in each part of Hadda's accompaniment."""
    return secrets_of(accompaniment, "kanari", agent, NOW)


@pytest.fixture
def code(accompaniment, agent) -> str:
    """Return the code of Hadda's paper."""
    return make_code(accompaniment=accompaniment, actor=agent, at=NOW)


def text_of(answer) -> str:
    """Return what a page says."""
    return answer.content.decode()


def test_a_code_is_twenty_figures_and_only_its_hash_is_kept(code):
    kept = FileCode.objects.get()

    assert re.fullmatch(r"(\d{4}\u00a0){4}\d{4}", code)
    assert kept.hash == hash_of_code(code.replace("\u00a0", " "))
    assert figures_in(code) not in str(FileCode.objects.values().get())
    assert new_code() != new_code()


def test_figures_are_understood_in_arabic_too():
    assert figures_in("٤٨٢١-7730") == "48217730"


def test_her_code_opens_her_file_and_says_nothing_protected(code, secrets):
    answer = Client().post(FILE, {"code": code}, follow=True)

    assert answer.redirect_chain == [(FILE, 302)]
    assert {word for word in ("demande", "guichet", "etape", "rdv", "recit", "sante", PROTECTED)
            if f"kanari-{word}" in text_of(answer)} == {"demande", "guichet", "etape", "rdv"}  # fmt: skip
    assert AuditEntry.objects.filter(outcome="opened_by_code", person_id=None).count() == 1


def test_its_pages_are_stored_nowhere_and_found_by_no_search(code):
    browser = Client()

    answers = [browser.get(FILE), browser.post(FILE, {"code": "1"}), browser.post(FILE, {"code": code}, follow=True)]

    assert {
        (one.headers["Cache-Control"], one.headers["X-Robots-Tag"], one.headers["Referrer-Policy"]) for one in answers
    } == {("no-store, private", "noindex, nofollow", "no-referrer")}


def test_a_wrong_an_expired_and_a_revoked_code_are_answered_alike(code, accompaniment, agent, monkeypatch):
    wrong = Client().post(FILE, {"code": "0000 0000 0000 0000 0001"})
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: NOW + CODE_LASTS + dt.timedelta(days=1))
        expired = Client().post(FILE, {"code": code})
    revoke_code(accompaniment=accompaniment, actor=agent, at=NOW)
    revoked = Client().post(FILE, {"code": code})

    answers = (wrong, expired, revoked)
    assert [one.status_code for one in answers] == [422, 422, 422]
    assert len({without_what_was_typed(one) for one in answers}) == 1
    assert not AuditEntry.objects.filter(outcome="opened_by_code").exists()


def without_what_was_typed(answer) -> str:
    """Return an answer without the code in it and what differs each time."""
    return re.sub(r'(value|nonce|X-CSRFToken)(=|": )"[^"]*"', "", text_of(answer))


def test_a_new_paper_revokes_the_one_before(code, accompaniment, agent):
    again = make_code(accompaniment=accompaniment, actor=agent, at=NOW)

    assert Client().post(FILE, {"code": code}).status_code == 422
    assert Client().post(FILE, {"code": again}).status_code == 302


def test_attempts_are_counted_and_the_eleventh_waits_even_with_the_right_code(code):
    browser = Client()
    for _attempt in range(10):
        assert browser.post(FILE, {"code": "1"}).status_code == 422

    assert browser.post(FILE, {"code": code}).status_code == 429


def test_a_file_closes_by_itself_by_hand_and_when_its_code_is_revoked(code, accompaniment, agent, monkeypatch):
    browser = Client()
    browser.post(FILE, {"code": code})
    assert "Hadda" in text_of(browser.get(FILE))
    browser.post(f"{FILE}close/")
    assert "Hadda" not in text_of(browser.get(FILE))
    browser.post(FILE, {"code": code})
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: NOW + dt.timedelta(minutes=16))
        assert "Hadda" not in text_of(browser.get(FILE))

    revoke_code(accompaniment=accompaniment, actor=agent, at=NOW)

    assert "Hadda" not in text_of(browser.get(FILE))


def test_she_reads_who_read_it_by_organisation_role_and_day_and_never_a_name(
    code, shares, browser_of, fadma, accompaniment
):
    shares("story")
    page = browser_of(fadma)
    page.get(reverse("accompaniment", args=[accompaniment.pk]))
    page.get(reverse("accompaniment", args=[accompaniment.pk]))

    text = text_of(Client().post(FILE, {"code": code}, follow=True))

    assert text.count("Care or social professional") == 1
    assert "Assif" in text
    assert "Fadma" not in text
    assert Reading.objects.count() == 1
    assert AuditEntry.objects.filter(outcome="read", object_id=str(accompaniment.pk)).count() == 2


def test_she_withdraws_an_agreement_and_it_holds_at_once(code, shares, browser_of, fadma, accompaniment):
    (agreement,) = shares("story")
    professional, herself = browser_of(fadma), Client()
    herself.post(FILE, {"code": code})
    page, address = reverse("accompaniment", args=[accompaniment.pk]), reverse("own_withdraw", args=[agreement.pk])
    assert professional.get(page).status_code == 200

    assert herself.get(address).status_code == 200
    assert professional.get(page).status_code == 200
    herself.post(address)

    assert professional.get(page).status_code == 404
    entry = AuditEntry.objects.get(outcome="withdrawn_by_herself")
    assert (entry.person_id, entry.object_id) == (None, str(accompaniment.pk))


def test_she_ends_the_whole_and_nothing_is_left_to_open(code, secrets, accompaniment):
    herself = Client()
    herself.post(FILE, {"code": code})
    whole = Agreement.objects.get(group="accompaniment")

    answer = herself.post(reverse("own_withdraw", args=[whole.pk]), follow=True)

    assert "Hadda" not in text_of(answer)
    assert Client().post(FILE, {"code": code}).status_code == 422


def test_nobody_withdraws_the_agreement_of_another_file(code, shares, accompany, register, agent):
    (agreement,) = shares("story")
    other = accompany(register("Itto Aziz").members.get(relation="head").person)
    stranger = Client()
    stranger.post(FILE, {"code": make_code(accompaniment=other, actor=agent, at=NOW)})
    address = reverse("own_withdraw", args=[agreement.pk])

    assert [stranger.post(address).status_code, Client().post(address).status_code] == [404, 404]
    agreement.refresh_from_db()
    assert agreement.withdrawn_at is None


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_paper_bears_the_code_and_nothing_protected(language, secrets, browser_of, aminata, accompaniment):
    address = reverse("accompaniment_own_sheet", args=[accompaniment.pk])

    answer = browser_of(aminata).post(address, {"language": language})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    figures = re.search(r"(?:\d{4}\s){4}\d{4}", text)
    assert figures is not None
    assert FileCode.objects.get().hash == hash_of_code(figures[0])
    assert f"/{language}/my-file/" in text
    assert f"kanari-{PROTECTED}" not in text
