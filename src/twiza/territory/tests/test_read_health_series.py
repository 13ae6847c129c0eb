import datetime as dt
import json
import re
from pathlib import Path

import pytest

from twiza.core.errors import InputError
from twiza.territory.health_file import HealthColumnsMissing, NoFigures
from twiza.territory.tests.health_files import BZOU, FOUM_JEMAA, TAGUELLA, csv_of, read, received, sentences

pytestmark = pytest.mark.usefixtures("azilal")


def test_a_good_row_is_understood():
    header = "code,maladie,mois,sexe,age,nombre"

    (one,) = read(received(csv_of(f"{BZOU},Diarrhée,2026-03,F,0-4 ans,1 240", header=header))).figures

    assert (one.row, one.series_code, one.place.code, one.number, one.below) == (2, "Diarrhée", BZOU, 1240, None)
    assert (one.period.starts_on, one.period.ends_on) == (dt.date(2026, 3, 1), dt.date(2026, 4, 1))
    assert (one.sex, one.age_start, one.age_end) == ("female", 0, 5)


def test_a_missing_figure_is_no_figure_nought_is_one_and_a_hidden_one_stays_hidden():
    reading = read(received(csv_of(f"{BZOU},d,2026-01,", f"{BZOU},d,2026-02,0", f"{BZOU},d,2026-03,<5",
                                   f"{BZOU},d,2026-04,ND")))  # fmt: skip

    assert [(one.number, one.below) for one in reading.figures] == [(0, None), (None, 5)]
    assert (reading.missing, reading.problems) == (2, [])


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (f"{BZOU},d,2026-13,1", "mois", "“2026-13” is no period: write a week as 2024W05, a month as 2024-01, "
         "a quarter as 2024Q1, a year as 2024."),
        (f"{BZOU},d,2027-01,1", "mois", "January 2027 is in the future."),
        (f"{BZOU},d,,1", "mois", "Nothing says over which period this was counted."),
        (f"{BZOU},,2026-01,1", "", "Nothing says what is counted here."),
        (f"{BZOU},d,2026-01,12.5", "nombre",
         "“12.5” is not a whole number, nor a hidden one such as “<5”; leave a missing figure empty."),
        (f"{BZOU},d,2026-01,-3", "nombre",
         "“-3” is not a whole number, nor a hidden one such as “<5”; leave a missing figure empty."),
        (",d,2026-01,3", "code", "Neither a code nor a name says which place this is."),
        (f"{BZOU},=1+1,2026-01,3", "maladie", "“=1+1” begins like a formula: write the name itself."),
    ],
)  # fmt: skip
def test_every_fault_is_said_with_its_row(row, column, sentence):
    reading = read(received(csv_of(row)))

    assert (sentences(reading)[:1], reading.figures) == ([(2, column, sentence)], [])


def test_every_fault_of_a_file_is_said_at_once():
    reading = read(received(csv_of(f"{BZOU},d,x,1", f"{BZOU},d,2026-01,y", f"{BZOU},d,2026-02,3")))

    assert [(row, column) for row, column, _sentence in sentences(reading)] == [(2, "mois"), (3, "nombre")]


def test_a_figure_given_twice_is_a_fault():
    reading = read(received(csv_of(f"{BZOU},d,2026-01,1", f"{BZOU},d,2026-01,2")))

    assert sentences(reading) == [(3, "nombre", "Row 2 gives the figure of this place, period, sex and age already.")]


def test_a_series_is_counted_by_one_kind_of_period():
    reading = read(received(csv_of(f"{BZOU},d,2026-01,10", f"{BZOU},d,2025,90")))

    assert sentences(reading) == [(3, "mois", "“d” is counted by another period (Month): people would count twice.")]


def test_a_place_is_found_by_its_name_however_it_is_spelt():
    header = "commune,maladie,mois,nombre"

    reading = read(received(csv_of("Foum Jemâa,d,2026-01,7", "فم الجمعة,d,2026-02,8", header=header), rank=4))

    assert [one.place.code for one in reading.figures] == [FOUM_JEMAA, FOUM_JEMAA]


def test_a_place_in_doubt_waits_for_a_person_and_then_is_taken_or_left_out():
    content = csv_of("Ait Tagalat,d,2026-01,7", "Ailleurs,d,2026-01,8", header="commune,maladie,mois,nombre")

    doubtful = read(received(content))
    decided = read(received(content, places={"Ait Tagalat": TAGUELLA, "Ailleurs": "-"}))

    assert [(one.said, one.rows, one.first_row, one.decision) for one in doubtful.doubts] == [
        ("Ait Tagalat", 1, 2, ""), ("Ailleurs", 1, 3, "")]  # fmt: skip
    assert TAGUELLA in [one.code for one in doubtful.doubts[0].candidates]
    assert (doubtful.figures, [one.place.code for one in decided.figures]) == ([], [TAGUELLA])
    assert (decided.undecided, decided.left_out) == ([], 1)


