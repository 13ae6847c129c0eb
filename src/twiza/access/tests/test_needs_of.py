import pytest

from twiza.access.need_table import none_if_missing
from twiza.access.queries.needs import need_points, needs_of
from twiza.access.tests.conftest import ABBAS, AHANSAL, PEOPLE, TABANT
from twiza.territory.actions.editions import open_new_edition
from twiza.territory.models import PopulationCount, Sex
from twiza.territory.queries.places import communes_in


def test_need_of_a_commune_is_read_from_its_census(formula):
    communes = list(communes_in("MA/05/05.081"))

    table = needs_of(communes, formula)

    # 6,000 × 0.10 + 200 under 5 × 0.20 + 200 aged × 0.30 + 40 % × 0.20 + 60 % without water × 0.05
    assert table.needs("general")[0] == pytest.approx(600 + 40 + 60 + 480 + 180)
    # women from 15 to 49: 100 + 100
    assert table.needs("gynaecology")[0] == pytest.approx(200 * 0.12)


def test_a_commune_without_census_has_what_is_known_and_says_it_is_incomplete(formula):
    communes = list(communes_in(f"MA/05/05.081/{AHANSAL}"))

    table = needs_of(communes, formula)

    assert table.needs("general").tolist() == [300.0]
    assert none_if_missing(table.needs("gynaecology")[0]) is None
    assert [part.need for part in table.parts(0)[:5]] == [300.0, None, None, None, None]
    assert table.is_incomplete(["general"]).tolist() == [True]


@pytest.mark.parametrize("codes", [[ABBAS], [ABBAS, TABANT, AHANSAL]])
def test_needs_ask_the_database_as_often_for_one_commune_as_for_three(
    formula, census, codes, django_assert_num_queries
):
    communes = [census[code] for code in codes]

    with django_assert_num_queries(5):
        table = needs_of(communes, formula)

    assert table.inhabitants.tolist() == [PEOPLE[code] for code in codes]


def test_the_census_is_read_once_for_each_edition_of_the_territory(formula, census, django_assert_num_queries):
    communes = [census[ABBAS]]
    open_new_edition(country="MA")
    first = needs_of(communes, formula)
    PopulationCount.objects.filter(place=census[ABBAS], sex=Sex.ALL).update(people=7_000)

    with django_assert_num_queries(2):
        again = needs_of(communes, formula)
    open_new_edition(country="MA")
    changed = needs_of(communes, formula)

    figures = [table.inhabitants.tolist() for table in (first, again, changed)]
    assert figures == [[PEOPLE[ABBAS]], [PEOPLE[ABBAS]], [7_000]]


def test_points_share_the_need_of_their_commune_by_their_people(formula, points):
    found = need_points("MA/05", ["general", "gynaecology"], formula)

    needs = {point.id: point.needs for point in found}
    assert needs[f"{ABBAS}/1"]["general"] == pytest.approx(1360 * 2 / 6)
    assert needs[f"{ABBAS}/2"]["general"] == pytest.approx(1360 * 4 / 6)
    assert needs[f"{AHANSAL}/1"] == {"general": pytest.approx(300.0)}
    assert all(point.is_grid for point in found)


def test_points_of_one_commune_leave_out_the_others(formula, points):
    found = need_points(f"MA/05/05.081/{TABANT}", ["general"], formula)

    assert [(point.commune_code, point.people) for point in found] == [(TABANT, 4_000), (TABANT, 8_000)]
