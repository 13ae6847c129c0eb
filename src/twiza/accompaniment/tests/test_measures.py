"""Rights obtained of the requests that ended, and the days it took: nothing without any."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.accompaniment.actions.requests import make_request, move_request
from twiza.accompaniment.actions.story import take_out
from twiza.accompaniment.measures import days_to_obtain, rights_obtained
from twiza.accompaniment.terms import MoveTerms, RequestTerms
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span

MONTH = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))


@pytest.fixture
def ended(accompaniment, agent):
    """Return what keeps a request that was asked some days ago and ended today, or some days ago."""

    def end_one(state: str, days: int, on: dt.date = TODAY):
        asked = make_request(
            id=new_id(),
            accompaniment=accompaniment,
            terms=RequestTerms("puma", on - dt.timedelta(days=days)),
            actor=agent,
            at=NOW,
        )
        move_request(request=asked, terms=MoveTerms(new_id(), state, on, "Why"), actor=agent, at=NOW)
        return asked

    return end_one


def figures(agent, area="FR/1", start=MONTH[0], end=MONTH[1]):
    """Return what both figures of an area and a period count."""
    span = Span(agent.grant.organisation_id, (area,), start, end)
    return rights_obtained(span), days_to_obtain(span)


def test_without_a_request_that_ended_nothing_counts(accompaniment, agent):
    assert figures(agent) == ([], [])


def test_what_was_given_up_or_refused_counts_as_ended(ended, agent):
    for state, days in (("opened", 10), ("opened", 20), ("refused", 1), ("given_up", 2)):
        ended(state, days)

    obtained, days = figures(agent)

    assert sorted((one.counted, one.out_of) for one in obtained) == [(False, 1), (False, 1), (True, 1), (True, 1)]
    assert sorted(one.counted for one in days) == [10, 20]


def test_another_area_period_or_organisation_and_a_mistake_count_nothing(ended, agent, outsider):
    mistake = ended("opened", 3)
    ended("opened", 3, dt.date(2026, 10, 31))

    assert len(figures(agent)[0]) == 1
    assert figures(agent, area="FR/2")[0] == figures(outsider)[0] == []
    take_out(row=mistake, actor=agent, at=NOW)
    assert figures(agent)[0] == []
