"""The targets of the demonstration, counted again by SQL that shares nothing with the measures, month by month."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from openpyxl import load_workbook

from twiza.accounts.models import Person
from twiza.conftest import NOW, TODAY
from twiza.web.demonstration import open_demonstration
from twiza.web.first_bamako import SUPERVISOR, Programme, first_bamako

SMALL = Programme(protected=60, on_the_way=10, rights_ended=1, children=40, parents=200, professionals=6)
LOADED = ("facility-types", "procedures", "rulesets", "schemes")
FIRST_RIGHTS = """
    SELECT MIN(r.since) FROM social_protection_openright r
    JOIN social_protection_enrolment e ON e.id = r.enrolment_id
    JOIN households_household h ON h.id = e.household_id
    GROUP BY COALESCE(h.merged_into_id, h.id)
"""
FIRST_VISITS = """
    SELECT MIN(v.visited_on) FROM case_management_childvisit v JOIN households_person p ON p.id = v.child_id
    WHERE v.presence = 'seen' AND v.withdrawn_at IS NULL GROUP BY COALESCE(p.merged_into_id, p.id)
"""
FIRST_COMINGS = """
    SELECT MIN(s.held_on) FROM activities_session_person p
    JOIN activities_session s ON s.id = p.session_id
    WHERE s.withdrawn_at IS NULL AND p.removed_at IS NULL AND p.card_code <> '' AND p."group" IN ('woman', 'man')
    GROUP BY p.card_code, p."group", p.sound
"""
"""Every parent of the demonstration has a name."""


@pytest.fixture
def made(demonstration) -> None:
    for kind in LOADED:
        call_command("load", kind, stdout=io.StringIO())
    open_demonstration(at=NOW)
    first_bamako(at=NOW, programme=SMALL)


def days(sql: str) -> list[dt.date]:
    """Return the days that a question answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = [row[0] for row in cursor.fetchall()]
    return [dt.date.fromisoformat(one) if isinstance(one, str) else one for one in found]


def sheet_of(browser) -> dict[str, list[object]]:
    """Return the lines of the workbook of targets, by their names."""
    answer = browser.get("/en/indicators/targets/file.xlsx")
    rows = load_workbook(io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)).active
    return {str(row[0]): list(row[1:]) for row in rows.iter_rows(values_only=True) if row[0]}


@pytest.mark.once
def test_each_target_is_what_an_independent_count_finds(made, browser_of):
    found = sheet_of(browser_of(Person.objects.get(email=SUPERVISOR)))

    for name, sql in (("Vulnerable", FIRST_RIGHTS), ("Children", FIRST_VISITS), ("Mothers", FIRST_COMINGS)):
        (line,) = (cells for title, cells in found.items() if title.startswith(name))
        firsts = days(sql)
        months = Counter(day.strftime("%Y-%m") for day in firsts)
        asked = [months.get(month, 0) for month in last_months()]
        assert (line[1], line[5:]) == (len(firsts), asked), name


def last_months() -> list[str]:
    """Return the last twelve months, the first one first."""
    number = TODAY.year * 12 + TODAY.month - 1
    return [f"{one // 12}-{one % 12 + 1:02}" for one in range(number - 11, number + 1)]
