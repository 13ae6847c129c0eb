"""Finding the trainings, days and people that a request is about."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404

from twiza.accounts.requests import Request
from twiza.activities.models import Module, Participation, Training, TrainingDay
from twiza.activities.queries.training import modules_of, trainings_of


def training_for(request: Request, training_id: uuid.UUID) -> Training:
    """Return a training that the actor may see. Raises Http404."""
    return get_object_or_404(trainings_of(request.actor), pk=training_id)


def day_for(request: Request, training_id: uuid.UUID, day_id: uuid.UUID) -> TrainingDay:
    """Return a session of a training that the actor may see. Raises Http404."""
    training = training_for(request, training_id)
    return get_object_or_404(
        TrainingDay.objects.select_related("training__module", "training__place"), pk=day_id, training=training
    )


def participation_for(request: Request, training_id: uuid.UUID, participation_id: uuid.UUID) -> Participation:
    """Return somebody's part in a training that the actor may see. Raises Http404."""
    training = training_for(request, training_id)
    rows = Participation.objects.select_related(
        "training__module", "training__place", "professional__facility", "observation"
    )
    return get_object_or_404(rows, pk=participation_id, training=training, removed_at=None)


def module_for(request: Request, module_id: uuid.UUID) -> Module:
    """Return a module of the actor's organisation. Raises Http404."""
    return get_object_or_404(modules_of(request.actor), pk=module_id)
