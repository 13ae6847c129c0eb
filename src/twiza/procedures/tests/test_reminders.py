"""Owners are written to once per threshold, in their language, and only while they may see the file."""

import datetime as dt

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from twiza.conftest import NOW, TODAY
from twiza.messaging.actions import send_waiting_messages
from twiza.messaging.models import OutgoingMessage
from twiza.organisations.models import Membership
from twiza.procedures.actions.details import assign_owner, set_due_date
from twiza.procedures.models import Reminder
from twiza.procedures.reminders import remind_owners

SITE = "https://twiza.example.org"


@pytest.fixture
def owned(notice, driss, open_for, acting):
    """Return a file of Driss, due in ten days."""
    file = open_for(driss, title="Convention de Tabant")
    return assign_owner(file=file, owner=driss, actor=acting(driss), at=NOW)


def remind(days):
    """Send the letters of a day, so many days after today."""
    return remind_owners(at=NOW + dt.timedelta(days=days), site=SITE)


def test_letters_leave_at_each_threshold_once(owned):
    sent = {days: (remind(days), remind(days)) for days in range(75)}

    assert {days: twice for days, twice in sent.items() if any(twice)} == {
        3: (1, 0), 9: (1, 0), 11: (1, 0), 18: (1, 0), 40: (1, 0),
    }  # fmt: skip
    assert list(Reminder.objects.order_by("id").values_list("threshold_days", flat=True)) == [7, 1, -1, -8, -30]


def test_a_letter_is_in_its_readers_language_and_its_subject_names_nobody(owned, driss):
    driss.language = "ar"
    driss.save()
    remind(11)

    send_waiting_messages(at=NOW + dt.timedelta(days=11), mailbox=EmailBackend(), sender="twiza@example.org")

    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == ("Twiza: ملف واحد ينتظركم", [driss.email])
    assert f"{SITE}/ar/files/{owned.pk}/" in letter.body
    assert "Convention de Tabant" in letter.body
    assert "متأخرة بيوم واحد" in letter.body


def test_one_letter_tells_of_all_that_came_due(notice, driss, open_for, acting):
    for title in ("Un", "Deux", "Trois"):
        assign_owner(file=open_for(driss, title=title), owner=driss, actor=acting(driss), at=NOW)

    sent = remind(3)

    assert (sent, OutgoingMessage.objects.get().context["count"]) == (1, 3)


def test_a_new_due_date_is_not_told_twice(owned, driss, acting):
    remind(3)
    due_on = TODAY + dt.timedelta(days=12)
    set_due_date(file=owned, due_on=due_on, reason="Fête", actor=acting(driss), at=NOW)

    assert (remind(5), remind(11)) == (0, 1)


def test_a_step_entered_again_is_told_again(owned, driss, acting, move_to):
    remind(3)
    move_to(driss, owned, "examined")
    move_to(driss, owned, "asked", reason="Complément")
    owned.refresh_from_db()
    assign_owner(file=owned, owner=driss, actor=acting(driss), at=NOW)

    assert remind(3) == 1


def test_nobody_is_written_to_of_what_is_closed_or_nobodys(notice, driss, open_for, acting, move_to):
    open_for(driss, title="À personne")
    closed = open_for(driss, title="Clos")
    move_to(driss, closed, "examined")
    move_to(driss, closed, "granted")

    assert [remind(days) for days in range(60)] == [0] * 60


def test_who_left_is_not_written_to(owned, driss):
    Membership.objects.filter(person=driss).update(ended_on=TODAY)

    assert remind(9) == 0


def test_who_may_not_sign_in_is_not_written_to(owned, driss):
    driss.is_active = False
    driss.save()

    assert remind(9) == 0
