"""Pages of families: what is kept from a form, what each one reads, how often the database is asked."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from twiza.accounts.models import AuditEntry
from twiza.households.models import Household, Leaving, Person
from twiza.households.tests.conftest import a_head
from twiza.households.views.households import HOUSEHOLDS_PER_PAGE

CONSENT = {"consent-purposes": ["register", "visits"], "consent-how": "oral", "consent-spoken": "bm"}
NOBODY_ELSE = {"members-TOTAL_FORMS": "6", "members-INITIAL_FORMS": "0"}


@pytest.fixture
def browser(aminata, browser_of):
    return browser_of(aminata)


def page(name: str, *args: object) -> str:
    return reverse(name, args=args)


@pytest.fixture
def sent(household, quarter) -> dict[str, Any]:
    """Return what registers Sira Koné with her daughter, in the quarter that is known already."""
    ids = [str(uuid.uuid4()) for _number in range(3)]
    return {
        **NOBODY_ELSE,
        **CONSENT,
        "id": ids[0],
        "place": str(quarter.pk),
        "language": "bm",
        "head-id": ids[1],
        "head-name": "Sira Koné",
        "head-sex": "female",
        "head-birth": "28 ans",
        "members-0-id": ids[2],
        "members-0-name": "Awa Traoré",
        "members-0-sex": "female",
        "members-0-birth": "٨ أشهر",
        "members-0-relation": "child",
        "members-0-guardian": "mother",
    }


def test_a_household_is_registered_from_one_page_once(browser, sent):
    answers = [browser.post(page("household_new"), sent) for _time in range(2)]

    household = Household.objects.get(pk=sent["id"])
    assert [(one.status_code, one.url) for one in answers] == [(302, page("household", household.pk))] * 2
    assert sorted(household.members.values_list("person__name", "person__birth_known")) == [
        ("Awa Traoré", "age"),
        ("Sira Koné", "age"),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"consent-purposes": []}, "has not agreed that we keep her name"),
        ({"head-name": ""}, "This field is required"),
        ({"head-birth": "31/02/1998"}, "is not understood"),
        ({"head-birth": "12/12/2030"}, "still to come"),
        ({"place": ""}, "Choose where the household lives"),
        ({"members-0-sex": ""}, "This field is required"),
        ({"lat": "12.6"}, "write both or none"),
    ],
)
def test_a_page_that_cannot_be_kept_says_why_and_keeps_nothing(browser, sent, change, words):
    answer = browser.post(page("household_new"), sent | change)

    assert (answer.status_code, Household.objects.count()) == (422, 1)
    assert words in answer.content.decode()


def test_the_pages_of_a_household_show_who_lives_there(browser, household, mother, child):
    listed = browser.get(page("households")).content.decode()
    shown = browser.get(page("household", household.pk)).content.decode()
    read = browser.get(page("person", child.pk)).content.decode()

    assert [name in listed for name in ("Fatoumata Diarra", "Moussa Diarra")] == [True, False]
    assert [name in shown for name in ("Fatoumata Diarra", "Moussa Diarra", household.landmark[:8])] == [True] * 3
    assert [name in read for name in ("Moussa Diarra", "Fatoumata Diarra")] == [True, True]
    assert list(AuditEntry.objects.filter(outcome="read").order_by("number").values_list("object_id", flat=True)) == [
        str(household.pk),
        str(child.pk),
    ]


def test_nobody_else_finds_a_household(household, mother, child, chama, driss, esther, browser_of, make_person,
                                       association, technical_administrator):  # fmt: skip
    colleague = make_person("Kadiatou", association, "field_agent")
    doors = [page("household", household.pk), page("person", child.pk), page("household_card", household.pk)]

    for stranger in (chama, driss, esther, technical_administrator, colleague):
        signed_in = browser_of(stranger)
        assert [signed_in.get(door).status_code for door in doors] == [404, 404, 404]


@pytest.mark.parametrize("households", [1, 3])
def test_the_list_asks_the_same_questions_however_many_households(
    register, browser, households, django_assert_num_queries
):
    for _number in range(households):
        register()
    browser.get(page("households"))

    with django_assert_num_queries(12):
        answer = browser.get(page("households"))

    assert answer.content.decode().count("Fatoumata Diarra") == households


def test_the_list_is_cut_in_pages(register, browser):
    for _number in range(HOUSEHOLDS_PER_PAGE + 1):
        register(a_head())

    shown = [browser.get(page("households") + query).content.decode() for query in ("", "?page=2")]

    assert [one.count("Fatoumata Diarra") for one in shown] == [HOUSEHOLDS_PER_PAGE, 1]


def test_somebody_is_born_leaves_and_returns(browser, household, mother):
    born = {"id": str(uuid.uuid4()), "name": "Bintou", "sex": "female", "birth": "2 mois", "relation": "child",
            "adult": str(mother.pk), "guardian": "mother"}  # fmt: skip
    browser.post(page("household_member_new", household.pk), born)
    member = Person.objects.get(pk=born["id"]).memberships.get()

    browser.post(page("household_member_leave", member.pk), {"because": Leaving.DEATH, "on": "2026-11-20"})
    died = Person.objects.get(pk=born["id"]).died_on
    browser.post(page("household_member_return", member.pk))

    assert died is not None
    assert Person.objects.get(pk=born["id"]).died_on is None


def test_an_agreement_is_withdrawn_after_saying_what_that_does(browser, mother):
    consent = mother.consents.get(purpose="register")

    asked = browser.get(page("person_consent_withdraw", consent.pk)).content.decode()
    browser.post(page("person_consent_withdraw", consent.pk))

    mother.refresh_from_db()
    assert "are erased at once" in asked
    assert mother.name == ""


def test_cards_carry_the_code_and_nobody_s_name(browser, register):
    codes = {register().code.replace("\xa0", " ") for _number in range(9)}

    answer = browser.get(page("household_cards"))

    pages = [one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages]
    printed = " ".join(pages).replace("\xa0", " ")
    assert len(pages) == 2
    assert all(code in printed for code in codes)
    assert "Fatoumata" not in printed


def test_a_supervisor_gives_a_household_to_another_agent(household, bakary, browser_of, make_person, association):
    kadiatou = make_person("Kadiatou", association, "field_agent")

    browser_of(bakary).post(page("household_assign", household.pk), {"agent": str(kadiatou.pk)})

    assert browser_of(kadiatou).get(page("household", household.pk)).status_code == 200
