import io

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from twiza.documents.guard import Kind, guard_upload
from twiza.rulesets.tests.shipped import names, shipped
from twiza.rulesets.workbooks import cell_from, content_from_xlsx, value_from, xlsx_from
from twiza.rulesets.yaml_files import NotARuleset, content_from_yaml, yaml_from


def guarded(content):
    return guard_upload(ContentFile(content, name="regles.xlsx"), kinds=[Kind.XLSX], max_bytes=2_000_000)


@pytest.mark.parametrize("name", names())
def test_from_yaml_to_a_workbook_and_back_nothing_is_lost(name):
    workbook = xlsx_from(shipped(name), language="ar", notes=[])

    again = content_from_xlsx(guarded(workbook))

    assert content_from_yaml(yaml_from(again), file="a.yml") == shipped(name)


PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=8), st.just("null"), st.just("→ x"),
    st.lists(st.integers(), max_size=2), st.just({}),
)  # fmt: skip


@given(PLAIN)
def test_a_cell_says_its_value(value):
    assert value_from(cell_from(value)) == value


def edited(change):
    book = load_workbook(io.BytesIO(xlsx_from(shipped("eligibility_ma"), language="fr", notes=[])))
    change(book)
    content = io.BytesIO()
    book.save(content)
    return guarded(content.getvalue())


def without_table(book):
    book["values"].cell(1, 1).value = "chemin"


def with_a_sheet_more(book):
    book.create_sheet("essai").append(["a"])
    book["essai"].append(["b"])


def without_a_sheet(book):
    del book["rules_asd"]


def with_a_path_twice(book):
    book["values"].append(["meta.ruleset", "autre"])


def with_a_broken_list(book):
    book["values"].append(["notes", "[1, 2"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without_table, "has no sheet “values”"),
        (with_a_sheet_more, "leads to the sheet “essai”"),
        (without_a_sheet, "row .*: “rules_asd” is not understood"),
        (with_a_path_twice, "“meta.ruleset” is not understood, or stands there twice"),
        (with_a_broken_list, "“notes” is not understood"),
    ],
)
def test_a_workbook_of_another_shape_is_refused_with_its_place(change, words):
    with override("en"), pytest.raises(NotARuleset, match=words):
        content_from_xlsx(edited(change))


def test_a_value_changed_in_the_workbook_is_read_as_changed():
    def change(book):
        for row in book["values"].iter_rows():
            if row[0].value == "parameters.asd_threshold.value":
                row[1].value = 9.8

    assert content_from_xlsx(edited(change))["parameters"]["asd_threshold"]["value"] == 9.8
