"""Making accounts, and refusing to."""

import pytest

from twiza.accounts.actions import EmailNotUnderstood, EmailTaken, PasswordRefused, close_account, create_person
from twiza.accounts.models import Person
from twiza.conftest import NOW, PASSWORD

SAID = {"email": "Lahcen@Example.org ", "name": "Lahcen", "language": "ar", "password": PASSWORD, "at": NOW}


def test_an_address_is_kept_in_lower_case_and_the_password_as_an_argon2id_hash(db):
    person = create_person(**SAID)

    assert (person.email, person.password.split("$")[:2]) == ("lahcen@example.org", ["argon2", "argon2id"])


def test_an_address_taken_in_another_case_is_refused(db):
    first = create_person(**SAID)

    with pytest.raises(EmailTaken):
        create_person(**{**SAID, "email": "LAHCEN@example.org"})

    assert list(Person.objects.all()) == [first]


@pytest.mark.parametrize("address", ["", "lahcen", "lahcen@", "a b@example.org"])
def test_what_is_not_an_address_is_refused(db, address):
    with pytest.raises(EmailNotUnderstood):
        create_person(**{**SAID, "email": address})

    assert Person.objects.count() == 0


@pytest.mark.parametrize("password", ["short", "password123", "lahcen@example.org"])
def test_a_weak_password_is_refused(db, password):
    with pytest.raises(PasswordRefused):
        create_person(**{**SAID, "password": password})

    assert Person.objects.count() == 0


def test_a_password_of_64_characters_and_more_is_allowed(db):
    assert create_person(**{**SAID, "password": "k7" * 50}).check_password("k7" * 50)


def test_a_closed_account_is_signed_out_at_its_next_request(browser_of, driss):
    browser = browser_of(driss)
    assert browser.get("/fr/account/profile/").status_code == 200

    close_account(person=driss)

    assert browser.get("/fr/account/profile/").url == "/fr/account/login/?next=/fr/account/profile/"
