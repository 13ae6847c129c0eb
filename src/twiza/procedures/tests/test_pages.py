"""The pages of files: lists, one file, acts on it, and what an outsider is told."""

import datetime as dt
import io
import re
import uuid

import openpyxl
import pytest
from django.core.files.base import ContentFile

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.organisations.models import Organisation
from twiza.procedures.actions.details import add_party, assign_owner, comment_on_file
from twiza.procedures.actions.files import PartyTerms
from twiza.procedures.models import File, Piece, Requirement
from twiza.procedures.tests.conftest import move_from

LETTER = b"%PDF-1.7 lettre"


@pytest.fixture
def file(permit, driss, open_for):
    return open_for(driss, "permit", title="Autorisation de Tabant")


def at(file, rest=""):
    return f"/en/files/{file.pk}/{rest}"


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_database_as_often_for_one_file_as_for_three(
    notice, driss, open_for, browser_of, django_assert_num_queries, number
):
    for place in range(number):
        open_for(driss, title=f"Dossier {place}")
    browser = browser_of(driss)
    browser.get("/en/files/")

    with django_assert_num_queries(13):
        listed = browser.get("/en/files/")
    with django_assert_num_queries(11):
        waits = browser.get("/en/files/waiting/")

    assert (listed.context["page"].paginator.count, waits.context["counts"]["all"]) == (number, number)


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_asks_the_database_as_often_however_much_it_holds(
    notice, driss, manager, open_for, move_to, browser_of, acting, django_assert_num_queries, number
):
    file = open_for(driss)
    move_to(driss, file, "examined")
    for place in range(number):
        comment_on_file(file=file, text=f"Vu {place}", actor=acting(driss), at=NOW)
        witness = Organisation.objects.create(names={"fr": f"Association {place}"})
        add_party(file=file, party=PartyTerms(witness.pk, label="Témoin"), actor=acting(driss), at=NOW)
        assign_owner(file=file, owner=manager, actor=acting(driss), at=NOW)
    browser = browser_of(driss)
    browser.get(at(file))

    with django_assert_num_queries(35):
        answer = browser.get(at(file))

    assert len(answer.context["events"]) == 2 + 2 * number


def test_a_search_forgives_spelling_and_filters_hold(permit, notice, driss, open_for, browser_of):
    found = open_for(driss, title="Caravane d'Aït Bou Oulli")
    late = open_for(driss, title="Ancien", on=TODAY - dt.timedelta(days=40))
    open_for(driss, "permit", title="Autre")
    browser = browser_of(driss)

    def numbers(address):
        return [row[0].pk for row in browser.get(address).context["rows"]]

    assert numbers("/en/files/?q=ayt+bu+uli") == [found.pk]
    assert numbers(f"/en/files/?q={found.number}") == [found.pk]
    assert numbers("/en/files/?state=late") == [late.pk]
    assert numbers("/en/files/waiting/?late=on") == [late.pk]
    assert numbers("/en/files/?kind=permit&q=ancien") == []


def test_what_is_due_first_waits_first_and_the_late_is_said(notice, driss, open_for, browser_of):
    new = open_for(driss, title="Nouveau")
    late = open_for(driss, title="Tardif", on=TODAY - dt.timedelta(days=13))

    answer = browser_of(driss).get("/en/files/waiting/")

    assert [row[0].pk for row in answer.context["rows"]] == [late.pk, new.pk]
    assert answer.context["counts"] == {"all": 2, "late": 1, "own": 0}
    assert "3 days late" in text(answer)


def test_nothing_waits_for_whom_the_step_is_not(notice, driss, manager, open_for, browser_of):
    open_for(driss)

    answer = browser_of(manager).get("/en/files/waiting/")

    assert answer.context["rows"] == []
    assert "Nothing waits for you" in text(answer)


def test_a_party_finds_what_waits_for_it(notice, driss, other_planner, association, open_for, move_to, browser_of):
    file = open_for(driss, parties=(PartyTerms(association.pk, part="authority"),))
    browser = browser_of(other_planner)
    before = browser.get("/en/files/waiting/").context["rows"]
    move_to(driss, file, "examined")

    after = browser.get("/en/files/waiting/").context["rows"]

    assert (before, [row[0].pk for row in after]) == ([], [file.pk])


