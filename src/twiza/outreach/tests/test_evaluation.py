"""Looking back at a caravan: those who say it are kept apart, and what is decided has an owner and a day."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils.timezone import localdate

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.outreach.actions.caravan import CaravanCancelled, cancel_caravan
from twiza.outreach.actions.evaluation import (
    EvaluationTerms,
    NobodyAnswered,
    NotScored,
    NotYetToEvaluate,
    change_evaluation,
    record_evaluation,
    remove_evaluation,
)
from twiza.outreach.loaders import load_shipped_criteria
from twiza.outreach.models import Caravan, Evaluation, EvaluationCriterion, EvaluationDecision
from twiza.outreach.queries.evaluation import evaluations_of, is_late, scores_of

DAY = dt.timedelta(days=1)


@pytest.fixture
def criteria(db) -> dict[str, EvaluationCriterion]:
    load_shipped_criteria({})
    return {one.code: one for one in EvaluationCriterion.objects.all()}


@pytest.fixture
def evaluate(acting, driss):
    """Return what keeps an evaluation of today."""

    def keep(caravan: Caravan, by: str = "people", *, scores=None, id=None, **said) -> Evaluation:
        terms = {
            "held_on": TODAY, "way": "", "women": 7, "men": 5, "went_well": "", "to_change": "",
            "next_asked_on": None, "said_back": "", "said_back_on": None,
        }  # fmt: skip
        return record_evaluation(
            caravan=caravan,
            terms=EvaluationTerms(by=by, **(terms | said)),
            scores=scores or {},
            actor=acting(driss),
            at=NOW,
            id=id or uuid.uuid4(),
        )

    return keep


def test_an_evaluation_sent_twice_is_kept_once(make_caravan_on, evaluate, criteria):
    caravan, id = make_caravan_on(), uuid.uuid4()

    first, again = (evaluate(caravan, id=id, scores={criteria["welcome"]: 4}) for _time in range(2))

    assert first == again
    assert [(one.criterion.code, one.score) for one in first.scores.all()] == [("welcome", 4)]


def test_people_partners_and_team_are_never_averaged_together(make_caravan_on, evaluate, criteria):
    caravan, need = make_caravan_on(), criteria["answered_need"]
    for by, score in (("people", 1), ("people", 2), ("team", 4)):
        evaluate(caravan, by, scores={need: score})

    (scored,) = scores_of(evaluations_of(caravan))

    assert (scored.criterion, scored.by) == (need, {"people": 1.5, "partners": None, "team": 4})


def test_what_was_not_asked_of_them_is_not_scored(make_caravan_on, evaluate, criteria):
    with pytest.raises(NotScored):
        evaluate(make_caravan_on(), "team", scores={criteria["welcome"]: 3})
    with pytest.raises(NotScored):
        evaluate(Caravan.objects.get(), "people", scores={criteria["welcome"]: 5})

    assert not Evaluation.objects.exists()


def test_a_caravan_is_not_evaluated_before_it_begins_nor_tomorrow(make_caravan_on, evaluate):
    caravan = make_caravan_on()

    for held_on in (TODAY - DAY, TODAY + DAY):
        with pytest.raises(NotYetToEvaluate):
            evaluate(caravan, held_on=held_on)


def test_an_answer_has_its_day(make_caravan_on, evaluate):
    with pytest.raises(NobodyAnswered):
        evaluate(make_caravan_on(), said_back="We come back in May.")
    with pytest.raises(NobodyAnswered):
        evaluate(Caravan.objects.get(), said_back="We come back in May.", said_back_on=TODAY - DAY)


def test_a_cancelled_caravan_is_not_evaluated(make_caravan_on, evaluate, acting, driss):
    caravan = cancel_caravan(caravan=make_caravan_on(), why="Snow", actor=acting(driss), at=NOW)

    with pytest.raises(CaravanCancelled):
        evaluate(caravan)


def test_a_correction_replaces_the_scores(make_caravan_on, evaluate, criteria, acting, driss):
    evaluation = evaluate(make_caravan_on(), scores={criteria["welcome"]: 1})
    terms = EvaluationTerms("people", TODAY, "", None, 3, "", "", None, "", None)

    change_evaluation(evaluation=evaluation, terms=terms, scores={criteria["waiting"]: 2}, actor=acting(driss), at=NOW)

    evaluation.refresh_from_db()
    assert (evaluation.women, evaluation.men) == (None, 3)
    assert [one.criterion.code for one in evaluation.scores.select_related("criterion")] == ["waiting"]


def test_asking_the_people_after_the_day_that_was_due_is_late(make_caravan_on, evaluate, acting, driss):
    caravan = make_caravan_on()
    before = is_late([], TODAY - DAY, TODAY), is_late([], TODAY, TODAY), is_late([], None, TODAY)
    evaluate(caravan, "team")
    team_alone = is_late(list(evaluations_of(caravan)), TODAY - DAY, TODAY)
    asked = evaluate(caravan)

    in_time = is_late(list(evaluations_of(caravan)), TODAY, TODAY + 9 * DAY)
    remove_evaluation(evaluation=asked, actor=acting(driss), at=NOW)
    taken_out = is_late(list(evaluations_of(caravan)), TODAY, TODAY + 9 * DAY)

    assert (before, team_alone, in_time, taken_out) == ((True, False, False), True, False, True)


def test_a_planner_evaluates_decides_settles_and_takes_out(browser_of, driss, make_caravan_on, criteria):
    caravan, browser = make_caravan_on(), browser_of(driss)
    room = f"/en/caravans/{caravan.pk}/evaluation/"
    sent = {"id": new_id(), "held_on": TODAY, "women": 12, "score_welcome": 3, "to_change": "Come in spring"}
    kept = browser.post(f"{room}new/people/", sent)
    one = Evaluation.objects.get()
    decision = {"id": new_id(), "text": "Ask the school", "owner": "Driss", "due_on": TODAY + DAY}
    browser.post(f"{room}{one.pk}/decisions/", decision)
    browser.post(f"{room}{one.pk}/decisions/{EvaluationDecision.objects.get().pk}/")
    page = browser.get(room).content.decode()
    browser.post(f"{room}{one.pk}/remove/")
    without = browser.get(room).content.decode()
    browser.post(f"{room}{one.pk}/remove/")

    one.refresh_from_db()
    assert kept["location"] == room
    assert [word for word in ("Come in spring", "Ask the school", "Done on") if word not in page] == []
    assert ("Come in spring" in without, "Evaluations taken out" in without, one.removed_at) == (False, True, None)


def test_a_refused_form_says_why_and_keeps_nothing(browser_of, driss, make_caravan_on):
    room = f"/en/caravans/{make_caravan_on().pk}/evaluation/"
    browser = browser_of(driss)

    answer = browser.post(f"{room}new/people/", {"id": new_id(), "held_on": localdate() + DAY})

    assert answer.status_code == 422
    assert "until today" in answer.content.decode()
    assert browser.get(f"{room}new/somebody/").status_code == 404
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize("who", ["chama", "esther", "technical_administrator"])
def test_outsiders_see_no_evaluation(browser_of, request, make_caravan_on, evaluate, who):
    caravan = make_caravan_on()
    one, browser = evaluate(caravan, to_change="Secret"), browser_of(request.getfixturevalue(who))
    room = f"/en/caravans/{caravan.pk}/evaluation/"

    answers = [browser.get(room), browser.get(f"{room}new/people/"), browser.get(f"{room}{one.pk}/")]
    answers += [browser.post(f"{room}{one.pk}/{end}") for end in ("remove/", "decisions/")]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert "Secret" not in "".join(answer.content.decode() for answer in answers)


def test_an_evaluation_of_another_caravan_is_not_there(browser_of, driss, make_caravan_on, evaluate):
    one, other = evaluate(make_caravan_on()), make_caravan_on()

    answer = browser_of(driss).post(f"/en/caravans/{other.pk}/evaluation/{one.pk}/remove/")

    one.refresh_from_db()
    assert (answer.status_code, one.removed_at) == (404, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_room_asks_as_much_for_many_as_for_one(
    browser_of, driss, make_caravan_on, evaluate, criteria, rows, django_assert_num_queries
):
    caravan, browser = make_caravan_on(), browser_of(driss)
    for _number in range(rows):
        evaluate(caravan, scores={criteria["welcome"]: 2})

    with django_assert_num_queries(ROOM_QUERIES):
        answer = browser.get(f"/en/caravans/{caravan.pk}/evaluation/")

    assert len(answer.context["evaluations"]) == rows


ROOM_QUERIES = 15
