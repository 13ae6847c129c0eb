"""The outer door: what is turned away before anything reads it, and what every answer carries."""

import gc

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from twiza.conftest import PASSWORD
from twiza.web.doors import HEADERS, is_on_loopback
from twiza.web.server import OpenDoor, ProcessesNotUnderstood, refuse_plain_http, refuse_processes, server_settings
from twiza.web.views import broken

LOGIN = "/fr/account/login/"
NUL_COOKIE = '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\000"'


def policy_in(answer):
    return answer.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/fr/", {}, 200),
        ("/fr/never-was/", {}, 404),
        ("/fr/plans/", {}, 302),
        ("/fr/language/", {}, 405),
        ("/fr/?q=%00", {}, 400),
        ("/health", {"HTTP_HOST": "evil.example"}, 400),
        ("/fr/", {"CONTENT_LENGTH": "99999999999"}, 413),
        ("/static/web/mark.svg", {}, 200),
    ],
)
def test_every_answer_carries_the_headers_even_errors_and_files(db, settings, path, sent, status):
    settings.WHITENOISE_USE_FINDERS = True

    answer = Client().get(path, **sent)
    answer.close()

    missing = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    wanted = ("frame-ancestors 'none'", "require-trusted-types-for 'script'")
    absent = [one for one in wanted if one not in policy_in(answer)]
    assert (answer.status_code, missing, absent) == (status, [], [])


def test_an_error_of_ours_is_a_page_with_the_headers_and_without_a_trace(db, driss, browser_of, monkeypatch):
    browser = browser_of(driss)
    browser.raise_request_exception = False
    monkeypatch.setattr("twiza.web.views.render", _breaks_at_home)

    answer = browser.get("/fr/home/")

    assert (answer.status_code, b"canary" in answer.content, b"Traceback" in answer.content) == (500, False, False)
    assert (answer.headers["X-Frame-Options"], answer.headers["Cache-Control"]) == ("DENY", "no-store, private")


def _breaks_at_home(request, template, *args, **more):
    from django.shortcuts import render  # noqa: PLC0415 -- the one of the views is replaced

    if template == "web/home.html":
        raise LookupError("canary")
    return render(request, template, *args, **more)


def test_a_busy_database_is_said_in_a_sentence_and_asked_again_later(rf):
    request = rf.get("/fr/home/")
    with override("en"):
        try:
            raise OperationalError("database is locked: canary")
        except OperationalError:
            answer = broken(request)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert (b"The server is busy" in answer.content, b"canary" in answer.content) == (True, False)


@pytest.mark.parametrize("path", ["/fr/territory/search/?q=a%00b", "/fr/plans/compare/?plan=%00", "/fr/%00/"])
def test_a_nul_in_an_address_is_a_request_not_understood(browser_of, driss, path):
    answer = browser_of(driss).get(path)

    assert (answer.status_code, "n’a pas été comprise" in answer.content.decode()) == (400, True)


def test_a_nul_in_a_form_is_a_request_not_understood_and_changes_nothing(browser_of, driss):
    answer = browser_of(driss).post("/fr/account/profile/", {"name": "Dri\x00ss", "language": "ar"})

    driss.refresh_from_db()
    assert (answer.status_code, driss.name, driss.language) == (400, "Driss", "fr")


def test_a_nul_in_a_cookie_is_a_cookie_not_sent(db):
    answer = Client().get("/fr/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={NUL_COOKIE}")

    assert answer.status_code == 200


def test_what_is_too_large_is_refused_unread(client, db, settings):
    settings.REQUEST_MAX_BYTES = 1_000
    large = {"login": "a@example.org", "password": "x" * 2_000}

    answer = client.post(LOGIN, large)

    assert (answer.status_code, "découpez-le" in answer.content.decode()) == (413, True)


