"""What the modules of a visit ask and keep: by age and rhythm, once, and what is protected for who wrote it alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation

from twiza.accounts.models import AuditEntry
from twiza.case_management.actions.answers import (
    AnswerNotUnderstood,
    ProtectedNotYours,
    end_reading,
    name_reader,
)
from twiza.case_management.actions.visits import record_visit, rules_of, withdraw_visit
from twiza.case_management.models import ChildVisit, ModuleAnswer, Presence, ProtectedAnswer, ProtectedReader
from twiza.case_management.module_questions import modules_to_ask, standings_of
from twiza.case_management.queries.answers import last_asked
from twiza.case_management.tests.test_visits import WELL, YESTERDAY
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.households.models import Person

PROTECTED = {"prot_violence": True, "prot_travail": False}
ANSWERED = {"malade_14j": True, "recours_14j": "centre", "depense_14j": 1500, "acte_naissance": "vu"}
SAID = {
    "bool": lambda _question: True,
    "integer": lambda _question: 2,
    "enum": lambda question: question["values"][0],
    "date": lambda _question: TODAY,
}
OUTSIDERS = ("bakary", "chama", "driss", "esther", "technical_administrator", "manager")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def visit(child, agent):
    """Return what records a visit of Aminata's with these answers."""

    def visit_with(answers, on=TODAY, id=None):
        terms = replace(WELL, visited_on=on, answers=answers, doses={})
        return record_visit(id=id or new_id(), child=child, terms=terms, actor=agent, at=NOW)

    return visit_with


def asked(child, on=TODAY):
    """Return the codes of the modules that a visit on a day asks."""
    return [one.code for one in modules_to_ask(child, rules_of(child, on), on, "fr")]


def answers_to_all(child):
    """Return an answer to every question that a visit of today asks."""
    modules = modules_to_ask(child, rules_of(child, TODAY), TODAY, "fr")
    return {one["id"]: SAID[one["type"]](one) for module in modules for one in module.questions}


def test_a_visit_asks_the_modules_of_the_age_of_the_child(child):
    at_one_year = asked(child)
    Person.objects.filter(pk=child.pk).update(born_on=dt.date(2018, 1, 1))
    child.refresh_from_db()

    assert {"SYMPT14", "ALIM", "SUPPL", "MIILDA", "ETATCIVIL", "PROT", "MERE", "CONSEIL"} <= set(at_one_year)
    assert {"ECOLE", "PROT", "EAU"} <= set(asked(child))
    assert "ECOLE" not in at_one_year
    assert {"SUPPL", "MERE"}.isdisjoint(asked(child))


def test_a_quarterly_module_rests_once_it_was_asked_and_one_of_every_visit_does_not(child, visit):
    visit({**ANSWERED, "moustiquaire_nuit": True})

    now, later = asked(child), asked(child, TODAY + dt.timedelta(days=93))

    assert {"MIILDA", "ETATCIVIL"}.isdisjoint(now)
    assert "SYMPT14" in now
    assert {"MIILDA", "ETATCIVIL"} <= set(later)


def test_answers_are_kept_once_with_their_visit_and_what_is_protected_apart(child, visit):
    id = new_id()
    for _time in range(2):
        visit({**ANSWERED, **PROTECTED}, id=id)

    kept = dict(ModuleAnswer.objects.values_list("question", "value"))
    assert kept == ANSWERED
    assert dict(ProtectedAnswer.objects.values_list("question", "value")) == PROTECTED
    assert last_asked(child) == {"SYMPT14": TODAY, "ETATCIVIL": TODAY, "PROT": TODAY}


