import json
import uuid

import pytest
from django.urls import reverse

from twiza.access.actions.scenario import Assumptions, make_scenario
from twiza.access.actions.siting import Question, compute_siting, store_siting
from twiza.access.engine import Travel
from twiza.access.models import Basis, CandidateKind, Care, ReachUnit, Siting, SupplyUnit
from twiza.access.reach_by_commune import Limits
from twiza.access.siting import Limit
from twiza.access.tests.conftest import ABBAS, AHANSAL
from twiza.conftest import NOW
from twiza.jobs.models import Job, JobState
from twiza.jobs.registry import handler_of

pytestmark = pytest.mark.usefixtures("points")

ASKED = {"post_count": "1", "reach": "60", "unit": "minutes", "candidates": "points"}


@pytest.fixture
def scenario(council, driss, acting, census):
    return make_scenario(
        organisation=council,
        name="Accès de mai",
        area=census["05"],
        assumptions=Assumptions(
            Basis.PROVINCE_TOWNS, Care.HOSPITAL, SupplyUnit.FACILITIES, Travel(40, 1.35), Limits(5, 6, 30, 60)
        ),
        made_by=driss,
        actor=acting(driss),
        at=NOW,
    )


@pytest.fixture
def answer(scenario, driss):
    return answered(scenario, driss, 1)


def answered(scenario, driss, count, left_out=()):
    question = Question(count, Limit(60, ReachUnit.MINUTES), CandidateKind.POINTS, tuple(left_out))
    computed = compute_siting(scenario=scenario, question=question, report=lambda share: None)
    return store_siting(scenario=scenario, computed=computed, made_by_id=driss.pk, job_id=None, at=NOW)


class Told:
    """What a job's handler is given, without a worker."""

    def __init__(self, job):
        self.job_id, self.arguments, self.owner_id = job.pk, job.arguments, job.owner_id
        self.shares = []

    def report(self, share, message=""):
        self.shares.append(share)


def test_a_question_becomes_a_job_that_keeps_its_answer(browser_of, driss, scenario):
    browser = browser_of(driss)

    asked = browser.post(reverse("siting_create", args=[scenario.pk]), ASKED)

    job = Job.objects.get()
    assert (asked.status_code, asked.url) == (302, reverse("siting_running", args=[job.pk]))
    told = Told(job)
    result = handler_of(job.kind)(told)()
    kept = Siting.objects.get()
    assert result == {"url": reverse("siting", args=[kept.pk]), "siting": str(kept.pk)}
    assert (kept.people, kept.people_before, kept.people_added, kept.people_bound, kept.is_proven) == (
        21_000,
        16_000,
        3_000,
        3_000,
        True,
    )
    assert [(post.rank, post.commune.code, post.people_added) for post in kept.posts.all()] == [(1, AHANSAL, 3_000)]
    assert told.shares[0] == 0.0