def test_a_file_is_opened_once_however_often_its_form_is_sent(notice, driss, browser_of):
    browser, once = browser_of(driss), str(uuid.uuid4())
    form = {"kind": "notice", "title": "Tabant", "opened_on": TODAY.isoformat(), "anchor_on": "", "once": once}

    answers = [browser.post("/en/files/new/", form) for _again in range(2)]

    file = File.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [at(file)] * 2


def test_a_file_without_a_title_is_not_opened(notice, driss, browser_of):
    answer = browser_of(driss).post("/en/files/new/", {"kind": "notice", "title": " ", "opened_on": TODAY})

    assert (answer.status_code, File.objects.count()) == (422, 0)


def test_the_page_says_what_is_missing_and_offers_no_move(file, driss, browser_of):
    answer = browser_of(driss).get(at(file))

    assert "Missing before this move: Letter Checked People" in text(answer)
    assert [shown.form for shown in answer.context["ways"]] == [None]


def test_a_file_goes_its_way_through_the_pages(file, driss, browser_of):
    browser = browser_of(driss)
    needs = {one.code: one.pk for one in Requirement.objects.all()}
    move = move_from(file, "examined").pk
    for code, given in {
        "letter": {"file": ContentFile(LETTER, name="lettre.pdf")},
        "checked": {"confirmed_on": TODAY.isoformat(), "note": "CROM"},
        "people": {"text": "270"},
    }.items():
        assert browser.post(at(file, f"needs/{needs[code]}/"), given).status_code == 302

    moved = browser.post(
        at(file, "move/"), {"move": move, "turn": 1, "happened_on": TODAY.isoformat(), "reason": "", "owner": driss.pk}
    )

    assert moved.headers["Location"] == at(file)
    kept = File.objects.get()
    assert (kept.step.code, kept.owner) == ("examined", driss)
    assert "The file has moved on." in text(browser.get(at(file)))


def test_the_second_tab_is_told_and_nothing_happens_twice(notice, driss, open_for, browser_of):
    file = open_for(driss)
    form = {"move": move_from(file, "examined").pk, "turn": 1, "happened_on": TODAY.isoformat()}
    browser = browser_of(driss)
    browser.post(at(file, "move/"), form)

    second = browser.post(at(file, "move/"), form)

    assert second.status_code == 422
    assert "The file was moved meanwhile: it is at “Examined” now. Nothing was done twice." in text(second)
    assert file.passages.count() == 2


def test_a_refused_move_keeps_what_was_typed(notice, driss, open_for, move_to, browser_of):
    file = open_for(driss)
    move_to(driss, file, "examined")
    file.refresh_from_db()
    form = {"move": move_from(file, "asked").pk, "turn": 2, "happened_on": "2999-01-01", "reason": "Illisible"}

    answer = browser_of(driss).post(at(file, "move/"), form)

    shown = next(one.form for one in answer.context["ways"] if one.form)
    assert (answer.status_code, shown["reason"].value()) == (422, "Illisible")
    assert File.objects.get().step.code == "examined"


def test_a_move_is_taken_back_on_the_page(notice, driss, open_for, move_to, browser_of):
    file = open_for(driss)
    move_to(driss, file, "examined")
    browser = browser_of(driss)
    offered = "Take the last move back" in text(browser.get(at(file)))

    browser.post(at(file, "take-back/"), {"turn": 2})

    assert (offered, File.objects.get().step.code) == (True, "asked")


def test_acts_lead_back_to_the_page_they_came_from_and_nowhere_else(notice, driss, open_for, browser_of):
    file, browser = open_for(driss), browser_of(driss)

    def back(where):
        return browser.post(at(file, "comments/"), {"text": "Vu.", "back": where}).headers["Location"]

    assert back("/en/conventions/7/") == "/en/conventions/7/"
    assert [back(where) for where in ("https://evil.example/", "//evil.example/", "javascript:x", "/\\evil")] == [
        at(file)
    ] * 4


