"""What the page of one file shows: the steps that may be taken, the papers there are, the right and who has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from twiza.accounts.decisions import Actor
from twiza.households.models import HeldDocument, Paper, Person
from twiza.procedures.file_page import Refused, file_context
from twiza.procedures.models import Move, Requirement
from twiza.procedures.queries.missing import met_by, ways_on
from twiza.social_protection.actions.cares import care_days
from twiza.social_protection.forms import CareForm, ContributionForm, StepForm
from twiza.social_protection.models import Contribution, Enrolment, OpenRight
from twiza.social_protection.queries.enquiries import enquiries_in
from twiza.social_protection.queries.enrolments import files_after, has_agreed


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step that may follow, with its form."""

    move: Move
    form: StepForm
    is_refused: bool


@dataclass(frozen=True, slots=True)
class PaperShown:
    """Whether somebody of the household holds a paper that the file asks for; no `holding` is not known."""

    person: Person
    paper: str
    holding: str


def enrolment_context(
    enrolment: Enrolment, actor: Actor, *, today: dt.date, back: str, refused: Refused | None
) -> dict[str, object]:
    """Return what the page shows of a file that the actor may see."""
    right = OpenRight.objects.filter(enrolment=enrolment).select_related("enrolment__scheme").first()
    covered = [one.person for one in enrolment.covered.select_related("person").order_by("id")]
    return file_context(enrolment.file, actor, today=today, refused=refused, back=back) | {
        "enrolment": enrolment,
        "household": enrolment.household,
        "right": right,
        "is_over": bool(right and right.until and right.until <= today),
        "covered": covered,
        "papers": papers_shown(enrolment, covered),
        "is_stopped": not has_agreed(enrolment.applicant),
        "steps": steps_shown(enrolment, actor, today, refused),
        "cares": sorted(care_days(right)) if right else [],
        "care_form": care_form(right, refused),
        **contributions_context(right, today, refused),
        "latest_enquiry": enquiries_in(enrolment.household).first(),
        "next_files": files_after(enrolment),
    }


def steps_shown(enrolment: Enrolment, actor: Actor, today: dt.date, refused: Refused | None) -> list[StepShown]:
    """Return the steps that the actor may take from where a file is, the usual one first."""
    ways = [way for way in ways_on(enrolment.file, actor, met_by(enrolment.file)) if way.is_mine]
    return [step_shown(enrolment, way.move, today, refused) for way in ways]


def step_shown(enrolment: Enrolment, move: Move, today: dt.date, refused: Refused | None) -> StepShown:
    """Return one step with its form: as it came back, or new; a reason is asked where one is needed."""
    name = f"step-{move.to_step.code}"
    if refused and refused.name == name and isinstance(refused.form, StepForm):
        return StepShown(move, refused.form, True)
    initial = {"step": move.to_step.code, "turn": enrolment.file.turn, "happened_on": today}
    form = StepForm(auto_id=f"{name}-%s", initial=initial)
    form.fields["reason"].required = move.needs_reason
    return StepShown(move, form, False)


def care_form(right: OpenRight | None, refused: Refused | None) -> CareForm | None:
    """Return the form of a care, as it came back or new; None where no right to care is open."""
    if right is None or not right.enrolment.scheme.first_care_at:
        return None
    if refused and isinstance(refused.form, CareForm):
        return refused.form
    return CareForm(auto_id="care-%s")


def contributions_context(right: OpenRight | None, today: dt.date, refused: Refused | None) -> dict[str, object]:
    """Return what was paid for a right, the latest first, whether it is paid today, and the form of one more."""
    if right is None or not right.enrolment.scheme.is_contributory:
        return {"contribution_form": None}
    paid = list(Contribution.objects.filter(right=right).order_by("-paid_until"))
    is_refused = refused is not None and isinstance(refused.form, ContributionForm)
    return {
        "contribution_form": refused.form if refused and is_refused else ContributionForm(auto_id="contribution-%s"),
        "contributions": paid,
        "is_paid_up": bool(paid) and paid[0].paid_until >= today,
    }


def papers_shown(enrolment: Enrolment, covered: list[Person]) -> list[PaperShown]:
    """Return which of the papers that a file asks for are held: those whose code is the one of a paper we know."""
    asked = Requirement.objects.filter(version=enrolment.file.version_id, code__in=Paper.values)
    codes = list(asked.order_by("position").values_list("code", flat=True))
    held = HeldDocument.objects.filter(person__in=covered, paper__in=codes)
    said = {(one.person_id, one.paper): str(one.get_holding_display()) for one in held}
    return [
        PaperShown(person, str(Paper(code).label), said.get((person.pk, code), ""))
        for code in codes
        for person in covered
    ]
