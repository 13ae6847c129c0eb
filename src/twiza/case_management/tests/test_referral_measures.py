"""Whether facilities answer for those who came to them, as indicators count it."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.case_management.measures.referrals import counter_referrals_received
from twiza.case_management.tests.referral_world import activate_referrals, make_specialty, refer, step_on
from twiza.conftest import TODAY
from twiza.core.tallies import Span

MONTH = TODAY.replace(day=1)


@pytest.fixture
def sent(technical_administrator, aminata):
    """Return what refers somebody, who arrived on a day, and of whom the facility may have answered."""
    activate_referrals(technical_administrator)
    specialty = make_specialty()

    def send(*steps: str, place_path: str = "ML/1", on: dt.date = TODAY):
        referral = refer(aminata, specialty, place_path=place_path, issued_on=on)
        for step in ("accepted", *steps):
            referral = step_on(referral, step, aminata, on=on, words="Traitée" if step == "counter_referred" else "")
        return referral

    return send


def told(organisation, start: dt.date = MONTH, area: str = "ML"):
    return [(one.key, one.counted, one.out_of) for one in counter_referrals_received(
        Span(organisation.pk, (area,), start, TODAY)
    )]  # fmt: skip


def test_who_arrived_counts_and_counts_as_answered_once_the_facility_answered(sent, association):
    answered, waiting = sent("arrived", "treated", "counter_referred"), sent("arrived")
    sent()

    assert set(told(association)) == {(answered.pk, True, 1), (waiting.pk, False, 1)}


def test_another_month_area_or_organisation_counts_nothing(sent, association, council):
    sent("arrived", on=MONTH - dt.timedelta(days=1))
    sent("arrived", place_path="MA/2")

    assert told(association) == told(council) == []
    assert len(told(association, area="MA")) == 1
