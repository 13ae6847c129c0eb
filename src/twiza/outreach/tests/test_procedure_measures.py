"""Measures that rest on the procedure of caravans and on plans."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.measured import Measured, Part
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.demonstration_files import walk_file
from twiza.outreach.measures.procedure import caravans_with_waste_slip, files_complete_in_time
from twiza.outreach.measures.reach import priority_communes_visited
from twiza.outreach.models import Caravan, CaravanDay, Plan
from twiza.procedures.actions.files import move_file
from twiza.procedures.actions.kinds import activate_version, load_kinds
from twiza.procedures.loaders import shipped_kinds
from twiza.procedures.models import KindVersion

IN_TEN_WEEKS = TODAY + dt.timedelta(days=70)
EVERY = Caravan.objects.all()


@pytest.fixture
def procedure(technical_administrator):
    load_kinds(kinds=shipped_kinds(), at=NOW)
    version = KindVersion.objects.get(kind__code="caravan")
    activate_version(version=version, actor=actor_of(technical_administrator, TODAY), at=NOW)


def test_a_caravan_agreed_by_both_authorities_in_time_is_complete(procedure, make_caravan_on, driss):
    agreed, waiting = make_caravan_on(IN_TEN_WEEKS), make_caravan_on(IN_TEN_WEEKS)
    walk_file(agreed.file, until="authorities", actor=actor_of(driss, TODAY), at=NOW)

    measured = files_complete_in_time(EVERY, on=IN_TEN_WEEKS)

    assert measured.value == 50
    assert set(measured.parts) == {Part(agreed.pk, 1, 1), Part(waiting.pk, 0, 1)}


def test_an_agreement_that_comes_late_is_not_in_time(procedure, make_caravan_on, driss):
    caravan = make_caravan_on(TODAY + dt.timedelta(days=6))
    walk_file(caravan.file, until="authorities", actor=actor_of(driss, TODAY), at=NOW)

    assert files_complete_in_time(EVERY, on=TODAY).value == 0


def test_a_caravan_sent_back_or_cancelled_is_not_agreed(procedure, make_caravan_on, driss):
    back, gone = make_caravan_on(IN_TEN_WEEKS), make_caravan_on(IN_TEN_WEEKS)
    for caravan, to in ((back, "request"), (gone, "cancelled")):
        file = walk_file(caravan.file, until="authorities", actor=actor_of(driss, TODAY), at=NOW)
        move = file.version.moves.get(from_step=file.step, to_step__code=to)
        said = {"happened_on": TODAY, "reason": "Snow", "actor": actor_of(driss, TODAY), "at": NOW}
        move_file(file=file, move=move, seen_turn=file.turn, **said)

    assert files_complete_in_time(EVERY, on=IN_TEN_WEEKS).value == 0


def test_a_caravan_whose_seventh_day_before_has_not_come_is_not_judged(procedure, make_caravan_on):
    make_caravan_on(IN_TEN_WEEKS)

    assert files_complete_in_time(EVERY, on=TODAY) == Measured(None, 0, 0, ())


def test_waste_is_disposed_of_once_the_file_says_so(procedure, make_caravan_on, driss):
    handed_over, kept = make_caravan_on(), make_caravan_on()
    CaravanDay.objects.update(opened_at=NOW)
    walk_file(handed_over.file, until="report", actor=actor_of(driss, TODAY), at=NOW)

    measured = caravans_with_waste_slip(EVERY)

    assert measured.value == 50
    assert set(measured.parts) == {Part(handed_over.pk, 1, 1), Part(kept.pk, 0, 1)}


def test_communes_that_a_plan_stops_in_are_visited_within_a_year(plan, make_caravan_on):
    communes = sorted({stop.commune_id for route in plan.routes.all() for stop in route.stops.all()})
    visited, year = communes[0], dt.timedelta(days=365)
    recent, long_ago = make_caravan_on(TODAY), make_caravan_on(TODAY - year)
    recent.days.update(commune=visited, opened_at=NOW)
    long_ago.days.update(commune=communes[-1], opened_at=NOW)

    measured = priority_communes_visited(Plan.objects.all(), EVERY, on=TODAY)

    assert measured == Measured(
        100 / len(communes),
        1,
        len(communes),
        tuple(Part(commune, int(commune == visited), 1) for commune in communes),
    )
    assert len(communes) > 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("measure", "queries"),
    [(lambda: files_complete_in_time(EVERY, on=TODAY), 3), (lambda: caravans_with_waste_slip(EVERY), 2)],
)
def test_a_measure_of_files_asks_as_much_for_many_as_for_one(
    procedure, make_caravan_on, measure, queries, rows, django_assert_num_queries
):
    for _number in range(rows):
        make_caravan_on()

    with django_assert_num_queries(queries):
        measure()
