"""A form by which something of an accompaniment is written down: shown, kept, or said why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from twiza.accompaniment.models import Accompaniment
from twiza.accompaniment.queries.accompaniments import called
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept


@dataclass(frozen=True, slots=True)
class Words:
    """What a form is called, what it says before it, what its button says, and what is said once it is kept."""

    title: str
    button: str
    done: str
    intro: str = ""
    warning: str = ""


def form_page(
    request: Request, accompaniment: Accompaniment, form: Form, keep: Callable[[], object], words: Words
) -> HttpResponse:
    """Show a form about an accompaniment; keep what it says and go back to the accompaniment."""
    if request.method == "POST" and is_kept(form, keep):
        messages.success(request, words.done)
        return redirect("accompaniment", accompaniment.pk)
    context = {"accompaniment": accompaniment, "person": called(accompaniment), "form": form, "words": words}
    return render(request, "accompaniment/form.html", context, status=422 if form.errors else 200)
