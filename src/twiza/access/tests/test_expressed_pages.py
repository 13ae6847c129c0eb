import io

import pytest
from django.urls import reverse
from PIL import Image

from twiza.access.models import ExpressedNeed
from twiza.access.tests.conftest import AHANSAL, TABANT
from twiza.access.tests.expressed import POSTED, written
from twiza.accounts.models import AuditEntry

pytestmark = pytest.mark.usefixtures("places")


def photograph():
    kept = io.BytesIO()
    Image.new("RGB", (4, 4)).save(kept, "JPEG")
    kept.seek(0)
    kept.name = "lettre.jpg"
    return kept


def test_a_need_is_written_down_taken_up_and_answered_in_the_browser(browser_of, driss):
    browser = browser_of(driss)

    sent = browser.post(reverse("expressed_new"), {**POSTED, "evidence": photograph()})
    need = ExpressedNeed.objects.get()
    browser.post(reverse("expressed_move", args=[need.pk, "take_up"]), {"note": ""})
    answered = browser.post(
        reverse("expressed_answer", args=[need.pk]),
        {"answer": "Un pont provisoire", "done": "", "answered_on": "2026-11-20"},
    )
    page = browser.get(answered.url)

    assert (sent.url, answered.status_code) == (reverse("expressed_need", args=[need.pk]), 302)
    assert [step.kind for step in page.context["steps"]] == ["said", "taken_up", "answered"]
    assert page.context["need"].answer == "Un pont provisoire"
    letter = browser.get(reverse("expressed_evidence", args=[need.pk]))
    assert (letter["Content-Type"], letter["Content-Disposition"]) == (
        "image/jpeg", 'attachment; filename="twiza-evidence.jpg"')  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"place": "Nulle part"}, "place", "No place is called so."),
        ({"domain": ""}, "domain", "Choose a specialty, or say in a few words what it is about."),
        ({"words": ""}, "words", "This field is required."),
        ({"people": "0"}, "people", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_what_is_not_said_is_asked_and_nothing_is_kept(browser_of, driss, change, field, sentence):
    answer = browser_of(driss).post(reverse("expressed_new"), {**POSTED, **change})

    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [sentence]})
    assert ExpressedNeed.objects.count() == 0


def test_a_file_that_is_no_letter_is_refused(browser_of, driss):
    fake = io.BytesIO(b"MZ not a picture")
    fake.name = "lettre.pdf"

    answer = browser_of(driss).post(reverse("expressed_new"), {**POSTED, "evidence": fake})

    assert (answer.status_code, ExpressedNeed.objects.count()) == (422, 0)


def test_a_place_is_found_by_its_name_however_it_is_spelt(browser_of, driss):
    browser_of(driss).post(reverse("expressed_new"), {**POSTED, "place": "tabannt"})

    assert ExpressedNeed.objects.get().place.code == TABANT


def test_a_form_begun_from_a_place_has_it_already(browser_of, driss):
    form = browser_of(driss).get(reverse("expressed_new"), {"place": AHANSAL}).context["form"]

    assert form.initial["place"] == AHANSAL


def test_a_correction_fills_in_what_was_said(browser_of, driss, acting, places):
    need = written(places[TABANT], driss, acting(driss))
    browser = browser_of(driss)

    form = browser.get(reverse("expressed_edit", args=[need.pk])).context["form"]
    browser.post(reverse("expressed_edit", args=[need.pk]), {**POSTED, "people": "250"})

    assert (form.initial["words"], ExpressedNeed.objects.get().people) == (need.words, 250)


def test_the_list_is_sent_as_a_file_without_names_of_persons(browser_of, driss, acting, places):
    written(places[TABANT], driss, acting(driss), said_by_name="Lalla Fadma")

    sent = browser_of(driss).get(reverse("expressed_export", args=["csv"])).content.decode()

    assert ("ambulance" in sent, "Lalla Fadma" in sent) == (True, False)
    assert AuditEntry.objects.filter(outcome="exported").count() == 1


def test_a_field_agent_writes_down_and_does_not_answer(browser_of, aminata, acting, places):
    need = written(places[TABANT], aminata, acting(aminata))
    browser = browser_of(aminata)

    page = browser.get(reverse("expressed_need", args=[need.pk]))
    refused = browser.post(reverse("expressed_answer", args=[need.pk]), {"answer": "x", "answered_on": "2026-11-20"})

    assert (page.status_code, page.context["may_answer"], refused.status_code) == (200, False, 404)
    assert ExpressedNeed.objects.get().state == "heard"


def test_needs_of_another_organisation_do_not_exist(browser_of, driss, chama, acting, places):
    need = written(places[TABANT], driss, acting(driss))
    browser = browser_of(chama)

    answers = [
        browser.get(reverse("expressed_need", args=[need.pk])),
        browser.post(reverse("expressed_edit", args=[need.pk]), POSTED),
        browser.post(reverse("expressed_move", args=[need.pk, "withdraw"])),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert (ExpressedNeed.objects.get().withdrawn_at, browser.get(reverse("expressed_needs")).context["page"][:]) == (
        None, [])  # fmt: skip


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_as_many_questions_for_one_as_for_three(
    browser_of, driss, acting, places, django_assert_num_queries, many
):
    needs = [written(places[TABANT], driss, acting(driss)) for _rank in range(many)]
    browser = browser_of(driss)

    with django_assert_num_queries(10):
        browser.get(reverse("expressed_needs"))
    with django_assert_num_queries(8):
        browser.get(reverse("expressed_need", args=[needs[0].pk]))
