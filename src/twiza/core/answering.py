"""How a page answers what a rule may refuse: done and said, or the rule's own sentence where it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from twiza.core.errors import DomainError


def is_kept(form: BaseForm, keep: Callable[[], object]) -> bool:
    """Keep what a form says; where it cannot be, say in the form why."""
    if not form.is_valid():
        return False
    try:
        keep()
    except DomainError as error:
        form.add_error(None, str(error))
    return form.is_valid()


def act_and_go(request: HttpRequest, act: Callable[[], object], done: str, back_url: str) -> HttpResponse:
    """Do something, say so or say why not, and go back."""
    try:
        act()
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(back_url)
