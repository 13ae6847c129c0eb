"""A supervision is planned, written once, corrected with what was before kept; it is for the two sides only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import translation

from twiza.accounts.decisions import decide
from twiza.accounts.rules import Role
from twiza.case_management.actions.supervisions import (
    AgentNotYours,
    FamilyOfAnother,
    MarkNotOfChecklist,
    NextIsBefore,
    SupervisionInTheFuture,
    SupervisionKnownElsewhere,
    SupervisionWithdrawn,
    WithoutWords,
    add_own_words,
    plan_supervision,
    record_supervision,
    withdraw_supervision,
)
from twiza.case_management.models import Supervision, SupervisionRecord, SupervisionWords
from twiza.case_management.queries.supervisions import checklist_on, facts_of_agent, records_of, supervisions_of
from twiza.case_management.rules import SEE_SUPERVISION
from twiza.case_management.supervision_checklist import items_of
from twiza.case_management.supervision_terms import SupervisionTerms
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.models import Assignment
from twiza.households.queries.households import household_of
from twiza.organisations.queries import actor_of
from twiza.rulesets.actions.shipped import content_from_file, kept_if_new

YESTERDAY, NEXT_MONTH = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=30)
TERMS = SupervisionTerms(held_on=YESTERDAY, agreed="Relire la carte de vaccination")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def checklist(db):
    return kept_if_new(content_from_file(settings.DATA / "rulesets" / "supervision_checklist.yml"), NOW)


@pytest.fixture
def planned(aminata, supervisor) -> Supervision:
    return plan_supervision(id=new_id(), agent=aminata, planned_on=YESTERDAY, actor=supervisor, at=NOW)


def record(agent, actor, terms=TERMS, **said):
    sent = {"id": new_id(), "supervision_id": new_id(), "agent": agent, "terms": terms, "actor": actor, "at": NOW}
    return record_supervision(**{**sent, **said})


def test_a_plan_sent_twice_is_kept_once(aminata, supervisor):
    sent = {"id": new_id(), "agent": aminata, "planned_on": NEXT_MONTH, "actor": supervisor, "at": NOW}

    first, again = plan_supervision(**sent), plan_supervision(**sent)

    assert again == first
    assert list(Supervision.objects.values_list("agent__name", "planned_on", "held_on")) == [
        ("Aminata", NEXT_MONTH, None)
    ]


def test_a_record_sent_twice_is_kept_once_and_the_plan_is_held(aminata, supervisor, planned, checklist):
    marks = {"CONSENT": "well", "ARM": "improve", "OEDEMA": "not_seen"}
    sent = {"id": new_id(), "supervision_id": planned.pk, "terms": replace(TERMS, checklist=checklist, marks=marks)}

    first, again = record(aminata, supervisor, **sent), record(aminata, supervisor, **sent)

    planned.refresh_from_db()
    assert (again, planned.held_on, Supervision.objects.count()) == (first, YESTERDAY, 1)
    assert dict(first.marks.values_list("item", "seen")) == marks


def test_what_nobody_planned_is_kept_too(aminata, supervisor):
    record(aminata, supervisor)

    assert list(Supervision.objects.values_list("planned_on", "held_on")) == [(None, YESTERDAY)]


def test_a_correction_counts_and_keeps_what_was_written_before(aminata, supervisor, planned):
    first = record(aminata, supervisor, supervision_id=planned.pk)
    with pytest.raises(WithoutWords):
        record(aminata, supervisor, supervision_id=planned.pk)

    corrected = replace(TERMS, held_on=TODAY, reason="Autre jour")
    second = record(aminata, supervisor, corrected, supervision_id=planned.pk, at=NOW + dt.timedelta(minutes=1))

    planned.refresh_from_db()
    assert (records_of(planned), planned.held_on) == ([second, first], TODAY)


def test_the_next_day_agreed_on_is_planned_and_another_one_takes_its_place(aminata, supervisor, planned):
    record(aminata, supervisor, replace(TERMS, next_on=NEXT_MONTH), supervision_id=planned.pk)
    later = NEXT_MONTH + dt.timedelta(days=7)
    record(aminata, supervisor, replace(TERMS, next_on=later, reason="Fête"), supervision_id=planned.pk)

    plans = planned.followed_by.order_by("planned_on").values_list("planned_on", "withdrawn_reason")
    assert list(plans) == [(NEXT_MONTH, "Another day was agreed on."), (later, "")]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"held_on": TODAY + dt.timedelta(days=1)}, SupervisionInTheFuture),
        ({"next_on": YESTERDAY}, NextIsBefore),
        ({"marks": {"DANCE": "well"}}, MarkNotOfChecklist),
        ({"marks": {"ARM": "perfect"}}, MarkNotOfChecklist),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(aminata, supervisor, checklist, change, error):
    with pytest.raises(error):
        record(aminata, supervisor, replace(TERMS, checklist=checklist, **change))

    assert not Supervision.objects.exists()


def test_a_family_seen_is_one_of_the_agent(child, aminata, supervisor):
    home = household_of(child)
    seen = record(aminata, supervisor, replace(TERMS, households=[home]))
    Assignment.objects.all().delete()

    with pytest.raises(FamilyOfAnother, match=home.code):
        record(aminata, supervisor, replace(TERMS, households=[home]))

    assert list(seen.households.all()) == [home]


def test_an_id_is_that_of_one_agent(aminata, supervisor, planned, make_person, association):
    other = make_person("Kadiatou", association, Role.FIELD_AGENT)
    kept = record(aminata, supervisor, supervision_id=planned.pk)

    with pytest.raises(SupervisionKnownElsewhere):
        plan_supervision(id=planned.pk, agent=other, planned_on=TODAY, actor=supervisor, at=NOW)
    with pytest.raises(SupervisionKnownElsewhere):
        record(other, supervisor, id=kept.pk)


def test_nobody_supervises_herself_nor_an_agent_of_others(
    aminata, bakary, agent, supervisor, chama, make_person, other_association, technical_administrator
):
    stranger = actor_of(make_person("Zineb", other_association, Role.SUPERVISOR), TODAY)
    tries = [
        (aminata, agent),
        (bakary, supervisor),
        (chama, supervisor),
        (aminata, stranger),
        (aminata, actor_of(technical_administrator, TODAY)),
    ]

    for who, actor in tries:
        with pytest.raises(AgentNotYours):
            record(who, actor)

    assert not SupervisionRecord.objects.exists()


def test_only_the_two_sides_read_it(aminata, agent, supervisor, planned, make_person, association, chama, esther):
    kadiatou = make_person("Kadiatou", association, Role.FIELD_AGENT)
    coordinator = make_person("Oumou", association, Role.COORDINATOR)
    elsewhere = make_person("Salif", association, Role.SUPERVISOR, ("ML/2",))

    read = {
        who: list(supervisions_of(actor_of(one, TODAY), TODAY))
        for who, one in {"kadiatou": kadiatou, "oumou": coordinator, "salif": elsewhere, "chama": chama}.items()
    }

    assert read == {"kadiatou": [], "oumou": [], "salif": [], "chama": []}
    assert list(supervisions_of(actor_of(esther, TODAY), TODAY)) == []
    assert [list(supervisions_of(one, TODAY)) for one in (agent, supervisor)] == [[planned], [planned]]


def test_the_rule_of_one_supervision_says_what_the_list_shows(
    child, aminata, supervisor, planned, make_person, association, other_association, chama, technical_administrator
):
    people = [
        aminata,
        make_person("Kadiatou", association, Role.FIELD_AGENT),
        make_person("Oumou", association, Role.COORDINATOR),
        make_person("Salif", association, Role.SUPERVISOR, ("ML/1",)),
        make_person("Sidi", association, Role.SUPERVISOR, ("ML/2",)),
        make_person("Zineb", other_association, Role.SUPERVISOR),
        chama,
        technical_administrator,
    ]
    actors = [supervisor, *(actor_of(one, TODAY) for one in people)]

    allowed = [
        bool(decide(one, SEE_SUPERVISION, facts_of_agent(aminata, association.pk, one, TODAY))) for one in actors
    ]

    assert allowed == [supervisions_of(one, TODAY).filter(pk=planned.pk).exists() for one in actors]
    assert allowed == [True, True, False, False, True, False, False, False, False]


def test_a_supervisor_of_some_places_reads_of_the_agents_there(child, aminata, supervisor, make_person, association):
    planned = plan_supervision(id=new_id(), agent=aminata, planned_on=TODAY, actor=supervisor, at=NOW)
    there = actor_of(make_person("Salif", association, Role.SUPERVISOR, ("ML/1",)), TODAY)

    assert list(supervisions_of(there, TODAY)) == [planned]


def test_the_agent_adds_her_own_words_once_and_nobody_else_does(agent, supervisor, planned):
    sent = {"id": new_id(), "supervision": planned, "words": " Merci ", "at": NOW}
    with pytest.raises(AgentNotYours):
        add_own_words(**sent, actor=supervisor)

    first, again = add_own_words(**sent, actor=agent), add_own_words(**sent, actor=agent)

    assert (again, first.words, SupervisionWords.objects.count()) == (first, "Merci", 1)
    with pytest.raises(WithoutWords):
        add_own_words(**sent | {"words": " "}, actor=agent)


def test_one_that_was_a_mistake_stays_and_takes_nothing_more(aminata, agent, supervisor, planned):
    with pytest.raises(WithoutWords):
        withdraw_supervision(supervision=planned, reason=" ", actor=supervisor, at=NOW)
    kept = withdraw_supervision(supervision=planned, reason="Doublon", actor=supervisor, at=NOW)

    with pytest.raises(SupervisionWithdrawn):
        record(aminata, supervisor, supervision_id=planned.pk)
    with pytest.raises(SupervisionWithdrawn):
        add_own_words(id=new_id(), supervision=kept, words="Mais si", actor=agent, at=NOW)
    assert Supervision.objects.get().withdrawn_reason == "Doublon"


def test_the_checklist_that_came_with_twiza_is_a_draft_in_three_languages(checklist):
    version = checklist_on(TODAY, organisation_id=1)

    assert version == checklist
    assert {tuple(sorted(one.names)) for one in items_of(version)} == {("ar", "en", "fr")}
    assert len(items_of(version)) == 13
