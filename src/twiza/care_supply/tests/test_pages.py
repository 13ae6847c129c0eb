"""Pages of plans: who reads what, what a form keeps, what leaves as a file, how often the database is asked."""

import json
import uuid

import pytest
from django.urls import reverse

from twiza.accounts.models import AuditEntry
from twiza.care_supply.models import CareSupplyPlan, Gap, PlannedAction
from twiza.care_supply.tests.conftest import read_again

TERMS = {
    "name_fr": "Soins de la vallée",
    "name_ar": "",
    "name_en": "",
    "purpose": "",
    "first_year": "2026",
    "last_year": "2028",
    "currency": "MAD",
}
ACTION = {
    "text": "Caravane",
    "decision": "chosen",
    "owner_words": "Délégation",
    "starts_on": "2026-01-01",
    "due_on": "2026-12-31",
    "revision": "1",
}


@pytest.fixture
def browser(manager, browser_of):
    return browser_of(manager)


def page(name, *args):
    return reverse(f"care_supply_{name}", args=args)


def test_a_plan_is_begun_from_a_form_once(kind_in_force, places, browser):
    sent = TERMS | {"id": str(uuid.uuid4()), "area": places["05"].pk, "revision": "1"}

    answers = [browser.post(page("new"), sent) for _time in range(2)]

    plan = CareSupplyPlan.objects.get()
    assert [(one.status_code, one.url) for one in answers] == [(302, page("plan", plan.pk))] * 2


def test_a_form_that_is_wrong_says_what_and_keeps_nothing(kind_in_force, places, browser):
    sent = TERMS | {"id": str(uuid.uuid4()), "area": places["05"].pk, "revision": "1", "last_year": "2025"}

    answer = browser.post(page("new"), sent)

    assert (answer.status_code, CareSupplyPlan.objects.count()) == (422, 0)
    assert "comes before the first one" in answer.content.decode()


def test_without_a_plan_the_list_says_how_to_begin(browser, kind_in_force):
    shown = browser.get(page("plans")).content.decode()

    assert ("No plan yet" in shown, page("new") in shown) == (True, True)


def test_plans_are_found_however_they_are_spelt(plan, browser):
    found = [
        "Offre de soins de la région" in browser.get(page("plans"), {"q": words}).content.decode()
        for words in ("ofre soins", "Offre de souins", "offre soins", "autre chose")
    ]

    assert found == [True, False, True, False]


def test_a_gap_and_an_action_are_typed_changed_taken_out_and_brought_back(plan, places, browser):
    gap_id, action_id = uuid.uuid4(), uuid.uuid4()
    gap = {
        "id": str(gap_id),
        "revision": "1",
        "commune": places["05.081.03.09"].pk,
        "subject": f"specialty:{Gap._meta.get_field('specialty').related_model.objects.get().pk}",
        "figure": "40",
        "figure_on": "2026-10-01",
        "source": "Rapport",
    }
    browser.post(page("gap_new", plan.pk), gap)
    action = ACTION | {"id": str(action_id), "gaps": [str(gap_id)], "visits_a_year": "4"}
    browser.post(page("action_new", plan.pk, "mobile"), action)
    changed = browser.post(page("line", plan.pk, "actions", action_id), action | {"text": "Caravane des yeux"})
    again = browser.post(page("line", plan.pk, "actions", action_id), action | {"text": "Autre onglet"})
    browser.post(page("line_remove", plan.pk, "gaps", gap_id))
    removed = Gap.objects.get().removed_at
    shown = browser.get(page("plan", plan.pk)).content.decode()
    browser.post(page("line_remove", plan.pk, "gaps", gap_id))

    kept = PlannedAction.objects.get()
    assert (kept.text, [one.pk for one in kept.gaps.all()], kept.amount) == ("Caravane des yeux", [gap_id], None)
    assert (changed.status_code, again.status_code, removed is not None) == (302, 422, True)
    assert ("Bring back" in shown, Gap.objects.get().removed_at) == (True, None)


def test_an_action_that_nobody_sees_to_is_refused(plan, browser):
    answer = browser.post(page("action_new", plan.pk, "mobile"), ACTION | {"id": str(uuid.uuid4()), "owner_words": ""})

    assert (answer.status_code, PlannedAction.objects.count()) == (422, 0)


@pytest.mark.parametrize("kind", ["fixed", "mobile", "association"])
def test_each_kind_of_action_has_its_form(plan, browser, kind):
    assert browser.get(page("action_new", plan.pk, kind)).status_code == 200


def test_an_unknown_kind_or_sort_is_nowhere(plan, browser, version, lack):
    gap = lack(version)

    addresses = [
        page("action_new", plan.pk, "secret"),
        page("line", plan.pk, "secrets", gap.pk),
        page("export", plan.pk, 1, "secrets", "csv"),
        page("export", plan.pk, 1, "gaps", "exe"),
        page("version", plan.pk, 9),
    ]
    assert [browser.get(one).status_code for one in addresses] == [404] * 5


