"""What pages of a caravan's preparation have in common: find the caravan, show the form of one line."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from twiza.accounts.requests import Request
from twiza.outreach.models import Caravan
from twiza.outreach.queries.cancelled import is_cancelled
from twiza.outreach.rules import MAKE_CARAVAN
from twiza.outreach.views.found import caravan_for, may


@dataclass(frozen=True, slots=True)
class LinePage:
    """The form of one line of a caravan: its title, where one goes back to, and what takes the line out, if it can."""

    title: str | Promise
    back_url: str
    remove_url: str = ""


def caravan_allowed(request: Request, caravan_id: uuid.UUID, rule: str) -> Caravan:
    """Return a caravan with which the actor may do something. Raises Http404."""
    caravan = caravan_for(request, caravan_id)
    if not may(request, caravan, rule):
        raise Http404
    return caravan


def may_change(request: Request, caravan: Caravan) -> bool:
    """Return whether the actor may prepare a caravan, which is not cancelled."""
    return may(request, caravan, MAKE_CARAVAN) and not is_cancelled(caravan)


def line_page(request: Request, caravan: Caravan, form: forms.Form, page: LinePage) -> HttpResponse:
    """Show the form of one line, as it was sent where something is wrong in it."""
    context = {"caravan": caravan, "form": form, "page": page}
    return render(request, "outreach/preparation/line.html", context, status=422 if form.errors else 200)
