"""The pages of rounds: from a file to lists by forms alone; an absence; who sees what; how many queries."""

from __future__ import annotations

import datetime as dt
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from twiza.accounts.models import AuditEntry
from twiza.case_management.actions.rounds import delete_rounds
from twiza.case_management.models import RoundsPlan, RoundsVersion
from twiza.case_management.tests.conftest import lat_at
from twiza.conftest import NOW
from twiza.jobs.models import Job
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.territory.models import Place, PlaceKind

HOMES = f"code;latitude;longitude;risque;minutes\nH1;{lat_at(1)};0;élevé;30\nH2;{lat_at(2)};0;high;30\n"


def new_rounds_form(**said):
    agents = {"agents-0-code": "Aminata", "agents-0-start": "0.0, 0.0", "agents-0-day_minutes": "240"}
    management = {"agents-TOTAL_FORMS": "20", "agents-INITIAL_FORMS": "0"}
    when = {"starts_on": "2027-01-04", "working_days": "5", "weekdays": ["1", "2", "3", "4", "5"]}
    rest = {"speed_kmh": "4", "detour": "1", "high-visits": "2", "high-gap_days": "2", "file": homes_file(HOMES)}
    return agents | management | when | rest | said


def homes_file(text, name="foyers.csv"):
    return SimpleUploadedFile(name, text.encode())


def shown_in(page):
    """Return which showing of its form a page is."""
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def commune(db):
    """Return a rural commune around which homes can be invented."""
    ranks = {"country": 0, "commune": 3}
    kinds = {
        code: PlaceKind.objects.create(country="XX", code=code, names={"fr": code}, rank=rank, line="state")
        for code, rank in ranks.items()
    }
    Place.objects.create(country="XX", kind=kinds["country"], code="XX", names={"fr": "Pays"}, path="XX")
    return Place.objects.create(
        country="XX", kind=kinds["commune"], code="1", names={"fr": "Amlil"}, path="XX/1", lat=31.0, lon=-6.0
    )


def test_a_file_and_one_button_make_rounds(browser_of, bakary):
    browser = browser_of(bakary)
    assert browser.get("/fr/rounds/new/").status_code == 200

    asked = browser.post("/fr/rounds/new/", new_rounds_form())
    waiting = browser.get(asked.url)
    do_waiting_jobs()
    done = browser.get(asked.url)

    plan = RoundsPlan.objects.get()
    assert (asked.status_code, waiting.status_code, done.url) == (302, 200, f"/fr/rounds/{plan.pk}/")
    page = browser.get(done.url).content.decode()
    assert "Aminata" in page
    assert plan.versions.get().visits_planned == 4


def test_a_form_sent_twice_makes_one_plan(browser_of, bakary):
    browser = browser_of(bakary)
    shown = shown_in(browser.get("/fr/rounds/new/"))

    first, again = (browser.post("/fr/rounds/new/", new_rounds_form(once=shown)) for _ in range(2))

    assert (again.url, RoundsPlan.objects.count(), Job.objects.count()) == (first.url, 1, 1)


def test_every_wrong_row_is_said_at_once_and_nothing_is_kept(browser_of, bakary):
    rows = "H1;95;0;élevé;30\nH1;1;0;moyen;30\nMme Aicha;1;0;?;x\n0661234567;1;0;haut;10\n"
    file = homes_file("code;latitude;longitude;risque;minutes\n" + rows)

    answer = browser_of(bakary).post("/fr/rounds/new/", new_rounds_form(file=file))

    problems = answer.context["refused"].problems
    assert [(one.row, one.column) for one in problems] == [
        (2, "latitude"),
        (3, "code"),
        (3, "risque"),
        (4, "risque"),
        (4, "code"),
        (4, "minutes"),
        (5, "code"),
    ]
    assert (answer.status_code, RoundsPlan.objects.count()) == (422, 0)


@pytest.mark.parametrize("column", ["Nom du chef", "prénom", "Téléphone", "الاسم", "phone_number", "date naissance"])
def test_a_file_about_people_is_refused(browser_of, bakary, column):
    file = homes_file(f"code;latitude;longitude;visites;minutes;{column}\nH1;1;0;1;30;secret\n")

    answer = browser_of(bakary).post("/fr/rounds/new/", new_rounds_form(file=file))

    page = answer.content.decode()
    assert (answer.status_code, column in page, "secret" in page) == (422, True, False)
    assert RoundsPlan.objects.count() == 0


def test_a_form_filled_in_badly_says_where(browser_of, bakary):
    form = new_rounds_form(**{"agents-1-code": "Fanta", "agents-0-start": "Nulle part", "weekdays": []})

    answer = browser_of(bakary).post("/fr/rounds/new/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'href="#(id_[^"]+)"', page) == [
        "id_weekdays",
        "id_agents-0-start",
        "id_agents-1-start",
        "id_agents-1-day_minutes",
    ]


