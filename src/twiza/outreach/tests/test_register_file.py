"""A register of thousands of lines comes in whole, or says every fault of it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from twiza.conftest import NOW, TODAY
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.organisations.queries import actor_of
from twiza.outreach.actions.caravan import add_locality
from twiza.outreach.actions.register_file import FileRecorded, record_file
from twiza.outreach.models import Attendance, Consultation
from twiza.outreach.queries.register import people_of
from twiza.outreach.register_file import NoRegister, read_register
from twiza.territory.row_problems import RowsRefused

HEAD = "numéro;sexe;âge;postes;douar\n"


@pytest.fixture
def read(day, driss):
    """Return a reader of the lines of a file, for a caravan of three posts and one locality."""
    add_locality(caravan=day.caravan, name="Aït Ighrem", actor=actor_of(driss, TODAY), at=NOW)

    def lines_of(content):
        upload = SimpleUploadedFile("registre.csv", content.encode())
        table = read_table(guard_upload(upload, kinds=(Kind.CSV,), max_bytes=10**6))
        return read_register(table, posts=(1, 2, 3), localities={"Aït Ighrem": 1})

    return lines_of


@pytest.fixture
def record(day, aminata, read):
    """Return what records a file."""
    return lambda content: record_file(
        day=day, file="registre.csv", lines=read(content), actor=actor_of(aminata, TODAY), at=NOW
    )


def test_three_thousand_lines_take_few_questions(record, day, django_assert_max_num_queries):
    rows = "".join(f"{number};F;{number % 90};1 3-2;ait ighrem\n" for number in range(1, 3_001))

    with django_assert_max_num_queries(100):  # SQLite takes some seventy rows at a time
        recorded = record(HEAD + rows)

    assert recorded == FileRecorded(new=3_000, was_there=0)
    assert people_of([day]) == 3_000
    assert Consultation.objects.count() == 6_000


def test_a_file_sent_twice_is_kept_once_and_a_longer_one_adds_what_is_new(record, day):
    record(HEAD + "1;F;34;1;\n2;homme;8 mois;2;Ait Ighrem\n")

    again = record(HEAD + "1;F;34;1;\n2;homme;8 mois;2;Ait Ighrem\n3;ذكر;60;3;1\n")

    assert again == FileRecorded(new=1, was_there=2)
    assert list(Attendance.objects.order_by("queue_number").values_list("sex", "age_years", "age_months")) == [
        ("female", 34, None),
        ("male", 0, 8),
        ("male", 60, None),
    ]


def test_every_fault_is_said_with_its_row_and_nothing_is_kept(record):
    faults = (
        "x;F;34;1;\n2;?;34;1;\n3;F;340;1;\n4;F;34;9;\n5;F;34;;\n6;F;34;1;Nowhere\n7;F;34;1;\n7;H;34;1;\n8;F;34;1-9;\n"
    )

    with override("en"), pytest.raises(RowsRefused) as refused:
        record(HEAD + faults)

    assert [(problem.row, problem.sentence) for problem in refused.value.problems] == [
        (2, "A number is whole and above 0."),
        (3, "Write F or M."),
        (4, "An age of 340 years is not possible."),
        (5, "There is no post 9: 1, 2, 3."),
        (6, "Say which post she came for: 1, 2, 3."),
        (7, "No locality of this caravan is called “Nowhere”."),
        (9, "Row 8 has this number for another person."),
        (10, "There is no reason 9: 1, 2, 3, 4, 5, 6."),
    ]
    assert not Attendance.objects.exists()


def test_a_number_that_is_another_persons_refuses_the_whole_file(record, day):
    record(HEAD + "1;F;34;1;\n")

    with override("en"), pytest.raises(RowsRefused) as refused:
        record(HEAD + "1;F;35;1;\n2;F;20;1;\n")

    assert [problem.row for problem in refused.value.problems] == [2]
    assert people_of([day]) == 1


@pytest.mark.parametrize("content", ["nom;tel\nx;1\n", HEAD])
def test_what_is_no_register_is_said_to_be_none(read, content):
    with pytest.raises(NoRegister):
        read(content)


def test_the_page_shows_the_faults_and_then_takes_the_corrected_file(browser_of, aminata, day):
    browser, address = browser_of(aminata), f"/en/caravans/{day.caravan_id}/days/{day.pk}/file/"

    refused = browser.post(address, {"file": SimpleUploadedFile("a.csv", (HEAD + "1;F;34;9;\n").encode())})
    kept = browser.post(address, {"file": SimpleUploadedFile("a.csv", (HEAD + "1;F;34;1;\n").encode())})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "There is no post 9" in refused.content.decode()
    assert people_of([day]) == 1