def test_nonsense_for_a_length_is_no_length(client, db):
    assert client.get("/fr/", CONTENT_LENGTH="many").status_code == 200


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "127.8.8.8"}, True),
        ({"REMOTE_ADDR": "192.168.1.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "http"}, False),
        ({"HTTP_VIA": "1.1 tunnel"}, False),
        ({"wsgi.url_scheme": "https"}, False),
    ],
)
def test_only_this_computer_over_plain_http_and_without_a_proxy_is_loopback(sent, expected):
    assert is_on_loopback(RequestFactory().get("/", **sent)) is expected


def test_with_a_public_name_nothing_is_loopback(settings):
    settings.IS_PUBLIC = True

    assert is_on_loopback(RequestFactory().get("/")) is False


@pytest.mark.parametrize("sent", [{"REMOTE_ADDR": "192.168.1.7"}, {"HTTP_X_FORWARDED_FOR": "192.168.1.7"}])
def test_a_demonstration_account_seen_from_elsewhere_needs_its_second_factor(browser_of, driss, sent):
    answer = browser_of(driss).get("/fr/jobs/", **sent)

    assert (answer.status_code, answer.url) == (302, "/fr/account/2fa/activate/")


def test_the_word_of_a_proxy_is_not_taken_without_the_setting(client, db):
    request = client.get("/fr/", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="evil.example").wsgi_request

    assert (request.is_secure(), request.get_host()) == (False, "testserver")


def test_gunicorn_believes_no_header_either():
    chosen = server_settings(host="::1", port=8000, processes=1, on_ready=lambda: None)

    assert (chosen["forwarded_allow_ips"], chosen["secure_scheme_headers"], chosen["bind"]) == ("", {}, "[::1]:8000")


def test_what_is_loaded_is_out_of_the_garbage_collectors_reach_before_the_door_opens():
    frozen = []
    chosen = server_settings(host="::1", port=8000, processes=1, on_ready=lambda: frozen.append(gc.get_freeze_count()))
    before = gc.get_freeze_count()

    chosen["when_ready"](None)

    assert [count > before for count in frozen] == [True]
    gc.unfreeze()


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "192.168.1.20", "twiza.example"])  # noqa: S104 -- refused
def test_other_machines_are_not_let_in_over_plain_http(host):
    with override("en"), pytest.raises(OpenDoor, match=r"^Other machines would reach Twiza at"):
        refuse_plain_http(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_this_computer_is_served_over_plain_http(host):
    refuse_plain_http(host)


def test_a_public_name_without_a_proxy_that_ends_tls_is_refused(settings):
    settings.IS_PUBLIC = True

    with override("en"), pytest.raises(OpenDoor, match=r"^TWIZA_HOSTS asks for TLS"):
        refuse_plain_http("127.0.0.1")


@pytest.mark.parametrize("processes", [0, -3, 65])
def test_a_number_of_processes_that_cannot_be_is_refused(processes):
    with override("en"), pytest.raises(ProcessesNotUnderstood, match="give --processes from 1 to 64"):
        refuse_processes(processes)


def test_a_membership_that_is_not_ones_own_cannot_be_chosen(browser_of, driss, chama):
    browser = browser_of(driss)
    foreign = chama.memberships.get().pk

    answers = [browser.post("/fr/membership/", {"membership": one}) for one in (foreign, "x", "", "9" * 400, "-1")]

    assert {answer.status_code for answer in answers} == {404}
    assert "membership_id" not in browser.session


def test_every_cookie_bears_the_mark_of_its_installation(client, demonstration, driss):
    client.post(LOGIN, {"login": driss.email, "password": PASSWORD})

    mark = settings.INSTALLATION_MARK
    assert set(client.cookies) == {f"twiza-session-{mark}", f"twiza-csrf-{mark}"}


def test_a_chosen_language_is_kept_where_scripts_cannot_read_it(client, db):
    client.post("/fr/language/", {"language": "ar"})

    cookie = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_a_form_with_thousands_of_fields_is_not_understood(client, db):
    assert client.post(LOGIN, {f"field{number}": "" for number in range(5_001)}).status_code == 400


def test_a_page_of_a_route_that_says_nothing_of_caching_is_kept_nowhere(browser_of, driss):
    answers = [browser_of(driss).get(reverse(name)) for name in ("home", "profile", "mfa_index")]

    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)
