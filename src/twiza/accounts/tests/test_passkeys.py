"""Passkeys: made, used as the second step, named and removed by their owner only."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from twiza.accounts.passkeys import PasskeyRefused, address_for_passkeys, credential_from
from twiza.accounts.tests.authenticators import Device
from twiza.accounts.tests.test_sign_in import age_sign_in, sign_in

ADD, ENTER, PROVE = "/fr/account/2fa/passkeys/add/", "/fr/account/2fa/authenticate/", "/fr/account/2fa/passkeys/prove/"
QUESTION = re.compile(r'<script id="passkey-question" type="application/json">(.*?)</script>')
REFUSED = "Cette clé d’accès n’a pas été acceptée"


def browser_at_localhost():
    return Client(SERVER_NAME="localhost")


def signed_in(person):
    browser = browser_at_localhost()
    sign_in(browser, person)
    return browser


def question_of(browser, path):
    page = browser.get(path).content.decode()
    return json.loads(QUESTION.search(page).group(1))["publicKey"]


def add_passkey(browser, device, name="Mon téléphone"):
    credential = device.make(question_of(browser, ADD)["challenge"])
    return browser.post(ADD, {"name": name, "credential": credential})


def owner_of_a_passkey(person, device=None):
    """Return the person's browser and her passkey."""
    browser = signed_in(person)
    add_passkey(browser, device or Device())
    return browser, Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)


def names_of(person):
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [one.wrap().name for one in kept]


def test_a_passkey_is_kept_with_its_name_and_recovery_codes_come_with_it(driss):
    answer = add_passkey(signed_in(driss), Device())

    kinds = set(Authenticator.objects.filter(user=driss).values_list("type", flat=True))
    assert (answer.url, names_of(driss)) == ("/fr/account/2fa/codes/", ["Mon téléphone"])
    assert kinds == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}


def test_a_passkey_without_a_name_gets_a_number(driss):
    browser = signed_in(driss)

    for number in range(2):
        add_passkey(browser, Device(credential_id=b"passkey %d" % number), name=" ")

    assert names_of(driss) == ["Clé d’accès 1", "Clé d’accès 2"]


def test_a_passkey_is_enough_where_two_steps_are_asked_for(driss):
    browser, _passkey = owner_of_a_passkey(driss)

    assert browser.get("/fr/jobs/").status_code == 200


def test_password_and_passkey_open(driss):
    device = Device()
    owner_of_a_passkey(driss, device)
    browser = browser_at_localhost()

    asked = sign_in(browser, driss).url
    early = browser.get("/fr/home/").status_code
    browser.post(ENTER, {"credential": device.use(question_of(browser, ENTER)["challenge"])})

    assert (asked, early, browser.get("/fr/home/").status_code) == (ENTER, 302, 200)


def test_the_passkey_of_somebody_else_does_not_open(driss, chama):
    owner_of_a_passkey(driss, Device(credential_id=b"of Driss"))
    stranger = Device(credential_id=b"of Chama")
    owner_of_a_passkey(chama, stranger)
    browser = browser_at_localhost()
    sign_in(browser, driss)

    page = browser.post(ENTER, {"credential": stranger.use(question_of(browser, ENTER)["challenge"])})

    assert (REFUSED in page.content.decode(), browser.get("/fr/home/").status_code) == (True, 302)


def test_another_key_under_the_same_name_does_not_open(driss):
    owner_of_a_passkey(driss)
    browser = browser_at_localhost()
    sign_in(browser, driss)

    browser.post(ENTER, {"credential": Device().use(question_of(browser, ENTER)["challenge"])})

    assert browser.get("/fr/home/").status_code == 302


def test_an_answer_opens_once(driss):
    device = Device()
    owner_of_a_passkey(driss, device)
    first, second = browser_at_localhost(), browser_at_localhost()
    for browser in (first, second):
        sign_in(browser, driss)
    answer = device.use(question_of(first, ENTER)["challenge"])
    question_of(second, ENTER)

    for browser in (first, second):
        browser.post(ENTER, {"credential": answer})

    assert [browser.get("/fr/home/").status_code for browser in (first, second)] == [200, 302]


@pytest.mark.parametrize(
    "elsewhere", [{"origin": "http://evil.example"}, {"origin": "https://evil.example", "site": "evil.example"}]
)
def test_what_was_made_for_another_site_is_not_kept(driss, elsewhere):
    page = add_passkey(signed_in(driss), Device(**elsewhere))

    assert (REFUSED in page.content.decode(), names_of(driss)) == (True, [])


def test_guessing_passkeys_is_stopped_even_when_the_sixth_is_right(driss):
    device = Device()
    owner_of_a_passkey(driss, device)
    browser = browser_at_localhost()
    sign_in(browser, driss)
    for _guess in range(5):
        browser.post(ENTER, {"credential": Device().use(question_of(browser, ENTER)["challenge"])})

    browser.post(ENTER, {"credential": device.use(question_of(browser, ENTER)["challenge"])})

    assert browser.get("/fr/home/").status_code == 302


def test_a_passkey_proves_that_it_is_still_her(driss):
    device = Device()
    browser, _passkey = owner_of_a_passkey(driss, device)
    age_sign_in(browser, seconds=15 * 60)
    asked = browser.get(ADD).url

    refused = browser.post(PROVE, {"credential": Device().use(question_of(browser, PROVE)["challenge"])})
    still = browser.get(ADD).status_code
    browser.post(PROVE, {"credential": device.use(question_of(browser, PROVE)["challenge"])})

    assert asked.split("?")[0] == "/fr/account/reauthenticate/"
    assert (refused.status_code, REFUSED in refused.content.decode()) == (422, True)
    assert (still, browser.get(ADD).status_code) == (302, 200)


