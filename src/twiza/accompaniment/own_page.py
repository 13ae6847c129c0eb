"""What a person's own file tells her, on paper and on the screen: in plain words, and nothing that is protected."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accompaniment.models import (
    Accompaniment,
    Agreement,
    Appointment,
    AppointmentState,
    Group,
    NextStep,
    Request,
)
from twiza.accompaniment.queries.accompaniments import called
from twiza.accompaniment.queries.own_file import holding, read_by
from twiza.organisations.models import Organisation


def own_file_of(accompaniment: Accompaniment, today: dt.date) -> dict[str, Any]:
    """Return what a person's file says: her rights, her next step, her appointments, who holds it and who read it."""
    plain = {"accompaniment": accompaniment, "taken_out_at": None, "is_protected": False}
    coming = Appointment.objects.filter(**plain, state=AppointmentState.PLANNED, on__gte=today)
    return {
        "accompaniment": accompaniment,
        "person": called(accompaniment),
        "requests": list(Request.objects.filter(**plain).order_by("settled_on", "-asked_on", "-id")),
        "step": NextStep.objects.filter(**plain, ended_at=None).first(),
        "appointments": list(coming.order_by("on", "at", "id")),
        "holders": holders_of(accompaniment),
        "readings": read_by(accompaniment),
        "today": today,
    }


def holders_of(accompaniment: Accompaniment) -> list[tuple[Organisation, list[Agreement]]]:
    """Return each organisation that holds something of a file with the agreements that let it, ours first."""
    houses: dict[int, tuple[Organisation, list[Agreement]]] = {}
    for one in holding(accompaniment):
        houses.setdefault(one.recipient_id, (one.recipient, []))[1].append(one)
    return sorted(houses.values(), key=lambda pair: pair[0].pk != accompaniment.organisation_id)


def is_whole(agreement: Agreement) -> bool:
    """Return whether withdrawing an agreement ends the accompaniment and erases every word of it."""
    return agreement.group == Group.ACCOMPANIMENT
