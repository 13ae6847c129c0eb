"""Pages where something is written down in an accompaniment: requests, appointments, obstacles, steps, the story."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twiza.accompaniment.actions.appointments import make_appointment, settle_appointment
from twiza.accompaniment.actions.next_steps import finish_step, resume_step, set_next_step
from twiza.accompaniment.actions.obstacles import bring_obstacle_back, meet_obstacle, overcome_obstacle
from twiza.accompaniment.actions.requests import make_request, move_request, take_back_move
from twiza.accompaniment.actions.story import bring_back, take_out, tell_line
from twiza.accompaniment.forms import (
    AppointmentForm,
    LineForm,
    MoveForm,
    ObstacleForm,
    OutcomeForm,
    RequestForm,
    StepForm,
    outcome_said,
)
from twiza.accompaniment.models import Appointment, Group, NextStep, Obstacle, Part, Recorded, StoryLine
from twiza.accompaniment.models import Request as Asked
from twiza.accompaniment.queries.accompaniments import facts_of, groups_read
from twiza.accompaniment.rules import FOLLOW
from twiza.accompaniment.views.found import accompaniment_for, part_for, row_for
from twiza.accompaniment.views.writing import Words, form_page
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go

CORRECTED: dict[str, type[Recorded]] = {
    "request": Asked,
    "appointment": Appointment,
    "obstacle": Obstacle,
    "line": StoryLine,
}
"""What may be taken out, by the word of its address."""


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def request_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Keep what is asked of an office."""
    accompaniment = part_for(request, accompaniment_id, Group.REQUESTS)
    form = RequestForm(request.POST or None, initial={"asked_on": timezone.localdate()})
    form.offer(accompaniment.household.place.country)
    return form_page(
        request,
        accompaniment,
        form,
        lambda: make_request(
            id=form.cleaned_data["id"],
            accompaniment=accompaniment,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
        Words(title=_("A request"), button=_("Keep this request"), done=_("The request is kept.")),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def request_move(request: Request, request_id: uuid.UUID) -> HttpResponse:
    """Say where a request stands now."""
    asked = row_for(request, Asked, request_id)
    form = MoveForm(request.POST or None, initial={"happened_on": timezone.localdate()})
    form.offer(asked)
    return form_page(
        request,
        asked.accompaniment,
        form,
        lambda: move_request(request=asked, terms=form.terms(), actor=request.actor, at=timezone.now()),
        Words(
            title=_("Where the request stands"),
            button=_("Keep"),
            done=_("Kept. It can be taken back from the page of the accompaniment."),
        ),
    )


@policy(FOLLOW)
@require_POST
def request_take_back(request: Request, request_id: uuid.UUID) -> HttpResponse:
    """Take back the last move of a request."""
    asked = row_for(request, Asked, request_id)
    return act_and_go(
        request,
        lambda: take_back_move(request=asked, actor=request.actor, at=timezone.now()),
        _("Taken back."),
        reverse("accompaniment", args=[asked.accompaniment_id]),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def appointment_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Keep an appointment."""
    accompaniment = part_for(request, accompaniment_id, Group.APPOINTMENTS)
    form = AppointmentForm(request.POST or None)
    return form_page(
        request,
        accompaniment,
        form,
        lambda: make_appointment(
            id=form.cleaned_data["id"],
            accompaniment=accompaniment,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
        Words(title=_("An appointment"), button=_("Keep this appointment"), done=_("The appointment is kept.")),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def appointment_settle(request: Request, appointment_id: uuid.UUID) -> HttpResponse:
    """Say what became of an appointment, and whether somebody interprets."""
    appointment = row_for(request, Appointment, appointment_id)
    form = OutcomeForm(request.POST or None, initial=outcome_said(appointment))
    return form_page(
        request,
        appointment.accompaniment,
        form,
        lambda: settle_appointment(
            appointment=appointment, terms=form.terms(), actor=request.actor, at=timezone.now()
        ),
        Words(title=_("What became of the appointment"), button=_("Keep"), done=_("Noted.")),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def obstacle_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Keep an obstacle that was met."""
    accompaniment = part_for(request, accompaniment_id, Group.OBSTACLES)
    form = ObstacleForm(request.POST or None, initial={"met_on": timezone.localdate()})
    return form_page(
        request,
        accompaniment,
        form,
        lambda: meet_obstacle(
            id=form.cleaned_data["id"],
            accompaniment=accompaniment,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
        Words(title=_("An obstacle"), button=_("Keep this obstacle"), done=_("The obstacle is kept.")),
    )


@policy(FOLLOW)
@require_POST
def obstacle_turn(request: Request, obstacle_id: uuid.UUID) -> HttpResponse:
    """Say that an obstacle is overcome, or that it stands in the way still."""
    obstacle = row_for(request, Obstacle, obstacle_id)
    turn = overcome_obstacle if obstacle.overcome_on is None else bring_obstacle_back
    return act_and_go(
        request,
        lambda: turn(obstacle=obstacle, actor=request.actor, at=timezone.now()),
        _("Noted."),
        reverse("accompaniment", args=[obstacle.accompaniment_id]),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def step_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Set what comes next."""
    accompaniment = part_for(request, accompaniment_id, Group.REQUESTS)
    form = StepForm(request.POST or None)
    return form_page(
        request,
        accompaniment,
        form,
        lambda: set_next_step(
            id=form.cleaned_data["id"],
            accompaniment=accompaniment,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
        Words(
            title=_("The next step"),
            intro=_("One at a time: the step before it ends."),
            button=_("Set this step"),
            done=_("The next step is set."),
        ),
    )


@policy(FOLLOW)
@require_POST
def step_turn(request: Request, step_id: uuid.UUID) -> HttpResponse:
    """Say that a step is done, or that it is still to do."""
    step = row_for(request, NextStep, step_id)
    turn = finish_step if step.ended_at is None else resume_step
    return act_and_go(
        request,
        lambda: turn(step=step, actor=request.actor, at=timezone.now()),
        _("Noted."),
        reverse("accompaniment", args=[step.accompaniment_id]),
    )


@policy(FOLLOW)
@require_http_methods(["GET", "POST"])
def line_new(request: Request, accompaniment_id: uuid.UUID) -> HttpResponse:
    """Keep some sentences of the story."""
    accompaniment = accompaniment_for(request, accompaniment_id)
    groups = groups_read(request.actor, facts_of(accompaniment, request.actor)) & {*Part.values}
    if not groups:
        raise Http404
    form = LineForm(request.POST or None, initial={"told_on": timezone.localdate()})
    form.offer(groups)
    return form_page(
        request,
        accompaniment,
        form,
        lambda: tell_line(
            id=form.cleaned_data["id"],
            accompaniment=accompaniment,
            terms=form.terms(),
            actor=request.actor,
            at=timezone.now(),
        ),
        Words(
            title=_("Told once"),
            intro=_("Read first what she told already: nobody asks her again what is written."),
            button=_("Keep what she told"),
            done=_("It is kept."),
        ),
    )


@policy(FOLLOW)
@require_POST
def record_take_out(request: Request, noun: str, record_id: uuid.UUID) -> HttpResponse:
    """Take out what was written by mistake, or bring it back."""
    if noun not in CORRECTED:
        raise Http404
    row = row_for(request, CORRECTED[noun], record_id, also_taken_out=True)
    act, done = (take_out, _("Taken out.")) if row.taken_out_at is None else (bring_back, _("Brought back."))
    return act_and_go(
        request,
        lambda: act(row=row, actor=request.actor, at=timezone.now()),
        done,
        reverse("accompaniment", args=[row.accompaniment_id]),
    )
