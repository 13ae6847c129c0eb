"""The pages about jobs show one's own and nobody else's."""

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.accounts.decisions import Actor
from twiza.jobs.models import Job, JobState
from twiza.jobs.queries import jobs_of
from twiza.jobs.tests.conftest import NOW
from twiza.jobs.worker import run_waiting_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_jobs_of_an_actor_are_her_own_newest_first(ask, aminata, chama, acting):
    first, second = ask(aminata), ask(aminata, minute=1)
    ask(chama)
    ask(None)

    assert list(jobs_of(acting(aminata))) == [second, first]


def test_nobody_has_no_jobs(ask):
    ask(None)

    assert list(jobs_of(Actor())) == []


def test_progress_of_a_waiting_job_asks_again(browser_of, ask, aminata):
    client = browser_of(aminata)
    job = ask(aminata)

    page = client.get(reverse("job_progress", args=[job.id])).content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert "Waiting for its turn" in page


def test_progress_of_a_job_that_is_done_asks_no_more(browser_of, ask, aminata, worker):
    client = browser_of(aminata)
    job = ask(aminata)
    run_waiting_jobs(worker)

    response = client.get(reverse("job_progress", args=[job.id]), {"follow": "1"})

    assert "hx-trigger" not in response.content.decode()
    assert "HX-Redirect" not in response.headers


@pytest.mark.parametrize(("url", "sent_to"), [("/fr/plans/7/", "/ar/plans/7/"), ("//elsewhere.example/", None)])
def test_a_followed_job_sends_the_page_to_its_result_in_the_readers_language(browser_of, ask, aminata, url, sent_to):
    client = browser_of(aminata)
    job = ask(aminata)
    Job.objects.filter(id=job.id).update(state=JobState.DONE, ended_at=NOW, result={"url": url})

    response = client.get(f"/ar/jobs/{job.id}/progress/", {"follow": "1"})

    assert response.headers.get("HX-Redirect") == sent_to
    assert "//elsewhere.example" not in response.content.decode()


def test_cancelling_answers_with_the_fragment(browser_of, ask, aminata):
    client = browser_of(aminata)
    job = ask(aminata)

    page = client.post(reverse("job_cancel", args=[job.id]), headers={"HX-Request": "true"}).content.decode()

    assert "Cancelled: nothing was changed." in page
    assert Job.objects.get().state == JobState.CANCELLED


@pytest.mark.parametrize(("method", "name"), [("get", "job_progress"), ("post", "job_cancel")])
def test_the_jobs_of_others_do_not_exist(browser_of, ask, aminata, chama, method, name):
    client = browser_of(chama)
    job = ask(aminata)

    response = getattr(client, method)(reverse(name, args=[job.id]))

    assert response.status_code == 404
    assert Job.objects.get().state == JobState.WAITING


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_many_questions_for_three_jobs_as_for_one(
    browser_of, ask, aminata, many, django_assert_num_queries
):
    client = browser_of(aminata)
    for minute in range(many):
        ask(aminata, minute=minute)

    with django_assert_num_queries(7):
        page = client.get(reverse("job_list")).content.decode()

    assert page.count("Waiting for its turn") == many
