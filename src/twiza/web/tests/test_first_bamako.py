"""The programme of Bamako in a demonstration: a small one holds what the whole one does, once."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import call_command

from twiza.activities.counting_rule import training_rule
from twiza.activities.measures import professionals_trained, unique_parents_reached
from twiza.case_management.models import ChildAlert, ChildFollow, ChildVisit, Referral, Supervision
from twiza.conftest import NOW, TODAY
from twiza.core.tallies import Span
from twiza.households.births import months_before
from twiza.households.models import Household, Person, PersonConsent
from twiza.organisations.models import Organisation
from twiza.procedures.models import Step
from twiza.quality.models import ItemPhoto, PlannedAction, QualityRound
from twiza.quality.plan_page import plan_shown
from twiza.social_protection.measures.families import Families, ever_protected, first_protected
from twiza.social_protection.models import Enrolment, OpenRight
from twiza.territory.models import Place
from twiza.web.demonstration import open_demonstration
from twiza.web.first_bamako import WHOLE, Programme, first_bamako, registered_days

SMALL = Programme(
    protected=60, on_the_way=10, rights_ended=1, rights_ending=2, children=40, parents=200, professionals=6
)
LOADED = ("facility-types", "procedures", "rulesets", "schemes")
SOON = 60


@pytest.fixture
def made(db) -> Organisation:
    """Return the association of a small programme, made twice."""
    for name in LOADED:
        call_command("load", name, "--json", stdout=io.StringIO())
    open_demonstration(at=NOW)
    first_bamako(at=NOW, programme=SMALL)
    first_bamako(at=NOW + dt.timedelta(days=1), programme=SMALL)
    return Household.objects.select_related("organisation")[0].organisation


def test_a_small_programme_holds_what_it_was_asked_for_once(made):
    ours = Household.objects.filter(organisation=made)
    span = Span(made.pk, (), dt.date(2020, 1, 1), TODAY + dt.timedelta(days=1))
    families = Families(Span(made.pk, ("ML",), months_before(TODAY, 36), TODAY))
    seen = ChildFollow.objects.filter(organisation=made, last_visit_on__gte=TODAY - dt.timedelta(days=SOON))

    assert made.is_demonstration
    assert ours.count() == 70 + 70 // 28
    assert ours.values("registered_by").distinct().count() == 7
    assert (len(first_protected(families)), len(ever_protected(families))) == (59, 60)
    assert 36 <= seen.count() <= 40
    assert (len(unique_parents_reached(span)), len(professionals_trained(span, training_rule()))) == (200, 6)
    assert QualityRound.objects.filter(organisation=made).count() == 12
    assert Supervision.objects.filter(organisation=made).values("agent").distinct().count() == 7


def test_nothing_in_it_is_to_come_or_before_a_birth_and_all_agreed(made):
    visits = ChildVisit.objects.filter(organisation=made).select_related("child")

    assert {one.has_doubtful_date for one in visits} == {False}
    assert all(one.child.born_on < one.visited_on <= TODAY for one in visits)
    assert not ChildVisit.objects.filter(received_at__gt=NOW).exists()
    assert not ChildAlert.objects.filter(answered_at__gt=NOW).exists()
    agreed = set(PersonConsent.objects.filter(purpose="register").values_list("person", flat=True))
    assert set(Person.objects.filter(organisation=made).values_list("pk", flat=True)) <= agreed


def test_referrals_and_files_of_every_scheme_are_in_every_state(made):
    ours = Referral.objects.filter(organisation=made)
    steps = set(Step.objects.filter(version__in=ours.values("file__version")).values_list("code", flat=True))
    late = ours.filter(file__closed_at=None, file__due_on__lt=TODAY)
    enrolled = Enrolment.objects.filter(household__organisation=made)
    soon = OpenRight.objects.filter(enrolment__in=enrolled, until__gt=TODAY, until__lte=months_before(TODAY, -1))

    assert set(ours.values_list("file__step__code", flat=True)) == steps
    assert late.exists()
    assert set(enrolled.values_list("scheme__code", flat=True)) == {"ramed", "amo", "utm"}
    assert soon.count() == 2


def test_rounds_get_better_by_what_was_done_and_are_shown_by_photographs(made):
    rounds = QualityRound.objects.filter(organisation=made)
    actions = PlannedAction.objects.filter(round__in=rounds)
    first = rounds.filter(follows=None).first()
    [done] = [one for one in plan_shown(first, TODAY)["plan"] if one.is_done]

    assert set(actions.values_list("file__step__code", flat=True)) == {"to_do", "under_way", "done", "given_up"}
    assert (done.after or "") > (done.before or "")
    assert ItemPhoto.objects.filter(round__in=rounds).count() == 12


def test_the_places_are_those_of_commune_four_and_the_rules_of_mali_speak_of_the_children(made):
    places = set(Household.objects.filter(organisation=made).values_list("place__names__fr", flat=True))

    assert {"Hamdallaye", "Lafiabougou", "Sébénikoro"} <= places
    assert Place.objects.filter(country="ML", kind__code="quartier").count() == 8
    assert not ChildVisit.objects.filter(organisation=made, schedule=None).exists()


def test_the_whole_programme_registers_as_many_families_as_were_protected():
    days = registered_days(WHOLE, TODAY)

    assert len(days) == 1675 + 85
    assert max(days) < TODAY
    assert days == registered_days(WHOLE, TODAY)
