"""Pages of a household's rights: what they show and to whom, what a press does, and what a refused form says."""

import datetime as dt
import uuid

import pytest

from twiza.accounts.models import AuditEntry
from twiza.conftest import TODAY
from twiza.core.ids import new_id
from twiza.social_protection.models import Answer, Enquiry, Enrolment, OpenRight, Orientation
from twiza.social_protection.queries.enrolments import agreeing
from twiza.social_protection.tests.conftest import INDIGENT
from twiza.social_protection.tests.test_enrolments import ago, way

OUTSIDERS = ("chama", "driss", "esther", "technical_administrator", "manager")


def page(browser, path, language="en"):
    return browser.get(f"/{language}/rights/{path}").content.decode()


def test_an_agent_asks_reads_what_the_rules_say_and_decides(browser_of, aminata, household, schemes):
    browser = browser_of(aminata)
    form = {f"fact_{name}": {True: "yes", False: "no"}.get(value, value) for name, value in INDIGENT.items()}

    asked = browser.post(
        f"/en/rights/households/{household.pk}/ask/", {**form, "asked_on": "2026-11-22", "person": ""}
    )
    enquiry = Enquiry.objects.get()
    shown = page(browser, f"enquiries/{enquiry.pk}/")
    decided = browser.post(
        f"/en/rights/enquiries/{enquiry.pk}/decide/",
        {"scheme": "ramed", "id": str(new_id()), "choice": "orient", "reason": "Certificate seen"},
    )
    kept = Orientation.objects.get()
    taken = browser.post(f"/en/rights/decisions/{kept.pk}/take-back/")

    address = f"/en/rights/enquiries/{enquiry.pk}/"
    assert (asked.url, decided.url, taken.url) == (address, address, address)
    assert "Transmettre le dossier à l&#x27;ANAM." in shown
    assert "R81" in shown
    assert "To be validated" in shown
    assert (kept.choice, Orientation.objects.get().taken_back_by) == ("orient", aminata)


def test_what_is_missing_leads_to_its_question(browser_of, aminata, household, ask):
    enquiry = ask(household, {})

    text = page(browser_of(aminata), f"enquiries/{enquiry.pk}/")

    link = f'<a href="/en/rights/enquiries/{enquiry.pk}/answers/#id_fact_assujetti_amo">'
    assert link in text
    assert 'name="fact_assujetti_amo"' in page(browser_of(aminata), f"enquiries/{enquiry.pk}/answers/")


def test_answers_are_corrected_on_their_page_and_what_the_record_knows_is_marked(browser_of, aminata, household, ask):
    enquiry, browser = ask(household, {"residence_commune": True}), browser_of(aminata)

    asked = page(browser, f"enquiries/{enquiry.pk}/answers/")
    browser.post(f"/en/rights/enquiries/{enquiry.pk}/answers/", {"fact_residence_commune": "no"})

    kept = Answer.objects.order_by("id").values_list("value", "answer_from")
    assert "Known from the record" in asked
    assert list(kept) == [(True, "record"), (False, "said")]


def test_a_form_sent_twice_is_kept_once(browser_of, aminata, household, schemes):
    browser, sent = browser_of(aminata), {"asked_on": "2026-11-22", "person": "", "once": str(uuid.uuid4())}

    for _time in range(2):
        browser.post(f"/en/rights/households/{household.pk}/ask/", sent)

    assert Enquiry.objects.count() == 1