NONSENSE = [
    *["", "[]", "{}", "null", "5", "not json", "[" * 10_000, "{" + " " * 30_000 + "}"],
    '{"id": 1}',
    '{"id": "x", "rawId": "x", "response": []}',
    '{"id": "eA", "rawId": "eA", "response": {"clientDataJSON": "e30"}}',
    '{"id": "eA", "rawId": "eA", "response": {"clientDataJSON": "eA", "attestationObject": "oA"}}',
]


@pytest.mark.parametrize("credential", NONSENSE)
@pytest.mark.parametrize("path", [ADD, ENTER, PROVE])
def test_nonsense_is_refused_in_a_sentence_and_changes_nothing(driss, credential, path):
    browser, _passkey = owner_of_a_passkey(driss)
    if path == ENTER:
        browser = browser_at_localhost()
        sign_in(browser, driss)
    browser.get(path)

    page = browser.post(path, {"name": "Autre", "credential": credential})

    assert (page.status_code in {200, 422}, REFUSED in page.content.decode()) == (True, True)
    assert names_of(driss) == ["Mon téléphone"]


def test_a_rename_is_shown_in_the_list(driss):
    browser, passkey = owner_of_a_passkey(driss)

    browser.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "Clé du bureau"})

    assert names_of(driss) == ["Clé du bureau"]
    assert "Clé du bureau" in browser.get(reverse("mfa_list_webauthn")).content.decode()


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_name_that_cannot_be_is_refused(driss, name):
    browser, passkey = owner_of_a_passkey(driss)

    browser.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": name})

    assert names_of(driss) == ["Mon téléphone"]


def test_the_last_passkey_takes_the_recovery_codes_with_it_and_two_steps_are_asked_for_again(driss):
    browser, passkey = owner_of_a_passkey(driss)

    browser.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))

    assert Authenticator.objects.filter(user=driss).count() == 0
    assert browser.get("/fr/jobs/").url == "/fr/account/2fa/activate/"


def test_a_removed_passkey_leaves_the_application(driss):
    browser, passkey = owner_of_a_passkey(driss)
    TOTP.activate(driss, "JBSWY3DPEHPK3PXP")

    browser.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))

    assert browser.get("/fr/jobs/").status_code == 200


@pytest.mark.parametrize("route", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_passkey_of_somebody_else_does_not_exist(driss, chama, route, method):
    _browser, passkey = owner_of_a_passkey(driss)
    stranger = signed_in(chama)

    there = getattr(stranger, method)(reverse(route, args=[passkey.pk]), {"name": "Volée"})
    nowhere = getattr(stranger, method)(reverse(route, args=[987_654_321]), {"name": "Volée"})

    assert (there.status_code, nowhere.status_code, names_of(driss)) == (404, 404, ["Mon téléphone"])


@pytest.mark.parametrize("route", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_who_finds_an_open_browser_cannot_change_its_passkeys(driss, route):
    browser, passkey = owner_of_a_passkey(driss)
    age_sign_in(browser, seconds=15 * 60)

    answer = browser.post(reverse(route, args=[passkey.pk]), {"name": "Volée"})

    assert answer.url.split("?")[0] == "/fr/account/reauthenticate/"
    assert names_of(driss) == ["Mon téléphone"]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("route", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_is_sent_to_another_site_from_a_passkey(driss, route, target):
    browser, passkey = owner_of_a_passkey(driss)

    answer = browser.post(f"{reverse(route, args=[passkey.pk])}?next={target}", {"name": "Autre", "next": target})

    assert answer.url == "/fr/account/2fa/passkeys/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_passkeys_as_for_one(driss, django_assert_num_queries, count):
    browser = signed_in(driss)
    for number in range(count):
        add_passkey(browser, Device(credential_id=b"passkey %d" % number), name=f"Clé {number}")
    browser.get("/fr/account/2fa/")

    with django_assert_num_queries(6):
        page = browser.get("/fr/account/2fa/passkeys/").content.decode()

    assert re.findall(r'<th scope="row" dir="auto">(.*?)</th>', page) == [f"Clé {number}" for number in range(count)]


@pytest.mark.parametrize(
    ("host", "elsewhere"),
    [
        ("localhost:8000", None),
        ("twiza.example", None),
        ("127.0.0.1:8000", "http://localhost:8000/fr/"),
        ("127.0.0.1", "http://localhost/fr/"),
        ("[::1]:8000", "http://localhost:8000/fr/"),
        ("192.0.2.7:8000", ""),
    ],
)
def test_passkeys_work_under_a_name_only(host, elsewhere):
    assert address_for_passkeys(host, "/fr/") == elsewhere


def test_at_an_address_of_numbers_the_page_says_where_passkeys_work(demonstration, driss):
    browser = Client(headers={"host": "127.0.0.1:8000"})
    sign_in(browser, driss)

    page = browser.get(ADD).content.decode()

    assert 'href="http://localhost:8000/fr/account/2fa/passkeys/add/"' in page
    assert "data-passkey-with" not in page


@hypothesis_settings(max_examples=200)
@given(st.text(max_size=200) | st.recursive(st.none() | st.text(), st.lists, max_leaves=5).map(json.dumps))
def test_what_is_not_an_object_is_refused_whatever_it_is(said):
    with pytest.raises(PasskeyRefused):
        credential_from(said)
