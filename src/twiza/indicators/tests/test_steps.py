"""The delay to a right told by step: beside the whole way, each step under its name, small numbers hidden."""

from __future__ import annotations

import pytest

from twiza.accounts.rules import Role
from twiza.core.measured import Measured, Part
from twiza.procedures.loaders import load_shipped_kinds

pytestmark = pytest.mark.django_db
BY_STEP = "/en/indicators/PROT_DELAI/?by=step"


@pytest.fixture(autouse=True)
def _stays(definitions, places, monkeypatch):
    """Six stays of files at a step, and two at another one."""
    load_shipped_kinds({})
    parts = (Part(("ramed", "enquete_demandee"), 9, 6), Part(("ramed", "enquete_faite"), 4, 2))
    told = Measured(None, None, None, parts)
    monkeypatch.setattr("twiza.indicators.registry.families.days_at_steps", lambda of: told)


def lines(page) -> list[tuple[str, float | None, float | None]]:
    return [(record.label, part.numerator, part.denominator) for record, part in page.context["parts"]]


def test_each_step_is_told_beside_the_whole_way(browser_of, bakary):
    page = browser_of(bakary).get(BY_STEP)

    assert page.context["figure"].shown.value is None
    assert lines(page) == [
        ("RAMED file · Social enquiry asked for", 9, 6),
        ("RAMED file · Social enquiry done", 4, 2),
    ]
    assert "group=" not in page.content.decode()


def test_steps_with_few_stays_are_hidden_from_who_opens_no_record(browser_of, make_person, association):
    page = browser_of(make_person("Somebody", association, Role.COORDINATOR)).get(BY_STEP)

    assert [line[1:] for line in lines(page)] == [(9, 6), (None, None)]


def test_steps_are_in_the_file_too(browser_of, bakary):
    sent = browser_of(bakary).get("/en/indicators/PROT_DELAI/file.csv?by=step").content.decode()

    assert "Social enquiry asked for" in sent


def test_nobody_asks_for_the_records_of_a_step(browser_of, bakary):
    page = browser_of(bakary).get("/en/indicators/PROT_DELAI/records/?by=step&group=enquete_demandee")

    assert (page.status_code, page.context["group"]) == (200, None)
