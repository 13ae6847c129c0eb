"""Families from a file: clear words for what is wrong, the rest kept, nothing twice, and seen by who sent it only."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from twiza.conftest import NOW
from twiza.core.errors import InputError
from twiza.core.ids import new_id
from twiza.documents.guard import guard_upload
from twiza.households.actions.imports import (
    ask_for_households,
    forget_old_imports,
    receive_households,
    register_from_file,
)
from twiza.households.births import born_on_day
from twiza.households.import_columns import TITLES
from twiza.households.models import (
    ConsentHow,
    HeldDocument,
    Household,
    HouseholdImport,
    Member,
    Person,
    PersonConsent,
    PersonSex,
    Relation,
    SpokenLanguage,
)
from twiza.households.queries.alike import uncompared
from twiza.households.queries.imports import KINDS, MAX_BYTES, heads_known_already, households_in
from twiza.households.tests.families_file import FAULTS, HEADINGS, a_child, a_line, as_csv, households
from twiza.jobs.models import Job, JobState
from twiza.jobs.tests.doing import do_waiting_jobs
from twiza.territory.actions.editions import open_new_edition

SEED, MANY = 20_261_123, 1_667
"""Five thousand rows of three people a household."""


@pytest.fixture(autouse=True)
def _places_are_found(quarter, other_quarter) -> None:
    """Let the search of places know those of this test."""
    open_new_edition(country="ML")


@pytest.fixture
def receive(agent) -> Callable[..., HouseholdImport]:
    """Return what keeps a file for Aminata unless somebody else is given."""

    def one(content: bytes, name: str = "familles.csv", actor=agent) -> HouseholdImport:
        file = guard_upload(ContentFile(content, name=name), kinds=KINDS, max_bytes=MAX_BYTES)
        return receive_households(id=new_id(), file=file, actor=actor, at=NOW)

    return one


FAMILY = [a_line("M1", "Sira Koné"), a_child("M1", "Awa Koné", Sex="F")]


def said_of(file) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.sentence) for one in file.problems]


def test_a_family_is_registered_as_its_rows_say(receive, agent):
    line = a_line("M1", "Sira Koné", Other_names="Fanta, Sirani", Papers_held="Birth certificate")
    child = a_child("M1", "Awa Koné", Sex="F", Lives_here_since="01/02/2021")
    kept = receive(as_csv([child, line]))

    register_from_file(household=households_in(kept, agent).new[0], actor=agent, at=NOW)

    head, other = Member.objects.select_related("person").order_by("person__born_on")
    assert (head.person.name, head.relation, head.person.birth_known) == ("Sira Koné", "head", "year")
    assert sorted(head.person.aliases.values_list("name", flat=True)) == ["Fanta", "Sirani"]
    assert (other.person.name, other.relation, str(other.since)) == ("Awa Koné", "child", "2021-02-01")
    assert list(HeldDocument.objects.values_list("person__name", "paper", "holding")) == [
        ("Sira Koné", "birth", "held")
    ]
    assert sorted(PersonConsent.objects.values_list("person__name", "purpose", "given_by")) == [
        ("Awa Koné", "register", "guardian"),
        ("Awa Koné", "visits", "guardian"),
        ("Sira Koné", "register", "person"),
        ("Sira Koné", "visits", "person"),
    ]


def test_five_thousand_rows_with_every_fault_keep_what_is_right(receive, agent, other_quarter):
    made = households(MANY, SEED)
    kept = receive(as_csv([line for _key, _fault, lines in made for line in lines]))

    file = households_in(kept, agent)

    assert len(file.rows) == 5_001
    assert [one.key for one in file.households] == [key for key, fault, _lines in made if not fault]
    faults = {key: fault for key, fault, _lines in made if fault}
    assert {one.key for one in file.problems} == set(faults)
    for problem in file.problems:
        _make, column, sentence = FAULTS[faults[problem.key]]
        head, child = (line["Name"] for line in made[int(problem.key[2:])][2][:2])
        first = 2 + 3 * int(problem.key[2:])
        told = sentence.replace("CHILD", child).replace("HEADROW", str(first)).replace("HEAD", head)
        assert problem.sentence.startswith(told), problem
        assert (problem.column, first <= problem.row <= first + 2) == (column, True)
    assert len(file.problems) == len(faults)


def test_what_comes_from_a_file_is_compared_with_everybody_afterwards(receive, agent):
    register_from_file(household=households_in(receive(as_csv(FAMILY)), agent).new[0], actor=agent, at=NOW)

    assert uncompared(Person.objects.all()).count() == 2


def test_a_killed_workers_file_is_finished_by_another_and_nobody_is_there_twice(receive, agent, other_quarter):
    made = households(60, SEED)
    kept = receive(as_csv([line for _key, _fault, lines in made for line in lines]))
    for household in households_in(kept, agent).new[:10]:
        register_from_file(household=household, actor=agent, at=NOW)
    ask_for_households(kept=kept, actor=agent, at=NOW)

    do_waiting_jobs()
    sent_again = receive(as_csv([line for _key, _fault, lines in made for line in lines]))
    ask_for_households(kept=sent_again, actor=agent, at=NOW)
    do_waiting_jobs()

    assert (Household.objects.count(), Person.objects.count()) == (30, 90)
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert households_in(sent_again, agent).new == []


def test_a_household_is_kept_as_a_whole_or_not_at_all(receive, agent):
    household = households_in(receive(as_csv(FAMILY)), agent).new[0]
    twice = replace(household, members=(replace(household.members[0], papers=("birth", "birth")),))

    with pytest.raises(IntegrityError), transaction.atomic():
        register_from_file(household=twice, actor=agent, at=NOW)

    assert (Household.objects.count(), Person.objects.count()) == (0, 0)


def test_a_code_of_another_household_is_not_taken_for_the_same(receive, agent):
    register_from_file(household=households_in(receive(as_csv(FAMILY)), agent).new[0], actor=agent, at=NOW)

    file = households_in(receive(as_csv([a_line("M1", "Oumou Touré")])), agent)

    assert (file.new, said_of(file)) == (
        [],
        [(2, "Household", "Another household was registered under this code: give this one another code.")],
    )


def test_a_place_is_found_in_any_spelling_and_said_to_be(receive, agent, quarter):
    file = households_in(receive(as_csv([a_line("M1", "Sira Koné", Place="quartié 1")])), agent)

    assert (file.new[0].terms.place, file.understood) == (quarter, {"quartié 1": quarter})


def test_a_place_that_may_be_several_names_them(receive, agent, quarter, other_quarter):
    file = households_in(receive(as_csv([a_line("M1", "Sira Koné", Place="Quartier")])), agent)

    assert said_of(file) == [
        (2, "Place", "Several places may be meant; write the code of one: Quartier 1 (Q1); Quartier 2 (Q2).")
    ]


def test_a_head_who_looks_like_somebody_known_is_shown(receive, agent, mother):
    file = households_in(receive(as_csv([a_line("M1", "Fatouma Djarra", Birth="1994")])), agent)

    assert [(one.row, one.known) for one in heads_known_already(file, agent)] == [(2, mother)]


def test_headings_and_words_are_understood_in_french_and_arabic(receive, agent, quarter):
    for language in ("fr", "ar"):
        with translation.override(language):
            row = {str(TITLES[name]): value for name, value in values_in_page_language().items()}
            text = "\n".join(";".join(line) for line in (row.keys(), row.values()))
        household = households_in(receive(text.encode("utf-8")), agent).new[0]
        assert (household.head.relation, household.head.person.sex, household.terms.language) == (
            "head",
            "female",
            "bm",
        )


def values_in_page_language() -> dict[str, str]:
    return {
        "household": "M9", "place": "Quartier 1", "language": str(SpokenLanguage.BAMBARA.label), "name": "Sira",
        "sex": str(PersonSex.FEMALE.label), "relation": str(Relation.HEAD.label), "birth": "1990",
        "purposes": "register", "how": str(ConsentHow.ORAL.label), "spoken": str(SpokenLanguage.BAMBARA.label),
        "agreed_on": "15/01/2026",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Household;Name\nM1;Sira\n", "familles.csv has no column for: Place; Language spoken at home; Sex; "),
        (as_csv([]), "familles.csv holds no row under its header."),
        (as_csv([a_child("M1", "Awa")] * 25_001), "A file has at most 25000 rows: split it."),
    ],
)
def test_a_file_that_is_none_says_why(receive, agent, content, sentence):
    with pytest.raises(InputError, match=re.escape(sentence)):
        households_in(receive(content), agent)


def test_merged_cells_and_foreign_letters_are_refused_by_name(receive, agent):
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(list(FAMILY[0].values()))
    book.active.merge_cells("A2:A3")
    content = io.BytesIO()
    book.save(content)

    with pytest.raises(InputError, match="A2:A3 are merged"):
        list(households_in(receive(content.getvalue(), "familles.xlsx"), agent).rows)
    with pytest.raises(InputError):
        receive(b"Name;Sex\n\xff\xfe\x00\x81;\n")


def test_days_and_numbers_of_a_workbook_are_read_as_written(receive, agent):
    line = a_line("7", "Sira Koné") | {
        "Household": 7,
        "Birth": dt.date(1990, 2, 1),
        "Agreed on": dt.date(2026, 1, 15),
    }
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append([line.get(heading) for heading in HEADINGS])
    content = io.BytesIO()
    book.save(content)

    household = households_in(receive(content.getvalue(), "familles.xlsx"), agent).new[0]

    assert (household.key, household.head.person.birth) == ("7", born_on_day(dt.date(1990, 2, 1)))


def page(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_a_file_is_looked_at_registered_and_what_is_left_out_comes_back(aminata, browser_of, quarter):
    browser = browser_of(aminata)
    wrong = a_line("M2", "Oumou Touré", Sex="z")
    sent = {"id": str(new_id()), "file": ContentFile(as_csv([*FAMILY, wrong]), name="familles.csv")}

    looked = browser.post(page("household_import_new"), sent, follow=True)
    before = Household.objects.count()
    browser.post(page("household_import_start", sent["id"]))
    waiting = browser.get(page("household_import", sent["id"]))
    do_waiting_jobs()
    done = browser.get(page("household_import", sent["id"]))
    rows = browser.get(page("household_import_rows", sent["id"]))

    found = looked.context["page"].file
    assert (before, len(found.new), found.new_people, found.refused) == (0, 1, 2, {"m2"})
    assert (waiting.status_code, [one.pk for one in done.context["page"].made]) == (200, [found.new[0].id])
    sheet = load_workbook(io.BytesIO(rows.content)).worksheets[0]
    last = [row[-1].value for row in sheet.iter_rows()]
    assert (last[1].split(":")[0], len(last)) == ("Sex", 2)


def test_the_empty_file_comes_back_with_its_headings_understood(aminata, browser_of, receive, agent):
    content = browser_of(aminata).get(page("household_import_empty")).content

    with pytest.raises(InputError, match=r"no row"):
        households_in(receive(content, "families.xlsx"), agent)


def test_nobody_else_sees_a_file(
    receive, bakary, chama, technical_administrator, esther, browser_of, aminata, quarter
):
    kept = receive(as_csv(FAMILY))
    routes = ("household_import", "household_import_rows")

    for person in (bakary, chama, technical_administrator, esther):
        browser = browser_of(person)
        assert [browser.get(page(name, kept.pk)).status_code for name in routes] == [404, 404]
        assert browser.post(page("household_import_start", kept.pk)).status_code == 404
        assert browser.post(page("household_import_forget", kept.pk)).status_code == 404
    assert browser_of(aminata).get(page(routes[0], kept.pk)).status_code == 200


def test_a_file_is_forgotten_when_she_says_so_and_after_a_week(receive, aminata, browser_of):
    kept = receive(as_csv(FAMILY))
    receive(as_csv(FAMILY))

    browser_of(aminata).post(page("household_import_forget", kept.pk))
    forgotten = forget_old_imports(at=NOW + dt.timedelta(days=8))

    assert (forgotten, HouseholdImport.objects.count()) == (1, 0)
