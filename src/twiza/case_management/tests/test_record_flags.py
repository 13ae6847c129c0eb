"""The desk of data quality: who sees which record, what is done about it once, and what comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.case_management.actions.record_flags import (
    ActKnownElsewhere,
    ActUnsaid,
    FlagNotYours,
    NobodyToAsk,
    answer_flag,
    tell_of_flag,
)
from twiza.case_management.actions.visits import record_visit
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.jobs import check_records
from twiza.case_management.models import ChildFollow, RecordFlag
from twiza.case_management.queries.record_flags import FlagFilter, all_together, flags_asked, flags_by_agent, flags_of
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.models import Person
from twiza.organisations.queries import actor_of
from twiza.rulesets.actions.shipped import kept_if_new
from twiza.rulesets.tests.shipped import shipped


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def late(child, agent):
    """Return a maker of flags: visits made three weeks ago and more, recorded today."""
    kept_if_new(shipped("data_quality"), NOW)

    def make(many: int = 1) -> list[RecordFlag]:
        for number in range(many):
            terms = VisitTerms(visited_on=TODAY - dt.timedelta(days=21 + number), presence="absent")
            record_visit(id=new_id(), child=child, terms=terms, actor=agent, at=NOW)
        check_records(NOW)
        return list(RecordFlag.objects.order_by("-on"))

    return make


def answered(flag, actor, act="right", words="Le carnet dit la même chose", id=None):
    return answer_flag(id=id or new_id(), flag=flag, act=act, words=words, actor=actor, at=NOW)


def seen(actor):
    return list(flags_of(actor))


def test_a_supervisor_answers_once_and_the_answer_is_kept_with_its_words(late, supervisor, bakary):
    (flag,), id = late(), new_id()

    first, again = (answered(flag, supervisor, id=id) for _time in range(2))

    flag.refresh_from_db()
    assert (first, flag.last_act, flag.last_act_at) == (again, "right", NOW)
    assert list(flag.acts.values_list("act", "words", "by")) == [("right", "Le carnet dit la même chose", bakary.pk)]
    assert AuditEntry.objects.filter(object_kind="case_management.recordflag", outcome="right").count() == 1


def test_what_cannot_be_kept_is_refused_and_leaves_all_as_it_was(late, supervisor, agent):
    flag, other = late(2)
    kept = answered(flag, supervisor)
    RecordFlag.objects.filter(pk=other.pk).update(agent=None)
    other.refresh_from_db()

    with pytest.raises(ActUnsaid):
        answered(other, supervisor, words=" ")
    with pytest.raises(NobodyToAsk):
        answered(other, supervisor, act="asked")
    with pytest.raises(ActKnownElsewhere):
        answered(other, supervisor, id=kept.pk)
    with pytest.raises(FlagNotYours):
        answered(other, supervisor, act="told")
    with pytest.raises(FlagNotYours):
        answered(other, agent)

    other.refresh_from_db()
    assert (other.last_act, other.acts.count()) == ("", 0)


def test_an_agent_sees_what_she_is_asked_answers_it_and_ends_nothing(late, supervisor, agent):
    flag, _other = late(2)
    assert seen(agent) == []

    answered(flag, supervisor, act="asked", words="Pourquoi si tard ?")
    tell_of_flag(id=new_id(), flag=flag, words="Pas de réseau", actor=agent, at=NOW)

    flag.refresh_from_db()
    assert (seen(agent), flag.last_act) == ([flag], "told")
    with pytest.raises(FlagNotYours):
        answered(flag, agent)


def test_an_answered_record_comes_back_only_when_it_changes(late, child, supervisor):
    (flag,) = late()
    answered(flag, supervisor)

    for born_on in (child.born_on, TODAY - dt.timedelta(days=20)):
        Person.objects.filter(pk=child.pk).update(born_on=born_on)
        ChildFollow.objects.update(is_checked=False)
        check_records(NOW)

    states = list(RecordFlag.objects.order_by("rule").values_list("rule", "last_act", "gone_at"))
    assert states == [("recorded_late", "right", None), ("visit_before_birth", "", None)]


def test_an_answered_record_found_with_another_value_waits_again(late, supervisor):
    (flag,) = late()
    answered(flag, supervisor)
    flag.visit.received_at = NOW + dt.timedelta(days=1)
    flag.visit.save()
    ChildFollow.objects.update(is_checked=False)

    check_records(NOW)

    flag.refresh_from_db()
    assert (flag.value, flag.last_act, flag.acts.count()) == (22, "", 1)


@pytest.mark.parametrize(("place", "many"), [("ML/1", 1), ("ML/2", 0)])
def test_a_supervisor_of_a_territory_sees_the_records_of_its_families(late, make_person, association, place, many):
    late()
    local = make_person("Salif", association, Role.SUPERVISOR, (place,))

    assert len(seen(actor_of(local, TODAY))) == many


def test_nobody_else_sees_a_record(
    late, supervisor, chama, driss, esther, technical_administrator, make_person, other_association
):
    late()
    theirs = make_person("Zineb", other_association, Role.SUPERVISOR)
    strangers = (chama, driss, esther, technical_administrator, theirs)

    assert [seen(actor_of(one, TODAY)) for one in strangers] == [[]] * 5
    assert len(seen(supervisor)) == 1


@pytest.mark.parametrize(("place", "many"), [("ML/1", 1), ("ML/2", 0)])
def test_the_days_of_an_agent_are_seen_where_she_follows_somebody(
    late, aminata, association, make_person, place, many
):
    (flag,) = late()
    RecordFlag.objects.create(
        organisation=association, version=flag.version, rule="many_in_a_day", kind="regular", agent=aminata,
        on=TODAY, value=30, limit=20, found_at=NOW,
    )  # fmt: skip
    local = make_person("Salif", association, Role.SUPERVISOR, (place,))

    assert [one.rule for one in seen(actor_of(local, TODAY)) if one.child_id is None] == ["many_in_a_day"] * many


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        (FlagFilter(), 3),
        (FlagFilter(state="open"), 1),
        (FlagFilter(state="asked"), 0),
        (FlagFilter(state="answered"), 1),
        (FlagFilter(state="gone"), 1),
        (FlagFilter(kind="late"), 3),
        (FlagFilter(kind="regular"), 0),
        (FlagFilter(agent_id=0), 0),
        (FlagFilter(place_id=0), 0),
        (FlagFilter(since=TODAY - dt.timedelta(days=21)), 1),
        (FlagFilter(until=TODAY - dt.timedelta(days=22)), 2),
    ],
)
def test_each_part_of_a_filter_is_asked(late, supervisor, asked, many):
    flag, gone, _open = late(3)
    answered(flag, supervisor)
    RecordFlag.objects.filter(pk=gone.pk).update(gone_at=NOW)

    assert flags_asked(flags_of(supervisor), asked).count() == many


def test_figures_are_by_agent_and_kind_with_a_dash_for_no_flag(late, supervisor, aminata):
    flag, *_others = late(3)
    answered(flag, supervisor)

    (row,) = flags_by_agent(flags_of(supervisor))

    assert (row.agent, row.by_kind) == (aminata, {"impossible": 0, "outlying": 0, "late": 3, "regular": 0})
    assert (row.share_answered(), all_together([row]).by_label()[2]) == (1 / 3, ("Late", 3))
    assert all_together([]).share_answered() is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_asks_few_questions(late, bakary, browser_of, django_assert_num_queries, many):
    late(many)
    browser = browser_of(bakary)
    browser.get(reverse("record_flags"))

    with django_assert_num_queries(14):
        shown = browser.get(reverse("record_flags")).content.decode()

    assert shown.count("Visit recorded long after it was made") == many + 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Visit recorded long after"), ("fr", "Visite saisie longtemps après"), ("ar", "زيارة سُجلت بعد مدة طويلة")],
)
def test_a_record_opens_and_takes_its_answer_in_each_language(late, bakary, browser_of, language, words):
    (flag,) = late()
    browser = browser_of(bakary)
    with translation.override(language):
        address = reverse("record_flag", args=[flag.pk])
        shown = browser.get(address).content.decode()
        empty = browser.post(address, {"id": new_id(), "act": "right", "words": ""})
        done = browser.post(address, {"id": new_id(), "act": "corrected", "words": "Date corrigée"})

    flag.refresh_from_db()
    assert (words in shown, "Moussa" in shown, empty.status_code) == (True, True, 422)
    assert (done.status_code, flag.last_act) == (302, "corrected")


def test_an_agent_answers_from_the_page_and_reads_no_other_record(late, supervisor, aminata, browser_of):
    flag, other = late(2)
    answered(flag, supervisor, act="asked", words="Pourquoi ?")
    browser = browser_of(aminata)
    addresses = [reverse("record_flag", args=[one.pk]) for one in (flag, other)]

    answers = [browser.post(one, {"id": new_id(), "words": "Pas de réseau"}).status_code for one in addresses]

    flag.refresh_from_db()
    assert (answers, flag.last_act) == ([302, 404], "told")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_listed_leaves_as_a_file_without_the_name_of_a_child(late, bakary, chama, browser_of, kind):
    late()

    answer = browser_of(bakary).get(reverse("record_flags_export", args=[kind]))

    assert (answer.status_code, b"Moussa" in answer.content) == (200, False)
    assert kind != "csv" or "Aminata" in answer.content.decode()
    assert AuditEntry.objects.filter(object_kind="record_flags", outcome="exported").count() == 1
    assert browser_of(chama).get(reverse("record_flags_export", args=[kind])).status_code == 404
