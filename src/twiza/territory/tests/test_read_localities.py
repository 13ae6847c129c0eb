import json

import pytest

from twiza.core.errors import InputError
from twiza.territory.locality_file import ColumnsMissing, NoLocalities, Repair
from twiza.territory.models import Place, PlaceAlias
from twiza.territory.tests.localities import BZOU, HEADER, IN_BZOU, csv_of, read, sentences

pytestmark = pytest.mark.usefixtures("azilal")


def test_a_good_row_is_understood():
    (one,) = read(csv_of(f"d1, Aït  Ouahi ,{BZOU},{IN_BZOU},1 240")).localities

    assert (one.row, one.code, one.names, one.kind, one.commune.code) == (2, "d1", {"fr": "Aït Ouahi"}, "douar", BZOU)
    assert (one.lat, one.lon, one.people, one.households, one.counted_on) == (32.089, -7.053, 1240, None, None)


def test_a_missing_number_stays_missing_and_zero_stays_zero():
    missing, zero = read(csv_of(f"d1,A,{BZOU},,,", f"d2,B,{BZOU},,,0")).localities

    assert (missing.people, zero.people, missing.lat) == (None, 0, None)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (f"d1,,{BZOU},{IN_BZOU},1", "nom", "A locality needs a name."),
        (f"d1,=HYPERLINK(),{BZOU},{IN_BZOU},1", "nom", "“=HYPERLINK()” begins like a formula: write the name itself."),
        (f"d1,A,{BZOU},{IN_BZOU},-3", "population", "“-3” is not a whole number of people."),
        (f"d1,A,{BZOU},{IN_BZOU},12.5", "population", "“12.5” is not a whole number of people."),
        (f"d1,A,{BZOU},{IN_BZOU},{'9' * 5000}", "population", f"“{'9' * 40}” is not a whole number of people."),
        (f"d1,A,{BZOU},{IN_BZOU},many", "population", "“many” is not a whole number of people."),
        (
            f"d1,A,{BZOU},32°05N,-7.05,1",
            "lat",
            "“32°05N” is not a number of degrees: write it like 31.5125, without letters.",
        ),
        (
            f"d1,A,{BZOU},320.8,-7.05,1",
            "lat",
            "“320.8” is not a number of degrees: write it like 31.5125, without letters.",
        ),
        (f"d1,A,{BZOU},32.08,,1", "lon", "One of the two coordinates is missing."),
        ("d1,A,99.999.99.99,,,1", "commune_code", "There is no commune with the code “99.999.99.99”."),
        ("d1,A,,,,1", "commune_code", "Neither a commune nor coordinates say where this locality is."),
        (f"d1,A,{BZOU},31.6,-9.9,1", "lat", "This point is in no commune of the country: at sea, or abroad."),
        (
            f"d1,A,{BZOU},31.9619,-6.5718,1",
            "lat",
            "This point is in Azilal, about 39 km outside Bzou.",
        ),
        (f"d/1,A,{BZOU},{IN_BZOU},1", "code", "A code has at most 64 signs, none of them “/”."),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(row, column, sentence):
    file = read(csv_of(f"d0,Good,{BZOU},{IN_BZOU},5", row))

    assert sentences(file) == [(3, column, sentence)]
    assert [one.code for one in file.localities] == ["d0"]


def test_all_problems_are_named_at_once_by_row():
    file = read(csv_of(f"d1,,{BZOU},{IN_BZOU},x", "d2,B,nowhere,,,1"))

    assert [(row, column) for row, column, _sentence in sentences(file)] == [
        (2, "population"),
        (2, "nom"),
        (3, "commune_code"),
    ]


@pytest.mark.parametrize("code", ["5.081.05.07", "5.81.5.7", "50810507", "050810507"])
def test_a_code_that_lost_its_zeros_is_explained_and_put_right_if_asked(code):
    rows = csv_of(f"d1,A,{code},{IN_BZOU},1")

    refused, repaired = read(rows), read(rows, repairs=(Repair.ZEROS,))

    assert sentences(refused) == [
        (
            2,
            "commune_code",
            f"“{code}” has lost the zeros of “{BZOU}” (Bzou): keep codes as text in the spreadsheet.",
        )
    ]
    assert refused.offers == {Repair.ZEROS: 1}
    assert [one.commune.code for one in repaired.localities] == [BZOU]
    assert (repaired.problems, repaired.repaired) == ([], {Repair.ZEROS: 1})


def test_exchanged_coordinates_are_recognised_and_exchanged_back_if_asked():
    rows = csv_of(f"d1,A,{BZOU},-7.0530,32.0890,1")

    refused, repaired = read(rows), read(rows, repairs=(Repair.SWAP,))

    assert sentences(refused) == [
        (2, "lat", "Latitude and longitude are exchanged: the other way round, this point is in Bzou.")
    ]
    assert [(one.lat, one.lon) for one in repaired.localities] == [(32.089, -7.053)]
    assert repaired.repaired == {Repair.SWAP: 1}


