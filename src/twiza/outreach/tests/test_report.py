"""The report of a caravan: what it says, what it hides, and that what was published changes no more."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.outreach.actions.caravan import add_partner
from twiza.outreach.actions.costs import CostTerms, add_cost
from twiza.outreach.actions.evaluation import EvaluationTerms, decide_after, record_evaluation
from twiza.outreach.actions.report import NothingToReport, publish_report, withdraw_report
from twiza.outreach.loaders import load_shipped_criteria
from twiza.outreach.measures.days import Numbers
from twiza.outreach.models import Attendance, CaravanDay, CaravanReport, Consultation, EvaluationCriterion
from twiza.outreach.queries.report import report_sources
from twiza.outreach.report_content import (
    HIDDEN,
    Referrals,
    group_rows,
    people_row,
    post_rows,
    referral_row,
    report_content,
    why_rows,
)

LONG = "Revenir avant la neige, avec un dentiste. " * 14


@pytest.fixture
def caravan(make_caravan_on, aminata, offered):
    """Return a caravan whose register is closed: twelve women of 30 seen, six men of 70 not seen for want of time."""
    caravan = make_caravan_on()
    day = caravan.days.get()
    for number in range(1, 19):
        is_seen = number <= 12
        line = Attendance.objects.create(
            day=day,
            queue_number=number,
            sex="female" if is_seen else "male",
            age_years=30 if is_seen else 70,
            arrived_at=NOW,
            recorded_by=aminata,
            recorded_at=NOW,
        )
        Consultation.objects.create(
            attendance=line,
            specialty=offered[0],
            is_seen=is_seen,
            seen_at=NOW + dt.timedelta(minutes=number) if is_seen else None,
            not_seen_why=None if is_seen else 2,
        )
    CaravanDay.objects.update(opened_at=NOW, closed_at=NOW)
    return caravan


@pytest.fixture
def evaluated(caravan, acting, driss):
    """Look back at the caravan in every way, with long words."""
    load_shipped_criteria({})
    for by in ("people", "partners", "team"):
        scores = {one: 3 for one in EvaluationCriterion.objects.all() if by in one.by}
        terms = EvaluationTerms(by, TODAY, "", 7, 5, "Accueil", LONG, None, "Nous revenons.", TODAY)
        one = record_evaluation(caravan=caravan, terms=terms, scores=scores, actor=acting(driss), at=NOW, id=new_id())
        said = {"text": LONG[:300], "owner": "Driss", "due_on": TODAY}
        for _number in range(2):
            decide_after(evaluation=one, actor=acting(driss), at=NOW, id=new_id(), **said)
    return caravan


def pages_of(content):
    return PdfReader(io.BytesIO(content)).pages


def test_a_report_says_who_came_what_for_and_what_became_of_it(caravan):
    content = report_content(report_sources(caravan, lessons="Come back"))

    assert content["people"] == {"came": 18, "seen": 12, "missed": 6, "waiting": 0}
    assert [(row["from"], row["to"], row["sexes"]) for row in content["groups"]] == [
        (15, 49, {"female": 12, "male": 0, "all": 12}),
        (65, None, {"female": 0, "male": 6, "all": 6}),
        (None, None, {"female": 12, "male": 6, "all": 18}),
    ]
    assert [(row["given"], row["missed"], row["asked"]) for row in content["posts"]] == [(12, 6, 18), (12, 6, 18)]
    assert (content["why"], content["wait"], content["cost_each"]) == ([{"why": 2, "count": 6}], 6.5, None)
    assert (content["gap"], content["lessons"]) == ({"before": None, "after": None}, "Come back")


COUNT = st.integers(0, 30)


@given(st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=5), COUNT)
def test_no_small_number_is_in_a_report(people, missed):
    numbers = Numbers(
        came=Counter(
            {("female", age): one + two for age, (one, two) in zip((0, 5, 15, 50, 65), people, strict=False)}
        ),
        seen=Counter({("female", age): one for age, (one, _two) in zip((0, 5, 15, 50, 65), people, strict=False)}),
        asked=Counter({"gp": missed + 3}),
        given=Counter({"gp": 3}),
        missed=Counter({"gp": missed}),
        why=Counter({1: missed}),
    )
    came = people_row(numbers)
    rows = group_rows(numbers, came=came["came"])
    posts = post_rows(numbers, {"gp": {"fr": "MG"}})

    shown = [*came.values(), *(cell for row in rows for cell in row["sexes"].values())]
    shown += [row[name] for row in posts for name in ("given", "missed", "waiting", "asked")]
    shown += [row["count"] for row in why_rows(numbers, missed=posts[-1]["missed"])]
    assert [cell for cell in shown if cell != HIDDEN and 0 < cell < 5] == []


def test_what_became_of_those_referred_is_told_unless_few_are_missing():
    told = [referral_row(Referrals(*numbers)) for numbers in ((50, 40, 30), (50, 47, 30), (0, 0, 0))]

    assert told == [
        {"issued": 50, "arrived": 40, "answered": 30},
        {"issued": HIDDEN, "arrived": 47, "answered": 30},
        {"issued": 0, "arrived": 0, "answered": 0},
    ]


def test_an_empty_register_makes_a_report_all_the_same(make_caravan_on):
    content = report_content(report_sources(make_caravan_on(), lessons=None))

    assert (content["people"]["came"], content["groups"], content["posts"], content["wait"]) == (0, [], [], None)


def test_what_is_published_changes_no_more(caravan, acting, driss, browser_of, esther):
    report = publish_report(caravan=caravan, lessons="Come back", actor=acting(driss), at=NOW)
    Attendance.objects.filter(queue_number__lte=6).update(taken_back_at=NOW)

    page = browser_of(esther).get(f"/en/caravans/reports/{report.pk}/")

    assert page.context["report"]["people"]["came"] == 18
    assert report_content(report_sources(caravan, lessons=""))["people"]["came"] == 12
    assert (report.number, report.published_by, report.published_at) == (1, driss, NOW)


def test_nothing_is_published_of_an_open_register(caravan, acting, driss):
    CaravanDay.objects.update(closed_at=None)

    with pytest.raises(NothingToReport):
        publish_report(caravan=caravan, lessons="", actor=acting(driss), at=NOW)

    assert not CaravanReport.objects.exists()


def test_only_the_last_version_is_listed_and_a_withdrawn_one_answers_nobody(client, caravan, acting, driss):
    first, last = (publish_report(caravan=caravan, lessons="", actor=acting(driss), at=NOW) for _time in range(2))
    listed = client.get("/en/caravans/reports/").context["page"].object_list
    withdraw_report(report=last, actor=acting(driss), at=NOW)

    assert list(listed) == [last]
    assert client.get(f"/en/caravans/reports/{last.pk}/").status_code == 404
    assert client.get(f"/en/caravans/reports/{last.pk}/report.pdf").status_code == 404
    assert list(client.get("/en/caravans/reports/").context["page"].object_list) == [first]


def test_a_planner_publishes_withdraws_and_shows_again(browser_of, driss, caravan):
    browser, room = browser_of(driss), f"/en/caravans/{caravan.pk}/report/"

    too_long = browser.post(f"{room}publish/", {"lessons": "x" * 601})
    browser.post(f"{room}publish/", {"lessons": "Come back in spring"})
    report = CaravanReport.objects.get()
    address = f"/en/caravans/reports/{report.pk}/"
    answers = [browser.get(address).status_code]
    for _time in range(2):
        browser.post(f"{room}{report.pk}/withdraw/")
        answers.append(browser.get(address).status_code)

    assert (too_long.status_code, answers) == (422, [200, 404, 200])
    assert "Come back in spring" in browser.get(address).content.decode()
    assert "Version 1, published on" in browser.get(room).content.decode()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_full_report_fits_one_page(browser_of, driss, acting, evaluated, language):
    report = publish_report(caravan=evaluated, lessons=LONG[:600], actor=acting(driss), at=NOW)
    browser = browser_of(driss)

    draft = browser.get(f"/{language}/caravans/{evaluated.pk}/report/report.pdf").content
    published = browser.get(f"/{language}/caravans/reports/{report.pk}/report.pdf").content

    assert [len(pages_of(draft)), len(pages_of(published))] == [1, 1]


@pytest.mark.parametrize("who", ["chama", "esther", "technical_administrator"])
def test_outsiders_read_only_what_is_published(browser_of, request, caravan, who):
    browser, room = browser_of(request.getfixturevalue(who)), f"/en/caravans/{caravan.pk}/report/"

    answers = [browser.get(room), browser.get(f"{room}report.pdf"), browser.post(f"{room}publish/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert list(browser.get("/en/caravans/reports/").context["page"].object_list) == []


def test_a_report_of_another_caravan_is_not_withdrawn(browser_of, driss, acting, caravan, make_caravan_on):
    report = publish_report(caravan=caravan, lessons="", actor=acting(driss), at=NOW)

    answer = browser_of(driss).post(f"/en/caravans/{make_caravan_on().pk}/report/{report.pk}/withdraw/")

    report.refresh_from_db()
    assert (answer.status_code, report.withdrawn_at) == (404, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_many_reports_as_for_one(
    client, make_caravan_on, acting, driss, rows, django_assert_num_queries, demonstration
):
    for _number in range(rows):
        caravan = make_caravan_on()
        caravan.days.update(opened_at=NOW, closed_at=NOW)
        publish_report(caravan=caravan, lessons="", actor=acting(driss), at=NOW)

    with django_assert_num_queries(3):
        answer = client.get("/en/caravans/reports/")

    assert len(answer.context["page"].object_list) == rows


def test_a_partner_reads_the_draft_without_what_it_cost(browser_of, driss, chama, other_association, acting, caravan):
    terms = CostTerms(category="transport", label="Bus", planned=None, paid=Decimal(2_400))
    add_cost(caravan=caravan, terms=terms, actor=acting(driss), at=NOW, id=new_id())
    add_partner(caravan=caravan, organisation=other_association, actor=acting(driss), at=NOW)
    address = f"/en/caravans/{caravan.pk}/report/"

    costs = [browser_of(person).get(address).context["report"]["cost_each"] for person in (driss, chama)]

    assert costs == [200, None]
