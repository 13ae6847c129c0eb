"""Messages are queued, leave once, in their recipient's language, and are tried again when they could not."""

import datetime as dt
import logging
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from twiza.accounts.models import Person
from twiza.messaging.actions import WAITS, send_message, send_waiting_messages
from twiza.messaging.models import MessageState, OutgoingMessage

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
SENDER = "Twiza <twiza@example.org>"
PARTS = {
    "subject.txt": "{% load i18n %}{% translate 'Sent' %}:\n {{ plan }}\n",
    "txt": "{% extends 'messaging/base.txt' %}{% block content %}{{ plan }}{% endblock %}",
    "html": "{% extends 'messaging/base.html' %}{% block content %}<p>{{ plan }}</p>{% endblock %}",
}


@pytest.fixture(autouse=True)
def templates(tmp_path, settings):
    for part, text in PARTS.items():
        (tmp_path / f"plan_ready.{part}").write_text(text, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


class Broken(EmailBackend):
    """A mail server that says no, and quotes the address as real ones do."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def send_messages(self, messages):
        raise self.error


def queue(person, plan="Azilal & Demnate"):
    return send_message(template="plan_ready", to_person=person, context={"plan": plan}, at=NOW)


def send(at=NOW, mailbox=None):
    return send_waiting_messages(at=at, mailbox=mailbox or EmailBackend(), sender=SENDER)


def test_a_message_leaves_once_in_its_recipients_language(aminata):
    queue(aminata)

    sent = send(), send()

    letter = mail.outbox[0]
    assert (sent, len(mail.outbox)) == ((1, 0), 1)
    assert (letter.subject, letter.from_email, letter.to) == (
        "Envoyé: Azilal & Demnate",
        SENDER,
        ["aminata@example.org"],
    )
    assert letter.body.startswith("Bonjour Aminata,\n\nAzilal & Demnate\n")
    assert "<p>Azilal &amp; Demnate</p>" in letter.alternatives[0].content


def test_an_arabic_message_runs_from_right_to_left(aminata):
    Person.objects.update(language="ar")
    aminata.refresh_from_db()
    with translation.override("en"):
        queue(aminata)
        send()

    assert '<html lang="ar" dir="rtl">' in mail.outbox[0].alternatives[0].content
    assert mail.outbox[0].subject == "أُرسلت: Azilal & Demnate"


def test_what_was_said_is_forgotten_once_sent(aminata):
    queue(aminata)

    send()

    message = OutgoingMessage.objects.get()
    assert (message.state, message.sent_at, message.context) == (MessageState.SENT, NOW, {})


def test_a_message_without_its_templates_is_refused(aminata):
    with pytest.raises(ValueError, match=r"The message lost has no lost\.subject\.txt\."):
        send_message(template="lost", to_person=aminata, context={}, at=NOW)

    assert not OutgoingMessage.objects.exists()


def test_a_message_that_could_not_be_sent_is_tried_again_later(aminata):
    message = queue(aminata)
    send(mailbox=Broken(ConnectionRefusedError()))

    too_early, in_time = send(at=NOW + WAITS[0] / 2), send(at=NOW + WAITS[0])

    message.refresh_from_db()
    assert (too_early, in_time, message.attempts, message.state) == (0, 1, 2, MessageState.SENT)


def test_a_message_keeps_its_id_from_one_attempt_to_the_next(aminata):
    message = queue(aminata)

    send()

    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.id}@example.org>"


def test_a_message_is_given_up_after_six_attempts(aminata):
    message = queue(aminata)
    at = NOW
    for wait in [*WAITS, dt.timedelta()]:
        send(at=at, mailbox=Broken(ConnectionRefusedError()))
        at += wait

    message.refresh_from_db()
    assert (message.attempts, message.state, message.context) == (6, MessageState.FAILED, {})


def test_an_address_that_does_not_exist_is_tried_once_and_not_logged(aminata, caplog):
    message = queue(aminata)
    refusal = smtplib.SMTPRecipientsRefused({"aminata@example.org": (550, b"no such user")})

    with caplog.at_level(logging.WARNING):
        send(mailbox=Broken(refusal))

    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert [one.getMessage() for one in caplog.records] == [
        f"Message {message.id} (plan_ready) was not sent: SMTPRecipientsRefused."
    ]


def test_nothing_is_sent_to_somebody_who_may_not_sign_in_any_more(aminata):
    message = queue(aminata)
    Person.objects.update(is_active=False)

    assert send() == 0

    message.refresh_from_db()
    assert (message.state, mail.outbox) == (MessageState.FAILED, [])


def test_a_subject_cannot_carry_headers(aminata):
    queue(aminata, plan="x\nBcc: chama@example.org")

    send()

    assert mail.outbox[0].subject == "Envoyé: x Bcc: chama@example.org"


@pytest.mark.parametrize("many", [1, 3])
def test_sending_asks_one_question_and_two_a_message(aminata, many, django_assert_num_queries):
    for _ in range(many):
        queue(aminata)

    with django_assert_num_queries(1 + 2 * many):
        send()
