"""Children followed at home, as indicators count them: hand-made cases of each counting rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from twiza.case_management.actions.visits import record_visit, withdraw_visit
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.measures.cohort import Cohort
from twiza.case_management.measures.health import (
    acute_malnutrition_found,
    fully_vaccinated,
    growing_well,
    with_birth_certificate,
    zero_dose_vaccinated,
)
from twiza.case_management.measures.visits import (
    ever_seen,
    followed_on_last_day,
    newborns_visited,
    planned_visits_made,
)
from twiza.case_management.models import ChildVisit, Presence
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.tallies import Span
from twiza.households.models import BirthKnown, HeldDocument, Person

SEEN = VisitTerms(visited_on=TODAY, presence=Presence.SEEN)
MONTH_AGO = TODAY - dt.timedelta(days=29)


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def visit(child: Person, agent, **said) -> ChildVisit:
    return record_visit(id=new_id(), child=child, terms=replace(SEEN, **said), actor=agent, at=NOW)


def cohort_of(child: Person, start: dt.date = MONTH_AGO, end: dt.date = TODAY, area: str = "ML") -> Cohort:
    return Cohort(Span(child.organisation_id, (area,), start, end), "ML")


def told(tallies) -> list[tuple[float, float | None]]:
    return [(one.counted, one.out_of) for one in tallies]


def test_a_child_is_followed_for_sixty_days_after_a_visit(child, agent):
    visit(child, agent, visited_on=days_ago(59))
    (today,) = followed_on_last_day(cohort_of(child))

    assert (today.key, today.counted, today.sex, today.born_on) == (child.pk, 1, "male", child.born_on)
    assert followed_on_last_day(cohort_of(child, end=TODAY + dt.timedelta(days=1))) == []
    assert followed_on_last_day(cohort_of(child, end=days_ago(60))) == []
    assert followed_on_last_day(cohort_of(child, area="MA")) == []


def test_two_visits_count_one_child_and_an_absence_or_a_mistake_none(child, agent):
    visit(child, agent, presence=Presence.ABSENT, visited_on=days_ago(3))
    mistake = visit(child, agent, visited_on=days_ago(2))
    withdraw_visit(visit=mistake, reason="Another child", actor=agent, at=NOW)
    nobody = followed_on_last_day(cohort_of(child))
    visit(child, agent, visited_on=days_ago(1))
    visit(child, agent)

    assert nobody == []
    assert told(followed_on_last_day(cohort_of(child))) == [(1, None)]


def test_a_child_found_twice_is_one(child, agent):
    twin = Person.objects.get(pk=child.pk)
    twin.pk, twin.merged_into = new_id(), child
    visit(child, agent)
    twin.save(force_insert=True)
    ChildVisit.objects.create(
        child=twin, organisation=child.organisation, visited_on=days_ago(1), presence="seen",
        visited_by_id=agent.person_id, received_at=NOW,
    )  # fmt: skip

    assert [one.key for one in followed_on_last_day(cohort_of(child))] == [child.pk]


def test_a_child_who_died_is_followed_no_more_and_was_ever_seen(child, agent):
    visit(child, agent, visited_on=days_ago(5))
    Person.objects.filter(pk=child.pk).update(died_on=days_ago(2))

    assert followed_on_last_day(cohort_of(child)) == []
    (ever,) = ever_seen(cohort_of(child).span)
    assert (ever.key, ever.on) == (child.pk, days_ago(5))
    assert ever_seen(cohort_of(child, end=days_ago(6)).span) == []


def test_planned_visits_count_once_their_time_is_over(child, agent):
    """A boy of one year is planned twice a month: five times end within 70 days, and two visits fill one of them."""
    visit(child, agent, visited_on=days_ago(80))
    visit(child, agent, visited_on=days_ago(40))
    visit(child, agent, visited_on=days_ago(40))

    (made,) = planned_visits_made(cohort_of(child, start=days_ago(69)))
    assert (made.counted, made.out_of) == (1, 5)


def test_no_visit_is_due_before_a_child_was_ever_seen(child, agent):
    visit(child, agent)

    assert planned_visits_made(cohort_of(child)) == []


@pytest.mark.parametrize(
    ("days", "expected"), [((1, 3, 7), True), ((2, 6, 13), True), ((1, 3, 14), False), ((1, 7), False)]
)
def test_a_newborn_is_visited_in_each_of_the_three_times(child, agent, days, expected):
    born = days_ago(20)
    Person.objects.filter(pk=child.pk).update(
        born_on=born, birth_known=BirthKnown.DAY, made_at=NOW - dt.timedelta(days=19)
    )
    child.refresh_from_db()
    for day in days:
        visit(child, agent, visited_on=born + dt.timedelta(days=day))

    assert told(newborns_visited(cohort_of(child))) == [(expected, 1)]
    assert newborns_visited(cohort_of(child, end=days_ago(7))) == []


def test_a_newborn_known_too_late_or_born_about_then_is_not_counted(child, agent):
    Person.objects.filter(pk=child.pk).update(born_on=days_ago(20), birth_known=BirthKnown.DAY)
    child.refresh_from_db()
    visit(child, agent, visited_on=days_ago(19))
    late = newborns_visited(cohort_of(child))
    Person.objects.filter(pk=child.pk).update(birth_known=BirthKnown.MONTH, made_at=NOW - dt.timedelta(days=20))

    assert late == newborns_visited(cohort_of(child)) == []


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ({"arm_mm": 140}, [(False, 1)]),
        ({"arm_mm": 120}, [(True, 1)]),
        ({"arm_mm": 110}, [(True, 1)]),
        ({"has_oedema": True}, [(True, 1)]),
        ({"has_oedema": False}, [(False, 1)]),
        ({"weight_kg": Decimal("8")}, []),
    ],
)
def test_a_child_is_screened_by_arm_or_oedema(child, agent, measured, expected):
    visit(child, agent, **measured)

    assert told(acute_malnutrition_found(cohort_of(child))) == expected


def test_a_weight_that_fell_is_no_growth_and_one_weighing_says_nothing(child, agent):
    visit(child, agent, visited_on=days_ago(20), weight_kg=Decimal("8.5"))
    once = growing_well(cohort_of(child))
    visit(child, agent, weight_kg=Decimal("8.2"))

    assert once == []
    assert told(growing_well(cohort_of(child))) == [(False, 1)]
    assert growing_well(cohort_of(child, start=days_ago(40), end=days_ago(25))) == []


def test_only_doses_read_in_a_card_make_a_child_fully_vaccinated(child, agent):
    cohort = cohort_of(child)
    asked = cohort.rules.content(cohort.rules.vaccines)["status_rules"]["fully_immunised_12m"]
    said = {dose: child.born_on + dt.timedelta(days=100) for dose in asked}
    visit(child, agent, doses=said)
    child.doses.update(is_seen_written=False)
    unread = fully_vaccinated(cohort_of(child))
    child.doses.update(is_seen_written=True)
    full = told(fully_vaccinated(cohort_of(child)))
    child.doses.filter(dose=asked[0]).delete()

    assert unread == []
    assert (full, told(fully_vaccinated(cohort_of(child)))) == ([(True, 1)], [(False, 1)])


def test_a_zero_dose_child_is_vaccinated_within_the_month_or_not(child, agent):
    visit(child, agent, visited_on=days_ago(10))
    before = told(zero_dose_vaccinated(cohort_of(child)))
    visit(child, agent, doses={"PENTA1": days_ago(3)})

    assert (before, told(zero_dose_vaccinated(cohort_of(child)))) == ([(False, 1)], [(True, 1)])
    assert zero_dose_vaccinated(cohort_of(child, start=days_ago(2))) == []


def test_a_birth_certificate_is_held_or_not(child, agent):
    visit(child, agent)
    before = told(with_birth_certificate(cohort_of(child)))
    HeldDocument.objects.create(person=child, paper="birth", holding="held", said_on=TODAY)

    assert (before, told(with_birth_certificate(cohort_of(child)))) == ([(False, 1)], [(True, 1)])