def test_invented_homes_can_be_tried(browser_of, bakary, commune):
    browser = browser_of(bakary)

    asked = browser.post("/fr/rounds/sample/")
    do_waiting_jobs()

    plan = RoundsPlan.objects.get()
    assert browser.get(asked.url).url == f"/fr/rounds/{plan.pk}/"
    assert (plan.is_sample, plan.home_count, "Amlil" in plan.names["fr"]) == (True, 36, True)
    assert plan.versions.get().visits_planned == plan.versions.get().visits_asked


def test_the_sample_file_is_read_back_in_each_language(browser_of, bakary, commune):
    browser = browser_of(bakary)

    for language in ("fr", "ar", "en"):
        content = browser.get(f"/{language}/rounds/homes-invented.xlsx").content
        file = SimpleUploadedFile("essai.xlsx", content)
        form = new_rounds_form(file=file, **{"medium-visits": "2", "low-visits": "1"})
        assert browser.post("/fr/rounds/new/", form).status_code == 302


def test_an_absence_is_proposed_accepted_and_undone(browser_of, bakary, version):
    browser, plan = browser_of(bakary), version.plan
    monday = {"agent": "Aminata", "first": "2027-01-04", "last": "2027-01-05"}

    asked = browser.post(f"/fr/rounds/{plan.pk}/absence/", monday)
    do_waiting_jobs()
    shown = browser.get(asked.url).url
    page = browser.get(shown)
    accepted = browser.post(f"{shown}accept/", follow=True)
    held = accepted.context["version"].number
    back = browser.post(f"/fr/rounds/{plan.pk}/back/", follow=True).context["version"].number

    proposal = RoundsVersion.objects.get(number=2)
    assert shown == f"/fr/rounds/{plan.pk}/versions/2/"
    assert {one["day"] for one in proposal.rounds if one["agent"] == "Aminata"} & {1, 2} == set()
    assert {move.before[1] for move in page.context["moves"]} == {"Aminata"}
    assert (held, back) == (2, 1)


def test_an_absence_on_no_working_day_is_refused(browser_of, bakary, version):
    sunday = {"agent": "Aminata", "first": "2027-01-10"}

    answer = browser_of(bakary).post(f"/fr/rounds/{version.plan_id}/absence/", sunday)

    assert (answer.status_code, Job.objects.count()) == (422, 0)


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_three(
    browser_of, bakary, make_plans, django_assert_num_queries, many
):
    make_plans(many)
    browser = browser_of(bakary)

    with django_assert_num_queries(12):
        page = browser.get("/fr/rounds/")

    assert len(page.context["rows"]) == many


@pytest.fixture
def make_plans(terms, acting, bakary, make_version):
    """Return a maker of planned rounds."""
    from twiza.case_management.actions.rounds import make_rounds  # noqa: PLC0415

    return lambda many: [
        make_version(make_rounds(actor=acting(bakary), terms=terms, at=NOW)) for _number in range(many)
    ]


def test_rounds_are_found_by_a_word_of_their_name(browser_of, bakary, plan):
    browser = browser_of(bakary)

    found = browser.get("/fr/rounds/?q=janvier").context["rows"]
    nothing = browser.get("/fr/rounds/?q=mars").context["rows"]

    assert (len(found), len(nothing)) == (1, 0)


def test_deleted_rounds_are_brought_back_from_the_list(browser_of, bakary, plan, acting):
    browser = browser_of(bakary)
    browser.post(f"/fr/rounds/{plan.pk}/delete/")
    gone = browser.get(f"/fr/rounds/{plan.pk}/").status_code

    browser.post(f"/fr/rounds/{plan.pk}/restore/")

    assert (gone, browser.get(f"/fr/rounds/{plan.pk}/").status_code) == (404, 200)


def test_lists_are_those_of_the_day_and_agent_asked_for(browser_of, bakary, version):
    browser = browser_of(bakary)

    everything = browser.get(f"/fr/rounds/{version.plan_id}/lists/?agent=&on=").context["lists"]
    hers = browser.get(f"/fr/rounds/{version.plan_id}/lists/?agent=Fanta&on=").context["lists"]

    assert len(everything) == len(version.rounds)
    assert {one.agent for one in hers} == {"Fanta"}
    assert sum(len(one.visits) for one in everything) == 8


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_lists_are_printed_on_a_sheet_each(browser_of, bakary, version, language):
    from pypdf import PdfReader  # noqa: PLC0415

    content = browser_of(bakary).get(f"/{language}/rounds/{version.plan_id}/lists.pdf").content

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) == len(version.rounds)
    assert "H1" in "".join(pages)


