"""A list of files for an office, and its answer: faults told line by line, the rest kept, twice changes nothing."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.batch_answers import AnswerTerms, answer_batch, follow_answers
from twiza.social_protection.actions.batches import (
    BatchAnswered,
    BatchNotYours,
    NothingToSend,
    cancel_batch,
    make_batch,
)
from twiza.social_protection.models import Batch, BatchLine
from twiza.social_protection.queries.batches import files_to_send


@pytest.fixture
def files(household, register, enrol):
    """Return the files of three families that were just found."""
    return [enrol(one) for one in (household, register(name="Awa Keita"), register(name="Kadi Traoré"))]


def send(files, schemes, actor, id=None, step="repere"):
    return make_batch(
        id=id or new_id(), scheme=schemes["ramed"], step=step, enrolments=files, made_on=TODAY, actor=actor, at=NOW
    )


def test_a_list_is_numbered_and_its_files_in_their_order(files, schemes, agent):
    first, second = send(files, schemes, agent), send(files[:1], schemes, agent)

    lines = first.lines.order_by("number").values_list("number", "enrolment")
    assert list(lines) == [(number, file.pk) for number, file in enumerate(files, start=1)]
    assert (first.number, second.number) == (1, 2)


def test_a_list_sent_twice_is_made_once(files, schemes, agent, supervisor):
    id = new_id()

    first, again = send(files, schemes, agent, id), send(files, schemes, agent, id)

    assert (again, Batch.objects.count(), BatchLine.objects.count()) == (first, 1, 3)
    with pytest.raises(BatchNotYours):
        send(files, schemes, supervisor, id)


def test_files_at_another_step_are_not_sent(files, schemes, agent):
    with pytest.raises(NothingToSend):
        send(files, schemes, agent, step="certificat_demande")

    assert Batch.objects.count() == 0


def test_a_stranger_sends_nothing(files, schemes, chama):
    with pytest.raises(HouseholdNotYours):
        send(files, schemes, actor_of(chama, TODAY))


def test_the_faults_of_an_answer_are_told_line_by_line_and_the_rest_is_kept(files, schemes, agent):
    batch = send(files, schemes, agent)
    answers = [
        AnswerTerms(1, "yes", TODAY),
        AnswerTerms(2, "no", TODAY),
        AnswerTerms(3, "perhaps", TODAY),
        AnswerTerms(3, "yes", TODAY + dt.timedelta(days=1)),
        AnswerTerms(9, "yes", TODAY),
    ]

    kept, refused = answer_batch(batch=batch, answers=answers, actor=agent, at=NOW)

    assert [one.number for one in kept] == [1]
    assert [(one.number, one.sentence) for one in refused] == [
        (2, "Write why the office said no."),
        (3, "Write yes or no as the answer."),
        (3, "The day of the answer is before the list was made, or still to come."),
        (9, "No file of this list has this number."),
    ]
    assert list(BatchLine.objects.order_by("number").values_list("answer", flat=True)) == ["yes", "", ""]


def test_the_same_answer_twice_changes_nothing(files, schemes, agent):
    batch, answers = send(files, schemes, agent), [AnswerTerms(1, "no", TODAY, "Already insured")]
    answer_batch(batch=batch, answers=answers, actor=agent, at=NOW)

    again = answer_batch(batch=batch, answers=answers, actor=agent, at=NOW)

    assert again == ([], [])


def test_a_file_on_a_list_without_an_answer_says_so_until_the_list_is_cancelled(files, schemes, agent):
    batch = send(files[:1], schemes, agent)

    sent = [one.on_list for one in files_to_send(agent, schemes["ramed"], "repere")]
    cancelled = [cancel_batch(batch=batch, actor=agent, at=NOW).cancelled_at for _twice in range(2)]
    free = [one.on_list for one in files_to_send(agent, schemes["ramed"], "repere")]

    assert (sorted(sent, key=str), free, cancelled) == ([1, None, None], [None, None, None], [NOW, NOW])


def test_a_list_that_was_answered_is_not_cancelled_and_a_cancelled_one_not_answered(files, schemes, agent):
    answered, cancelled = send(files[:1], schemes, agent), send(files[1:], schemes, agent)
    answer_batch(batch=answered, answers=[AnswerTerms(1, "yes", TODAY)], actor=agent, at=NOW)
    cancelled = cancel_batch(batch=cancelled, actor=agent, at=NOW)

    kept, refused = answer_batch(batch=cancelled, answers=[AnswerTerms(1, "yes", TODAY)], actor=agent, at=NOW)

    assert (kept, refused[0].sentence) == ([], "This list is cancelled: nothing is answered to it any more.")
    with pytest.raises(BatchAnswered):
        cancel_batch(batch=answered, actor=agent, at=NOW)


def test_files_whose_family_agrees_no_more_are_not_offered(files, schemes, agent):
    files[0].applicant.consents.filter(purpose="rights").update(withdrawn_at=NOW)

    offered = files_to_send(agent, schemes["ramed"], "repere")

    assert {one.pk for one in offered} == {one.pk for one in files[1:]}
    with pytest.raises(NothingToSend):
        send(files, schemes, agent)


def test_files_follow_what_was_answered_on_its_day_once(files, schemes, agent, step_on):
    for one in files:
        step_on(one, ("pre_enquete", TODAY), ("enquete_demandee", TODAY))
    batch = send(files, schemes, agent, step="enquete_demandee")
    answers = [AnswerTerms(1, "yes", TODAY), AnswerTerms(2, "no", TODAY, "Moved away")]
    answer_batch(batch=batch, answers=answers, actor=agent, at=NOW)
    steps = {"yes": "enquete_faite", "no": "rejete"}

    moved, refused = follow_answers(batch=batch, steps=steps, actor=agent, at=NOW)
    again = follow_answers(batch=batch, steps=steps, actor=agent, at=NOW)

    at = list(BatchLine.objects.order_by("number").values_list("enrolment__file__step__code", flat=True))
    assert ([one.number for one in moved], refused, again) == ([1, 2], [], ([], []))
    assert at == ["enquete_faite", "rejete", "enquete_demandee"]
    assert files[1].file.passages.latest("number").reason == "Moved away"


def test_a_file_that_cannot_follow_does_not_hold_the_others_up(files, schemes, agent):
    batch = send(files, schemes, agent)
    answer_batch(batch=batch, answers=[AnswerTerms(number, "yes", TODAY) for number in (1, 2)], actor=agent, at=NOW)
    files[0].applicant.consents.filter(purpose="rights").update(withdrawn_at=NOW)

    moved, refused = follow_answers(batch=batch, steps={"yes": "pre_enquete"}, actor=agent, at=NOW)

    assert ([one.number for one in moved], [one.number for one in refused]) == ([2], [1])
    assert "agrees no more" in refused[0].sentence
