"""Pages of referrals: what they show and to whom, what a press does, and what a refused form says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid

import pypdf
import pytest

from twiza.access.models import Specialty
from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.case_management.actions.referral_consents import ConsentTerms, agree_to_be_called
from twiza.case_management.models import Referral
from twiza.case_management.tests.referral_world import activate_referrals, make_specialty, refer, step_on
from twiza.conftest import NOW, TODAY
from twiza.procedures.models import File, Party, Passage

ACTS = ("move", "take-back", "owner", "appointment", "call", "tell", "stop-telling", "forget")
OUTSIDERS = ("chama", "driss", "esther", "technical_administrator", "manager")


@pytest.fixture(autouse=True)
def _at_this_hour(monkeypatch):
    """Let the pages of these tests be asked on the day of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def specialty(technical_administrator) -> Specialty:
    activate_referrals(technical_administrator)
    return make_specialty()


@pytest.fixture
def referral(specialty, aminata) -> Referral:
    return refer(aminata, specialty)


def page(browser, path: str = "", language: str = "en") -> str:
    return browser.get(f"/{language}/referrals/{path}").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_however_long(browser_of, aminata, specialty, rows, django_assert_num_queries):
    for _number in range(rows):
        refer(aminata, specialty)
    browser = browser_of(aminata)

    with django_assert_num_queries(12):
        text = page(browser)

    assert text.count("Hôpital de Béni Mellal") == rows


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_a_stranger_may_not_see_does_not_exist(request, browser_of, referral, aminata, who):
    browser = browser_of(request.getfixturevalue(who))
    paths = [f"{referral.pk}/", f"{uuid.uuid4()}/", f"{referral.pk}/slip.pdf"]

    answers = [browser.get(f"/fr/referrals/{path}").status_code for path in paths]
    pressed = [browser.post(f"/fr/referrals/{referral.pk}/{act}/").status_code for act in ACTS]

    assert (answers, pressed) == ([404] * 3, [404] * len(ACTS))
    assert [(one.step.code, one.owner) for one in File.objects.all()] == [("issued", aminata)]


@pytest.mark.parametrize("role", [Role.FIELD_AGENT, Role.PROFESSIONAL])
def test_a_colleague_without_a_relation_finds_nothing(browser_of, referral, make_person, association, role):
    browser = browser_of(make_person("Amina", association, role))

    said = [
        page(browser),
        page(browser, "?q=" + referral.file.title),
        page(browser, "waiting/"),
        page(browser, "file.csv"),
    ]

    assert [text for text in said if referral.file.number in text or "Béni Mellal" in text] == []
    assert browser.get(f"/fr/referrals/{referral.pk}/").status_code == 404


def test_a_file_of_a_referral_is_shown_and_moved_on_its_own_page_only(browser_of, referral, aminata, bakary, council):
    browser, supervisor = browser_of(aminata), browser_of(bakary)
    file = referral.file

    shown = browser.get(f"/en/files/{file.pk}/")
    move = file.step.moves_out.get(to_step__code="accepted")
    moved = browser.post(f"/en/files/{file.pk}/move/", {"move": move.pk, "turn": 1, "happened_on": TODAY})
    renamed = supervisor.post(f"/en/files/{file.pk}/title/", {"title": "Zahra"})
    told = supervisor.post(f"/en/files/{file.pk}/parties/", {"organisation": council.pk})

    file.refresh_from_db()
    assert (shown.status_code, shown.url) == (302, f"/en/referrals/{file.pk}/")
    assert (moved.status_code, renamed.status_code, told.status_code) == (404, 404, 404)
    assert (file.step.code, file.title, Party.objects.count()) == ("issued", referral.file.title, 0)


def test_a_referral_is_found_by_its_code_its_state_and_whose_it_is(browser_of, specialty, aminata, bakary):
    mine, other = refer(aminata, specialty), refer(bakary, specialty)
    late = refer(bakary, specialty, issued_on=TODAY - dt.timedelta(days=9))
    step_on(other, "accepted", bakary)
    browser = browser_of(bakary)

    found = {
        asked: [one.file.number for one in (mine, other, late) if f"referrals/{one.pk}/" in page(browser, f"?{asked}")]
        for asked in (
            f"q={mine.file.title}",
            f"q={mine.file.title[:4]}{mine.file.title[5:]}",
            "state=accepted",
            "late=on",
            "mine=on",
            "facility=words",
            "state=closed",
        )
    }

    numbers = [one.file.number for one in (mine, other, late)]
    assert list(found.values()) == [numbers[:1], numbers[:1], numbers[1:2], numbers[2:], numbers[1:], numbers, []]


@pytest.mark.parametrize("asked", ["state=x", "facility=x", "page=x", "specialty=x"])
def test_a_filter_that_makes_no_sense_is_no_error(browser_of, referral, aminata, asked):
    assert browser_of(aminata).get(f"/fr/referrals/?{asked}").status_code == 200


def test_one_press_takes_the_next_step_and_another_takes_it_back(browser_of, referral, aminata):
    browser, path = browser_of(aminata), f"/en/referrals/{referral.pk}/"
    moved = browser.post(f"{path}move/", {"step": "accepted", "turn": 1, "happened_on": TODAY})
    stood = File.objects.get().step.code

    back = browser.post(f"{path}take-back/", {"turn": 2})

    assert (moved.status_code, moved.url, stood) == (302, path, "accepted")
    assert (back.url, File.objects.get().step.code) == (path, "issued")