def test_a_code_of_2014_leads_to_the_commune_of_today():
    PlaceAlias.objects.create(place=Place.objects.get(code=BZOU), kind="code", text="05.081.77.07")

    file = read(csv_of("d1,A,05.081.77.07,,,1"))

    assert ([one.commune.code for one in file.localities], file.renumbered) == ([BZOU], 1)


def test_a_locality_without_a_commune_is_put_where_its_point_is():
    (one,) = read(csv_of(f"A,{IN_BZOU}", header="nom,latitude,longitude")).localities

    assert (one.commune.code, one.code) == (BZOU, f"{BZOU}:a")


def test_a_commune_may_be_given_by_name_unless_several_have_it():
    file = read(csv_of("A,bzou", "B,Nowhere", header="douar,commune"))

    assert [one.commune.code for one in file.localities] == [BZOU]
    assert sentences(file) == [(3, "commune", "No commune is called “Nowhere”.")]


def test_repeated_codes_and_repeated_names_without_codes_are_refused():
    codes = read(csv_of(f"d1,A,{BZOU},,,", f"d1,B,{BZOU},,,"))
    names = read(csv_of(f"Aït Ouahi,{BZOU}", f"Ait ouahi,{BZOU}", header="nom,commune_code"))

    assert sentences(codes) == [(3, "code", "This code is in row 2 already.")]
    assert sentences(names) == [(3, "nom", "Row 2 has this name in the same commune: give each locality a code.")]


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("2024-02-30", "“2024-02-30” is not a possible date: write it like 2024-09-01 or 01/09/2024."),
        ("31/13/2020", "“31/13/2020” is not a possible date: write it like 2024-09-01 or 01/09/2024."),
        ("2030-01-01", "01/01/2030 is in the future."),
    ],
)
def test_an_impossible_date_is_refused(date, sentence):
    file = read(csv_of(f"A,{BZOU},{date}", f"B,{BZOU},01/09/2024", header="nom,commune_code,date"))

    assert sentences(file) == [(2, "date", sentence)]
    assert [str(one.counted_on) for one in file.localities] == ["2024-09-01"]


def test_what_is_outside_the_territory_acted_for_is_refused():
    file = read(csv_of(f"d1,A,{BZOU},,,"), within="MA/05/05.091")

    assert sentences(file) == [(2, "commune_code", "Bzou is outside the territory you act for.")]


def test_a_file_without_rows_or_without_names_says_so():
    with pytest.raises(NoLocalities, match=r"douars\.csv holds no row under its header\."):
        read(csv_of())
    with pytest.raises(ColumnsMissing, match="names of the localities"):
        read(csv_of(BZOU, header="commune_code"))
    with pytest.raises(ColumnsMissing, match="code, of its name, or those of the coordinates"):
        read(csv_of("A", header="nom"))
    with pytest.raises(ColumnsMissing, match="both the latitude and the longitude"):
        read(csv_of("A,32.1", header="nom,lat"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_names_arrive_in_any_usual_encoding(encoding):
    content = csv_of(f"d1,دوار آيت واحي,{BZOU},,,12", f"d2,أولاد علي,{BZOU},,,7").encode(encoding)

    assert [one.names for one in read(content).localities] == [{"ar": "دوار آيت واحي"}, {"ar": "أولاد علي"}]


def test_lost_letters_are_refused():
    with pytest.raises(InputError, match="letters were lost"):
        read(csv_of(f"d1,A\ufffdt,{BZOU},,,12"))


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_geojson_points_are_read_and_other_shapes_refused():
    point = {"type": "Point", "coordinates": [-7.0530, 32.0890]}
    line = {"type": "LineString", "coordinates": [[-7.05, 32.08], [-7.0, 32.0]]}

    file = read(geojson(feature(point, nom="A"), feature(line, nom="B")), name="douars.geojson")

    assert [(one.names, one.lat, one.lon) for one in file.localities] == [({"fr": "A"}, 32.089, -7.053)]
    assert sentences(file) == [(2, "", "The geometry of a locality must be a point, in degrees.")]


def test_the_header_of_the_hcp_is_understood_without_places():
    header = "code,commune_code,fraction_code,fraction_ar,name_ar,type,households,population,nationality_moroccan"
    file = read(csv_of(f"0001,{BZOU},01,فرقة,آيت واحي,douar,20,118,118", header=header))

    assert [(one.code, one.people, one.households, one.lat) for one in file.localities] == [("0001", 118, 20, None)]


def test_a_semicolon_and_a_comma_in_numbers_are_what_excel_writes_in_france():
    file = read(csv_of(f"d1;A;{BZOU};32,0890;-7,0530;1 240", header=HEADER.replace(",", ";")))

    assert [(one.lat, one.lon, one.people) for one in file.localities] == [(32.089, -7.053, 1240)]