def test_needs_are_proposed_and_those_ticked_become_gaps(plan, formula, browser, places):
    shown = browser.get(page("from_needs", plan.pk)).content.decode()
    key = f"{places['05.081.03.09'].pk}-{Gap._meta.get_field('specialty').related_model.objects.get().pk}"
    browser.post(page("from_needs", plan.pk), {"formula": formula.pk, "need": [key, "9-9", "no"]})
    browser.post(page("measure", plan.pk))

    assert f'value="{key}"' in shown
    assert list(Gap.objects.values_list("commune__code", "figure")) == [("05.081.03.09", 900.0)]
    assert plan.gap_measures.get().figure == 900.0


def test_a_partner_reads_and_a_stranger_finds_nothing(plan, partner, version, lack, ghita, chama, esther, browser_of):
    gap = lack(version)
    addresses = [
        page("plan", plan.pk),
        page("follow_up", plan.pk),
        page("version", plan.pk, 1),
        page("differences", plan.pk, 1),
        page("pdf", plan.pk, 1),
        page("change", plan.pk),
        page("line", plan.pk, "gaps", gap.pk),
    ]

    read = {who.name: [browser_of(who).get(one).status_code for one in addresses] for who in (ghita, chama, esther)}

    assert read == {"Ghita": [200] * 5 + [404] * 2, "Chama": [404] * 7, "Esther": [404] * 7}


def test_a_line_of_another_plan_is_nowhere(plan, version, lack, make, manager, browser):
    gap, other = lack(version), make(manager)

    assert browser.get(page("line", other.pk, "gaps", gap.pk)).status_code == 404
    assert browser.post(page("line_remove", other.pk, "gaps", gap.pk)).status_code == 404
    assert Gap.objects.get().removed_at is None


@pytest.mark.parametrize("sort", ["gaps", "actions"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_lines_leave_as_files_and_the_trail_says_so(plan, version, lack, do, browser, sort, kind):
    do(version, [lack(version, figure=3), lack(version, figure=120)], amount=None)

    answer = browser.get(page("export", plan.pk, 1, sort, kind))

    assert answer.status_code == 200
    assert AuditEntry.objects.filter(action="care_supply.see_plan", outcome="exported").count() == 1


def test_the_file_of_gaps_hides_small_figures_and_that_of_actions_leaves_amounts_empty(
    plan, version, lack, do, browser
):
    do(version, [lack(version, figure=3), lack(version, figure=120)], amount=None)

    gaps = json.loads(browser.get(page("export", plan.pk, 1, "gaps", "json")).content)["lines"]
    actions = json.loads(browser.get(page("export", plan.pk, 1, "actions", "json")).content)["lines"]

    assert [(one["figure"], one["is_hidden"]) for one in gaps] == [(None, "yes"), (120, None)]
    assert [(one["amount"], one["currency"], one["standing"]) for one in actions] == [(None, "MAD", "Not known")]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_version_leaves_as_a_pdf(plan, version, lack, do, browser, language):
    do(version, [lack(version)])

    answer = browser.get(page("pdf", plan.pk, 1).replace("/en/", f"/{language}/"))

    assert answer.content.startswith(b"%PDF")


def test_the_next_version_and_its_differences_from_the_pages(plan, version, lack, do, adopt, browser):
    do(version, [lack(version)])
    adopted = adopt(version)
    browser.post(page("publish", plan.pk), {"turn": adopted.file.turn})
    browser.post(page("version_new", plan.pk))
    action = read_again(plan).actions.get()
    sent = ACTION | {"id": str(action.pk), "text": "Caravane des yeux", "owner_words": "Province"}
    browser.post(page("line", plan.pk, "actions", action.pk), sent)

    shown = browser.get(page("differences", plan.pk, 2)).content.decode()

    assert ('<ins dir="auto">Caravane des yeux</ins>' in shown, "Caravane de soins généraux" in shown) == (True, True)


def test_somebody_who_read_another_step_publishes_nothing(plan, version, adopt, browser):
    adopt(version)

    browser.post(page("publish", plan.pk), {"turn": "1"})

    assert read_again(plan).file.step.code == "adopted"


def test_a_comment_is_written_taken_off_and_brought_back(plan, version, do, browser):
    action, comment_id = do(version), uuid.uuid4()
    sent = {"id": str(comment_id), "year": "2026", "text": "Terrain trouvé"}
    browser.post(page("comment", plan.pk, action.pk), sent)
    browser.post(page("comment_remove", plan.pk, comment_id))
    removed = plan.comments.get().removed_at
    shown = browser.get(page("follow_up", plan.pk)).content.decode()
    browser.post(page("comment_remove", plan.pk, comment_id))

    assert (removed is not None, "Terrain trouvé" in shown, "Bring back" in shown) == (True, True, True)
    assert plan.comments.get().removed_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_database_as_often_for_one_line_as_for_three(
    plan, partner, version, lack, do, make, manager, browser, django_assert_num_queries, count
):
    for number in range(count):
        do(version, [lack(version)], text=f"Caravane {number}")
        if number:
            make(manager)
    addresses = [page("plans"), page("plan", plan.pk), page("follow_up", plan.pk), page("version", plan.pk, 1)]
    for address in addresses:
        browser.get(address)

    for address, queries in zip(addresses, QUERIES, strict=True):
        with django_assert_num_queries(queries):
            browser.get(address)


QUERIES = (10, 21, 17, 14)
