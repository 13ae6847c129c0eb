import io

import openpyxl
import pytest
from django.urls import reverse

from twiza.accounts.models import AuditEntry
from twiza.accounts.rules import Role
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.territory.models import HealthCount, HealthFile, HealthSeries
from twiza.territory.tests.health_files import BZOU, FOUM_JEMAA, SAID, TAGUELLA, csv_of, figures, stored

pytestmark = pytest.mark.usefixtures("azilal")
COLUMNS = {
    "column_place_code": "code",
    "column_series_code": "maladie",
    "column_period": "mois",
    "column_number": "nombre",
}
NAMES = {"series_0_fr": "Diarrhée", "series_0_ar": "إسهال", "series_0_unit": ""}


def upload(browser, content, name="cas.csv"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return browser.post(reverse("health_upload"), {"country": "MA", "file": file})


def stored_for(person, content, **chosen):
    return stored(content, organisation_id=person.memberships.get().organisation_id, **chosen)


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_file_is_looked_at_decided_and_stored_in_the_browser(browser_of, driss):
    browser = browser_of(driss)
    sent = upload(browser, csv_of(f"{BZOU},d,2026-01,12", "Ait Tagalat,d,2026-01,7"))

    looked = browser.get(sent.url)
    again = browser.post(sent.url, {**SAID, **COLUMNS, **NAMES, "place_0": TAGUELLA})
    ready = browser.get(again.url)
    asked = browser.post(reverse("health_store", args=[HealthFile.objects.get().pk]))
    waiting = browser.get(asked.url)
    do_waiting_jobs()
    done = browser.get(asked.url)

    assert [one.said for one in looked.context["review"].first_doubts] == ["Ait Tagalat"]
    assert (ready.context["review"].missing, len(ready.context["review"].reading.figures)) == ("", 2)
    assert (waiting.status_code, done.status_code) == (200, 200)
    assert figures() == [("d", TAGUELLA, "2026-01-01", 7), ("d", BZOU, "2026-01-01", 12)]
    assert (HealthSeries.objects.get().names, HealthSeries.objects.get().unit) == (
        {"fr": "Diarrhée", "ar": "إسهال"}, "cases")  # fmt: skip


def test_what_must_be_said_before_storing_is_not_called_optional(browser_of, driss):
    browser = browser_of(driss)
    sent = upload(browser, csv_of("Ait Tagalat,d,2026-01,7"))

    form = browser.get(sent.url).context["form"]

    labels = {name: form[name].as_field_group() for name in ("given_by", "source", "place_0", "licence")}
    optional = [name for name, label in labels.items() if "field-optional" in label]
    assert optional == ["licence"]


def test_a_workbook_is_read_like_a_table(browser_of, driss):
    book = openpyxl.Workbook()
    for line in (["code", "maladie", "mois", "nombre"], [BZOU, "d", "2026-01", 12]):
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)

    sent = upload(browser_of(driss), content.getvalue(), name="cas.xlsx")

    assert len(browser_of(driss).get(sent.url).context["review"].reading.figures) == 1


def test_a_file_with_faults_says_them_and_stores_nothing(browser_of, driss):
    browser = browser_of(driss)
    sent = upload(browser, csv_of(f"{BZOU},d,2026-01,12", f"{BZOU},d,mai,3"))
    browser.post(sent.url, {**SAID, **COLUMNS, **NAMES})

    browser.post(reverse("health_store", args=[HealthFile.objects.get().pk]))
    do_waiting_jobs()
    page = browser.get(sent.url)

    assert [(one.row, one.column) for one in page.context["review"].first_problems] == [(3, "mois")]
    assert (HealthCount.objects.count(), page.status_code) == (0, 200)


def test_a_code_typed_for_a_place_must_be_one(browser_of, driss):
    browser = browser_of(driss)
    sent = upload(browser, csv_of("Ailleurs,d,2026-01,7"))

    refused = browser.post(sent.url, {**SAID, **COLUMNS, **NAMES, "place_0_code": "nulle-part"})
    taken = browser.post(sent.url, {**SAID, **COLUMNS, **NAMES, "place_0_code": BZOU})

    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"place_0_code": ["No place has this code."]},
    )
    assert browser.get(taken.url).context["review"].reading.undecided == []


