"""What the public is told: messages and their length, contacts under their agreement, the poster's mark."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.information import (
    Agreement,
    ContactTerms,
    ContactThere,
    NoSuchContact,
    PublicTerms,
    add_contact,
    forget_contact,
    take_contacts_in,
    write_information,
)
from twiza.outreach.contact_file import read_contacts
from twiza.outreach.models import RelayContact
from twiza.outreach.public_words import message_for
from twiza.outreach.sms import SmsLength, sms_length
from twiza.territory.row_problems import RowsRefused


@pytest.fixture
def caravan(make_caravan_on):
    return make_caravan_on()


@pytest.fixture
def who(driss):
    return {"actor": actor_of(driss, TODAY), "at": NOW}


@pytest.fixture
def keep(caravan, who):
    def keep(phone, on=TODAY, language="fr", name="Hassan"):
        terms = ContactTerms(name, phone, language, "Tazart")
        return add_contact(caravan=caravan, terms=terms, agreement=Agreement(on, "oral"), id=new_id(), **who)

    return keep


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", SmsLength(0, 0, is_wide=False)),
        ("a" * 160, SmsLength(160, 1, is_wide=False)),
        ("a" * 161, SmsLength(161, 2, is_wide=False)),
        ("é" * 306, SmsLength(306, 2, is_wide=False)),
        ("€" * 80, SmsLength(160, 1, is_wide=False)),
        ("ق" * 70, SmsLength(70, 1, is_wide=True)),
        ("ق" * 71, SmsLength(71, 2, is_wide=True)),
        ("ê" + "a" * 69, SmsLength(70, 1, is_wide=True)),
    ],
)
def test_a_message_is_as_long_as_an_operator_counts(text, length):
    assert sms_length(text) == length


def test_a_message_is_composed_until_somebody_writes_one(caravan, who):
    terms = PublicTerms(dt.time(9), None, is_free=True, bring={"fr": "l’ordonnance"}, messages={})
    write_information(caravan=caravan, terms=terms, **who)
    composed = message_for(caravan, "fr")
    own = PublicTerms(None, None, is_free=False, bring={}, messages={"fr": "Venez !"})

    write_information(caravan=caravan, terms=own, **who)

    assert composed == (
        "Caravane médicale. Dimanche 22 novembre 2026, École de Tazart (Tazart). À partir de 09:00. "
        "Soins : General, Eyes, Heart. Gratuit. Apportez : l'ordonnance."
    )
    assert message_for(caravan, "fr") == "Venez !"


def test_a_number_is_kept_once_however_it_is_written(caravan, keep):
    kept = keep("06 12-34.56 78")
    with pytest.raises(ContactThere):
        keep("0612345678")

    assert list(RelayContact.objects.values_list("pk", "phone")) == [(kept.pk, "0612345678")]


@pytest.mark.parametrize(("phone", "on"), [("12", TODAY), ("06abc45678", TODAY), ("0612345678", dt.date(2030, 1, 1))])
def test_a_number_that_is_none_and_an_agreement_of_tomorrow_are_refused(keep, phone, on):
    with pytest.raises(NoSuchContact):
        keep(phone, on)

    assert RelayContact.objects.count() == 0


def test_who_no_longer_agrees_is_deleted(keep, who):
    contact = keep("0612345678")

    forget_contact(contact=contact, **who)

    assert RelayContact.objects.count() == 0


def test_the_messages_leave_one_a_contact_in_her_language_and_it_is_noted(browser_of, driss, caravan, keep):
    keep("+212612345678")
    keep("0700000000", language="ar", name="Idir")

    answer = browser_of(driss).get(f"/en/caravans/{caravan.pk}/contacts/messages.csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Telephone", "'+212612345678", "0700000000"]
    assert ("Caravane médicale" in lines[1], "قافلة طبية" in lines[2]) == (True, True)
    assert AuditEntry.objects.filter(outcome="messages_exported").count() == 1


def test_contacts_of_a_file_are_kept_once_and_its_faults_are_told(caravan, keep, who):
    keep("0612345678")
    good = "nom;gsm;langue\nA;0612345678;fr\nB;612345679;arabe\n"
    bad = "nom;gsm;langue\n;06;de\nB;0612345679;fr\nC;0612345679;fr\n"

    new = take_contacts_in(caravan=caravan, contacts=contacts_in(good), agreement=Agreement(TODAY, "written"), **who)

    assert new == 1
    assert set(caravan.contacts.values_list("phone", flat=True)) == {"0612345678", "0612345679"}
    with pytest.raises(RowsRefused) as refused:
        contacts_in(bad)
    assert [(one.row, one.column) for one in refused.value.problems] == [
        (2, "nom"),
        (2, "langue"),
        (2, "gsm"),
        (4, "gsm"),
    ]


def contacts_in(text):
    file = SimpleUploadedFile("contacts.csv", text.encode())
    return read_contacts(read_table(guard_upload(file, kinds=(Kind.CSV,), max_bytes=9_999)))
