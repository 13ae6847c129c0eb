import datetime as dt

import pytest

from twiza.access.actions.expressed import (
    AnswerMissing,
    NeedAboutNothing,
    NeedSaidInTheFuture,
    NeedWithdrawn,
    NotTheTime,
    OutsideTerritory,
    answer_need,
    bring_need_back,
    correct_need,
    open_need_again,
    take_need_up,
    withdraw_need,
)
from twiza.access.models import ExpressedNeed, NeedStep
from twiza.access.queries.expressed import ExpressedAsked, expressed_asked, expressed_in, expressed_of
from twiza.access.tests.conftest import AHANSAL, TABANT
from twiza.access.tests.expressed import SAID_ON, dentistry, said, written
from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.conftest import NOW


@pytest.fixture
def actor(driss, acting):
    return acting(driss)


@pytest.fixture
def need(places, driss, actor):
    return written(places[TABANT], driss, actor)


@pytest.fixture
def by(driss, actor):
    return {"person": driss, "actor": actor, "at": NOW}


def history(need):
    return list(need.steps.order_by("at", "id").values_list("kind", "note"))


def asked(actor, **given):
    return list(expressed_asked(expressed_of(actor), ExpressedAsked(**given)))


def test_what_was_said_is_kept_with_who_said_it(need, actor):
    kept = ExpressedNeed.objects.get()

    assert (kept.words, kept.said_by, kept.said_by_role, kept.said_by_name, kept.people, kept.state) == (
        need.words, "Commune de Tabant (inventée)", "Présidente du conseil", "", None, "heard")  # fmt: skip
    assert history(need) == [("said", "")]
    assert [(one.action, one.outcome) for one in AuditEntry.objects.all()] == [("access.open_expressed", "said")]


@pytest.mark.parametrize(
    ("others", "error"),
    [
        ({"said_on": dt.date(2026, 11, 23)}, NeedSaidInTheFuture),
        ({"domain": " "}, NeedAboutNothing),
    ],
)
def test_what_cannot_have_been_said_is_refused(places, driss, actor, others, error):
    with pytest.raises(error):
        written(places[TABANT], driss, actor, **others)

    assert (ExpressedNeed.objects.count(), NeedStep.objects.count()) == (0, 0)


def test_a_place_outside_the_territory_acted_for_is_refused(places, make_person, council, acting):
    hamid = make_person("Hamid", council, Role.PLANNER, ("MA/08",))

    with pytest.raises(OutsideTerritory):
        written(places[TABANT], hamid, acting(hamid))

    assert ExpressedNeed.objects.count() == 0


def test_a_need_is_taken_up_answered_and_opened_again(need, by):
    take_need_up(need=need, note="À voir avec la délégation", **by)
    answer_need(need=need, answer="Un pont provisoire", done="PV du 20", answered_on=dt.date(2026, 11, 20), **by)
    open_need_again(need=need, note="Le pont a cédé", **by)

    need.refresh_from_db()
    assert (need.state, need.answer, need.done, need.answered_on) == ("heard", "", "", None)
    assert history(need) == [
        ("said", ""),
        ("taken_up", "À voir avec la délégation"),
        ("answered", "Un pont provisoire"),
        ("reopened", "Le pont a cédé"),
    ]


@pytest.mark.parametrize(
    ("answer", "answered_on", "error"),
    [
        (" ", dt.date(2026, 11, 20), AnswerMissing),
        ("Oui", dt.date(2026, 11, 9), NotTheTime),
        ("Oui", dt.date(2026, 11, 23), NotTheTime),
    ],
)
def test_an_answer_that_cannot_be_is_refused(need, by, answer, answered_on, error):
    with pytest.raises(error):
        answer_need(need=need, answer=answer, done="", answered_on=answered_on, **by)

    need.refresh_from_db()
    assert (need.state, history(need)) == ("heard", [("said", "")])


def test_two_who_answer_at_once_are_told(need, by):
    answer_need(need=need, answer="Oui", done="", answered_on=SAID_ON, **by)

    with pytest.raises(NotTheTime):
        answer_need(need=need, answer="Non", done="", answered_on=SAID_ON, **by)

    assert ExpressedNeed.objects.get().answer == "Oui"


def test_the_words_before_a_correction_are_kept(need, places, by):
    before = need.words

    correct_need(need=need, said=said(places[TABANT], words="L'ambulance ne monte plus.", people=400), **by)

    kept = ExpressedNeed.objects.get()
    assert (kept.words, kept.people, history(need)[1]) == ("L'ambulance ne monte plus.", 400, ("changed", before))


def test_a_need_withdrawn_leaves_the_lists_and_comes_back(need, actor, by):
    withdraw_need(need=need, note="Dit deux fois", **by)
    gone = asked(actor)
    with pytest.raises(NeedWithdrawn):
        take_need_up(need=need, note="", **by)

    assert (gone, asked(actor, state="withdrawn")) == ([], [need])
    bring_need_back(need=need, note="", **by)
    assert asked(actor) == [need]
    with pytest.raises(NotTheTime):
        bring_need_back(need=need, note="", **by)


def test_the_list_is_filtered_and_searched_however_it_is_spelt(places, driss, actor):
    teeth = written(places[AHANSAL], driss, actor, specialty=dentistry(), domain="", words="Mal aux dents à l'école")
    transport = written(places[TABANT], driss, actor)

    assert asked(actor, text="AMBULANCE crüe") == [transport]
    assert asked(actor, text="زاوية أحنصال") == asked(actor, text="ecole") == [teeth]
    assert asked(actor, specialty="dentistry") == [teeth]
    assert asked(actor, area_path=places[TABANT].path) == [transport]
    assert expressed_in(actor, [places["05"]]) == asked(actor) == [transport, teeth]


CAST = ("aminata", "bakary", "chama", "driss", "esther", "manager", "technical_administrator", "auditor")


@pytest.mark.parametrize("name", CAST)
def test_needs_stay_within_the_organisation_that_heard_them(name, need, acting, request):
    assert bool(asked(acting(request.getfixturevalue(name)))) == (name in {"driss", "manager"})


def test_needs_stay_within_the_territory_acted_for(need, make_person, council, acting):
    here = acting(make_person("Ghita", council, Role.FIELD_AGENT, ("MA/05",)))
    elsewhere = acting(make_person("Hamid", council, Role.FIELD_AGENT, ("MA/08",)))

    assert (asked(here), asked(elsewhere)) == ([need], [])
