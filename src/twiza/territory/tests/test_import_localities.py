import io

import pytest
from django.db.models import Sum
from django.urls import reverse
from openpyxl import Workbook

from twiza.accounts.decisions import NOBODY
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.organisations.models import Membership
from twiza.territory.actions.imports import forget_old_files
from twiza.territory.actions.localities import Credit, SourceMissing, import_localities
from twiza.territory.models import LocalityImport, Place, PlaceParent, PopulationCount, PopulationPoint, Source
from twiza.territory.queries.communes_at import commune_shapes
from twiza.territory.queries.points import population_points
from twiza.territory.row_problems import RowsRefused
from twiza.territory.tests.localities import BZOU, CREDIT, HEADER, IN_BZOU, csv_of, guarded, read
from twiza.territory.tests.small_country import AZILAL, load_provinces


def keep(content, credit=CREDIT):
    return import_localities(file=read(content), country="MA", credit=credit, actor=NOBODY, at=NOW)


def people_in_bzou():
    points = PopulationPoint.objects.filter(commune__code=BZOU).values_list("basis").annotate(Sum("people"))
    return dict(points.order_by("basis"))


def test_localities_with_a_place_take_their_people_from_the_grid(azilal):
    before = people_in_bzou()

    made = keep(csv_of(f"d1,A,{BZOU},{IN_BZOU},1200", f"d2,B,{BZOU},32.10,-7.06,300", f"d3,C,{BZOU},,,50"))

    assert (before, people_in_bzou()) == ({"grid": 13602}, {"grid": 12102, "locality": 1500})
    assert made == {"localities": 3, "with_a_place": 2, "communes": 1}
    points = population_points(Place.objects.filter(code=BZOU))
    assert sorted(points.people[~points.on_grid].tolist()) == [300, 1200]


def test_localities_that_hold_everybody_leave_no_grid(azilal):
    keep(csv_of(f"d1,A,{BZOU},{IN_BZOU},13700"))

    assert people_in_bzou() == {"locality": 13700}


def test_localities_imported_twice_are_there_once(azilal):
    rows = csv_of(f"d1,A,{BZOU},{IN_BZOU},1200", f"d2,B,{BZOU},,,300")
    keep(rows)
    ids = set(Place.objects.filter(kind__code="douar").values_list("id", flat=True))

    keep(rows)

    assert set(Place.objects.filter(kind__code="douar").values_list("id", flat=True)) == ids
    assert (PopulationPoint.objects.filter(basis="locality").count(), people_in_bzou()["grid"]) == (1, 12402)
    assert PlaceParent.objects.filter(child__in=ids).count() == 4
    assert PopulationCount.objects.filter(place__in=ids).count() == 2
    assert Source.objects.filter(title=CREDIT.title).count() == 1


def test_localities_stay_when_the_country_is_loaded_again(azilal):
    keep(csv_of(f"d1,A,{BZOU},{IN_BZOU},13700"))

    load_provinces(AZILAL)

    assert people_in_bzou() == {"locality": 13700}
    assert Place.objects.filter(code="d1", path=f"MA/05/05.081/05.081.05/{BZOU}/d1").exists()


def test_a_locality_of_another_kind_stays_the_same_place(azilal):
    keep(csv_of(f"d1,A,{BZOU},Douar", header="code,nom,commune_code,type"))
    before = Place.objects.get(code="d1")

    keep(csv_of(f"d1,A,{BZOU},Quartier", header="code,nom,commune_code,type"))

    after = Place.objects.get(code="d1")
    assert (after.pk, before.kind.code, after.kind.code) == (before.pk, "douar", "quartier")


@pytest.mark.parametrize(
    ("rows", "credit", "error"),
    [
        (csv_of(f"d1,A,{BZOU},,,", f"d1,B,{BZOU},,,"), CREDIT, RowsRefused),
        (csv_of(f"d1,A,{BZOU},,,5"), Credit("", "", 2024), SourceMissing),
        (csv_of(f"d1,A,{BZOU},,,5"), Credit("Province", "", None), SourceMissing),
    ],
)
def test_a_refused_file_leaves_nothing(azilal, rows, credit, error):
    with pytest.raises(error):
        keep(rows, credit)

    assert Place.objects.filter(kind__rank__gte=5).count() == 0
    assert (people_in_bzou(), Source.objects.filter(code__startswith="localities").count()) == ({"grid": 13602}, 0)
    assert AuditEntry.objects.count() == 0


