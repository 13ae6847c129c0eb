"""Growth cards as points and as SVG."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from twiza.case_management.child_health.growth_curve import (
    CHARTS,
    REFERENCE_SCORES,
    CurvePoint,
    Examination,
    growth_curve,
)
from twiza.case_management.child_health.growth_svg import NARROW, WIDE, CardWords, growth_svg
from twiza.case_management.growth.indices import DAYS_IN_A_MONTH, Measured
from twiza.case_management.growth.tables import tables_from

TABLES = tables_from(settings.DATA / "growth" / "lms.csv.gz")
ON = dt.date(2025, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"


def seen(days, on=ON, **measures):
    return Examination(on, Measured("f", days, days / DAYS_IN_A_MONTH, **measures))


def curve(code, *examinations):
    return growth_curve(code, sex="f", examinations=examinations, tables=TABLES)


def words(**changed):
    said = {
        "title": "Poids selon l’âge",
        "description": "Fille",
        "across": "Âge (mois)",
        "upwards": "Poids (kg)",
        "direction": "ltr",
        "point": lambda point: f"{point.y:.1f} kg",
    }
    return CardWords(**{**said, **changed})


def drawn(one, size=WIDE, **changed):
    return ElementTree.fromstring(growth_svg(one, words=words(**changed), size=size, name="card"))  # noqa: S314 -- ours


@pytest.mark.parametrize("code", CHARTS)
@pytest.mark.parametrize("sex", ["f", "m"])
def test_every_card_has_seven_lines_from_its_start_to_its_end_that_never_cross(code, sex):
    found = growth_curve(code, sex=sex, examinations=[], tables=TABLES)

    assert [line.z for line in found.lines] == list(REFERENCE_SCORES)
    for column in zip(*(line.points for line in found.lines), strict=True):
        assert len({x for x, _y in column}) == 1
        assert [y for _x, y in column] == sorted({y for _x, y in column})


def test_the_median_of_a_girl_at_birth_and_at_five_years_is_that_of_who():
    median = curve("weight_0_5").lines[3]

    assert [(round(x, 2), round(y, 1)) for x, y in (median.points[0], median.points[-1])] == [(0, 3.2), (59.99, 18.2)]


def test_a_measure_lies_where_its_score_says():
    found = curve("weight_0_5", seen(365, weight=8.9))

    assert found.points == (CurvePoint(ON, 365 / DAYS_IN_A_MONTH, 8.9, -0.04, is_plausible=True),)


def test_measures_come_in_the_order_of_days_and_the_weight_of_an_oedema_is_left_out():
    later, earlier = dt.date(2025, 3, 1), dt.date(2025, 2, 1)

    found = curve(
        "weight_0_5",
        seen(430, later, weight=9.0),
        seen(400, earlier, weight=8.8, has_oedema=True),
        seen(365, weight=8.5),
    )

    assert [point.on for point in found.points] == [ON, later]


@pytest.mark.parametrize(
    ("code", "days", "x", "y"),
    [
        ("weight_for_length", 600, 80.0, 10.0),
        ("weight_for_height", 900, 80.0, 10.0),
        ("length_0_5", 600, 600 / DAYS_IN_A_MONTH, 80.0),
        ("bmi_0_5", 600, 600 / DAYS_IN_A_MONTH, 15.625),
        ("head_0_5", 600, 600 / DAYS_IN_A_MONTH, 46.0),
        ("arm_0_5", 600, 600 / DAYS_IN_A_MONTH, 14.0),
        ("length_0_2", 600, 600 / DAYS_IN_A_MONTH, 80.0),
        ("weight_0_2", 600, 600 / DAYS_IN_A_MONTH, 10.0),
        ("weight_5_10", 2000, 2000 / DAYS_IN_A_MONTH, 10.0),
        ("height_5_19", 2000, 2000 / DAYS_IN_A_MONTH, 80.0),
        ("bmi_5_19", 2000, 2000 / DAYS_IN_A_MONTH, 15.625),
    ],
)
def test_each_card_shows_its_own_measure(code, days, x, y):
    found = curve(code, seen(days, weight=10.0, length=80.0, head=46.0, arm=14.0))

    assert [(point.x, round(point.y, 3)) for point in found.points] == [(x, y)]


@pytest.mark.parametrize(
    ("code", "days"), [("weight_for_length", 900), ("weight_for_height", 600), ("weight_0_2", 800)]
)
def test_a_measure_that_belongs_on_another_card_is_not_on_this_one(code, days):
    assert curve(code, seen(days, weight=10.0, length=80.0)).points == ()


def test_a_measure_that_can_hardly_be_true_stays_on_the_card_and_says_so():
    (point,) = curve("weight_0_5", seen(365, weight=25.0)).points

    assert (point.is_plausible, point.y) == (False, 25.0)


def test_a_card_is_drawn_with_its_words_and_nothing_that_runs_or_styles():
    card = drawn(curve("weight_0_5", seen(365, weight=8.9), seen(400, weight=25.0)))

    assert [card.find(f"{SVG}title").text, card.find(f"{SVG}desc").text] == ["Poids selon l’âge", "Fille"]
    assert card.get("aria-labelledby") == "card-title card-desc"
    assert [point.find(f"{SVG}title").text for point in card.iter(f"{SVG}circle")] == ["8.9 kg", "25.0 kg"]
    assert [point.get("fill") for point in card.iter(f"{SVG}circle")] == ["currentColor", "none"]
    tags = {element.tag.removeprefix(SVG) for element in card.iter()}
    assert tags <= {"svg", "title", "desc", "g", "line", "text", "polyline", "polygon", "circle"}
    assert not any("style" in element.attrib for element in card.iter())


def test_words_turn_with_their_script_and_the_card_does_not():
    card = drawn(curve("weight_0_5"), direction="rtl", across="السن (بالأشهر)", upwards="الوزن (كغ)")

    axes = [text for text in card.iter(f"{SVG}text") if text.get("direction")]
    assert [(text.text, text.get("direction")) for text in axes] == [("السن (بالأشهر)", "rtl"), ("الوزن (كغ)", "rtl")]
    assert card.get("direction") == "ltr"


def test_words_are_written_and_never_read_as_markup():
    card = drawn(curve("weight_0_5"), title="<script>&")

    assert card.find(f"{SVG}title").text == "<script>&"


@pytest.mark.parametrize(
    ("code", "size", "marks"),
    [
        ("weight_0_5", WIDE, "0 6 12 18 24 30 36 42 48 54 60"),
        ("weight_0_5", NARROW, "0 12 24 36 48 60"),
        ("weight_0_2", WIDE, "0 2 4 6 8 10 12 14 16 18 20 22 24"),
        ("height_5_19", WIDE, "6 8 10 12 14 16 18"),
        ("weight_for_length", WIDE, "50 60 70 80 90 100 110"),
    ],
)
def test_the_lower_edge_is_marked_in_months_years_or_centimetres(code, size, marks):
    grid = next(group for group in drawn(curve(code), size).iter(f"{SVG}g") if group.get("class") == "growth-grid")

    assert [text.text for text in grid.iter(f"{SVG}text") if text.get("text-anchor") == "middle"] == marks.split()


@given(days=st.integers(0, 1826), weight=st.floats(0.5, 60), code=st.sampled_from(["weight_0_5", "bmi_0_5"]))
def test_every_measure_lies_inside_its_card(days, weight, code):
    card = drawn(curve(code, seen(days, weight=weight, length=80.0)), NARROW)

    for point in card.iter(f"{SVG}circle"):
        assert NARROW.left <= float(point.get("cx")) <= NARROW.width - NARROW.right
        assert NARROW.top <= float(point.get("cy")) <= NARROW.height - NARROW.bottom
