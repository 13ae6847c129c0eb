"""The door: how one comes in, and how one is kept out."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from twiza.accounts.actions import close_account
from twiza.accounts.rules import is_recent_proof
from twiza.conftest import NOW, PASSWORD
from twiza.messaging.models import OutgoingMessage
from twiza.web.chores import send_waiting_letters

LOGIN = "/fr/account/login/"
SECRET = "JBSWY3DPEHPK3PXP"


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


HALF_WAY = ["home", "plans", "profile", "account_change_password", "mfa_index", "mfa_activate_totp", "job_list"]


@pytest.mark.parametrize(
    "route", [*HALF_WAY, "mfa_deactivate_totp", "mfa_view_recovery_codes", "account_reauthenticate"]
)
def test_with_a_second_factor_the_password_alone_opens_nothing(client, driss, route):
    TOTP.activate(driss, SECRET)

    answer = sign_in(client, driss)

    assert answer.url == "/fr/account/2fa/authenticate/"
    assert client.get(reverse(route)).url == f"/fr/account/login/?next={reverse(route)}"


def test_guessing_codes_is_stopped_even_when_the_sixth_is_right(client, driss):
    TOTP.activate(driss, SECRET)
    sign_in(client, driss)
    for guess in range(5):
        client.post("/fr/account/2fa/authenticate/", {"code": f"{guess:06}"})

    answer = client.post("/fr/account/2fa/authenticate/", {"code": code_now(SECRET)})

    assert (answer.status_code, client.get("/fr/home/").status_code) == (200, 302)


def test_a_code_opens_once(demonstration, driss):
    TOTP.activate(driss, SECRET)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, driss)

    code = code_now(SECRET)
    for browser in (first, second):
        browser.post("/fr/account/2fa/authenticate/", {"code": code})

    assert [browser.get("/fr/home/").status_code for browser in (first, second)] == [200, 302]


def age_sign_in(browser, *, seconds):
    """Let everything that the browser proved of its person have been proved so much earlier."""
    session = browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": record["at"] - seconds} for record in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()


def test_who_has_just_signed_in_sets_up_a_second_step_without_her_password_again(client, driss):
    sign_in(client, driss)

    assert client.get("/fr/account/2fa/activate/").status_code == 200


def test_a_quarter_of_an_hour_after_signing_in_the_password_is_asked_for_again(client, driss):
    sign_in(client, driss)
    age_sign_in(client, seconds=15 * 60)

    asked = client.get("/fr/account/2fa/activate/")
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})

    assert asked.url == "/fr/account/reauthenticate/?next=%2Ffr%2Faccount%2F2fa%2Factivate%2F"
    assert client.get("/fr/account/2fa/activate/").status_code == 200


@pytest.mark.parametrize(("age", "holds"), [(-1, False), (0, True), (899, True), (900, False)])
def test_a_proof_is_recent_for_its_time_and_never_from_the_future(age, holds):
    assert is_recent_proof(10_000.0 - age, now=10_000.0, limit_seconds=900) is holds


@pytest.mark.parametrize("route", ["mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_who_finds_an_open_browser_cannot_change_its_second_factor(browser_of, driss, route):
    if route != "mfa_activate_totp":
        TOTP.activate(driss, SECRET)

    answer = browser_of(driss).get(reverse(route))

    assert answer.url.split("?")[0] in {"/fr/account/reauthenticate/", "/fr/account/2fa/reauthenticate/"}


def test_a_session_known_before_is_worth_nothing_after(demonstration, driss):
    browser = Client()
    browser.get(LOGIN)
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted = "plantedplantedplantedplantedplan"

    sign_in(browser, driss)

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_a_closed_account_is_out_at_once_and_stays_out(client, demonstration, driss):
    sign_in(client, driss)

    close_account(person=driss)

    again = Client()
    assert client.get("/fr/home/").status_code == 302
    assert sign_in(again, driss).url == "/fr/account/inactive/"
    assert again.get("/fr/home/").status_code == 302


def asked_link(browser, person, mailoutbox, **sent):
    """Ask for a new password as a stranger would, and return the address in the letter."""
    browser.post("/fr/account/password/reset/", {"email": person.email}, **sent)
    send_waiting_letters(NOW + dt.timedelta(days=3650))
    return re.search(r"https?://\S+", mailoutbox[-1].body).group()


def test_a_link_to_a_new_password_works_once_and_closes_sessions(client, demonstration, driss, mailoutbox):
    elsewhere = Client()
    sign_in(elsewhere, driss)
    path = urlsplit(asked_link(client, driss, mailoutbox)).path
    new = {"password1": "thirteen goats crossed", "password2": "thirteen goats crossed"}

    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], new)
    again = Client().get(path, follow=True)

    driss.refresh_from_db()
    assert (driss.check_password("thirteen goats crossed"), elsewhere.get("/fr/home/").status_code) == (True, 302)
    assert ("password1" in page.content.decode(), "password1" in again.content.decode()) == (True, False)


def test_a_link_to_a_new_password_is_too_old_after_three_days(client, demonstration, driss, mailoutbox, monkeypatch):
    path = urlsplit(asked_link(client, driss, mailoutbox)).path
    later = dt.datetime.now() + dt.timedelta(days=3, seconds=1)  # noqa: DTZ005 -- as Django's generator counts
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    page = client.get(path, follow=True)

    assert "password1" not in page.content.decode()


def test_the_letter_is_in_the_persons_language_and_its_page_too(client, demonstration, driss, mailoutbox):
    driss.language = "ar"
    driss.save()

    assert urlsplit(asked_link(client, driss, mailoutbox)).path.startswith("/ar/")


@pytest.mark.parametrize("host", ["localhost:666", "twiza.example:4444"])
def test_the_sender_of_a_request_does_not_choose_where_a_letter_leads(
    client, demonstration, driss, mailoutbox, settings, host
):
    settings.TWIZA_HOSTS = ["twiza.example"]
    settings.ALLOWED_HOSTS = ["twiza.example", "localhost"]

    assert asked_link(client, driss, mailoutbox, HTTP_HOST=host).startswith("https://twiza.example/fr/account/")


def test_asking_for_a_password_tells_nobody_who_has_an_account(client, demonstration, driss, mailoutbox):
    known = client.post("/fr/account/password/reset/", {"email": driss.email})
    unknown = client.post("/fr/account/password/reset/", {"email": "nobody@example.org"})
    send_waiting_letters(NOW + dt.timedelta(days=3650))

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.to for letter in mailoutbox] == [[driss.email]]


def test_letters_to_one_address_are_few_however_often_asked(client, demonstration, driss):
    for _time in range(8):
        client.post("/fr/account/password/reset/", {"email": driss.email})

    assert OutgoingMessage.objects.count() == 5


def test_an_address_that_guesses_everywhere_is_stopped_everywhere(client, demonstration, driss):
    for number in range(10):
        client.post(LOGIN, {"login": f"nobody{number}@example.org", "password": "not the password"})

    assert sign_in(client, driss).status_code == 200
    assert Client(REMOTE_ADDR="127.0.0.9").get("/fr/home/").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="127.0.0.9"), driss).status_code == 302


def test_a_header_does_not_make_another_address(client, demonstration, driss):
    for number in range(10):
        sent = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}", "HTTP_X_REAL_IP": f"10.0.0.{number}"}
        client.post(LOGIN, {"login": f"nobody{number}@example.org", "password": "not the password"}, **sent)

    assert (
        client.post(LOGIN, {"login": driss.email, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="10.1.1.1").status_code
        == 200
    )


def test_behind_a_proxy_addresses_are_those_the_proxy_saw(demonstration, driss, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        sent = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}, 192.0.2.1"}
        Client().post(LOGIN, {"login": f"nobody{number}@example.org", "password": "not the password"}, **sent)

    from_there = Client().post(
        LOGIN, {"login": driss.email, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="1, 192.0.2.1"
    )
    elsewhere = Client().post(LOGIN, {"login": driss.email, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="192.0.2.2")
    assert (from_there.status_code, elsewhere.status_code) == (200, 302)


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


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    # Another program on this computer, or another port of our own name, is not us.
    "http://localhost:666/",
    "http://127.0.0.1/fr/home/",
    "http://testserver/fr/home/",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site_after_signing_in(client, demonstration, driss, target):
    answer = client.post(LOGIN + "?next=" + target, {"login": driss.email, "password": PASSWORD, "next": target})

    assert answer.url == "/fr/home/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site_after_proving_who_she_is_or_signing_out(client, demonstration, driss, target):
    sign_in(client, driss)

    proved = client.post(f"/fr/account/reauthenticate/?next={target}", {"password": PASSWORD, "next": target})
    left = client.post(f"/fr/account/logout/?next={target}", {"next": target})

    assert (proved.url, left.url) == ("/fr/home/", "/fr/")


def test_who_was_sent_to_sign_in_comes_back_to_the_page_she_asked_for(client, demonstration, driss):
    asked = client.get("/fr/account/profile/").url

    assert client.post(asked, {"login": driss.email, "password": PASSWORD, "next": "/fr/account/profile/"}).url == (
        "/fr/account/profile/"
    )


def test_a_cookie_kept_from_before_signing_out_opens_nothing(client, demonstration, driss):
    sign_in(client, driss)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/fr/account/logout/")

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept

    assert thief.get("/fr/home/").status_code == 302


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
