"""The pages of supervisions: whom to accompany and why, one planned and written down, and whom it is for."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from twiza.accounts.rules import Role
from twiza.case_management.actions.supervisions import plan_supervision
from twiza.case_management.models import ChildVisit, Supervision
from twiza.case_management.tests.test_whom_to_supervise import alert, flag, follow_lately, visited
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.rulesets.actions.shipped import content_from_file, kept_if_new


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def planned(aminata, supervisor):
    return plan_supervision(id=new_id(), agent=aminata, planned_on=TODAY, actor=supervisor, at=NOW)


@pytest.fixture
def checklist(db):
    return kept_if_new(content_from_file(settings.DATA / "rulesets" / "supervision_checklist.yml"), NOW)


def pdf_text(content):
    return " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)


def page(browser, name, *args, **asked):
    return browser.get(reverse(name, args=args), asked)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Whom to supervise"), ("fr", "Qui superviser"), ("ar", "على من نشرف")]
)
def test_the_reasons_are_said_in_words_and_open_to_their_records(child, aminata, bakary, browser_of, language, words):
    follow_lately(child)
    alert(flag(visited(child, aminata, 3)).visit, NOW - dt.timedelta(days=1))
    visited(child, aminata, 1)
    browser = browser_of(bakary)

    with translation.override(language):
        shown = page(browser, "supervision_needs").content.decode()
        behind = {
            reason: page(browser, "supervision_reason", aminata.pk, reason).content.decode().count("Moussa")
            for reason in ("alerts", "late", "visits")
        }
        links = [reverse("supervision_reason", args=[aminata.pk, reason]) in shown for reason in behind]
        links.append(f"{reverse('record_flags')}?agent={aminata.pk}" in shown)

    assert (words in shown, links) == (True, [True] * 4)
    assert behind == {"alerts": 1, "late": 1, "visits": 2}


def test_a_reason_that_is_none_and_an_agent_of_others_are_not_found(child, aminata, bakary, chama, browser_of):
    browser = browser_of(bakary)

    assert page(browser, "supervision_reason", aminata.pk, "score").status_code == 404
    assert page(browser, "supervision_reason", chama.pk, "late").status_code == 404
    assert page(browser, "supervision_reason", aminata.pk, "late").status_code == 200


def test_a_coordinator_reads_the_counts_and_opens_nothing(child, make_person, association, browser_of):
    follow_lately(child)
    browser = browser_of(make_person("Oumou", association, Role.COORDINATOR))

    shown = page(browser, "supervision_needs").content.decode()

    assert ("1 child whose visit is late" in shown, "/behind/" in shown) == (True, False)
    assert page(browser, "supervisions").status_code == 404


def test_a_supervision_is_planned_written_and_corrected(child, aminata, bakary, browser_of, checklist):
    browser = browser_of(bakary)
    browser.post(reverse("supervision_plan", args=[aminata.pk]), {"id": new_id(), "planned_on": TODAY})
    supervision = Supervision.objects.get()
    address = reverse("supervision_record", args=[supervision.pk])
    said = {"supervision": supervision.pk, "held_on": TODAY, "agreed": "Relire la carte"}
    marks = {f"item_{row['code']}": "not_seen" for row in checklist.content["items"]} | {"item_ARM": "improve"}

    home = child.memberships.get().household
    browser.post(address, said | marks | {"id": new_id(), "families": home.code})
    unsaid = browser.post(address, said | marks | {"id": new_id()})
    browser.post(address, said | marks | {"id": new_id(), "agreed": "Revoir le bras", "reason": "Oubli"})

    shown = page(browser, "supervision", supervision.pk).content.decode()
    assert (unsaid.status_code, supervision.records.count()) == (422, 2)
    assert [words in shown for words in ("Revoir le bras", "Relire la carte", "Oubli", "To be improved")] == [True] * 4
    assert list(supervision.records.order_by("written_at")[0].households.all()) == [home]


def test_a_code_of_no_family_is_said_and_the_rest_is_kept(aminata, bakary, browser_of):
    sent = {"id": new_id(), "supervision": new_id(), "held_on": TODAY, "agreed": "Mots", "families": "1234 5678"}

    answer = browser_of(bakary).post(reverse("supervision_new", args=[aminata.pk]), sent)

    told = answer.content.decode()
    assert (answer.status_code, "no family that you see has this code" in told, "Mots" in told) == (422, True, True)
    assert not Supervision.objects.exists()


def test_the_agent_reads_hers_adds_her_words_and_plans_none(aminata, planned, browser_of, make_person, association):
    browser, other = browser_of(aminata), browser_of(make_person("Kadiatou", association, Role.FIELD_AGENT))

    empty = browser.post(reverse("supervision_words", args=[planned.pk]), {"id": new_id(), "words": " "})
    browser.post(reverse("supervision_words", args=[planned.pk]), {"id": new_id(), "words": "Merci"})

    assert (empty.status_code, "Merci" in page(browser, "supervision", planned.pk).content.decode()) == (422, True)
    assert "Aminata" in page(browser, "supervisions").content.decode()
    assert [
        page(browser, "supervision_record", planned.pk).status_code,
        page(browser, "supervision_needs").status_code,
        page(other, "supervision", planned.pk).status_code,
    ] == [404, 404, 404]


def test_what_was_written_of_an_agent_who_left_is_read_and_not_changed(planned, aminata, bakary, browser_of):
    browser, address = browser_of(bakary), reverse("supervision_record", args=[planned.pk])
    before = address in page(browser, "supervision", planned.pk).content.decode()

    aminata.memberships.update(valid_until=TODAY)

    shown = page(browser, "supervision", planned.pk)
    after = (shown.status_code, address in shown.content.decode(), browser.get(address).status_code)
    assert (before, after) == (True, (200, False, 404))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_sheet_goes_along_on_paper_and_no_further(
    planned, checklist, aminata, chama, bakary, browser_of, language
):
    with translation.override(language):
        address = reverse("supervision_sheet", args=[planned.pk])

    sheets = [browser_of(one).get(address) for one in (bakary, aminata)]

    assert [sheet.content[:4] for sheet in sheets] == [b"%PDF"] * 2
    assert "Aminata" in pdf_text(sheets[0].content)
    assert browser_of(chama).get(address).status_code == 404


def test_one_withdrawn_leaves_the_list_and_is_found_among_the_withdrawn(planned, bakary, browser_of):
    browser = browser_of(bakary)

    browser.post(reverse("supervision_withdraw", args=[planned.pk]), {"reason": "Doublon"})

    listed = [
        str(planned.pk) in page(browser, "supervisions", **asked).content.decode()
        for asked in ({}, {"state": "withdrawn"}, {"state": "planned"})
    ]
    assert listed == [False, True, False]


@pytest.mark.parametrize("more", [0, 2])
def test_the_questions_of_the_list_do_not_grow(
    planned, aminata, supervisor, bakary, browser_of, more, django_assert_num_queries
):
    for _one in range(more):
        plan_supervision(id=new_id(), agent=aminata, planned_on=TODAY, actor=supervisor, at=NOW)
    browser = browser_of(bakary)

    with django_assert_num_queries(11):
        shown = page(browser, "supervisions").content.decode()

    assert shown.count("Aminata</bdi>") == 1 + more


def test_the_lists_leave_as_files_without_what_was_said(child, planned, aminata, bakary, browser_of):
    follow_lately(child)
    browser = browser_of(bakary)

    needs = page(browser, "supervision_needs_export", "csv").content.decode("utf-8-sig")
    kept = page(browser, "supervisions_export", "csv").content.decode("utf-8-sig")

    assert "Aminata" in needs.splitlines()[1]
    assert f"Aminata,{TODAY.isoformat()}" in kept.replace(";", ",")
    assert page(browser, "supervisions_export", "xlsx").content.startswith(b"PK")
    assert page(browser, "supervisions_export", "exe").status_code == 404


def test_a_child_who_is_not_seen_any_more_has_no_name(child, aminata, bakary, browser_of):
    visited(child, aminata)
    type(child).objects.filter(pk=child.pk).update(died_on=TODAY)

    shown = page(browser_of(bakary), "supervision_reason", aminata.pk, "visits").content.decode()

    assert (ChildVisit.objects.count(), "Moussa" in shown, "Not followed any more" in shown) == (1, False, True)
