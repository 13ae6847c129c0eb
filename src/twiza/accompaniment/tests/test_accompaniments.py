"""An accompaniment is opened with her agreement, once; a request stands somewhere, and one step comes next."""

from __future__ import annotations

import datetime as dt

import pytest

from twiza.accompaniment.actions.accompaniments import (
    AccompaniedAlready,
    AccompaniesNobody,
    ClosedBefore,
    GuardianNeeded,
    NobodyToAccompany,
    close_accompaniment,
    hand_on,
    open_accompaniment,
    reopen_accompaniment,
)
from twiza.accompaniment.actions.appointments import NotThereYet, ObstacleUnknown, make_appointment, settle_appointment
from twiza.accompaniment.actions.keeping import (
    AccompanimentClosed,
    AccompanimentNotYours,
    DayToCome,
    IdTaken,
    WordsMissing,
)
from twiza.accompaniment.actions.next_steps import AnotherStep, finish_step, resume_step, set_next_step
from twiza.accompaniment.actions.obstacles import bring_obstacle_back, meet_obstacle, overcome_obstacle
from twiza.accompaniment.actions.requests import (
    KindUnknown,
    MovedBefore,
    NothingToTakeBack,
    ReasonMissing,
    StandsThere,
    make_request,
    move_request,
    take_back_move,
)
from twiza.accompaniment.actions.story import bring_back, take_out, tell_line
from twiza.accompaniment.models import Accompaniment, NextStep, Request, StoryLine
from twiza.accompaniment.queries.accompaniments import of_person
from twiza.accompaniment.terms import (
    Agreed,
    AppointmentTerms,
    LineTerms,
    MoveTerms,
    ObstacleTerms,
    OpeningTerms,
    OutcomeTerms,
    RequestTerms,
    StepTerms,
)
from twiza.accompaniment.tests.conftest import AGREED
from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.sameness import merge_persons, undo_merge_of_persons
from twiza.households.models import Person
from twiza.organisations.queries import actor_of

TOMORROW, YESTERDAY = TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)


def test_an_accompaniment_opened_twice_is_one_and_its_agreement_is_kept(accompany, hadda):
    same = new_id()

    first, again = accompany(hadda, id=same), accompany(hadda, id=same)

    assert first == again
    assert list(first.agreements.values_list("group", "recipient")) == [("accompaniment", first.organisation_id)]
    assert AuditEntry.objects.filter(object_id=str(same)).values_list("outcome", flat=True).get() == "opened"


def test_somebody_is_accompanied_by_an_organisation_once_at_a_time(accompaniment, accompany, hadda):
    with pytest.raises(AccompaniedAlready):
        accompany(hadda)

    assert Accompaniment.objects.count() == 1


def test_the_id_of_another_one_is_refused(accompaniment, accompany, hadda, supervisor):
    with pytest.raises(IdTaken):
        accompany(hadda, id=accompaniment.pk, actor=supervisor)


def test_nobody_accompanies_who_is_of_a_family_she_does_not_follow(accompany, hadda, outsider):
    with pytest.raises(AccompanimentNotYours):
        accompany(hadda, actor=outsider)

    assert not Accompaniment.objects.exists()


def test_a_child_agrees_by_whoever_answers_for_it(hadda, agent):
    child = Person.objects.get(name="Moha")
    given = {"terms": OpeningTerms("School", TODAY, "fr"), "actor": agent, "at": NOW}

    with pytest.raises(GuardianNeeded):
        open_accompaniment(id=new_id(), person=child, agreed=AGREED, **given)
    opened = open_accompaniment(id=new_id(), person=child, agreed=Agreed("oral", "fr", NOW, hadda), **given)

    assert opened.agreements.get().guardian == hadda


def test_who_died_is_accompanied_no_more_and_no_day_is_to_come(accompany, hadda, agent):
    with pytest.raises(DayToCome):
        open_accompaniment(
            id=new_id(), person=hadda, terms=OpeningTerms("Rights", TOMORROW, "fr"), agreed=AGREED, actor=agent, at=NOW
        )
    hadda.died_on = TODAY

    with pytest.raises(NobodyToAccompany):
        accompany(hadda)


def test_a_closed_accompaniment_takes_nothing_and_can_be_opened_again(accompaniment, agent):
    with pytest.raises(ClosedBefore):
        close_accompaniment(accompaniment=accompaniment, on=YESTERDAY, because="wish", actor=agent, at=NOW)
    close_accompaniment(accompaniment=accompaniment, on=TODAY, because="reached", actor=agent, at=NOW)
    with pytest.raises(AccompanimentClosed):
        ask(accompaniment, agent)

    reopen_accompaniment(accompaniment=accompaniment, actor=agent, at=NOW)

    assert ask(accompaniment, agent).state == "asked"


def test_it_is_handed_on_to_a_colleague_and_the_one_before_sees_it_no_more(
    accompaniment, agent, fadma, make_person, association
):
    colleague = make_person("Zahra", association, Role.PROFESSIONAL)
    with pytest.raises(AccompaniesNobody):
        hand_on(accompaniment=accompaniment, to=fadma, actor=agent, at=NOW)

    hand_on(accompaniment=accompaniment, to=colleague, actor=agent, at=NOW)

    assert ask(accompaniment, actor_of(colleague, TODAY)).recorded_by == colleague
    with pytest.raises(AccompanimentNotYours):
        ask(accompaniment, agent)


def ask(accompaniment, actor, id=None, **given) -> Request:
    """Keep a request of the accompaniment."""
    terms = RequestTerms(**{"kind": "puma", "asked_on": YESTERDAY} | given)
    return make_request(id=id or new_id(), accompaniment=accompaniment, terms=terms, actor=actor, at=NOW)