def test_a_document_is_sent_as_a_file_and_noted(file, driss, browser_of):
    browser = browser_of(driss)
    browser.post(at(file, "pieces/"), {"label": "Plan", "file": ContentFile(LETTER, name="plan « été ».pdf")})
    piece = Piece.objects.get()

    answer = browser.get(at(file, f"pieces/{piece.pk}/"))

    assert (answer.content, answer.headers["Content-Type"]) == (LETTER, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''plan")
    assert AuditEntry.objects.filter(outcome="read", object_kind="piece", object_id=str(piece.pk)).count() == 1


def test_a_document_is_withdrawn_with_a_reason_and_comes_back(file, driss, browser_of):
    browser = browser_of(driss)
    browser.post(at(file, "pieces/"), {"label": "Plan", "file": ContentFile(LETTER, name="plan.pdf")})
    piece = Piece.objects.get()

    refused = browser.post(at(file, f"pieces/{piece.pk}/withdraw/"), {"reason": " "})
    browser.post(at(file, f"pieces/{piece.pk}/withdraw/"), {"reason": "Périmé"})
    withdrawn = Piece.objects.get().withdrawal_reason
    browser.post(at(file, f"pieces/{piece.pk}/restore/"))

    assert (refused.status_code, withdrawn, Piece.objects.get().withdrawn_at) == (422, "Périmé", None)


def test_whoever_steers_changes_what_stands_at_the_head(file, driss, manager, association, browser_of):
    browser = browser_of(driss)
    day = (TODAY + dt.timedelta(days=60)).isoformat()

    answers = [
        browser.post(at(file, "owner/"), {"owner": manager.pk}),
        browser.post(at(file, "due/"), {"due_on": day, "reason": "Fête"}),
        browser.post(at(file, "anchor/"), {"anchor_on": day, "reason": "Route coupée"}),
        browser.post(at(file, "title/"), {"title": "Zaouiat Ahansal"}),
        browser.post(at(file, "parties/"), {"organisation": association.pk, "part": "authority", "label": ""}),
    ]

    kept = File.objects.get()
    assert [answer.status_code for answer in answers] == [302] * 5
    assert (kept.owner, kept.due_on.isoformat(), kept.title) == (manager, day, "Zaouiat Ahansal")
    browser.post(at(file, f"parties/{kept.parties.get().pk}/remove/"))
    assert kept.parties.count() == 0


def test_an_outsider_is_told_that_nothing_is_there(file, chama, driss, browser_of):
    browser_of(driss).post(at(file, "pieces/"), {"label": "Plan", "file": ContentFile(LETTER, name="plan.pdf")})
    piece, browser = Piece.objects.get(), browser_of(chama)
    posts = ["move/", "take-back/", "owner/", "due/", "anchor/", "title/", "comments/", "parties/", "pieces/"]

    answers = [browser.get(at(file)), browser.get(at(file, f"pieces/{piece.pk}/"))]
    answers += [browser.post(at(file, rest)) for rest in posts]

    assert {answer.status_code for answer in answers} == {404}
    assert browser.get("/en/files/").context["rows"] == []


def test_who_keeps_the_kinds_sees_no_file(file, technical_administrator, browser_of):
    browser = browser_of(technical_administrator)

    answers = [browser.get(address) for address in ("/en/files/", at(file), "/en/files/waiting/", "/en/files/kinds/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 200]


def test_the_list_is_sent_as_a_workbook_and_noted(notice, driss, open_for, browser_of):
    file = open_for(driss, title="=1+1")

    answer = browser_of(driss).get("/en/files/file.xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    cells = next(row for row in rows if row[0] == file.number)
    assert cells[1:5] == ("=1+1", "Permit", "Conseil provincial", "Asked")
    assert AuditEntry.objects.filter(outcome="exported", object_kind="twiza-files").count() == 1


@pytest.mark.parametrize("kind", ["exe", "geojson", "pdf"])
def test_files_of_other_kinds_are_not_there(notice, driss, browser_of, kind):
    browser = browser_of(driss)

    answers = [browser.get(f"/en/files/file.{kind}"), browser.get(f"/en/files/delays/file.{kind}")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_speaks_every_language(
    permit, driss, open_for, move_to, browser_of, technical_administrator, language
):
    file = open_for(driss, "permit")
    browser, keeper = browser_of(driss), browser_of(technical_administrator)
    pages = ["", "waiting/", "delays/", "new/", "kinds/", f"kinds/{permit.pk}/", f"{file.pk}/"]

    answers = [browser.get(f"/{language}/files/{page}") for page in pages]
    answers.append(keeper.get(f"/{language}/files/kinds/new/"))

    assert [answer.status_code for answer in answers] == [200] * 8
