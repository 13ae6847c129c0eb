"""A season: what its caravans did, added up, and shown without what would tell of single persons."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from twiza.conftest import NOW, TODAY
from twiza.outreach.models import Attendance, Caravan, CaravanDay, Consultation
from twiza.outreach.queries.report import report_sources
from twiza.outreach.queries.season import SeasonTerms, season_of
from twiza.outreach.report_content import HIDDEN, report_content
from twiza.outreach.season_page import season_page, shown_of

DAY = dt.timedelta(days=1)
YEAR = SeasonTerms(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def see(aminata, offered):
    """Return what lets so many people come to a caravan's day: those seen wait ten minutes."""

    def write(caravan: Caravan, seen: int, missed: int = 0) -> None:
        day = caravan.days.get()
        CaravanDay.objects.filter(pk=day.pk).update(opened_at=NOW, closed_at=NOW)
        for number in range(seen + missed):
            line = Attendance.objects.create(
                day=day, queue_number=number + 1, sex="female", age_years=30, arrived_at=NOW,
                recorded_by=aminata, recorded_at=NOW,
            )  # fmt: skip
            Consultation.objects.create(
                attendance=line,
                specialty=offered[0],
                is_seen=number < seen,
                seen_at=NOW + dt.timedelta(minutes=10) if number < seen else None,
                not_seen_why=None if number < seen else 2,
            )

    return write


def test_a_season_adds_up_its_caravans(make_caravan_on, see):
    first, second, _planned = (make_caravan_on(TODAY + days * DAY) for days in (-2, -1, 3))
    see(first, 20, 10)
    see(second, 30)

    page = season_page(season_of(Caravan.objects.all(), YEAR))

    assert (page.season.planned, page.season.done, page.came, page.given, page.wait) == (3, 2, 60, 50, 10)
    assert page.missed_share == pytest.approx(1 / 6)
    assert [(row.is_done, row.came, row.given, row.missed_share) for row in page.caravans] == [
        (True, 30, 20, pytest.approx(1 / 3)),
        (True, 30, 30, 0),
        (False, None, None, None),
    ]
    (commune,) = page.communes
    assert (commune.passages, commune.came, commune.given, commune.last_on) == (2, 60, 50, TODAY - DAY)
    assert [(row.specialty.code, row.given) for row in page.specialties] == [("gp", 50)]


def test_an_empty_season_has_dashes_and_no_zero_shares():
    page = season_page(season_of(Caravan.objects.none(), YEAR))

    assert (page.came, page.given, page.missed_share, page.wait) == (0, 0, None, None)
    assert (page.season.per_doctor_day, page.season.cost_each, page.season.gap_since.share) == (None, None, None)


def test_lines_taken_back_and_cancelled_caravans_do_not_count(make_caravan_on, see):
    caravan, cancelled = make_caravan_on(TODAY), make_caravan_on(TODAY)
    see(caravan, 6)
    see(cancelled, 9)
    Caravan.objects.filter(pk=cancelled.pk).update(cancelled_at=NOW)
    Attendance.objects.filter(day__caravan=caravan, queue_number=1).update(taken_back_at=NOW)

    season = season_of(Caravan.objects.all(), YEAR)

    assert (season.planned, season.done, season.whole.people, season.whole.given.total()) == (2, 1, 5, 5)


def test_a_season_is_of_its_days_its_area_and_its_organisation(make_caravan_on, make_place, council):
    inside, before = make_caravan_on(TODAY), make_caravan_on(TODAY - 400 * DAY)
    province = make_place("province", "XX/r/p", "Province")
    elsewhere = make_place("province", "XX/r/q", "Ailleurs")

    found = [
        [one.pk for one in season_of(Caravan.objects.all(), terms).caravans]
        for terms in (
            YEAR,
            SeasonTerms(YEAR.start, YEAR.end, province),
            SeasonTerms(YEAR.start, YEAR.end, elsewhere),
            SeasonTerms(YEAR.start, YEAR.end, None, council.pk + 1),
        )
    ]

    assert found == [[inside.pk], [inside.pk], [], []]
    assert before.starts_on < YEAR.start


