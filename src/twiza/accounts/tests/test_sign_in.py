"""The door: how one comes in, and how one is kept out."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from twiza.conftest import PASSWORD

LOGIN = "/fr/account/login/"


def sign_in(browser, person, password=PASSWORD):
    return browser.post(LOGIN, {"login": person.email, "password": password})


def code_now(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def test_the_right_password_opens_home_in_ones_own_language(client, demonstration, driss):
    driss.language = "ar"
    driss.save()

    assert sign_in(client, driss).url == "/ar/home/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client, demonstration, driss):
    wrong = sign_in(client, driss, "not the password")
    driss.email = "nobody@example.org"
    unknown = sign_in(client, driss, "not the password")

    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_guessing_is_stopped_even_when_the_sixth_guess_is_right(client, demonstration, driss):
    for _guess in range(5):
        sign_in(client, driss, "not the password")

    assert sign_in(client, driss).status_code == 200
    assert client.get("/fr/account/profile/").status_code == 302


def test_outside_a_demonstration_everybody_sets_up_a_second_factor_first(client, driss):
    client.force_login(driss)

    assert client.get("/fr/jobs/").url == "/fr/account/2fa/activate/"


def test_a_field_agent_needs_no_second_factor(client, aminata):
    client.force_login(aminata)

    assert client.get("/fr/account/audit/").status_code == 404


def test_with_a_second_factor_the_password_alone_does_not_open(client, driss):
    TOTP.activate(driss, "JBSWY3DPEHPK3PXP")

    answer = sign_in(client, driss)

    assert answer.url == "/fr/account/2fa/authenticate/"
    assert client.get("/fr/home/").url == "/fr/account/login/?next=/fr/home/"


def test_password_and_code_open(client, driss):
    secret = get_adapter().decrypt(TOTP.activate(driss, "JBSWY3DPEHPK3PXP").instance.data["secret"])
    sign_in(client, driss)

    client.post("/fr/account/2fa/authenticate/", {"code": code_now(secret)})

    assert client.get("/fr/home/").status_code == 200


def test_a_new_password_closes_the_sessions_elsewhere(demonstration, driss):
    here, elsewhere = Client(), Client()
    sign_in(here, driss)
    sign_in(elsewhere, driss)
    new = "thirteen goats crossed"

    here.post("/fr/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (here.get("/fr/home/").status_code, elsewhere.get("/fr/home/").status_code) == (200, 302)


def test_signing_out_asks_first_and_then_ends_the_session(browser_of, driss):
    browser = browser_of(driss)
    browser.get("/fr/account/logout/")
    assert browser.get("/fr/home/").status_code == 200

    browser.post("/fr/account/logout/")

    assert browser.get("/fr/home/").status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(client, demonstration, driss, target):
    answer = client.post(LOGIN + "?next=" + target, {"login": driss.email, "password": PASSWORD, "next": target})

    assert answer.url.startswith("/fr/home/")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_sent_to_another_site_by_choosing_a_language(client, db, target):
    answer = client.post("/fr/language/", {"language": "ar", "next": target})

    assert answer.url == "/ar/"


def test_a_language_is_remembered_for_the_person_and_shows_the_same_page(browser_of, driss):
    answer = browser_of(driss).post("/fr/language/", {"language": "ar", "next": "/fr/account/profile/"})

    driss.refresh_from_db()
    assert (answer.url, driss.language) == ("/ar/account/profile/", "ar")


def test_every_answer_forbids_frames_sniffing_and_foreign_scripts(client, db):
    headers = client.get("/fr/").headers

    policy = headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert ("default-src 'self'" in policy, "frame-ancestors 'none'" in policy, "unsafe" in policy) == (
        True,
        True,
        False,
    )


def test_pages_of_a_person_are_kept_nowhere(browser_of, driss):
    assert browser_of(driss).get("/fr/home/").headers["Cache-Control"] == "no-store, private"
