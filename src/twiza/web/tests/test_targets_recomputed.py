"""The targets of the demonstration, counted again by SQL that shares nothing with the measures, month by month."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from openpyxl import load_workbook

from twiza.accounts.models import Person
from twiza.conftest import NOW, TODAY
from twiza.web.demonstration import open_demonstration
from twiza.web.first_bamako import CENTRES, SUPERVISOR, Programme, first_bamako

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
SERVED_BY_ONE = """
    SELECT c.place_id, MIN(CAST(f.names AS TEXT)) FROM facilities_facilitycatchment c
    JOIN facilities_facility f ON f.id = c.facility_id
    WHERE f.merged_into_id IS NULL GROUP BY c.place_id HAVING COUNT(*) = 1
"""
"""The centre of each neighbourhood: the catchments of the demonstration are whole neighbourhoods."""
FAMILIES_BY_PLACE = """
    SELECT k.place_id, COUNT(*) FROM households_household k
    WHERE k.id IN (
        SELECT COALESCE(h.merged_into_id, h.id) FROM social_protection_openright r
        JOIN social_protection_enrolment e ON e.id = r.enrolment_id
        JOIN households_household h ON h.id = e.household_id
    ) GROUP BY k.place_id
"""
CHILDREN_BY_PLACE = """
    SELECT h.place_id, COUNT(DISTINCT p.id) FROM households_person p
    JOIN households_member m ON m.person_id = p.id AND m.until IS NULL
    JOIN households_household h ON h.id = m.household_id
    WHERE p.merged_into_id IS NULL AND p.id IN (
        SELECT COALESCE(q.merged_into_id, q.id) FROM case_management_childvisit v
        JOIN households_person q ON q.id = v.child_id WHERE v.presence = 'seen' AND v.withdrawn_at IS NULL
    ) GROUP BY h.place_id
"""


@pytest.fixture
def made(demonstration) -> None:
    for kind in LOADED:
        call_command("load", kind, stdout=io.StringIO())
    open_demonstration(at=NOW)
    first_bamako(at=NOW, programme=SMALL)


def rows_of(sql: str) -> list[tuple[object, ...]]:
    """Return the rows that answer a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def days(sql: str) -> list[dt.date]:
    """Return the days that a question answers."""
    found = [row[0] for row in rows_of(sql)]
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


@pytest.mark.once
def test_the_centres_share_what_an_independent_count_finds(made, browser_of):
    browser = browser_of(Person.objects.get(email=SUPERVISOR))

    for code, sql in (("SS_FAMILLES_PROTEGEES", FAMILIES_BY_PLACE), ("SS_ENFANTS_SUIVIS", CHILDREN_BY_PLACE)):
        page = browser.get(f"/en/indicators/targets/{code}/?by=catchment").context
        told = {record.label: group.ever for record, group in page["groups"]}
        assert told == by_centre(sql), code
        assert sum(told.values()) == page["line"].ever
        assert len(told) == CENTRES


def by_centre(sql: str) -> dict[str, int]:
    """Return counts by place as counts by the French name of the centre of the place."""
    names = {place: json.loads(said)["fr"] for place, said in rows_of(SERVED_BY_ONE)}
    found: Counter[str] = Counter()
    for place, count in rows_of(sql):
        found[names.get(place, "Centre not known")] += count
    return dict(found)


def last_months() -> list[str]:
    """Return the last twelve months, the first one first."""
    number = TODAY.year * 12 + TODAY.month - 1
    return [f"{one // 12}-{one % 12 + 1:02}" for one in range(number - 11, number + 1)]