def test_undo_asks_first_and_then_takes_the_figures_away(browser_of, driss):
    kept = stored_for(driss, csv_of(f"{BZOU},d,2026-01,12"))
    browser = browser_of(driss)

    asked = browser.get(reverse("health_undo_ask", args=[kept.pk]))
    still_there = figures()
    browser.post(reverse("health_undo", args=[kept.pk]))

    assert (asked.status_code, len(still_there), figures()) == (200, 1, [])
    assert browser.get(reverse("health_series_list")).context["page"].object_list == []


def test_a_hidden_figure_is_on_no_page_and_in_no_file(browser_of, driss):
    stored_for(driss, csv_of(f"{BZOU},d,2026-01,3", f"{TAGUELLA},d,2026-01,7171", f"{FOUM_JEMAA},d,2026-01,6161",
                             "05.081,d,2026-01,13335"))  # fmt: skip
    series, browser = HealthSeries.objects.get(), browser_of(driss)

    page = words_of(browser.get(reverse("health_series", args=[series.pk])))
    sent = browser.get(reverse("health_series_export", args=[series.pk, "csv"])).content.decode()

    assert ("7,171" in page, "6,161" in page, page.count("hidden</bdi>")) == (True, False, 2)
    assert [line.split(",")[0:6] for line in sent.splitlines()[1:]] == [
        ["05.081", "Azilal", "2026-01", "Both sexes", "All ages", "13335"],
        [TAGUELLA, "Ait Taguella", "2026-01", "Both sexes", "All ages", "7171"],
        [BZOU, "Bzou", "2026-01", "Both sexes", "All ages", ""],
        [FOUM_JEMAA, "Foum Jemaa", "2026-01", "Both sexes", "All ages", ""],
    ]
    assert AuditEntry.objects.filter(outcome="exported", action="territory.view_series").count() == 1


def test_series_of_another_organisation_do_not_exist(browser_of, driss, chama):
    kept = stored_for(driss, csv_of(f"{BZOU},d,2026-01,12"))
    series, browser = HealthSeries.objects.get(), browser_of(chama)

    answers = [
        browser.get(reverse("health_series", args=[series.pk])),
        browser.get(reverse("health_series_export", args=[series.pk, "csv"])),
        browser.get(reverse("health_review", args=[kept.pk])),
        browser.post(reverse("health_undo", args=[kept.pk])),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404, 404]
    assert browser.get(reverse("health_series_list")).context["page"].object_list == []
    assert len(figures()) == 1


def test_a_field_agent_reads_series_and_imports_none(browser_of, make_person, council):
    agent = make_person("Fatima", council, Role.FIELD_AGENT)
    browser = browser_of(agent)

    assert browser.get(reverse("health_series_list")).status_code == 200
    assert browser.get(reverse("health_upload")).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_ask_as_many_questions_for_one_as_for_three(browser_of, driss, django_assert_num_queries, many):
    places = [BZOU, TAGUELLA, FOUM_JEMAA][:many]
    for code in "def"[:many]:
        stored_for(driss, csv_of(*(f"{place},{code},2026-01,12" for place in places)))
    browser, series = browser_of(driss), HealthSeries.objects.order_by("code").first()

    with django_assert_num_queries(8):
        browser.get(reverse("health_series_list"))
    with django_assert_num_queries(11):
        browser.get(reverse("health_series", args=[series.pk]))


def test_a_series_is_found_however_it_is_spelt(browser_of, driss):
    stored_for(driss, csv_of(f"{BZOU},d,2026-01,12"), series={"d": {"names": {"fr": "Diarrhée aiguë"}, "unit": ""}})

    found = browser_of(driss).get(reverse("health_series_list"), {"q": "diarhee"})

    assert [one.code for one in found.context["page"]] == ["d"]
