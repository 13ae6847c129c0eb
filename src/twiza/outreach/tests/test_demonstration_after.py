"""What a demonstration shows after its caravan that is done."""

from __future__ import annotations

import pytest

from twiza.access.models import NeedFormula
from twiza.conftest import NOW, TODAY
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.demonstration_after import look_back
from twiza.outreach.actions.register import close_day
from twiza.outreach.loaders import load_shipped_codes, load_shipped_criteria
from twiza.outreach.models import Attendance, CaravanReport, CareNote, Consultation, Evaluation, GapMeasurement


@pytest.fixture
def done(day, aminata, offered):
    """Return a caravan whose register of thirty people seen is closed."""
    load_shipped_codes({})
    load_shipped_criteria({})
    NeedFormula.objects.create(version=1, names={"fr": "Formule d'essai"}, made_at=NOW)
    for number in range(1, 31):
        line = Attendance.objects.create(
            day=day, queue_number=number, sex="female", age_years=40, recorded_by=aminata, recorded_at=NOW
        )
        Consultation.objects.create(attendance=line, specialty=offered[0], is_seen=True)
    close_day(day=day, actor=actor_of(aminata, TODAY), at=NOW)
    return day.caravan


def test_the_caravan_that_is_done_is_looked_back_at_once(done, driss, aminata):
    for _time in range(2):
        look_back(done, planner=actor_of(driss, TODAY), registrar=actor_of(aminata, TODAY), at=NOW)

    assert [one.by for one in Evaluation.objects.order_by("by")] == ["people", "team"]
    assert [one.moment for one in GapMeasurement.objects.order_by("made_at", "id")] == ["before", "after"]
    assert CareNote.objects.count() == 30
    report = CaravanReport.objects.get()
    assert report.content["people"] == {"came": 30, "seen": 30, "missed": 0, "waiting": 0}
    assert {row["new"] for row in report.content["findings"]} <= {"hidden"}
    assert not done.days.filter(closed_at__isnull=True).exists()