@pytest.mark.parametrize(
    "born_on", [TODAY - dt.timedelta(days=days) for days in (10, 100, 400, 1000, 2500, 4500, 6000)]
)
def test_every_module_of_an_age_is_kept_with_its_visit_once_and_only_once(child, visit, born_on):
    Person.objects.filter(pk=child.pk).update(born_on=born_on)
    child.refresh_from_db()
    asked_now, answers, id = set(asked(child)), answers_to_all(child), new_id()

    visit(answers, id=id)
    visit({}, id=id)

    kept = [*ModuleAnswer.objects.values_list("question"), *ProtectedAnswer.objects.values_list("question")]
    assert sorted(question for (question,) in kept) == sorted(answers)
    assert ChildVisit.objects.count() == 1
    assert set(last_asked(child)) == asked_now


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"unheard_of": True}, "unheard_of"),
        ({"recours_14j": "elsewhere"}, "recours_14j"),
        ({"depense_14j": "much"}, "depense_14j"),
        ({"VITA_6M": TODAY + dt.timedelta(days=1)}, "correct the day"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_is_half_stored(visit, answers, said):
    with pytest.raises(AnswerNotUnderstood, match=said):
        visit(answers)

    assert ChildVisit.objects.count() == 0


def test_nothing_is_answered_of_a_child_that_was_not_seen(child, agent):
    terms = replace(WELL, presence=Presence.ABSENT, weight_kg=None, length_cm=None, arm_mm=None, has_oedema=None,
                    signs={}, answers=ANSWERED)  # fmt: skip

    with pytest.raises(AnswerNotUnderstood, match="was seen"):
        record_visit(id=new_id(), child=child, terms=terms, actor=agent, at=NOW)


def test_a_supplement_that_was_given_is_done_until_the_next_is_due(child, visit):
    Person.objects.filter(pk=child.pk).update(born_on=TODAY - dt.timedelta(days=200))
    child.refresh_from_db()
    visit({"VITA_6M": YESTERDAY})

    standing = next(one for one in standings_of(child, rules_of(child, TODAY), TODAY) if one.code == "VITA_6M")

    assert (standing.status.value, standing.given_on) == ("done", YESTERDAY)


def test_answers_of_a_visit_that_counts_no_more_do_not_count(child, visit, agent):
    withdraw_visit(visit=visit(ANSWERED), reason="Another child", actor=agent, at=NOW)

    assert last_asked(child) == {}


def test_a_visit_is_answered_on_its_form_and_read_on_the_page_of_the_child(browser_of, aminata, child):
    browser, address = browser_of(aminata), f"/en/children/{child.pk}/"
    form = {"id": str(new_id()), "presence": "seen", "visited_on": TODAY.isoformat(), "ask_malade_14j": "yes",
            "ask_recours_14j": "guerisseur", "ask_prot_violence": "yes"}  # fmt: skip

    shown = browser.get(f"{address}visits/new/").content.decode()
    browser.post(f"{address}visits/new/", form)
    page = browser.get(address).content.decode()

    assert "Ill in the last 14 days" in shown
    assert "you alone read these answers" in shown
    assert "<bdi>Healer</bdi>" in page
    assert "Fear of violence" not in page
    assert f"/visits/{form['id']}/protected/" in page


def test_what_is_protected_is_read_by_who_wrote_it_and_each_reading_is_noted(browser_of, aminata, visit):
    kept = visit(PROTECTED)

    text = browser_of(aminata).get(f"/en/visits/{kept.pk}/protected/").content.decode()

    assert "Fear of violence" in text
    noted = AuditEntry.objects.filter(object_kind="case_management.protectedanswer", outcome="read")
    assert [one.object_id for one in noted] == [str(kept.pk)]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_is_protected_does_not_exist_for_anybody_else_not_even_the_supervisor(request, browser_of, visit, who):
    kept, browser = visit(PROTECTED), browser_of(request.getfixturevalue(who))

    read = browser.get(f"/fr/visits/{kept.pk}/protected/").status_code
    named = browser.post(f"/fr/visits/{kept.pk}/protected/name/", {"person": "1"}).status_code
    child_page = browser.get(f"/fr/children/{kept.child_id}/").content.decode()

    assert (read, named, ProtectedReader.objects.count()) == (404, 404, 0)
    assert "protected/" not in child_page


def test_a_colleague_who_is_named_reads_until_it_ends_and_names_nobody(browser_of, aminata, bakary, supervisor, visit):
    kept, browser = visit(PROTECTED), browser_of(bakary)
    address = f"/en/visits/{kept.pk}/protected/"

    browser_of(aminata).post(f"{address}name/", {"person": str(bakary.pk)})
    while_named = browser.get(address)
    with pytest.raises(ProtectedNotYours):
        name_reader(visit=kept, person=aminata, actor=supervisor, at=NOW)
    browser_of(aminata).post(f"{address}{bakary.pk}/end/")

    assert "Fear of violence" in while_named.content.decode()
    assert "Let this colleague read it" not in while_named.content.decode()
    assert browser.get(address).status_code == 404


def test_nobody_of_another_organisation_is_named(visit, agent, chama, bakary, supervisor):
    kept = visit(PROTECTED)

    with pytest.raises(ProtectedNotYours, match="your organisation"):
        name_reader(visit=kept, person=chama, actor=agent, at=NOW)
    reader = name_reader(visit=kept, person=bakary, actor=agent, at=NOW)
    with pytest.raises(ProtectedNotYours):
        end_reading(reader=reader, actor=supervisor, at=NOW)
