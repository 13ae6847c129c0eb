"""The file of a scheme: opened for those who agree, moved through every state, and the right that it opens."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.assignments import assign_household
from twiza.households.actions.consents import withdraw_consent
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.households.models import PersonConsent
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.files import MoveNotFromHere, ReasonMissing
from twiza.procedures.models import File, Passage
from twiza.procedures.queries.files import files_of
from twiza.social_protection.actions.enrolments import (
    EnrolmentNotYours,
    NobodyAgrees,
    NoFileForScheme,
    NotOriented,
    open_enrolment,
    take_back_enrolment_move,
)
from twiza.social_protection.actions.orientations import take_back_orientation
from twiza.social_protection.models import Covered, Enrolment, OpenRight, Scheme
from twiza.social_protection.queries.enrolments import agreeing, enrolments_of
from twiza.social_protection.queries.rights import ending_soon, never_used, rights_of

WAY = ("pre_enquete", "enquete_demandee", "enquete_faite", "certificat_demande", "certificat_delivre", "dossier_anam",
       "immatricule", "carte_remise", "premier_soin", "echeance")  # fmt: skip


def ago(days):
    return TODAY - dt.timedelta(days=days)


def way(until, first_days_ago=40):
    """Return the steps up to one of them, a day apart."""
    return [(step, ago(first_days_ago - number)) for number, step in enumerate(WAY[: WAY.index(until) + 1])]


def test_a_file_is_opened_with_the_id_it_was_given_under_a_title_that_names_nobody(household, enrol, aminata):
    enrolment = enrol(household)

    file = File.objects.get()
    assert (enrolment.pk, file.title, file.number, file.owner) == (file.pk, household.code, "RAMED-2026-0001", aminata)
    assert (file.step.code, file.due_on, file.place_path) == ("repere", None, household.place.path)
    assert Covered.objects.count() == 2


def test_a_file_sent_twice_is_opened_once(household, enrol, orient):
    orientation, id = orient(household), new_id()

    first, again = (enrol(household, id=id, orientation=orientation) for _time in range(2))

    assert (again, Enrolment.objects.count(), File.objects.count()) == (first, 1, 1)


def test_the_id_of_another_file_is_refused(household, register, enrol, orient):
    id, other = enrol(household).pk, register(name="Awa Keita")

    with pytest.raises(EnrolmentNotYours):
        enrol(other, id=id, orientation=orient(other))


def test_a_file_goes_through_every_state_and_each_delay_is_kept(household, enrol, step_on):
    enrolment = enrol(household, opened_on=ago(50))

    ended = step_on(enrolment, *way("echeance"))

    kept = Passage.objects.filter(file=ended.file).order_by("number").values_list("to_step__code", "days_spent")
    assert list(kept) == [("repere", None), ("pre_enquete", 10), *((step, 1) for step in WAY[1:])]
    assert ended.file.closed_at == NOW


@pytest.mark.parametrize("end", ["rejete", "abandonne"])
def test_a_file_that_came_to_nothing_has_its_reason_and_is_taken_up_again(household, enrol, step_on, end):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("enquete_demandee"))
    with pytest.raises(ReasonMissing):
        step_on(enrolment, (end, TODAY))

    step_on(enrolment, (end, TODAY), reason="Score")
    again = step_on(enrolment, ("repere", TODAY), reason="New papers")

    assert (again.file.step.code, again.file.closed_at) == ("repere", None)
    assert OpenRight.objects.count() == 0


def test_a_right_is_open_when_the_card_is_handed_over_and_ends_after_three_years(household, enrol, step_on):
    step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))

    right = OpenRight.objects.get()
    assert (right.since, right.until, right.first_care_on) == (dt.date(2026, 10, 20), dt.date(2029, 10, 20), None)


def test_the_first_care_is_noted_with_its_step_and_taken_back_with_it(household, enrol, step_on, agent):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("premier_soin"))
    used = OpenRight.objects.get().first_care_on

    take_back_enrolment_move(enrolment=enrolment, seen_turn=enrolment.file.turn, actor=agent, at=NOW)

    assert (used, OpenRight.objects.get().first_care_on) == (dt.date(2026, 10, 21), None)


def test_the_right_goes_with_the_move_that_opened_it(household, enrol, step_on, agent):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))

    back = take_back_enrolment_move(enrolment=enrolment, seen_turn=enrolment.file.turn, actor=agent, at=NOW)

    assert (back.file.step.code, OpenRight.objects.count()) == ("immatricule", 0)


def test_nobody_is_enrolled_who_has_not_agreed(household, mother, orient, ramed, agent):
    consent = PersonConsent.objects.get(person=mother, purpose="rights")
    orientation = orient(household)
    withdraw_consent(consent_id=consent.pk, actor=agent, at=NOW)

    with pytest.raises(NobodyAgrees):
        open_enrolment(
            id=new_id(), orientation=orientation, applicant=mother, covered=[mother], opened_on=TODAY, actor=agent,
            at=NOW,
        )  # fmt: skip

    assert (File.objects.count(), [one.name for one in agreeing(household)]) == (0, ["Moussa 0"])


def test_a_file_whose_applicant_agrees_no_more_is_stopped_and_may_be_given_up(
    household, mother, enrol, step_on, agent
):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("pre_enquete"))
    withdraw_consent(consent_id=PersonConsent.objects.get(person=mother, purpose="rights").pk, actor=agent, at=NOW)

    with pytest.raises(NobodyAgrees):
        step_on(enrolment, ("enquete_demandee", TODAY))

    ended = step_on(enrolment, ("abandonne", TODAY), reason="Agrees no more")
    assert ended.file.step.code == "abandonne"


@pytest.mark.parametrize("choice", ["not_now", "not_wanted"])
def test_a_file_follows_a_decision_to_orient(household, enrol, orient, choice):
    with pytest.raises(NotOriented):
        enrol(household, orientation=orient(household, choice=choice))


def test_a_decision_that_was_taken_back_opens_nothing(household, enrol, orient, agent):
    orientation = orient(household)
    take_back_orientation(orientation=orientation, actor=agent, at=NOW)

    with pytest.raises(NotOriented):
        enrol(household, orientation=orientation)


def test_a_scheme_whose_steps_are_not_set_opens_no_file(household, enrol, orient, schemes):
    Scheme.objects.filter(code="utm").update(file_kind="")
    schemes["utm"].refresh_from_db()

    with pytest.raises(NoFileForScheme):
        enrol(household, orientation=orient(household, scheme="utm"))


def test_a_step_that_does_not_follow_is_refused(household, enrol, step_on):
    with pytest.raises(MoveNotFromHere):
        step_on(enrol(household), ("carte_remise", TODAY))


@pytest.mark.parametrize("who", ["chama", "driss", "esther", "technical_administrator", "manager"])
def test_a_stranger_sees_no_file_and_moves_none(request, household, enrol, who):
    enrolment, stranger = enrol(household), actor_of(request.getfixturevalue(who), TODAY)

    with pytest.raises(HouseholdNotYours):
        take_back_enrolment_move(enrolment=enrolment, seen_turn=1, actor=stranger, at=NOW)

    assert (list(enrolments_of(stranger)), list(rights_of(stranger)), list(files_of(stranger))) == ([], [], [])


def test_who_follows_the_household_from_now_on_follows_its_files(
    household, enrol, make_person, association, supervisor
):
    enrolment, kadia = enrol(household), make_person("Kadia", association, "field_agent")
    assign_household(household=household, agent=kadia, actor=supervisor, at=NOW)

    follows = actor_of(kadia, TODAY)

    assert ([one.pk for one in enrolments_of(follows)], list(files_of(follows))) == ([enrolment.pk], [enrolment.file])


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (dt.date(2028, 10, 19), False),
        (dt.date(2028, 10, 20), True),
        (dt.date(2029, 10, 20), True),
        (dt.date(2029, 10, 21), False),
    ],
)
def test_an_end_is_told_from_twelve_months_before_it(household, enrol, step_on, agent, on, told):
    step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))

    found = ending_soon(rights_of(agent), on)

    assert [one.until for one in found] == [dt.date(2029, 10, 20)] * told


def test_a_right_that_was_never_used_shows(household, enrol, step_on, agent):
    enrolment = step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))
    before = list(never_used(rights_of(agent), TODAY))

    step_on(enrolment, ("premier_soin", TODAY))

    assert ([one.enrolment_id for one in before], list(never_used(rights_of(agent), TODAY))) == ([enrolment.pk], [])
