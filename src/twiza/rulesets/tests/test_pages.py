import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW, TODAY
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.models import RulesetUpload, RulesetVersion, State
from twiza.rulesets.tests.rows import small_ruleset
from twiza.rulesets.tests.shipped import names, shipped
from twiza.rulesets.yaml_files import content_from_yaml, yaml_from


@pytest.fixture
def proposal(db):
    """Return a version that came with Twiza."""
    return keep_version(content=small_ruleset(), organisation_id=None, based_on=None, made_by=None, at=NOW)


def page_of(name, version):
    return reverse(name, args=[version.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_ruleset_as_for_three(
    browser_of, driss, django_assert_num_queries, count
):
    for number in range(count):
        content = small_ruleset(ruleset=f"rules_{number}")
        keep_version(content=content, organisation_id=None, based_on=None, made_by=None, at=NOW)
    browser = browser_of(driss)

    with django_assert_num_queries(10):
        page = browser.get(reverse("rulesets"))

    assert [ruleset.code for ruleset, _one in page.context["lines"]] == [f"rules_{number}" for number in range(count)]


def test_the_list_is_searched_however_spelt_and_filtered(browser_of, driss, draft, proposal):
    browser = browser_of(driss)

    def found(**asked):
        return len(browser.get(reverse("rulesets"), asked).context["lines"])

    asked = [{"q": "cantine"}, {"q": "kantin scolair"}, {"q": "vaccin"}, {"country": "MA"}, {"state": "active"}]
    assert [found(**one) for one in asked] == [2, 2, 0, 2, 0]


def test_rules_of_an_organisation_are_not_there_for_others_and_those_of_twiza_are(
    browser_of, chama, esther, auditor, draft, proposal
):
    readers = [browser_of(person) for person in (chama, esther)]

    seen = [
        (
            reader.get(page_of("ruleset_version", draft)).status_code,
            reader.get(page_of("ruleset_version", proposal)).status_code,
        )
        for reader in readers
    ]
    assert seen == [(404, 200), (404, 200)]
    assert browser_of(auditor).get(page_of("ruleset_version", draft)).status_code == 200


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_shipped_ruleset_is_shown_in_every_language(browser_of, driss, language):
    browser = browser_of(driss)
    shown = set()

    for name in names():
        version = keep_version(content=shipped(name), organisation_id=None, based_on=None, made_by=None, at=NOW)
        page = browser.get(f"/{language}/rules/versions/{version.pk}/")
        shown.add((page.status_code, bool(page.context["sections"])))

    assert shown == {(200, True)}


def test_a_version_is_shown_row_by_row_with_evidence_sources_and_what_is_not_set(browser_of, driss, proposal):
    content = small_ruleset(version="2")
    content["parameters"]["places"] = {"value": None, "ev": "known"}
    version = keep_version(content=content, organisation_id=None, based_on=proposal, made_by=None, at=NOW)

    page = browser_of(driss).get(page_of("ruleset_version", version))

    views = {view.path: view for view in page.context["sections"]}
    assert [row.cells[0].is_unset for row in views["parameters"].rows] == [False, True]
    assert views["rules"].rows[1].sources == ("S1",)
    assert [source.code for source in page.context["sources"]] == ["S1"]


def test_what_came_with_twiza_is_taken_reviewed_put_in_force_and_undone(browser_of, driss, fatima, proposal):
    writer, second = browser_of(driss), browser_of(fatima)

    writer.post(page_of("ruleset_take", proposal))
    own = RulesetVersion.objects.get(based_on=proposal)
    writer.post(page_of("ruleset_submit", own))
    refused = writer.get(page_of("ruleset_activate", own)).status_code
    said = {"authority": "Délégation, Dr Amrani", "reason": "Lettre 12"}
    second.post(page_of("ruleset_activate", own), said)
    own.refresh_from_db()
    activated = own.state
    second.post(page_of("ruleset_undo", own))

    own.refresh_from_db()
    assert (refused, activated, own.state) == (404, State.ACTIVE, State.UNDER_REVIEW)
    kinds = ["made", "submitted", "activated", "activation_undone"]
    assert list(own.steps.order_by("id").values_list("kind", flat=True)) == kinds


def test_a_manager_who_made_a_version_waits_for_the_coordinator(browser_of, manager, fatima, council):
    own = keep_version(content=small_ruleset(), organisation_id=council.pk, based_on=None, made_by=manager, at=NOW)
    browser = browser_of(manager)
    browser.post(page_of("ruleset_submit", own))

    page = browser.post(page_of("ruleset_activate", own), {"authority": "A", "reason": "B"})

    own.refresh_from_db()
    assert (page.status_code, own.state) == (422, State.UNDER_REVIEW)


def test_a_manager_who_is_alone_puts_her_own_version_in_force(browser_of, manager, council):
    own = keep_version(content=small_ruleset(), organisation_id=council.pk, based_on=None, made_by=manager, at=NOW)
    browser = browser_of(manager)
    browser.post(page_of("ruleset_submit", own))

    browser.post(page_of("ruleset_activate", own), {"authority": "A", "reason": "B"})

    own.refresh_from_db()
    assert own.state == State.ACTIVE


def test_a_version_is_sent_back_withdrawn_and_taken_back(browser_of, driss, fatima, draft):
    writer, second = browser_of(driss), browser_of(fatima)
    writer.post(page_of("ruleset_submit", draft))

    empty = second.post(page_of("ruleset_send_back", draft), {"reason": " "}).status_code
    second.post(page_of("ruleset_send_back", draft), {"reason": "Citer le texte"})
    writer.post(page_of("ruleset_withdraw", draft), {"reason": "Doublon"})
    writer.post(page_of("ruleset_restore", draft))

    draft.refresh_from_db()
    assert (empty, draft.state, draft.steps.count()) == (422, State.DRAFT, 5)


@pytest.mark.parametrize("name", ["ruleset_take", "ruleset_submit", "ruleset_withdraw", "ruleset_restore"])
def test_who_only_reads_changes_nothing(browser_of, make_person, council, draft, name):
    reader = browser_of(make_person("Salma", council, "professional"))

    answer = reader.post(page_of(name, draft), {"reason": "x"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.state, RulesetVersion.objects.count()) == (404, State.DRAFT, 1)


@pytest.fixture
def send(browser_of, driss):
    """Return what sends a file of rules as Driss."""

    def sent(content, name="regles.yml"):
        browser = browser_of(driss)
        text = content if isinstance(content, bytes) else yaml_from(content).encode()
        return browser, browser.post(reverse("ruleset_upload"), {"file": SimpleUploadedFile(name, text)}, follow=True)

    return sent


def test_a_file_is_looked_at_by_what_it_changes_and_then_kept(send, draft):
    changed = small_ruleset(version="2026-2")
    changed["parameters"]["distance_km"]["value"] = 5

    browser, page = send(changed)
    views = [(one.path, one.old, one.new) for one in page.context["changes"]]
    before = RulesetVersion.objects.count()
    browser.post(page.request["PATH_INFO"])

    kept = RulesetVersion.objects.get(number=2)
    assert views == [("meta.version", "2026-1", "2026-2"), ("parameters.distance_km.value", "3", "5")]
    assert (before, kept.based_on, kept.state, RulesetUpload.objects.count()) == (1, draft, State.DRAFT, 0)


def test_a_workbook_exported_and_changed_comes_back_as_a_file(send, browser_of, driss, draft):
    book = load_workbook(io.BytesIO(browser_of(driss).get(reverse("ruleset_export", args=[draft.pk, "xlsx"])).content))
    for row in book["values"].iter_rows():
        if row[0].value == "meta.version":
            row[1].value = "2026-3"
    content = io.BytesIO()
    book.save(content)

    _browser, page = send(content.getvalue(), "regles.xlsx")

    assert [one.path for one in page.context["changes"]] == ["meta.version"]


def test_a_file_with_mistakes_says_all_of_them_and_is_not_kept(send, db):
    wrong = small_ruleset(country="Maroc")
    wrong["rules"][0]["ev"] = "guess"

    _browser, page = send(wrong)

    assert page.status_code == 422
    assert [problem.path for problem in page.context["problems"]] == ["meta.country", "rules.1.ev"]
    assert (RulesetUpload.objects.count(), RulesetVersion.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04rubbish", "regles.xlsx"),
        (b"a: [", "regles.yml"),
        (b"x" * 1_100_000, "regles.yml"),
        (b"a", "a.exe"),
    ],
)
def test_a_file_that_is_no_ruleset_is_refused(send, db, content, name):
    _browser, page = send(content, name)

    assert (page.status_code, RulesetUpload.objects.count()) == (422, 0)


def test_a_version_is_never_written_over(send, draft):
    same_name = small_ruleset()
    same_name["parameters"]["distance_km"]["value"] = 5

    _browser, page = send(same_name)

    assert (page.status_code, RulesetUpload.objects.count()) == (422, 0)


def test_a_file_is_given_up_and_is_nobody_elses(send, browser_of, chama, fatima, draft):
    browser, page = send(small_ruleset(version="2026-2"))
    upload = RulesetUpload.objects.get()

    others = [browser_of(one).get(page.request["PATH_INFO"]).status_code for one in (chama, fatima)]
    browser.post(reverse("ruleset_upload_give_up", args=[upload.pk]))

    assert (others, RulesetUpload.objects.count()) == ([404, 404], 0)


def test_a_file_that_nobody_decided_on_for_a_month_is_forgotten(send, draft):
    send(small_ruleset(version="2026-2"))
    RulesetUpload.objects.update(made_at=NOW - dt.timedelta(days=400))

    send(small_ruleset(version="2026-3"))

    assert [one.content["meta"]["version"] for one in RulesetUpload.objects.all()] == ["2026-3"]


def test_two_versions_are_compared(browser_of, driss, draft):
    changed = small_ruleset(version="2026-2")
    changed["rules"].reverse()
    keep_version(content=changed, organisation_id=draft.ruleset.organisation_id, based_on=draft, made_by=driss, at=NOW)
    following = RulesetVersion.objects.get(number=2)

    page = browser_of(driss).get(page_of("ruleset_compare", following))

    assert [(one.path, one.old, one.new) for one in page.context["changes"]] == [
        ("meta.version", "2026-1", "2026-2"),
        ("rules", "N1, N2", "N2, N1"),
    ]


def test_a_case_is_tried_out_and_nothing_of_it_is_kept(browser_of, driss, draft):
    browser = browser_of(driss)
    entries = AuditEntry.objects.count()

    def answer(**facts):
        trial = browser.post(f"/fr/rules/versions/{draft.pk}/try/", {"table": "rules", **facts}).context["trial"]
        return trial.rule_id, len(trial.missing), bool(trial.held_back), trial.to_be_validated

    assert answer(fact_distance="4,5", fact_eats_at_home="no") == ("N2", 0, False, True)
    assert answer(fact_distance="4,5") == ("", 1, False, True)
    assert answer(fact_eats_at_home="yes") == ("N1", 0, True, True)
    assert AuditEntry.objects.count() == entries


def test_an_answer_says_which_one_fact_would_change_it(browser_of, driss, draft):
    given = {"table": "rules", "fact_distance": "2", "fact_eats_at_home": "no"}

    trial = browser_of(driss).post(page_of("ruleset_try", draft), given).context["trial"]

    assert trial.changes == (("Distance de l'école (km)", "3", "Probable"),)


def test_a_fact_that_is_no_number_is_refused_by_its_field(browser_of, driss, draft):
    page = browser_of(driss).post(page_of("ruleset_try", draft), {"table": "rules", "fact_distance": "loin"})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["fact_distance"])


def test_a_formula_is_tried_out_with_its_parts_and_what_is_missing(browser_of, driss, council):
    inputs = [{"id": "people", "fr": "Personnes"}, {"id": "share"}]
    rows = [{"id": "need", "expression": "people * share + 10", "inputs": inputs, "unit": "people", "ev": "design"}]
    content = {**small_ruleset(), "formulas": rows}
    own = keep_version(content=content, organisation_id=council.pk, based_on=None, made_by=driss, at=NOW)
    browser = browser_of(driss)

    def answer(**facts):
        return browser.post(page_of("ruleset_try", own), {"table": "formulas.need", **facts}).context["result"]

    computed, open_one = answer(fact_people="1000", fact_share="0.2"), answer(fact_share="0.2")
    assert (computed.value, computed.unit, computed.parts) == (
        "210",
        "people",
        (("people * share", "200"), ("10", "10")),
    )
    assert (open_one.value, open_one.missing, open_one.to_be_validated) == ("", ("Personnes",), True)


def test_a_version_is_sent_as_yaml_that_reads_back_and_as_pdf(browser_of, driss, draft):
    browser = browser_of(driss)

    text = browser.get(reverse("ruleset_export", args=[draft.pk, "yaml"])).content.decode()
    pdf = browser.get(f"/ar/rules/versions/{draft.pk}/file.pdf").content

    assert content_from_yaml(text, file="a.yml") == small_ruleset()
    assert "school_meals" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert AuditEntry.objects.filter(action="rulesets.view", outcome="exported").count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_ruleset_asks_the_database_as_often_for_one_version_as_for_three(
    browser_of, driss, draft, django_assert_num_queries, count
):
    for number in range(count - 1):
        content = small_ruleset(version=f"v{number}")
        keep_version(
            content=content, organisation_id=draft.ruleset.organisation_id, based_on=draft, made_by=driss, at=NOW
        )
    browser = browser_of(driss)

    with django_assert_num_queries(8):
        page = browser.get(reverse("ruleset", args=[draft.ruleset_id]))

    assert len(page.context["versions"]) == count


@pytest.mark.parametrize(
    ("until", "said"),
    [(TODAY, "on no day: another version took its place on 22/11/2026"), (None, "from 22/11/2026")],
)
def test_a_version_replaced_on_its_first_day_was_in_force_on_none(until, said):
    version = RulesetVersion(in_force_from=TODAY, in_force_until=until)

    with override("en"):
        assert render_to_string("rulesets/in_force.html", {"one": version}).strip().replace("\xa0", " ") == said
