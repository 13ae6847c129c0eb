"""Trainings: who was there, who is trained by the rule, and how each is counted once."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from twiza.activities.actions.modules import ModuleSaid, NoSuchModule, write_module
from twiza.activities.actions.participants import (
    CannotTakePart,
    ObservationSaid,
    enrol,
    observe,
    score,
    strike_participant_out,
    take_attendance,
)
from twiza.activities.actions.professionals import ProfessionalSaid, SoundsLike, register_professional
from twiza.activities.actions.trainings import (
    DaySaid,
    NoSuchTraining,
    TrainingSaid,
    TrainingWithdrawn,
    add_day,
    months_after,
    withdraw_training,
    write_training,
)
from twiza.activities.counting_rule import TrainingRule, training_rule
from twiza.activities.measures import points_gained, professionals_trained
from twiza.activities.models import Attendance, Module, Observation, Participation, Professional, Sheet, Training
from twiza.activities.queries.training import followed_in, participants_of, to_observe, trainings_of
from twiza.activities.tests.conftest import FIRST, SECOND, TABANT
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span

RULE = TrainingRule(0.8, 3, "test")


@pytest.fixture
def actor(bakary, acting):
    return acting(bakary)


@pytest.fixture
def tick(actor):
    def take(day, present, *, id=None, taken_at=NOW):
        marks = {one.pk: is_present for one, is_present in present.items()}
        return take_attendance(id=id or new_id(), day=day, present=marks, taken_at=taken_at, actor=actor, at=NOW)

    return take


@pytest.fixture
def span(association):
    return Span(association.pk, (), dt.date(2026, 1, 1), TODAY)


def test_everything_sent_twice_is_kept_once(places, actor):
    ids = [uuid.uuid4() for _one in range(5)]
    learnt = ModuleSaid({"fr": "Croissance"}, Decimal(6))
    for _time in range(2):
        module = write_module(id=ids[0], said=learnt, actor=actor, at=NOW)
        said = TrainingSaid(module, FIRST, SECOND, places[TABANT], "Santé Sud")
        training = write_training(id=ids[1], said=said, rule=RULE, actor=actor, at=NOW)
        day = add_day(id=ids[2], training=training, said=DaySaid(FIRST, Decimal(3)), actor=actor, at=NOW)
        who = ProfessionalSaid("Aminata Traoré", "Sage-femme")
        professional = register_professional(id=ids[3], said=who, others=(), actor=actor, at=NOW)
        part = enrol(id=new_id(), training=training, professional=professional, actor=actor, at=NOW)
        take_attendance(id=ids[4], day=day, present={part.pk: True}, taken_at=NOW, actor=actor, at=NOW)
        observe(id=new_id(), participation=part, said=ObservationSaid(TODAY, 3, 4), actor=actor, at=NOW)

    kept = (Module, Training, Professional, Participation, Sheet, Attendance, Observation)
    assert [model.objects.count() for model in kept] == [1] * 7


def test_one_is_trained_with_enough_of_the_module_and_the_test_done(days, take_part, tick, actor, span, training):
    enough, too_little, no_test, zero = (take_part(name) for name in ("Awa", "Binta", "Coumba", "Djeneba"))
    tick(days[0], {enough: True, too_little: False, no_test: True, zero: True})
    tick(days[1], {enough: False, too_little: True, no_test: True, zero: True})
    for one, after in ((enough, 15), (too_little, 20), (zero, 0)):
        score(participation=one, before=None, after=Decimal(after), actor=actor, at=NOW)

    followed = followed_in(participants_of(training), RULE)

    said = [(one.participation.professional.name, round(one.share, 3), one.is_trained) for one in followed]
    assert said == [("Awa", 0.833, True), ("Binta", 0.167, False), ("Coumba", 1.0, False), ("Djeneba", 1.0, True)]
    assert [one.key for one in professionals_trained(span, RULE)] == [training.pk] * 2


def test_hours_asked_are_the_modules_when_days_are_missing(training, days, take_part, tick, actor, span):
    days[1].delete()
    training.module.hours = Decimal(12)
    training.module.save()
    one = take_part("Awa")
    tick(days[0], {one: True})
    score(participation=one, before=None, after=Decimal(20), actor=actor, at=NOW)

    assert professionals_trained(span, RULE) == []


def test_a_professional_of_two_trainings_counts_once_and_a_withdrawn_one_not(
    module, places, days, take_part, tick, actor, span, training
):
    part = take_part("Awa")
    said = TrainingSaid(module, SECOND, SECOND, places[TABANT], "Santé Sud", max_score=Decimal(20))
    again = write_training(id=new_id(), said=said, rule=RULE, actor=actor, at=NOW)
    day = add_day(id=new_id(), training=again, said=DaySaid(SECOND, Decimal(6)), actor=actor, at=NOW)
    other = enrol(id=new_id(), training=again, professional=part.professional, actor=actor, at=NOW)
    tick(days[0], {part: True})
    tick(day, {other: True})
    for one in (part, other):
        score(participation=one, before=None, after=Decimal(9), actor=actor, at=NOW)

    both = len(professionals_trained(span, RULE))
    for one in (training, again):
        withdraw_training(training=one, reason="Essai", actor=actor, at=NOW)

    assert (both, len(professionals_trained(span, RULE))) == (1, 0)
    with pytest.raises(TrainingWithdrawn):
        tick(days[1], {part: True})


def test_a_sheet_that_comes_late_does_not_undo_a_later_one(days, take_part, tick):
    one = take_part("Awa")

    tick(days[0], {one: True}, taken_at=NOW)
    tick(days[0], {one: False}, taken_at=NOW - dt.timedelta(hours=1))

    assert [mark.is_present for mark in Attendance.objects.all()] == [True]


def test_attendance_of_a_day_to_come_is_refused(module, places, actor, professional, tick):
    tomorrow = TODAY + dt.timedelta(days=1)
    said = TrainingSaid(module, tomorrow, tomorrow, places[TABANT], "Santé Sud")
    training = write_training(id=new_id(), said=said, rule=RULE, actor=actor, at=NOW)
    day = add_day(id=new_id(), training=training, said=DaySaid(tomorrow, Decimal(6)), actor=actor, at=NOW)
    part = enrol(id=new_id(), training=training, professional=professional("Awa"), actor=actor, at=NOW)

    with pytest.raises(CannotTakePart):
        tick(day, {part: True})

    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        DaySaid(FIRST, Decimal(25)),
        DaySaid(FIRST, Decimal(0)),
        DaySaid(TODAY, Decimal(3)),
        DaySaid(FIRST, Decimal(3), dt.time(12), dt.time(9)),
    ],
)
def test_a_day_that_cannot_be_is_refused(said, training, actor):
    with pytest.raises(NoSuchTraining):
        add_day(id=new_id(), training=training, said=said, actor=actor, at=NOW)

    assert not training.days.exists()


def test_a_score_above_the_best_one_is_refused_and_absent_is_not_0(take_part, actor):
    one = take_part("Awa")

    with pytest.raises(CannotTakePart):
        score(participation=one, before=Decimal(3), after=Decimal("20.5"), actor=actor, at=NOW)
    score(participation=one, before=Decimal(0), after=None, actor=actor, at=NOW)
    one.refresh_from_db()

    assert (one.before, one.after) == (Decimal(0), None)


@pytest.mark.parametrize("name", ["Traore Aminata", "aminata TRAORÉ", "Aminatta Traoré", "Aminata Traoré Diallo"])
def test_nobody_is_written_down_twice_without_being_told(name, professional, actor):
    known = professional("Aminata Traoré")

    with pytest.raises(SoundsLike) as refused:
        professional(name)
    other = ProfessionalSaid(name, "Médecin")
    register_professional(id=new_id(), said=other, others={known.pk}, actor=actor, at=NOW)

    assert (refused.value.found, Professional.objects.count()) == ((known,), 2)


def test_another_name_is_another_person(professional):
    professional("Aminata Traoré")

    professional("Aminata Coulibaly")

    assert Professional.objects.count() == 2


def test_work_is_observed_three_months_after_and_leaves_the_list(days, take_part, tick, actor, training):
    seen, waiting, absent = (take_part(name) for name in ("Awa", "Binta", "Coumba"))
    tick(days[0], {seen: True, waiting: True, absent: False})

    with pytest.raises(CannotTakePart):
        observe(id=new_id(), participation=seen, said=ObservationSaid(TODAY, 5, 4), actor=actor, at=NOW)
    with pytest.raises(CannotTakePart):
        observe(id=new_id(), participation=seen, said=ObservationSaid(FIRST, 3, 4), actor=actor, at=NOW)
    observe(id=new_id(), participation=seen, said=ObservationSaid(TODAY, 3, 4), actor=actor, at=NOW)

    assert list(to_observe(actor)) == [waiting]
    assert training.observe_on == dt.date(2026, 7, 2)


def test_months_after_the_end_of_a_long_month_are_its_last_day():
    assert [months_after(dt.date(2026, 11, 30), 3), months_after(dt.date(2026, 1, 31), 1)] == [
        dt.date(2027, 2, 28),
        dt.date(2026, 2, 28),
    ]


def test_somebody_struck_out_and_enrolled_again_has_her_scores(take_part, training, actor):
    one = take_part("Awa")
    score(participation=one, before=Decimal(7), after=None, actor=actor, at=NOW)

    strike_participant_out(participation=one, actor=actor, at=NOW)
    gone = participants_of(training).count()
    again = enrol(id=new_id(), training=training, professional=one.professional, actor=actor, at=NOW)

    assert (gone, again.pk, again.before) == (0, one.pk, Decimal(7))


def test_a_module_has_a_title_and_takes_time(bakary, actor):
    for wrong in (ModuleSaid({"fr": " "}, Decimal(3)), ModuleSaid({"fr": "Croissance"}, Decimal(0))):
        with pytest.raises(NoSuchModule):
            write_module(id=new_id(), said=wrong, actor=actor, at=NOW)

    assert not Module.objects.exists()


def test_trainings_are_seen_by_who_follows_them_alone(
    training, aminata, bakary, coordinator, chama, esther, technical_administrator, acting
):
    everybody = (aminata, bakary, coordinator, chama, esther, technical_administrator)

    seen = {one.name for one in everybody if training in trainings_of(acting(one))}

    assert seen == {"Bakary", "Fatima"}


def test_the_rule_shipped_is_that_of_the_programme():
    assert (training_rule().attended_share, training_rule().observation_after_months) == (0.8, 3)


def test_points_gained_are_in_percent_of_the_best_score_where_both_tests_were_done(training, take_part, actor, span):
    for name, before, after in (("Awa", 8, 14), ("Binta", None, 20), ("Coumba", 10, 8)):
        first = None if before is None else Decimal(before)
        score(participation=take_part(name), before=first, after=Decimal(after), actor=actor, at=NOW)

    assert [(one.counted, one.out_of) for one in points_gained(span)] == [(30, 1), (-10, 1)]
