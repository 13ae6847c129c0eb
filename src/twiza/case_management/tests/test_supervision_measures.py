"""Of the supervisions planned, how many are held: as the indicator SUPERV counts it."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.case_management.measures.supervisions import planned_supervisions_held
from twiza.case_management.models import Supervision
from twiza.conftest import NOW, TODAY
from twiza.core.tallies import Aggregate, Span, measured_by
from twiza.households.models import Assignment

MONTH = TODAY.replace(day=1)
LATER = TODAY + dt.timedelta(days=1)


@pytest.fixture
def planned(child, aminata, bakary, association):
    """Return a maker of supervisions of Aminata, who has followed a family for long."""
    Assignment.objects.update(assigned_at=NOW - dt.timedelta(days=400))

    def make(planned_on=TODAY, held_on=None, **said) -> Supervision:
        return Supervision.objects.create(
            organisation=association, agent=aminata, planned_on=planned_on, held_on=held_on, made_by=bakary,
            made_at=NOW, **said,
        )  # fmt: skip

    return make


def told(organisation, area="ML", end=TODAY):
    tallies = planned_supervisions_held(Span(organisation.pk, (area,), MONTH, end))
    figure = measured_by(tallies, lambda one: one.key, Aggregate.SHARE)
    return figure.value, figure.numerator, figure.denominator


def test_three_of_four_planned_are_held(planned, association):
    planned(MONTH, MONTH)
    planned(MONTH, TODAY)
    planned(TODAY, TODAY)
    planned(TODAY)

    assert told(association) == (75.0, 3, 4)


def test_without_a_plan_the_share_is_not_defined(planned, association):
    planned(None, TODAY)

    assert told(association) == (None, 0, 0)


def test_one_held_after_the_last_day_was_planned_and_not_held(planned, association):
    planned(TODAY, LATER)

    assert told(association) == (0.0, 0, 1)


def test_a_mistake_another_month_area_or_organisation_counts_nothing(planned, association, council):
    planned(TODAY, TODAY, withdrawn_at=NOW, withdrawn_reason="Doublon")
    planned(MONTH - dt.timedelta(days=1), TODAY)
    planned(LATER, None)
    assert told(association) == (None, 0, 0)
    planned(TODAY, TODAY)

    assert [told(association), told(association, "ML/1"), told(association, "ML/2"), told(council)] == [
        (100.0, 1, 1),
        (100.0, 1, 1),
        (None, 0, 0),
        (None, 0, 0),
    ]


def test_it_is_where_the_agent_followed_families_that_day(planned, association):
    planned(TODAY, TODAY)
    Assignment.objects.update(ended_at=NOW - dt.timedelta(days=1))

    assert told(association) == (None, 0, 0)