def move(request, actor, state, on=TODAY, reason="", id=None):
    """Move a request."""
    return move_request(request=request, terms=MoveTerms(id or new_id(), state, on, reason), actor=actor, at=NOW)


def test_a_request_sent_twice_is_one(accompaniment, agent, supervisor):
    same = new_id()

    first, again = ask(accompaniment, agent, id=same), ask(accompaniment, agent, id=same)

    assert first == again
    with pytest.raises(IdTaken):
        ask(accompaniment, supervisor, id=same)


def test_a_request_is_of_a_kind_of_the_list_and_some_are_protected_by_themselves(accompaniment, agent):
    with pytest.raises(KindUnknown):
        ask(accompaniment, agent, kind="nothing")

    assert [ask(accompaniment, agent, kind=kind).is_protected for kind in ("puma", "ame")] == [False, True]


def test_a_request_moves_and_its_last_move_is_taken_back(accompaniment, agent):
    request = ask(accompaniment, agent)
    move(request, agent, "under_way", YESTERDAY)
    move(request, agent, "opened")
    assert Request.objects.values_list("state", "settled_on").get() == ("opened", TODAY)

    take_back_move(request=request, actor=agent, at=NOW)

    assert Request.objects.values_list("state", "settled_on").get() == ("under_way", None)
    take_back_move(request=request, actor=agent, at=NOW)
    assert Request.objects.get().state == "asked"
    with pytest.raises(NothingToTakeBack):
        take_back_move(request=request, actor=agent, at=NOW)


def test_a_move_sent_twice_is_one_and_what_makes_no_sense_is_refused(accompaniment, agent):
    request, same = ask(accompaniment, agent), new_id()

    assert move(request, agent, "under_way", id=same) == move(request, agent, "under_way", id=same)
    with pytest.raises(StandsThere):
        move(request, agent, "under_way")
    with pytest.raises(ReasonMissing):
        move(request, agent, "refused")
    with pytest.raises(DayToCome):
        move(request, agent, "opened", TOMORROW)
    with pytest.raises(MovedBefore):
        move(request, agent, "opened", YESTERDAY)
    assert request.moves.count() == 1


def test_one_step_comes_next_at_a_time(accompaniment, agent):
    set_one = {"accompaniment": accompaniment, "actor": agent, "at": NOW}
    first = set_next_step(id=new_id(), terms=StepTerms("Call the office", TOMORROW), **set_one)

    second = set_next_step(id=new_id(), terms=StepTerms("Go there", TOMORROW, "Aminata"), **set_one)

    assert NextStep.objects.get(pk=first.pk).ended_as == "replaced"
    with pytest.raises(AnotherStep):
        resume_step(step=first, actor=agent, at=NOW)
    finish_step(step=second, actor=agent, at=NOW)
    resume_step(step=second, actor=agent, at=NOW)
    assert NextStep.objects.get(ended_at=None) == second
    with pytest.raises(WordsMissing):
        set_next_step(id=new_id(), terms=StepTerms("  ", TOMORROW), **set_one)


def test_an_appointment_is_kept_or_missed_once_it_was(accompaniment, agent):
    terms = AppointmentTerms("Doctor", TODAY, interpreting="needed")
    made = {"accompaniment": accompaniment, "actor": agent, "at": NOW}
    appointment = make_appointment(id=new_id(), terms=terms, **made)
    to_come = make_appointment(id=new_id(), terms=AppointmentTerms("Office", TOMORROW), **made)

    settled = settle_appointment(
        appointment=appointment, terms=OutcomeTerms("missed", "transport", "booked"), actor=agent, at=NOW
    )

    assert (settled.state, settled.missed_because, settled.interpreting) == ("missed", "transport", "booked")
    with pytest.raises(NotThereYet):
        settle_appointment(appointment=to_come, terms=OutcomeTerms("kept"), actor=agent, at=NOW)
    with pytest.raises(ObstacleUnknown):
        settle_appointment(appointment=appointment, terms=OutcomeTerms("missed", "rain"), actor=agent, at=NOW)
    back = settle_appointment(appointment=appointment, terms=OutcomeTerms("planned", "transport"), actor=agent, at=NOW)
    assert (back.state, back.missed_because) == ("planned", "")


def test_an_obstacle_is_overcome_and_there_again(accompaniment, agent):
    met = meet_obstacle(
        id=new_id(), accompaniment=accompaniment, terms=ObstacleTerms("money", YESTERDAY), actor=agent, at=NOW
    )

    assert overcome_obstacle(obstacle=met, actor=agent, at=NOW).overcome_on == TODAY
    assert bring_obstacle_back(obstacle=met, actor=agent, at=NOW).overcome_on is None


def test_a_line_written_by_mistake_is_taken_out_and_brought_back(accompaniment, agent):
    line = tell_line(
        id=new_id(), accompaniment=accompaniment, terms=LineTerms("She sleeps badly", TODAY), actor=agent, at=NOW
    )

    take_out(row=line, actor=agent, at=NOW)
    assert StoryLine.objects.get().taken_out_at == NOW
    bring_back(row=line, actor=agent, at=NOW)

    assert StoryLine.objects.get().taken_out_at is None


def test_a_merge_moves_no_accompaniment_and_shows_it_from_both(accompaniment, register, hadda, agent, supervisor):
    other = register("Hada Ben Ali").members.get(relation="head").person
    before = list(Accompaniment.objects.values())

    merge = merge_persons(id=new_id(), kept=other, found=hadda, reason="One", actor=supervisor, at=NOW)

    assert list(of_person(agent, other)) == [accompaniment]
    undo_merge_of_persons(merge=merge, reason="Two", actor=supervisor, at=NOW)
    assert list(of_person(agent, other)) == []
    assert list(Accompaniment.objects.values()) == before