def test_a_press_in_an_old_tab_says_so_and_does_nothing_twice(browser_of, referral, aminata):
    browser, path = browser_of(aminata), f"/en/referrals/{referral.pk}/move/"
    browser.post(path, {"step": "accepted", "turn": 1, "happened_on": TODAY})

    answer = browser.post(path, {"step": "accepted", "turn": 1, "happened_on": TODAY})

    assert (answer.status_code, Passage.objects.count()) == (422, 2)
    assert "look at it again" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"step": "not_completed", "turn": 1, "happened_on": TODAY}, "Choose why this referral was not completed."),
        ({"step": "accepted", "turn": 1, "happened_on": "2035-01-01"}, "This date is not there yet"),
        ({"step": "accepted", "turn": "x", "happened_on": TODAY}, "This form could not be saved"),
        ({"step": "", "turn": 1, "happened_on": TODAY}, "This form could not be saved"),
    ],
)
def test_a_refused_step_says_why_and_keeps_the_referral_where_it_is(browser_of, referral, aminata, sent, sentence):
    answer = browser_of(aminata).post(f"/en/referrals/{referral.pk}/move/", sent)

    assert (answer.status_code, File.objects.get().step.code) == (422, "issued")
    assert sentence in answer.content.decode()


def test_a_clock_in_2035_calls_it_late_and_breaks_nothing(browser_of, referral, aminata, monkeypatch):
    browser = browser_of(aminata)
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2035, 1, 1, 12, tzinfo=dt.UTC))
    browser.force_login(aminata)

    text = page(browser, f"{referral.pk}/")

    assert "2960 days late" in text
    assert "2962" in page(browser, "waiting/")


def test_it_is_handed_on_to_a_person_of_the_list_only(browser_of, referral, aminata, bakary, driss):
    browser, path = browser_of(aminata), f"/en/referrals/{referral.pk}/owner/"

    answers = [browser.post(path, {"owner": one}).status_code for one in (driss.pk, "", bakary.pk)]

    assert answers == [422, 422, 302]
    assert File.objects.get().owner == bakary


def test_an_appointment_is_set(browser_of, referral, aminata):
    answer = browser_of(aminata).post(
        f"/en/referrals/{referral.pk}/appointment/", {"on": "2026-12-01", "hour": "09:30"}
    )

    kept = Referral.objects.get()
    assert (answer.status_code, kept.appointment_on, kept.appointment_at) == (
        302,
        dt.date(2026, 12, 1),
        dt.time(9, 30),
    )


def test_who_may_be_called_is_shown_to_those_who_follow_her_until_she_is_forgotten(browser_of, referral, aminata):
    browser, path = browser_of(aminata), f"/en/referrals/{referral.pk}/"
    terms = {"name": "Kanari", "phone": "0600000000", "given_by": "person", "how": "oral"}
    kept = browser.post(f"{path}call/", terms)
    shown = page(browser, f"{referral.pk}/")

    browser.post(f"{path}forget/")

    assert (kept.status_code, "Kanari" in shown, "0600000000" in shown) == (302, True, True)
    assert "Kanari" not in page(browser, f"{referral.pk}/")


def test_a_facility_is_told_and_told_no_more(browser_of, referral, aminata, council):
    browser, path = browser_of(aminata), f"/en/referrals/{referral.pk}/"
    browser.post(f"{path}tell/", {"recipient": council.pk, "given_by": "person", "how": "oral"})
    told = Party.objects.count()

    browser.post(f"{path}stop-telling/")

    assert (told, Party.objects.count()) == (1, 0)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_leaves_without_names_and_the_chain_knows(browser_of, referral, aminata, acting, kind):
    agree_to_be_called(
        referral=referral, name="Kanari", phone="0600000000", terms=ConsentTerms("person", "oral", NOW),
        actor=acting(aminata), at=NOW,
    )  # fmt: skip

    answer = browser_of(aminata).get(f"/en/referrals/file.{kind}")

    assert (answer.status_code, b"Kanari" in answer.content) == (200, False)
    assert AuditEntry.objects.filter(outcome="exported", object_kind="referrals").count() == 1


def test_the_table_holds_what_the_list_shows(browser_of, referral, aminata):
    content = browser_of(aminata).get("/en/referrals/file.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content), delimiter=";" if ";" in content.splitlines()[0] else ","))

    assert referral.file.title in rows[1]
    assert "Hôpital de Béni Mellal" in rows[1]
    assert browser_of(aminata).get("/en/referrals/file.exe").status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_slip_is_half_a_sheet_with_a_code_and_no_name(browser_of, referral, aminata, acting, language):
    agree_to_be_called(
        referral=referral, name="Kanari", phone="0600000000", terms=ConsentTerms("person", "oral", NOW),
        actor=acting(aminata), at=NOW,
    )  # fmt: skip

    answer = browser_of(aminata).get(f"/{language}/referrals/{referral.pk}/slip.pdf")

    document = pypdf.PdfReader(io.BytesIO(answer.content))
    text = document.pages[0].extract_text()
    assert (len(document.pages), round(float(document.pages[0].mediabox.width))) == (1, 420)
    assert referral.file.title.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "Kanari" not in text


def test_reading_a_referral_is_in_the_chain(browser_of, referral, aminata):
    page(browser_of(aminata), f"{referral.pk}/")

    read = AuditEntry.objects.get(outcome="read")
    assert (read.action, read.object_id, read.person_id) == (
        "case_management.see_referral", str(referral.pk), aminata.pk
    )  # fmt: skip


def test_the_menu_leads_there_those_who_follow_people(browser_of, specialty, aminata, driss):
    said = [
        'href="/en/referrals/"' in browser_of(who).get("/en/files/waiting/").content.decode()
        for who in (aminata, driss)
    ]

    assert said == [True, False]


def test_what_waits_for_an_agent_leads_to_the_referral(browser_of, referral, aminata):
    text = browser_of(aminata).get("/en/files/waiting/").content.decode()

    assert referral.file.number in text
