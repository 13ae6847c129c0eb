"""The file of every scheme that comes with Twiza: its steps lead to the right, and its words are there."""

import pytest
from django.conf import settings

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.procedures.loaders import shipped_kinds
from twiza.procedures.models import Step
from twiza.social_protection.actions.enrolments import move_enrolment
from twiza.social_protection.loaders import shipped_schemes
from twiza.social_protection.models import Enrolment, OpenRight

SCHEMES = shipped_schemes()
KINDS = {one.code: one for one in shipped_kinds()}
OF_MALI = [one.code for one in SCHEMES if one.country == "ML"]


def reachable_from_start(kind):
    """Return the codes of the steps that a file can come to."""
    found = {kind.steps[0].code}
    while new := {one.to_step for one in kind.moves if one.from_step in found} - found:
        found |= new
    return found


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda one: one.code)
def test_every_step_of_a_scheme_is_come_to_and_its_right_is_opened_on_the_way(scheme):
    kind = KINDS[scheme.file_kind]
    steps = {one.code for one in kind.steps}

    assert reachable_from_start(kind) == steps
    assert scheme.opens_at in steps
    assert scheme.first_care_at in {"", *steps}
    assert {one.role for one in kind.readers} == {"supervisor", "professional", "field_agent"}


@pytest.mark.parametrize("code", OF_MALI)
def test_the_usual_way_of_a_scheme_opens_its_right(household, activate, orient, schemes, enrol, agent, code):
    if code != "ramed":
        activate((settings.DATA / "procedures" / f"{code}.yml").read_text(encoding="utf-8"))
    enrolment = enrol(household, orientation=orient(household, scheme=code), id=new_id())

    while not OpenRight.objects.exists():
        now = Enrolment.objects.select_related("file__step", "household", "scheme").get(pk=enrolment.pk)
        usual = Step.objects.filter(moves_in__from_step=now.file.step).order_by("moves_in__position").first()
        move_enrolment(
            enrolment=now, step=usual.code, seen_turn=now.file.turn, happened_on=TODAY, reason="", actor=agent, at=NOW
        )

    assert OpenRight.objects.get().enrolment.scheme == schemes[code]
