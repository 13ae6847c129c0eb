import io

import openpyxl
import pytest
from django.urls import reverse

from twiza.access.area_page import area_needs
from twiza.access.commune_page import specialty_parts
from twiza.access.queries.series_seen import SeenFigure, series_seen
from twiza.access.series_chart import figure_words, series_line
from twiza.access.tests.conftest import ABBAS, AHANSAL, TABANT
from twiza.access.tests.expressed import written
from twiza.accounts.models import AuditEntry
from twiza.territory.models import Place
from twiza.territory.queries.places import communes_in
from twiza.territory.tests.health_files import csv_of, stored

pytestmark = pytest.mark.usefixtures("formula")
MONTHS = [f"2026-{month:02}" for month in range(1, 11)]


@pytest.fixture
def series(census, driss):
    rows = [f"{TABANT},d,{month},{10 + rank}" for rank, month in enumerate(MONTHS)]
    small = [f"{ABBAS},d,2026-10,3", f"{ABBAS},d,2026-09,20", f"{TABANT},d,2025-10,30", f"{TABANT},d,2024-10,20"]
    return stored(csv_of(*rows, *small), organisation_id=driss.memberships.get().organisation_id)


def place(code):
    return Place.objects.select_related("kind").get(code=code)


def seen_at(actor, code):
    (line,) = series_seen(actor, [place(code)])[place(code).pk]
    return line


def test_a_commune_shows_its_last_periods_and_what_was_expected(series, driss, acting):
    seen = seen_at(acting(driss), TABANT)

    assert [figure and figure.number for figure in seen.figures] == [None, None, *range(10, 20)]
    assert (seen.missing, seen.expected[-1], seen.expected[-2]) == (2, 25.0, None)
    assert seen.total == SeenFigure(145)


def test_a_hidden_figure_is_a_box_of_its_own_height(series, driss, acting):
    line = series_line(seen_at(acting(driss), ABBAS))

    assert (line.last, line.total, line.bars[-1].is_hidden, line.bars[-1].height) == ("hidden", "at least 20", True, 5)
    assert line.bars[0].height == 0


def test_an_area_adds_up_what_its_communes_show_and_says_what_is_hidden(series, driss, acting):
    seen = seen_at(acting(driss), "05.081")

    assert (seen.is_added_up, seen.figures[-1], seen.figures[-2]) == (True, SeenFigure(19, 1), SeenFigure(38))
    assert (figure_words(seen.figures[-1]), figure_words(None)) == ("at least 19", "missing")


def test_series_of_another_organisation_are_not_seen(series, chama, acting):
    assert series_seen(acting(chama), [place(TABANT)]) == {}


def test_the_need_of_an_area_is_that_of_its_communes_part_by_part(formula):
    communes = list(communes_in("MA/05/05.081"))

    whole = area_needs(communes, formula)

    each = [specialty_parts(commune, formula) for commune in communes]
    for rank, specialty in enumerate(whole):
        known = [one[rank].need for one in each if one[rank].need is not None]
        assert specialty.need == pytest.approx(sum(known))
        assert len(specialty.parts) == len(each[0][rank].parts)
    assert [one.is_incomplete for one in whole] == [
        any(specialties[rank].is_incomplete for specialties in each) for rank in range(len(whole))
    ]


def test_the_median_counts_each_commune_once(formula):
    first = area_needs(list(communes_in("MA/05/05.081")), formula)[0]

    rates = []
    for code, people in ((ABBAS, 6_000), (TABANT, 12_000), (AHANSAL, 3_000)):
        rates.append(specialty_parts(place(code), formula)[0].need / people * 1000)
    assert first.median_per_1000 == pytest.approx(sorted(rates)[1])


def test_a_commune_says_what_is_missing_and_never_nought(browser_of, driss):
    page = browser_of(driss).get(reverse("commune_needs", args=[place(AHANSAL).pk]))

    assert [(one.label, one.words, one.is_missing) for one in page.context["known"]] == [
        ("Census", "A figure is missing", True),
        ("Positions of localities", "No locality positions: people are spread over an even grid", True),
        ("Access", "No scenario of access for this place", True),
        ("Health series", "No health series for this place", True),
        ("Expressed needs", "Nobody has said anything yet", True),
    ]


def test_a_province_shows_its_communes_together(browser_of, driss, series, acting, census):
    written(census[TABANT], driss, acting(driss))

    page = browser_of(driss).get(reverse("place_needs", args=[place("05.081").pk]))

    assert (page.context["row"].inhabitants, len(page.context["specialties"])) == (21_000, 11)
    assert [line.total for line in page.context["series"]] == ["at least 165"]
    assert [need.place.code for need in page.context["expressed"]] == [TABANT]


def test_places_are_compared_with_what_was_counted_and_said(browser_of, driss, series, acting, census):
    written(census[TABANT], driss, acting(driss))
    asked = {"place": [place(TABANT).path, place(ABBAS).path, place(AHANSAL).path]}

    page = browser_of(driss).get(reverse("needs_comparison"), asked)

    lines = {
        line.label: [cell.words for cell in line.cells] for group in page.context["groups"] for line in group.lines
    }
    assert lines["d (Cases)"] == ["145", "at least 20", "—"]
    assert lines["d, per 1,000 inhabitants"] == ["12.1", "—", "—"]
    assert (lines["Expressed"], lines["Health series"]) == (["1", "0", "0"], ["1", "1", "none"])


def test_a_comparison_is_sent_as_a_workbook(browser_of, driss, series):
    asked = {"place": [place(TABANT).path, place(ABBAS).path]}

    sent = browser_of(driss).get(reverse("needs_comparison_export", args=["xlsx"]), asked)

    sheet = openpyxl.load_workbook(io.BytesIO(sent.content)).worksheets[0]
    rows = {row[1].value: [cell.value for cell in row[2:4]] for row in sheet.iter_rows(min_row=2)}
    assert (rows["Inhabitants"], rows["d (Cases)"]) == ([12_000, 6_000], [145, "at least 20"])
    assert AuditEntry.objects.filter(outcome="exported", object_kind="comparison").count() == 1


def test_a_place_is_added_to_a_comparison_by_its_name(browser_of, driss):
    page = browser_of(driss).get(reverse("needs_comparison"), {"place": [place(TABANT).path], "q": "ait abass"})

    (one,) = page.context["offered"]
    assert one["place"].code == ABBAS
    assert browser_of(driss).get(f"{reverse('needs_comparison')}?{one['query']}").context["is_enough"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_as_many_questions_for_one_series_as_for_three(
    browser_of, driss, acting, census, django_assert_num_queries, many
):
    for code in "def"[:many]:
        stored(csv_of(f"{TABANT},{code},2026-01,12"), organisation_id=driss.memberships.get().organisation_id)
        written(census[TABANT], driss, acting(driss))
    browser = browser_of(driss)
    browser.get(reverse("commune_needs", args=[place(TABANT).pk]))
    browser.get(reverse("place_needs", args=[place("05.081").pk]))

    with django_assert_num_queries(23):
        browser.get(reverse("commune_needs", args=[place(TABANT).pk]))
    with django_assert_num_queries(27):
        browser.get(reverse("place_needs", args=[place("05.081").pk]))