def test_a_caravan_of_few_people_is_not_given_away_by_the_sum(make_caravan_on, see):
    for people in (3, 20, 40):
        see(make_caravan_on(TODAY), people)

    page = season_page(season_of(Caravan.objects.all(), YEAR))

    assert page.came == 63
    assert sorted(str(row.came) for row in page.caravans) == ["40", HIDDEN, HIDDEN]


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=8), st.integers(1, 3))
def test_no_small_number_is_shown_and_a_hidden_sum_hides_all(numbers, parts):
    split: dict[int, int] = {}
    for key, number in numbers.items():
        split[key % parts] = split.get(key % parts, 0) + number

    columns = shown_of(numbers, split)

    shown = [cell for column in columns for cell in (*column.rows.values(), column.whole)]
    assert [cell for cell in shown if cell != HIDDEN and 0 < cell < 5] == []
    assert len({column.whole for column in columns}) == 1


def test_a_season_of_one_caravan_tells_no_more_than_its_report(make_caravan_on, see):
    caravan = make_caravan_on(TODAY)
    see(caravan, 20, 3)

    page = season_page(season_of(Caravan.objects.all(), YEAR))
    posts = report_content(report_sources(caravan, lessons=""))["posts"]

    assert [row.given for row in page.specialties] == [row["given"] for row in posts[:-1]] == [HIDDEN]
    assert page.missed_share == HIDDEN


def test_a_planner_reads_the_season_and_takes_it_along(browser_of, driss, make_caravan_on, see):
    for number in range(2):
        see(make_caravan_on(TODAY - number * DAY), 20)
    browser = browser_of(driss)
    address = f"/en/caravans/season/?start={TODAY - 9 * DAY}&end={TODAY}"

    page = browser.get(address).content.decode()
    sheet, book, table = (
        browser.get(address.replace("season/?", f"season/season.{kind}?")).content for kind in ("pdf", "xlsx", "csv")
    )

    assert "40" in page
    assert len(PdfReader(io.BytesIO(sheet)).pages) == 1
    assert load_workbook(io.BytesIO(book)).sheetnames[:3] == ["Caravans", "Communes", "Specialties"]
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert [row[5] for row in rows] == ["People who came", "20", "20"]


def test_wrong_days_are_said_and_unknown_kinds_are_not_there(browser_of, driss):
    browser = browser_of(driss)

    wrong = browser.get(f"/en/caravans/season/?start={TODAY}&end={TODAY - DAY}")

    assert wrong.status_code == 422
    assert "after the first one" in wrong.content.decode()
    assert browser.get("/en/caravans/season/season.exe").status_code == 404


@pytest.mark.parametrize("who", ["chama", "esther", "technical_administrator"])
def test_outsiders_see_nothing_of_a_season(browser_of, request, make_caravan_on, see, who):
    see(make_caravan_on(TODAY), 20)
    browser = browser_of(request.getfixturevalue(who))

    answers = [browser.get(f"/fr/caravans/season/{end}") for end in ("", "season.csv", "season.xlsx", "season.pdf")]

    assert "Tazart" not in "".join(answer.content.decode(errors="ignore") for answer in answers[:2]).replace(
        "Association Tazart", ""
    )
    assert [answer.status_code for answer in answers] == [200 if who == "chama" else 404] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_the_season_asks_as_much_for_many_caravans_as_for_one(
    browser_of, driss, make_caravan_on, see, rows, django_assert_num_queries
):
    for _number in range(rows):
        see(make_caravan_on(TODAY), 6)
    browser = browser_of(driss)

    with django_assert_num_queries(PAGE_QUERIES):
        answer = browser.get(f"/en/caravans/season/?start={TODAY}&end={TODAY}")

    assert len(answer.context["page"].object_list) == rows


PAGE_QUERIES = 23
