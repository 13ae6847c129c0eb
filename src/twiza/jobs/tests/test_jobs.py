"""Asking for a job and having it done."""

import datetime as dt
import logging

import pytest

from twiza.accounts.models import AuditEntry, Person
from twiza.jobs.actions import enqueue, forget_ended_jobs
from twiza.jobs.models import FailureCause, Job, JobState
from twiza.jobs.registry import job
from twiza.jobs.tests.conftest import NOW
from twiza.jobs.tests.handlers import BAKE, BREAK, REFUSE, REFUSE_LATE, SWEPT, bake, loaves
from twiza.jobs.worker import Worker, do_chores, run_waiting_jobs

pytestmark = pytest.mark.django_db


def test_a_job_asked_for_waits(ask, aminata):
    asked = ask(aminata, name="round")

    kept = Job.objects.get()
    assert kept == asked
    assert (kept.state, kept.arguments, kept.owner, kept.created_at) == ("waiting", {"name": "round"}, aminata, NOW)


def test_a_kind_without_a_handler_is_refused(aminata):
    with pytest.raises(ValueError, match=r"No handler for jobs of kind tests\.unknown\."):
        enqueue(kind="tests.unknown", arguments={}, owner_id=aminata.id, organisation_id=None, at=NOW)

    assert not Job.objects.exists()


def test_a_kind_has_one_handler():
    with pytest.raises(ValueError, match=r"tests\.bake has a handler already\."):
        job(BAKE)(bake)


def test_a_job_is_done_once(ask, aminata, worker):
    ask(aminata, name="round")

    taken = run_waiting_jobs(worker), run_waiting_jobs(worker)

    done = Job.objects.get()
    assert taken == (1, 0)
    assert loaves() == 1
    assert (done.state, done.result, done.progress, done.percent) == ("done", {"loaf": "round"}, 1, 100)
    assert (done.started_at, done.ended_at, done.lease_token, done.worker) == (NOW, NOW, None, "tests")


def test_a_refused_job_keeps_its_sentence_in_its_owners_language(ask, chama, worker):
    Person.objects.update(language="ar")
    ask(chama, kind=REFUSE)

    run_waiting_jobs(worker)

    failed = Job.objects.get()
    assert (failed.state, failed.failure) == (JobState.FAILED, FailureCause.REFUSED)
    assert failed.failure_sentence == "انتهت هذه المهمة من قبل."


def test_a_refusal_while_committing_leaves_nothing(ask, aminata, worker):
    ask(aminata, kind=REFUSE_LATE)

    run_waiting_jobs(worker)

    assert loaves() == 0
    assert Job.objects.get().failure == FailureCause.REFUSED


def test_an_unexpected_error_is_logged_once_without_its_message(ask, aminata, worker, caplog):
    broken = ask(aminata, kind=BREAK)

    with caplog.at_level(logging.ERROR):
        run_waiting_jobs(worker)

    broken.refresh_from_db()
    assert (broken.state, broken.failure, broken.failure_sentence) == ("failed", FailureCause.UNEXPECTED, "")
    assert len(caplog.records) == 1
    assert caplog.records[0].getMessage().startswith(f"Job {broken.id} (tests.break) failed on ZeroDivisionError.")
    assert "aminata@" not in caplog.text


def test_owners_take_turns(ask, aminata, chama, worker):
    for minute in range(3):
        ask(aminata, minute=minute, name=f"Aminata {minute}")
    ask(chama, minute=10, name="Chama")

    run_waiting_jobs(worker)

    assert names_in_order_of_baking() == ["Aminata 0", "Chama", "Aminata 1", "Aminata 2"]


def names_in_order_of_baking():
    return list(AuditEntry.objects.order_by("number").values_list("object_id", flat=True))


def test_chores_are_done_when_their_time_has_come():
    SWEPT.clear()
    moments = [NOW, NOW + dt.timedelta(seconds=5), NOW + dt.timedelta(seconds=10)]
    worker = Worker(name="tests", clock=lambda: moments[0])

    while moments:
        do_chores(worker)
        del moments[0]

    assert [NOW, NOW + dt.timedelta(seconds=10)] == SWEPT


def test_jobs_that_ended_long_ago_are_forgotten_and_no_others(ask, aminata, worker):
    long_ago, lately, waiting = (ask(aminata, minute=minute) for minute in range(3))
    ended = {"state": JobState.DONE, "ended_at": NOW - dt.timedelta(days=90)}
    Job.objects.filter(pk=lately.pk).update(**ended)
    Job.objects.filter(pk=long_ago.pk).update(**ended | {"ended_at": NOW - dt.timedelta(days=90, seconds=1)})

    many = forget_ended_jobs(before=NOW - dt.timedelta(days=90))

    assert (many, set(Job.objects.all())) == (1, {lately, waiting})
