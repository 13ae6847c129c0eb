"""What the last rounds of a period say, for indicators."""

from __future__ import annotations

import datetime as dt

from twiza.conftest import TODAY
from twiza.core.tallies import Span
from twiza.quality.measures import latest_scores

BEFORE = TODAY - dt.timedelta(days=40)


def scores(council, start: dt.date, areas: tuple[str, ...] = ()):
    return [(one.counted, one.out_of, one.on) for one in latest_scores(Span(council.pk, areas, start, TODAY))]


def test_the_last_round_of_a_period_is_the_score_of_a_centre(hold, mark, council, centre):
    mark(hold(BEFORE), G1=0)
    mark(hold(TODAY), G1=2)

    (latest,) = latest_scores(Span(council.pk, (centre.place.path,), BEFORE, TODAY))
    assert (latest.counted, latest.out_of, latest.facility, latest.on) == (100, 1, centre.pk, TODAY)
    assert [one.counted for one in latest_scores(Span(council.pk, (), BEFORE, BEFORE))] == [0]


def test_what_users_say_or_nobody_marked_makes_no_score(hold, mark, council):
    mark(hold(), kind="user", G1=2)

    assert scores(council, BEFORE) == []


def test_a_round_elsewhere_or_of_others_does_not_count(hold, mark, council, association):
    mark(hold(), G1=2)

    assert scores(council, BEFORE, areas=("XX",)) == scores(association, BEFORE) == []
