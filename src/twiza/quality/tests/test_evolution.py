"""Scores of a centre round after round, centres side by side, and both as files and on paper."""

from __future__ import annotations

import datetime as dt
import io
import uuid

import pypdf
import pytest
from django.urls import reverse
from django.utils import translation

from twiza.conftest import TODAY
from twiza.quality.evolution import evolution_of, last_rounds, rounds_of_centre
from twiza.quality.evolution_svg import chart_of
from twiza.quality.files.tables import scores_table
from twiza.quality.models import QualityRound

JANUARY, JUNE = dt.date(2026, 1, 5), dt.date(2026, 6, 5)
KINDS = ("xlsx", "csv")


@pytest.mark.django_db
def test_a_centre_moves_from_round_to_round_with_a_gap_where_nothing_was_marked(hold, mark, centre):
    mark(hold(JANUARY), G1=0, G2=1)
    hold(JUNE)
    mark(hold(), G1=2, P1=1)

    evolution = evolution_of(rounds_of_centre(QualityRound.objects.all(), centre))

    assert list(evolution.domains) == ["GOUV", "PERS", "ENV", "PROT", "QS"]
    assert [(one.overall, one.level and one.level.code) for one in evolution.rounds] == [
        (25.0, "D"),
        (None, None),
        (75.0, "B"),
    ]
    assert [list(one.by_domain[:2]) for one in evolution.rounds] == [[25.0, None], [None, None], [100.0, 50.0]]


@pytest.mark.django_db
def test_side_by_side_stands_the_last_round_up_to_a_day(hold, mark):
    first, last = hold(JANUARY), hold()

    seen = QualityRound.objects.all()

    assert [list(last_rounds(seen, day)) for day in (JUNE, TODAY, JANUARY - dt.timedelta(days=1))] == [
        [first],
        [last],
        [],
    ]


@pytest.mark.parametrize(("is_mirrored", "places"), [(False, [20, 120, 220]), (True, [220, 120, 20])])
def test_a_drawing_breaks_where_a_score_is_missing_and_reads_as_the_language_does(is_mirrored, places):
    days = [dt.date(2026, 1, day) for day in (1, 11, 21)]

    whole = chart_of(days, [0, 50, 100], is_mirrored=is_mirrored)
    broken = chart_of(days, [0, None, 100], is_mirrored=is_mirrored)

    assert [(one.x, one.y, one.score) for one in whole.points] == list(
        zip(places, [76, 48, 20], ["0", "50", "100"], strict=True)
    )
    assert (len(whole.strokes), broken.strokes, len(broken.points)) == (1, [], 2)
    assert "–" in broken.said


@pytest.mark.django_db
def test_a_file_has_a_row_a_round_and_an_empty_cell_where_nothing_was_marked(hold, mark, centre):
    mark(hold(JANUARY), G1=1)

    table = scores_table(evolution_of(rounds_of_centre(QualityRound.objects.all(), centre)), language="fr")

    assert [column.title for column in table.columns][:5] == [
        *("Code", "Centre de santé", "Date de l’évaluation", "Grille", "Ensemble, sur 100"),
    ]
    assert table.rows == [["C1", "Tabant", JANUARY, "draft-1", 50.0, "C", 50.0, None, None, None, None]]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("route", ["quality_centres_export", "quality_evolution_export"])
def test_both_are_sent_as_files(hold, mark, centre, brahim, browser_of, kind, route):
    mark(hold(), G1=1)
    given = [centre.pk, kind] if route == "quality_evolution_export" else [kind]

    answer = browser_of(brahim).get(reverse(route, args=given))

    assert (answer.status_code, f".{kind}" in answer.headers["Content-Disposition"]) == (200, True)
    assert browser_of(brahim).get(reverse(route, args=[*given[:-1], "exe"])).status_code == 404


@pytest.mark.django_db
def test_who_is_elsewhere_sees_no_evolution(hold, centre, chama, driss, browser_of):
    hold()

    for route in ("quality_evolution", "quality_evolution_export"):
        given = [centre.pk, "csv"] if route.endswith("export") else [centre.pk]
        assert browser_of(chama).get(reverse(route, args=given)).status_code == 404
        assert browser_of(driss).get(reverse(route, args=given)).status_code == 200
    never = browser_of(driss).get(reverse("quality_evolution", args=[uuid.uuid4()]))
    assert never.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("rounds", [1, 3])
def test_evolution_asks_as_often_whatever_its_length(
    hold, mark, centre, brahim, browser_of, django_assert_num_queries, rounds
):
    for month in range(rounds):
        mark(hold(dt.date(2026, 1 + month, 5)), G1=1)
    browser = browser_of(brahim)
    pages = [reverse("quality_evolution", args=[centre.pk]), reverse("quality_centres")]
    for page in pages:
        browser.get(page)

    with django_assert_num_queries(13):
        browser.get(pages[0])
    with django_assert_num_queries(12):
        browser.get(pages[1])


@pytest.mark.django_db
def test_a_day_that_is_none_is_said_and_today_shown(hold, brahim, browser_of):
    hold()

    answer = browser_of(brahim).get(reverse("quality_centres") + "?on=hier")

    assert (answer.status_code, len(answer.context["rows"])) == (422, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_report_of_a_planner_has_scores_and_no_item(hold, mark, brahim, driss, browser_of, language):
    round = hold()
    mark(round, G1=0)
    mark(round, "user", 2, G1=2)
    with translation.override(language):
        address = reverse("quality_round_pdf", args=[round.pk])

    said = {who.email: browser_of(who).get(address).content for who in (brahim, driss)}

    texts = [" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(one)).pages) for one in said.values()]
    assert ["G1" in text for text in texts] == [True, False]
