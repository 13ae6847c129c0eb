"""A list of files for an office, and its answer: faults told line by line, the rest kept, twice changes nothing."""

import datetime as dt

import pytest

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.actions.keeping import HouseholdNotYours
from twiza.organisations.queries import actor_of
from twiza.social_protection.actions.batches import (
    AnswerTerms,
    BatchNotYours,
    NothingToSend,
    answer_batch,
    make_batch,
)
from twiza.social_protection.models import Batch, BatchLine


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
