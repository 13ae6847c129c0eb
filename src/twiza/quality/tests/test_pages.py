"""Pages of quality rounds: what a form keeps, who reads what, how often the database is asked."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from twiza.quality.grid import grid_of
from twiza.quality.models import Mark, QualityRound
from twiza.quality.queries import assessors_of
from twiza.quality.round_page import ItemLine, ScoreLine, item_lines, score_lines

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(name, args=args)


def test_a_round_is_held_and_marked_from_its_forms(centre, grid, brahim, browser_of):
    browser, round_id = browser_of(brahim), uuid.uuid4()

    held = browser.post(
        page("quality_round_new"), {"id": str(round_id), "centre": "C1", "held_on": "2026-01-05", "note": ""}
    )
    sheet = {"id": str(uuid.uuid4()), "kind": "user", "number": "1", "mark_G1": "2", "mark_G2": "na", "note_G2": "–"}
    marked = browser.post(page("quality_sheet_new", round_id), sheet)

    assert [held.url, marked.url] == [page("quality_round", round_id)] * 2
    assert list(Mark.objects.order_by("item").values_list("item", "value", "note")) == [
        ("G1", 2, ""),
        ("G2", None, "–"),
    ]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"centre": "Nowhere", "held_on": "2026-01-05"}, "No health centre has this name or code."),
        ({"centre": "C1", "held_on": "2099-01-05"}, "still to come"),
    ],
)
def test_a_round_that_cannot_be_held_says_why(centre, grid, brahim, browser_of, sent, words):
    answer = browser_of(brahim).post(page("quality_round_new"), sent | {"id": str(uuid.uuid4())})

    assert (answer.status_code, QualityRound.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_a_country_without_a_grid_says_where_to_bring_one_in(centre, brahim, browser_of):
    sent = {"id": str(uuid.uuid4()), "centre": "tabant", "held_on": "2026-01-05"}

    answer = browser_of(brahim).post(page("quality_round_new"), sent)

    assert (answer.status_code, QualityRound.objects.count()) == (422, 0)
    assert "No quality grid is known" in answer.content.decode()


def test_a_round_shows_users_apart_and_what_changed(hold, mark):
    before, now = hold(dt.date(2026, 1, 5)), hold()
    mark(before, G1=0, G2=0)
    mark(now, G1=2, G2=1)
    mark(now, "user", 1, G1=0)
    grid, assessors = grid_of(now.version.content), assessors_of(now)

    lines = score_lines(grid, now, assessors)
    items = item_lines(grid, now, assessors)

    assert [lines[0], lines[1], lines[-1]] == [
        ScoreLine("Governance and accountability", "75", "0", "0", "+75"),
        ScoreLine("Staff and qualification", None, None, None, None),
        ScoreLine("", "75", "0", "0", "+75"),
    ]
    assert items == [
        ItemLine("G1", "Annual general assembly held, minutes available", False, "1.0", 2, "0.0", []),
        ItemLine("G2", items[1].name, False, "1.0", None, "0.0", []),
    ]


@pytest.mark.parametrize("sheets", [(), ("user",), ("user", "agent", "supervisor")])
def test_a_round_opens_whoever_marked_it(hold, mark, brahim, browser_of, sheets):
    round = hold()
    for kind in sheets:
        mark(round, kind, G1=1)

    answer = browser_of(brahim).get(page("quality_round", round.pk))

    assert (answer.status_code, answer.context["level"] is None) == (200, "supervisor" not in sheets)


def test_a_planner_reads_scores_and_no_mark(hold, mark, driss, browser_of):
    round = hold()
    mark(round, G1=2)

    shown = browser_of(driss).get(page("quality_round", round.pk)).content.decode()

    assert ("Governance and accountability" in shown, "Annual general assembly" in shown) == (True, False)


def test_who_is_elsewhere_finds_nothing(hold, chama, browser_of):
    browser, round = browser_of(chama), hold()

    answers = [browser.get(page("quality_round", one)).status_code for one in (round.pk, uuid.uuid4())]

    assert answers == [404, 404]


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_asks_as_often_whatever_its_length(hold, brahim, browser_of, django_assert_num_queries, rounds):
    for month in range(rounds):
        hold(dt.date(2026, 1 + month, 5))
    browser = browser_of(brahim)
    browser.get(page("quality_rounds"))

    with django_assert_num_queries(8):
        browser.get(page("quality_rounds"))