def upload(browser, content, name="douars.csv"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return browser.post(reverse("locality_upload"), {"country": "MA", "file": file})


def test_a_file_is_looked_at_corrected_and_imported_in_the_browser(azilal, browser_of, driss):
    browser = browser_of(driss)
    sent = upload(browser, csv_of(f"d1,A,5.081.5.7,{IN_BZOU},1200"))
    looked = browser.get(sent.url)

    columns = looked.context["review"].chosen["columns"]
    again = browser.post(sent.url, {**columns, "title": "Province", "licence": "", "year": "2024", "repairs": "zeros"})
    ready = browser.get(again.url)
    asked = browser.post(reverse("locality_import", args=[LocalityImport.objects.get().pk]))
    waiting = browser.get(asked.url)
    do_waiting_jobs()
    done = browser.get(asked.url)

    assert [one.row for one in looked.context["review"].first_problems] == [2]
    assert ready.context["review"].missing == ""
    assert [one.code for one in ready.context["review"].first_rows] == ["d1"]
    assert (waiting.context["job"].state, done.context["job"].state) == ("waiting", "done")
    assert done.context["job"].result["localities"] == 1
    assert Place.objects.get(code="d1").names == {"fr": "A"}
    assert bytes(LocalityImport.objects.get().content) == b""
    assert [entry.action for entry in AuditEntry.objects.all()] == ["territory.import_into"]


def test_importing_a_file_with_problems_keeps_nothing_and_says_why(azilal, browser_of, driss):
    browser = browser_of(driss)
    sent = upload(browser, csv_of(f"d1,,{BZOU},,,"))

    browser.post(reverse("locality_import", args=[LocalityImport.objects.get().pk]))
    do_waiting_jobs()
    page = browser.get(sent.url)

    assert "douars.csv" in page.context["kept"].job.failure_sentence
    assert [one.row for one in page.context["review"].first_problems] == [2]
    assert Place.objects.filter(kind__rank__gte=5).count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"PK\x03\x04rest", "not-a-table.csv"),
        (b"\x00\x01\x02", "bytes.csv"),
        (b"{}", "nothing.geojson"),
        (b"%PDF-1.7", "paper.pdf"),
        (b"[" * 100_000, "deep.geojson"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence(azilal, browser_of, driss, content, name):
    answer = upload(browser_of(driss), content, name)

    assert (answer.status_code, LocalityImport.objects.count()) == (422, 0)
    assert len(answer.context["form"].errors["file"]) == 1


def test_a_workbook_is_read_with_its_numbers(azilal, browser_of, driss):
    book, content = Workbook(), io.BytesIO()
    book.active.append(HEADER.split(","))
    book.active.append(["d1", "Aït Ouahi", BZOU, 32.089, -7.053, 1200])
    book.save(content)
    browser = browser_of(driss)

    page = browser.get(upload(browser, content.getvalue(), "douars.xlsx").url)

    assert [(one.code, one.people) for one in page.context["review"].first_rows] == [("d1", 1200)]


def test_another_persons_file_does_not_exist(azilal, browser_of, driss, chama):
    sent = upload(browser_of(driss), csv_of(f"d1,A,{BZOU},,,"))
    stranger = browser_of(chama)

    assert stranger.get(sent.url).status_code == 404
    assert stranger.post(reverse("locality_import", args=[LocalityImport.objects.get().pk])).status_code == 404


def test_a_planner_imports_only_into_her_territory(azilal, browser_of, driss):
    Membership.objects.filter(person=driss).update(territory=["MA/05/05.081/05.081.03"])
    browser = browser_of(driss)

    page = browser.get(upload(browser, csv_of(f"d1,A,{BZOU},,,")).url)

    assert [one.column for one in page.context["review"].first_problems] == ["commune_code"]


def test_an_agent_may_not_import(azilal, browser_of, aminata):
    assert browser_of(aminata).get(reverse("locality_upload")).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_of_three_rows_is_looked_at_in_as_many_queries_as_one(
    azilal, browser_of, driss, rows, language, django_assert_num_queries
):
    browser = browser_of(driss)
    sent = upload(browser, csv_of(*(f"d{row},A{row},{BZOU},,,{row}" for row in range(rows))))
    commune_shapes("MA")

    with django_assert_num_queries(11):
        page = browser.get(f"/{language}/" + sent.url.split("/", 2)[2])

    assert len(page.context["review"].first_rows) == rows


def test_files_nobody_came_back_to_are_forgotten_after_a_day(azilal):
    kept = {"person_id": 1, "organisation_id": 1, "country": "MA", "file_name": "a.csv", "file_kind": "csv"}
    LocalityImport.objects.create(content=guarded("a\n").content, received_at=NOW.replace(day=20), **kept)
    LocalityImport.objects.create(content=guarded("a\n").content, received_at=NOW, **kept)

    assert (forget_old_files(at=NOW), LocalityImport.objects.count()) == (1, 1)


def test_a_file_without_a_source_is_not_offered_for_import(azilal, browser_of, driss):
    browser = browser_of(driss)

    page = browser.get(upload(browser, csv_of(f"d1,A,{BZOU},,,")).url)

    assert page.context["review"].missing == "Say who made this list: every figure carries its source."
    assert reverse("locality_import", args=[LocalityImport.objects.get().pk]) in page.content.decode()
    assert "Import them" not in page.content.decode()
