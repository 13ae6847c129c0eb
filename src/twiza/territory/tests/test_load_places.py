import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from twiza.core.errors import InputError
from twiza.territory.actions.localities import SourceMissing
from twiza.territory.actions.place_file import CountryUnknown
from twiza.territory.models import Place, PlaceBoundary, PlaceParent, PopulationCount, PopulationPoint, Source
from twiza.territory.queries.places import communes_in, parts_of
from twiza.territory.row_problems import RowsRefused

MALI = Path(__file__).parent / "mali" / "places.csv"
CREDIT = ("--country", "ML", "--source", "andaletech/geo-api-mali", "--licence", "MIT")

pytestmark = pytest.mark.django_db


def load(path, *options):
    out = io.StringIO()
    call_command("load", "places", str(path), *CREDIT, *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def written(tmp_path, *rows, name="places.csv"):
    path = tmp_path / name
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_places_of_mali_are_loaded_from_names_alone_and_twice_is_once():
    once, twice = load(MALI), load(MALI)

    kinds = {"country": "ML", "district": 1, "region": 2, "cercle": 3, "commune": 18, "quartier": 17}
    assert [{**report, "seconds": 0} for report in (once, twice)] == [{**kinds, "seconds": 0}] * 2
    assert Place.objects.count() == 42


def test_a_name_that_several_levels_share_leads_to_the_right_one():
    load(MALI)

    cercle = Place.objects.get(path="ML/gao/gao.ansongo")
    commune = Place.objects.get(path="ML/gao/gao.ansongo/gao.ansongo.ansongo")
    assert (cercle.kind.code, commune.kind.code) == ("cercle", "commune")
    assert set(PlaceParent.objects.filter(child=commune).values_list("line", "parent")) == {
        ("state", cercle.pk),
        ("elected", cercle.pk),
    }


def test_the_six_communes_of_bamako_are_six():
    load(MALI)

    bamako = Place.objects.get(code="bamako")
    assert [place.names["fr"] for place in communes_in(bamako.path)] == [
        "Commune I", "Commune II", "Commune III", "Commune IV", "Commune V", "Commune VI",
    ]  # fmt: skip
    assert list(parts_of(bamako)) == list(communes_in(bamako.path))


def test_places_with_codes_people_and_boundaries_are_spread_on_the_grid(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[-8, 12], [-7.8, 12], [-7.8, 12.2], [-8, 12.2], [-8, 12]]]}
    rows = [
        ("region", "ML1", "Kayes", "", None, None),
        ("cercle", "ML11", "Kita", "ML1", None, None),
        ("commune", "ML111", "Kita", "ML11", 9000, square),
    ]
    names = ("kind", "code", "name", "parent", "population")
    features = [
        {"type": "Feature", "properties": dict(zip(names, row, strict=False)), "geometry": row[-1]} for row in rows
    ]
    path = written(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), name="places.geojson")

    load(path, "--year", "2022")

    commune = Place.objects.get(path="ML/ML1/ML11/ML111")
    assert (12 < commune.lat < 12.2, -8 < commune.lon < -7.8) == (True, True)
    assert list(PopulationCount.objects.values_list("place", "year", "people")) == [(commune.pk, 2022, 9000)]
    assert sum(PopulationPoint.objects.values_list("people", flat=True)) == 9000
    assert PopulationPoint.objects.count() > 10
    assert PlaceBoundary.objects.filter(detail="full").count() == 4
    assert Source.objects.get().licence == "MIT"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["region,Kayes,", "region,Kayes,"], "row 3, column “name”: Row 2 is the same place."),
        (["region,Kayes,", "cercle,Kita,Gao"], "row 3, column “parent”: No larger place is called “Gao”."),
        (["county,Kayes,"], "row 2, column “level”: This country has no kind of place called “county”."),
        (["region,,"], "row 2, column “name”: A place needs a name."),
        (["region,=1+1,"], "row 2, column “name”: “=1+1” begins like a formula"),
        (
            ["region,Kayes,", "region,Gao,", "cercle,Kita,Kayes", "cercle,Kita,Gao", "commune,Tambaga,Kita"],
            "row 6, column “parent”: Several places are called “Kita”: give the code.",
        ),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(tmp_path, rows, sentence):
    path = written(tmp_path, "level,name,parent", *rows)

    with pytest.raises(RowsRefused) as refusal:
        load(path)

    assert sentence in str(refusal.value)
    assert Place.objects.count() == 0


def test_repeated_rows_are_left_out_when_asked(tmp_path):
    path = written(tmp_path, "level,name,parent", "region,Kayes,", "region,Kayes,")

    assert load(path, "--skip-repeated")["region"] == 1


def test_a_country_nobody_described_is_refused(tmp_path):
    with pytest.raises(CountryUnknown, match="XX is not in countries"):
        call_command("load", "places", str(MALI), "--country", "XX", "--source", "x")


def test_people_without_a_year_are_refused(tmp_path):
    path = written(tmp_path, "level,name,population", "region,Kayes,12")

    with pytest.raises(SourceMissing, match="in which year"):
        load(path)

    assert Place.objects.count() == 0


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.csv cannot be read"):
        load(tmp_path / "nothing.csv")
