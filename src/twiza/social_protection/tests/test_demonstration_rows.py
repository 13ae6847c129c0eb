"""Files of a demonstration kept at once are, column by column, what the actions make of them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import transaction

from twiza.conftest import NOW, TODAY
from twiza.core.tallies import Span
from twiza.households.demonstration.families import Field, families_told
from twiza.households.demonstration.rows import keep_families
from twiza.households.models import Household, Person
from twiza.procedures.models import File, Passage
from twiza.social_protection.actions.enquiries import make_enquiry
from twiza.social_protection.actions.enrolments import move_enrolment, open_enrolment
from twiza.social_protection.actions.orientations import decide_orientation
from twiza.social_protection.demonstration.files import ORIENTED_BECAUSE, STEPS, FileTold, Home, files_told
from twiza.social_protection.demonstration.rows import keep_files, procedure_of
from twiza.social_protection.measures.families import Families, ever_protected, first_protected
from twiza.social_protection.models import Answer, Covered, Enquiry, Enrolment, OpenRight, Orientation, Scheme
from twiza.social_protection.queries.enquiries import questions_for, rules_for

MODELS = (Enquiry, Answer, Orientation, File, Passage, Enrolment, Covered, OpenRight)
MADE_HERE = {Answer, Passage, Covered, OpenRight}
DAYS = [TODAY - dt.timedelta(days=days) for days in (1300, *range(900, 70, -40), *range(140, 20, -6))]
OPENED = 22


@pytest.fixture
def homes(quarter, agent) -> list[Home]:
    """Return forty families, of whom the first 22 got their right."""
    families = families_told(DAYS, Field([quarter], [agent.person_id or 0], NOW), seed=9)
    keep_families(families, agent.grant.organisation_id)
    households = Household.objects.select_related("place").in_bulk([one.id for one in families])
    people = Person.objects.in_bulk([one.id for told in families for one in told.members])
    return [
        Home(
            households[told.id],
            people[told.members[0].id],
            [people[one.id] for one in told.members],
            told.registrar_id,
            opens=number < OPENED,
        )
        for number, told in enumerate(one for one in families if not one.is_again)
    ]


def columns() -> dict[str, list[dict[str, object]]]:
    """Return every column of every row, without the ids that are made where the row is."""
    return {
        model.__name__: sorted(
            (
                {name: value for name, value in row.items() if name != "id" or model not in MADE_HERE}
                for row in model.objects.values()
            ),
            key=repr,
        )
        for model in MODELS
    }


def kept_by_actions(told: FileTold, questions, agent) -> None:
    """Do with the actions what is told of one file."""
    home = told.home
    enquiry = make_enquiry(
        id=told.enquiry_id, household=home.household, person=None, questions=questions,
        asked_on=told.asked_at.date(), answers=told.answers, actor=agent, at=told.asked_at,
    )  # fmt: skip
    orientation = decide_orientation(
        id=told.orientation_id, enquiry=enquiry, scheme=home_scheme(questions), choice="orient",
        reason=ORIENTED_BECAUSE, actor=agent, at=told.asked_at,
    )  # fmt: skip
    enrolment = open_enrolment(
        id=told.id, orientation=orientation, applicant=home.applicant, covered=home.covered,
        opened_on=told.stays[0].on, actor=agent, at=told.stays[0].at,
    )  # fmt: skip
    for turn, stay in enumerate(told.stays[1:], start=1):
        move_enrolment(
            enrolment=enrolment, step=stay.step, seen_turn=turn, happened_on=stay.on, reason=stay.reason,
            actor=agent, at=stay.at,
        )  # fmt: skip


def home_scheme(questions):
    """Return the scheme of the country of these questions whose files are told."""

    return Scheme.objects.get(country=questions.ruleset.country, code="ramed")


def test_rows_kept_at_once_are_those_of_the_actions(homes, schemes, ramed, agent):
    told = files_told(homes, NOW, seed=3)
    organisation_id = agent.grant.organisation_id
    questions = questions_for([schemes["ramed"]], organisation_id, TODAY)
    with transaction.atomic():
        for one in told:
            kept_by_actions(one, questions, agent)
        one_by_one = columns()
        transaction.set_rollback(True)

    keep_files(told, procedure_of(schemes["ramed"], questions, rules_for(schemes["ramed"], organisation_id, TODAY)))

    assert {name: len(rows) for name, rows in one_by_one.items() if not rows} == {}
    assert columns() == one_by_one


def test_every_state_is_reached_and_the_rights_are_as_many_as_asked(homes, schemes, ramed, agent):
    told = files_told(homes, NOW, seed=3)
    organisation_id = agent.grant.organisation_id
    questions = questions_for([schemes["ramed"]], organisation_id, TODAY)

    keep_files(told, procedure_of(schemes["ramed"], questions, rules_for(schemes["ramed"], organisation_id, TODAY)))

    families = Families(Span(organisation_id, ("ML",), dt.date(2020, 1, 1), TODAY))
    states = {*(code for code, _days in STEPS), "premier_soin", "echeance", "rejete", "abandonne"}
    assert set(File.objects.values_list("step__code", flat=True)) == states
    assert len(first_protected(families)) == len(ever_protected(families)) == OPENED


def test_the_same_seed_tells_the_same_files_and_none_is_to_come(homes):
    told = files_told(homes, NOW, seed=3)

    assert told == files_told(homes, NOW, seed=3)
    assert told != files_told(homes, NOW, seed=4)
    assert all(isinstance(one.id, uuid.UUID) for one in told)
    for one in told:
        days = [stay.on for stay in one.stays]
        assert days == sorted(days)
        assert one.home.household.registered_on <= days[0] <= days[-1] <= TODAY
        assert all(stay.at <= NOW and stay.on <= stay.at.date() for stay in one.stays)