def test_files_hold_every_visit_and_are_audited(browser_of, bakary, version):
    browser = browser_of(bakary)
    address = f"/fr/rounds/{version.plan_id}/rounds"

    book = load_workbook(io.BytesIO(browser.get(f"{address}.xlsx").content))
    rows = browser.get(f"{address}.csv").content.decode("utf-8-sig").splitlines()
    shapes = json.loads(browser.get(f"{address}.geojson").content)

    assert book.worksheets[0].max_row == 1 + 8
    assert len(rows) == 1 + 8
    assert {one["geometry"]["type"] for one in shapes["features"]} == {"Point"}
    assert browser.get(f"{address}.exe").status_code == 404
    assert AuditEntry.objects.filter(outcome="exported", object_kind="rounds").count() == 3


def test_an_agent_sees_her_own_lists_only(browser_of, aminata, bakary, plan, make_version):
    plan.agents.filter(code="Aminata").update(person=aminata)
    make_version(plan)

    page = browser_of(aminata).get("/fr/my-rounds/")

    lists = [one for _plan, lists in page.context["own"] for one in lists]
    assert {one.agent for one in lists} == {"Aminata"}
    assert browser_of(bakary).get("/fr/my-rounds/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_her_lists_ask_the_database_as_often_for_one_month_as_for_three(
    browser_of, aminata, make_plans, django_assert_num_queries, many
):
    for version in make_plans(many):
        version.plan.agents.filter(code="Aminata").update(person=aminata)
    browser = browser_of(aminata)

    with django_assert_num_queries(8):
        page = browser.get("/fr/my-rounds/")

    assert len(page.context["own"]) == many


def test_a_supervisor_of_one_province_sees_the_rounds_there_only(browser_of, bakary, version, commune):
    RoundsPlan.objects.update(area=commune)
    browser = browser_of(bakary)

    seen = []
    for territory in (["XX/1"], ["XX"], ["XX/2"]):
        bakary.memberships.update(territory=territory)
        seen.append(len(browser.get("/fr/rounds/").context["rows"]))

    assert seen == [1, 1, 0]


def test_invented_homes_asked_for_twice_make_one_plan(browser_of, bakary, commune):
    browser = browser_of(bakary)
    shown = shown_in(browser.get("/fr/rounds/"))

    for _press in range(2):
        browser.post("/fr/rounds/sample/", {"once": shown})

    assert (RoundsPlan.objects.count(), Job.objects.count()) == (1, 1)


def test_another_file_from_the_same_form_makes_other_rounds(browser_of, bakary):
    browser = browser_of(bakary)
    shown = shown_in(browser.get("/fr/rounds/new/"))

    for text in (HOMES, HOMES.replace("H2", "H7")):
        browser.post("/fr/rounds/new/", new_rounds_form(once=shown, file=homes_file(text)))

    assert (RoundsPlan.objects.count(), Job.objects.count()) == (2, 2)


def test_rounds_that_are_planned_are_not_planned_anew(browser_of, bakary, version):
    answer = browser_of(bakary).post(f"/fr/rounds/{version.plan_id}/plan/")

    assert (answer.url, Job.objects.count()) == (f"/fr/rounds/{version.plan_id}/", 0)


def test_an_agent_whose_rounds_are_deleted_sees_none(browser_of, aminata, bakary, acting, plan, make_version):
    plan.agents.filter(code="Aminata").update(person=aminata)
    make_version(plan)
    delete_rounds(plan=plan, actor=acting(bakary), at=NOW)

    assert browser_of(aminata).get("/fr/my-rounds/").context["own"] == []


@pytest.mark.parametrize(
    "who", ["aminata", "chama", "driss", "esther", "manager", "technical_administrator", "auditor"]
)
def test_nobody_but_her_supervisor_sees_rounds(request, browser_of, version, who):
    browser = browser_of(request.getfixturevalue(who))
    plan = version.plan_id
    addresses = [f"/fr/rounds/{plan}/", f"/fr/rounds/{plan}/lists/", f"/fr/rounds/{plan}/rounds.csv", "/fr/rounds/"]

    assert {browser.get(address).status_code for address in addresses} == {404}


def test_a_supervisor_of_another_association_sees_none(browser_of, make_person, other_association, version):
    from twiza.accounts.rules import Role  # noqa: PLC0415

    browser = browser_of(make_person("Zineb", other_association, Role.SUPERVISOR))

    assert browser.get(f"/fr/rounds/{version.plan_id}/").status_code == 404
    assert browser.get("/fr/rounds/").context["rows"] == []


def test_the_month_proposed_is_the_next_one(browser_of, bakary):
    page = browser_of(bakary).get("/fr/rounds/new/")

    assert page.context["form"]["starts_on"].value().day == 1
    assert page.context["form"]["starts_on"].value() > dt.date(2026, 1, 1)
