"""Medicines and consumables: lots that expire, counts that do not add up, files with every fault told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.documents.table_files import table_as
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.supplies import (
    Count,
    CountedMeanwhile,
    LotThere,
    SuppliesTaken,
    add_supply,
    bring_back_supply,
    count_supplies,
    remove_supply,
    take_supplies_in,
)
from twiza.outreach.files.supply_table import supply_table
from twiza.outreach.models import Supply
from twiza.outreach.queries.supplies import difference_of, lots_checked, supplies_of
from twiza.outreach.supply_file import NoSupplies, read_supplies
from twiza.outreach.supply_terms import SupplyTerms
from twiza.territory.row_problems import RowsRefused

NOTHING = (None, None, None)


@pytest.fixture
def caravan(make_caravan_on):
    return make_caravan_on()


@pytest.fixture
def who(driss):
    return {"actor": actor_of(driss, TODAY), "at": NOW}


@pytest.fixture
def add(caravan, who):
    return lambda **said: add_supply(caravan=caravan, terms=SupplyTerms(**said), id=new_id(), **who)


def table_of(text):
    return read_table(guard_upload(SimpleUploadedFile("lots.csv", text.encode()), kinds=(Kind.CSV,), max_bytes=9_999))


def test_a_lot_that_expires_within_ninety_days_is_too_soon(caravan, add):
    soon = add(name="A", expires_on=TODAY + dt.timedelta(days=89))
    add(name="B", expires_on=TODAY + dt.timedelta(days=90))
    undated = add(name="C")
    add(name="Gloves", kind="consumable")

    lots = lots_checked(caravan, list(supplies_of(caravan)))

    assert (lots.medicines, lots.too_soon, lots.undated, lots.is_good) == (3, [soon], [undated], False)


def test_a_product_and_lot_has_one_line(caravan, add):
    first = add(name="A", lot="7")
    with pytest.raises(LotThere):
        add(name="A", lot="7")

    assert list(caravan.supplies.all()) == [first]


def test_a_line_that_was_replaced_is_not_brought_back(caravan, add, who):
    first = add(name="A", lot="7")
    remove_supply(supply=first, **who)
    again = add(name="A", lot="7")

    with pytest.raises(LotThere):
        bring_back_supply(supply=first, **who)

    assert list(caravan.supplies.all()) == [again]


def test_a_count_that_does_not_add_up_is_kept_and_shown(caravan, add, who):
    line = add(name="A", taken=10)

    changed = count_supplies(caravan=caravan, counts={line.pk: Count(NOTHING, (6, 3, 0))}, **who)

    line.refresh_from_db()
    assert (changed, difference_of(line)) == (1, 1)


def test_a_count_does_not_write_over_that_of_another_tab(caravan, add, who):
    line, other = add(name="A", taken=10), add(name="B", taken=5)
    count_supplies(caravan=caravan, counts={line.pk: Count(NOTHING, (6, 4, 0))}, **who)
    late = {line.pk: Count(NOTHING, (5, 5, 0)), other.pk: Count(NOTHING, (1, 4, 0))}

    with pytest.raises(CountedMeanwhile):
        count_supplies(caravan=caravan, counts=late, **who)

    line.refresh_from_db()
    other.refresh_from_db()
    assert ((line.used, line.returned), other.used) == ((6, 4), None)


def test_an_export_is_read_back_word_for_word(caravan, add, who):
    add(name="Amoxicilline", form="boîte de 12", lot="X-1", expires_on=dt.date(2027, 12, 31), planned=80, taken=1_200)
    add(name="Gants", kind="consumable")
    content = table_as("xlsx", supply_table(list(supplies_of(caravan))), language="en")
    file = SimpleUploadedFile("supplies.xlsx", content)

    lines = read_supplies(read_table(guard_upload(file, kinds=(Kind.XLSX,), max_bytes=99_999)), pharmacists={})

    taken = take_supplies_in(caravan=caravan, lines=lines, **who)
    assert taken == SuppliesTaken(new=0, changed=0, same=2)


def test_a_file_changes_what_it_says_and_leaves_the_rest(caravan, add, who):
    add(name="Amoxicilline", lot="X-1", planned=80, taken=70)
    lines = read_supplies(
        table_of("Produit;Lot;Péremption;Utilisé\nAmoxicilline;X-1;12/2027;60\nFer;F-2;;\n"), pharmacists={}
    )

    taken = take_supplies_in(caravan=caravan, lines=lines, **who)

    line = Supply.objects.get(lot="X-1")
    assert taken == SuppliesTaken(new=1, changed=1, same=0)
    assert (line.planned, line.taken, line.used, line.expires_on) == (80, 70, 60, dt.date(2027, 12, 31))


def test_every_fault_of_a_file_is_told_with_its_row():
    text = "nom;lot;peremption;prevu;pharmacien;nature\n;1;x;-3;Zorro;poison\nA;2;;;;\nA;2;;;;\n"

    with pytest.raises(RowsRefused) as refused:
        read_supplies(table_of(text), pharmacists={"Yto": 1})

    assert [(one.row, one.column) for one in refused.value.problems] == [
        (2, "nom"),
        (2, "prevu"),
        (2, "nature"),
        (2, "peremption"),
        (2, "pharmacien"),
        (4, "lot"),
    ]


@pytest.mark.parametrize("text", ["lot\n7\n", "nom\n"])
def test_a_file_without_names_or_rows_is_refused(text):
    with pytest.raises(NoSupplies):
        read_supplies(table_of(text), pharmacists={})


def test_a_refused_file_keeps_nothing_and_shows_its_rows(browser_of, driss, caravan):
    sent = SimpleUploadedFile("lots.csv", b"nom;prevu\nA;5\nB;many\n")

    answer = browser_of(driss).post(f"/en/caravans/{caravan.pk}/supplies/file/", {"file": sent})

    assert answer.status_code == 422
    assert "is not a whole number" in answer.content.decode()
    assert caravan.supplies.count() == 0


def test_who_takes_part_counts_on_her_phone(browser_of, aminata, day, driss):
    line = add_supply(
        caravan=day.caravan, terms=SupplyTerms("A", taken=4), actor=actor_of(driss, TODAY), at=NOW, id=new_id()
    )
    address = f"/en/caravans/{day.caravan_id}/supplies/count/"

    answer = browser_of(aminata).post(address, {f"used-{line.pk}": "3", f"returned-{line.pk}": "1"})

    line.refresh_from_db()
    assert answer["location"] == f"/en/caravans/{day.caravan_id}/supplies/"
    assert (line.used, line.returned, line.expired) == (3, 1, None)