def test_a_decision_without_a_reason_comes_back_with_what_is_wrong(browser_of, aminata, household, ask):
    enquiry = ask(household, INDIGENT)

    answer = browser_of(aminata).post(
        f"/en/rights/enquiries/{enquiry.pk}/decide/", {"scheme": "ramed", "id": str(new_id()), "choice": "orient"}
    )

    assert (answer.status_code, Orientation.objects.count()) == (422, 0)
    assert "ramed-reason" in answer.content.decode()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_a_stranger_may_not_see_does_not_exist(request, browser_of, household, ask, who):
    enquiry, browser = ask(household, INDIGENT), browser_of(request.getfixturevalue(who))

    paths = [f"households/{household.pk}/", f"households/{household.pk}/ask/", f"enquiries/{enquiry.pk}/",
             f"enquiries/{enquiry.pk}/answers/"]  # fmt: skip
    answers = [browser.get(f"/fr/rights/{path}").status_code for path in paths]

    pressed = browser.post(f"/fr/rights/enquiries/{enquiry.pk}/decide/", {"scheme": "ramed"}).status_code
    assert (answers, pressed) == ([404] * 4, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_household_costs_the_same_queries_however_long(
    browser_of, aminata, household, ask, rows, django_assert_num_queries
):
    for _number in range(rows):
        ask(household, {})
    browser = browser_of(aminata)

    with django_assert_num_queries(15):
        text = page(browser, f"households/{household.pk}/")

    assert text.count("Asked on") == rows


def test_the_rights_of_a_household_nobody_asked_say_what_to_do(browser_of, aminata, household, schemes):
    text = page(browser_of(aminata), f"households/{household.pk}/")

    assert "This household was not asked yet" in text


def test_where_no_scheme_is_loaded_the_page_says_so(browser_of, aminata, household):
    text = page(browser_of(aminata), f"households/{household.pk}/ask/")

    assert "No questions for this country" in text


def test_a_file_is_opened_moved_and_taken_back_on_its_pages(browser_of, aminata, household, orient, ramed):
    browser, orientation = browser_of(aminata), orient(household)
    people = [str(one.pk) for one in agreeing(household)]

    opened = browser.post(
        f"/en/rights/decisions/{orientation.pk}/file/",
        {"applicant": people[0], "covered": people, "opened_on": "2026-11-22"},
    )
    enrolment = Enrolment.objects.get()
    address = f"/en/rights/files/{enrolment.pk}/"
    moved = browser.post(f"{address}move/", {"step": "pre_enquete", "turn": 1, "happened_on": "2026-11-22"})
    shown = browser.get(address).content.decode()
    taken = browser.post(f"{address}take-back/", {"turn": 2})

    assert (opened.url, moved.url, taken.url) == (address, address, address)
    assert "Now: First enquiry (vulnerability grid)" in shown
    assert Enrolment.objects.get().file.step.code == "repere"


def test_a_step_without_its_reason_comes_back(browser_of, aminata, household, enrol):
    enrolment = enrol(household)

    answer = browser_of(aminata).post(
        f"/en/rights/files/{enrolment.pk}/move/", {"step": "abandonne", "turn": 1, "happened_on": "2026-11-22"}
    )

    assert (answer.status_code, Enrolment.objects.get().file.step.code) == (422, "repere")


def test_the_file_leads_from_the_list_of_all_files_to_its_own_page(browser_of, aminata, household, enrol):
    enrolment = enrol(household)

    answer = browser_of(aminata).get(f"/en/files/{enrolment.pk}/")

    assert answer.url == f"/en/rights/files/{enrolment.pk}/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_files_costs_the_same_queries_however_long(
    browser_of, aminata, household, enrol, rows, django_assert_num_queries
):
    for _number in range(rows):
        enrol(household)
    browser = browser_of(aminata)

    with django_assert_num_queries(11):
        text = page(browser, "files/")

    assert text.count("/en/rights/files/0") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_ends_costs_the_same_queries_however_long(
    browser_of, aminata, household, enrol, step_on, rows, django_assert_num_queries
):
    for _number in range(rows):
        step_on(enrol(household, opened_on=ago(50)), *way("carte_remise"))
    OpenRight.objects.update(until=TODAY + dt.timedelta(days=100))
    browser = browser_of(aminata)

    with django_assert_num_queries(14):
        text = page(browser, "ending/")

    assert text.count("Not renewable") == rows
    assert "never used" in text


def test_the_schemes_say_what_is_not_set(browser_of, aminata, schemes):
    text = page(browser_of(aminata), "schemes/")

    assert "12 · 6 · 1" in text
    assert "Not set" in text


def test_what_is_listed_is_sent_without_a_name_and_noted(browser_of, aminata, household, enrol):
    enrol(household)

    text = page(browser_of(aminata), "files/file.csv")

    assert household.code in text
    assert "Fatoumata" not in text
    assert AuditEntry.objects.filter(outcome="exported", object_kind="enrolments").count() == 1


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_file_a_stranger_may_not_see_does_not_exist(request, browser_of, household, enrol, who):
    enrolment, browser = enrol(household), browser_of(request.getfixturevalue(who))

    answers = [browser.get(f"/fr/{path}{enrolment.pk}/").status_code for path in ("rights/files/", "files/")]

    assert answers == [404, 404]