def test_the_same_showing_of_the_form_sent_twice_asks_once(browser_of, driss, scenario):
    browser, once = browser_of(driss), str(uuid.uuid4())

    addresses = {
        browser.post(reverse("siting_create", args=[scenario.pk]), ASKED | {"once": once}).url for _time in range(2)
    }

    assert addresses == {reverse("siting_running", args=[Job.objects.get().pk])}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"post_count": "0"}, "post_count"),
        ({"post_count": "51"}, "post_count"),
        ({"reach": "0"}, "reach"),
        ({"reach": "nan"}, "reach"),
        ({"unit": "km"}, "unit"),
        ({"candidates": "x"}, "candidates"),
        ({"post_count": "6"}, "__all__"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_no_job_is_made(browser_of, driss, scenario, change, field):
    answer = browser_of(driss).post(reverse("siting_create", args=[scenario.pk]), ASKED | change)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Job.objects.count() == 0


def test_an_answer_says_what_is_gained_and_that_nothing_better_is_possible(browser_of, driss, answer):
    page = browser_of(driss).get(reverse("siting", args=[answer.pk]))

    assert page.status_code == 200
    assert page.context["answers"] == [
        "3,000 more people would be within 60 minutes of an assumed reference hospital.",
        "76% of the inhabitants are so today, 90% would be.",
        "No choice of 1 of these places could bring more than 3,000 people within reach: this is proven.",
    ]
    assert [(name, total) for _post, name, total in page.context["rows"]] == [
        ("Point of the 5 km grid, Zaouiat Ahansal", 3_000)
    ]
    assert "they say nothing of primary care" in page.content.decode()


def test_an_answer_leads_to_the_plans_whose_caravans_it_may_be_set_beside(browser_of, driss, answer):
    page = browser_of(driss).get(reverse("siting", args=[answer.pk])).content.decode()

    assert f'<a href="{reverse("plans")}">To set a place found here beside caravans' in page


def test_the_map_gets_the_shares_of_communes_by_code(browser_of, driss, answer):
    values = json.loads(browser_of(driss).get(reverse("siting_values", args=[answer.pk])).content)

    assert {code: (one["before"], one["after"]) for code, one in values.items()} == {
        "05.081.03.03": (0.3333, 0.3333),
        "05.081.03.09": (0.0, 0.0),
        "05.081.03.13": (1.0, 0.0),
    }


def test_asking_again_without_a_place_leaves_it_out(browser_of, driss, scenario, answer):
    browser = browser_of(driss)
    code = answer.posts.get().code

    refused = browser.post(reverse("siting_again", args=[answer.pk]), {"leave_out": ["elsewhere"]})
    browser.post(reverse("siting_again", args=[answer.pk]), {"leave_out": [code]})

    assert refused.url == reverse("siting", args=[answer.pk])
    assert [job.arguments["left_out"] for job in Job.objects.all()] == [[code]]
    again = answered(scenario, driss, 1, [code])
    assert [post.commune.code for post in again.posts.select_related("commune")] == [ABBAS]


def test_a_deleted_answer_is_brought_back_from_the_page_of_its_scenario(browser_of, driss, scenario, answer):
    browser = browser_of(driss)

    browser.post(reverse("siting_delete", args=[answer.pk]))
    gone = browser.get(reverse("siting", args=[answer.pk])).status_code
    page = browser.get(reverse("access_scenario", args=[scenario.pk]))
    back = browser.post(reverse("siting_restore", args=[answer.pk]))

    assert (gone, list(page.context["sitings"]), list(page.context["deleted_sitings"])) == (
        404,
        [],
        [answer],
    )
    assert back.url == reverse("siting", args=[answer.pk])
    assert Siting.objects.get().deleted_at is None


@pytest.mark.parametrize("kind", ["xlsx", "csv", "geojson"])
def test_an_answer_goes_out_with_what_it_rests_on(browser_of, driss, answer, kind):
    sent = browser_of(driss).get(reverse("siting_export", args=[answer.pk, kind]))

    assert sent.status_code == 200
    if kind == "geojson":
        collection = json.loads(sent.content)
        assert [one["geometry"]["coordinates"] for one in collection["features"]] == [[-5.40, 32.66]]
        assert len(collection["notes"]) == 10


@pytest.mark.parametrize("name", ["chama", "technical_administrator", "auditor", "aminata"])
def test_an_answer_of_another_organisation_is_not_there(name, browser_of, scenario, answer, request):
    browser = browser_of(request.getfixturevalue(name))

    answers = [
        browser.get(reverse("siting_create", args=[scenario.pk])).status_code,
        browser.post(reverse("siting_create", args=[scenario.pk]), ASKED).status_code,
        browser.get(reverse("siting", args=[answer.pk])).status_code,
        browser.get(reverse("siting_values", args=[answer.pk])).status_code,
        browser.get(reverse("siting_export", args=[answer.pk, "csv"])).status_code,
        browser.post(reverse("siting_again", args=[answer.pk]), {"leave_out": ["x"]}).status_code,
        browser.post(reverse("siting_delete", args=[answer.pk])).status_code,
        browser.post(reverse("siting_restore", args=[answer.pk])).status_code,
    ]

    assert answers == [404] * 8
    assert Job.objects.count() == 0
    assert list(Siting.objects.filter(deleted_at=None)) == [answer]


def test_another_persons_search_is_not_there(browser_of, driss, manager, scenario):
    browser_of(driss).post(reverse("siting_create", args=[scenario.pk]), ASKED)
    job = Job.objects.get()

    assert browser_of(manager).get(reverse("siting_running", args=[job.pk])).status_code == 404
    assert browser_of(driss).get(reverse("siting_running", args=[job.pk])).status_code == 200
    assert job.state == JobState.WAITING


def test_the_page_of_three_places_asks_as_often_as_that_of_one(browser_of, driss, scenario, django_assert_num_queries):
    browser = browser_of(driss)
    one, three = answered(scenario, driss, 1), answered(scenario, driss, 3)

    with django_assert_num_queries(15):
        browser.get(reverse("siting", args=[one.pk]))
    with django_assert_num_queries(15):
        browser.get(reverse("siting", args=[three.pk]))


def test_a_scenario_with_three_answers_asks_as_often_as_with_one(
    browser_of, driss, scenario, answer, django_assert_num_queries
):
    browser = browser_of(driss)

    with django_assert_num_queries(18):
        browser.get(reverse("access_scenario", args=[scenario.pk]))
    answered(scenario, driss, 2)
    answered(scenario, driss, 3)
    with django_assert_num_queries(18):
        browser.get(reverse("access_scenario", args=[scenario.pk]))
