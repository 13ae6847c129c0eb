"""A plan as a calendar, on the screen and for other calendars."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from twiza.outreach.files.icalendar import LINE_OCTETS, escaped, folded, plan_calendar_file
from twiza.outreach.plan_calendar import months_of
from twiza.outreach.queries.plans import routes_of

SECOND_DAY = "20270105"


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_long_lines_are_folded_within_75_octets_and_never_within_a_character():
    line = "SUMMARY:" + "قافلة طبية 🚐 " * 20

    parts = folded(line).removesuffix("\r\n").split("\r\n ")

    assert "".join(parts) == line
    assert len(parts[0].encode()) <= LINE_OCTETS
    assert all(len(b" " + part.encode()) <= LINE_OCTETS for part in parts[1:])


def test_a_line_of_75_octets_is_left_whole():
    assert folded("x" * 75) == "x" * 75 + "\r\n"
    assert folded("x" * 76) == "x" * 75 + "\r\n x\r\n"


def test_what_separates_values_is_escaped():
    assert escaped("Souk; école, \\ puis\r\nretour") == "Souk\\; école\\, \\\\ puis\\nretour"


def test_each_day_of_a_team_is_an_event_of_that_day(plan):
    routes = list(routes_of(plan))

    lines = unfolded(plan_calendar_file(plan, routes, language="en"))

    assert lines[:2] + lines[-2:] == ["BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR", ""]
    event = lines[lines.index("BEGIN:VEVENT", lines.index("END:VEVENT")) :]
    name = routes[1].visits[0].names["en"]
    assert event[1] == f"UID:{plan.scenario_id}-t1-{SECOND_DAY}@twiza"
    assert event[3:7] == [
        "SEQUENCE:1",
        f"DTSTART;VALUE=DATE:{SECOND_DAY}",
        "DTEND;VALUE=DATE:20270106",
        f"SUMMARY:Team 1: {name}",
    ]


def test_the_same_plan_gives_the_same_file_again_and_the_next_one_brings_it_up_to_date(plan, make_plan, scenario):
    later = make_plan(scenario)
    files = [plan_calendar_file(one, list(routes_of(one)), language="fr") for one in (plan, plan, later)]

    ids = [{line for line in unfolded(file) if line.startswith("UID:")} for file in files]

    assert files[0] == files[1]
    assert ids[0] == ids[2]
    assert "SEQUENCE:2" in unfolded(files[2])


def test_a_night_away_is_in_the_event(plan):
    plan.routes.filter(day=1).update(end="amlil")

    with override("en"):
        content = plan_calendar_file(plan, list(routes_of(plan)), language="en")

    assert sum("The team sleeps at" in line for line in unfolded(content)) == 1


def test_a_month_shows_its_days_in_weeks_with_the_teams_that_are_out(plan):
    with override("fr"):
        (month,) = months_of(plan, list(routes_of(plan)))

    assert (month.first, {len(week) for week in month.weeks}) == (dt.date(2027, 1, 1), {7})
    assert [(day.date.day, len(day.routes)) for day in month.days] == [(4, 1), (5, 1)]
    assert month.weeks[0][0].is_of_month is False


def test_the_calendar_of_one_team_is_shown_and_taken_along_and_noted(browser_of, driss, plan):
    browser = browser_of(driss)

    page = browser.get(f"/fr/plans/{plan.pk}/calendar/?team=1")
    file = browser.get(f"/fr/plans/{plan.pk}/plan.ics?team=1")

    assert (page.status_code, file["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert file["content-disposition"].endswith('-1-1.ics"')


@pytest.mark.parametrize("team", ["2", "x", "0"])
def test_a_team_that_is_not_there_has_no_calendar(browser_of, driss, plan, team):
    assert browser_of(driss).get(f"/fr/plans/{plan.pk}/plan.ics?team={team}").status_code == 404


@pytest.mark.parametrize("days", [1, 3])
def test_a_calendar_asks_the_same_questions_with_1_day_and_3(
    browser_of, driss, scenario, make_plan, days, django_assert_num_queries
):
    scenario.day_count = days
    scenario.save()
    plan = make_plan(scenario)
    browser = browser_of(driss)
    browser.get(f"/fr/plans/{plan.pk}/calendar/")

    with django_assert_num_queries(9):
        browser.get(f"/fr/plans/{plan.pk}/calendar/")