def test_a_code_that_lost_its_zeros_is_a_doubt_and_not_a_guess():
    reading = read(received(csv_of("5.81.5.7,d,2026-01,7")))

    assert [(one.said, one.candidates[0].code) for one in reading.doubts] == [("5.81.5.7", BZOU)]


def test_a_place_outside_the_territory_acted_for_is_refused():
    reading = read(received(csv_of(f"{BZOU},d,2026-01,7")), within="MA/08")

    assert sentences(reading) == [(2, "code", "Bzou is outside the territory you act for.")]


def test_first_and_last_day_make_a_period():
    header = "code,maladie,debut,fin,nombre"

    reading = read(received(csv_of(f"{BZOU},d,2026-01-05,2026-01-11,7", f"{BZOU},d,2026-01-12,2026-01-20,7",
                                   header=header)))  # fmt: skip

    assert [(one.period.starts_on, one.period.ends_on) for one in reading.figures] == [
        (dt.date(2026, 1, 5), dt.date(2026, 1, 12))
    ]
    assert sentences(reading) == [(3, "debut", "12/01/2026 to 20/01/2026 is no whole week, month, quarter or year.")]


DHIS2_CSV = (
    "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,deleted\n"
    f"v4XNv3NbJjn,202601,{BZOU},NfBIagIV5qW,HllvX50cXC0,4,x,\n"
    f"v4XNv3NbJjn,202601,{BZOU},LJ81ATdhYYM,HllvX50cXC0,6,x,\n"
    f"v4XNv3NbJjn,202602,{BZOU},LJ81ATdhYYM,HllvX50cXC0,9,x,true\n"
)


def test_rows_of_dhis2_that_differ_by_option_are_added_up():
    reading = read(received(DHIS2_CSV))

    assert [(one.series_code, one.period.starts_on, one.number) for one in reading.figures] == [
        ("v4XNv3NbJjn", dt.date(2026, 1, 1), 10)
    ]
    assert (reading.added_up, reading.problems) == (1, [])


def test_a_data_value_set_of_dhis2_is_read_as_json():
    values = [
        {"dataElement": "BFlumh7RcVE", "value": "12", "categoryOptionCombo": "a"},
        {"dataElement": "smk1FrCnQqR", "value": "3", "categoryOptionCombo": "a", "period": "2026W01"},
    ]
    content = json.dumps({"dataSet": "eaxP7PANHrM", "period": "202510", "orgUnit": BZOU, "dataValues": values})

    reading = read(received(content, name="values.json"))

    assert [(one.series_code, one.place.code, one.period.starts_on, one.number) for one in reading.figures] == [
        ("BFlumh7RcVE", BZOU, dt.date(2025, 10, 1), 12),
        ("smk1FrCnQqR", BZOU, dt.date(2025, 12, 29), 3),
    ]


@pytest.mark.parametrize(
    "content", ['{"type": "FeatureCollection", "features": []}', "{", "[" * 100_000, '{"dataValues": [3]}']
)
def test_json_that_is_no_data_value_set_is_refused(content):
    with pytest.raises(InputError):
        received(content, name="values.json")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (csv_of(f"{BZOU},d,3", header="code,maladie,nombre"), HealthColumnsMissing),
        (csv_of(f"{BZOU},2026-01,3", header="code,mois,nombre"), HealthColumnsMissing),
        (csv_of(header="code,maladie,mois,nombre"), NoFigures),
    ],
)
def test_a_file_that_cannot_say_anything_is_refused(content, error):
    with pytest.raises(error):
        read(received(content))


def test_the_files_of_the_documentation_are_read():
    text = Path(__file__).parents[4].joinpath("docs/reference/health-series.md").read_text(encoding="utf-8")
    table, values = (re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL)[1] for kind in ("csv series", "json dhis2"))

    read_table, read_values = read(received(table)), read(received(values, name="values.json"))

    assert [(one.sex, one.number, one.below) for one in read_table.figures] == [
        ("female", 14, None),
        ("male", None, 5),
        ("all", 31, None),
    ]
    assert ([one.number for one in read_values.figures], read_table.missing) == ([10], 1)


def test_what_is_counted_may_be_said_for_the_whole_file():
    kept = received(csv_of(f"{BZOU},2026-01,3", header="code,mois,nombre"), single_code="dia", single_name="Diarrhée")

    reading = read(kept)

    assert ([one.series_code for one in reading.figures], reading.series) == (["dia"], {"dia": "Diarrhée"})
