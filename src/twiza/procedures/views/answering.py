"""How an act on a file is answered: back where it was asked, or the file with what was refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from twiza.accounts.links import is_own_path
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.procedures.file_page import Refused, file_context
from twiza.procedures.homes import home_of
from twiza.procedures.models import File

STATUS_REFUSED = 422


def answer_to(
    request: Request, file: File, name: str, form: forms.BaseForm, act: Callable[[], object], said: str
) -> HttpResponse:
    """
    Do what a form asks, say so and go back; or show the file with the form as it came and what is wrong with it.

    `name` is the form's on the page.
    """
    if is_kept(form, act):
        messages.success(request, said)
        return redirect(back_to(request, file))
    if home_of(file):
        return refused_at_home(request, file, form)
    return file_shown(request, file, Refused(name, form))


def refused_at_home(request: Request, file: File, form: forms.BaseForm) -> HttpResponse:
    """Go back to the page of another house, with a sentence for each thing that was refused."""
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, str(sentence))
    return redirect(back_to(request, file))


def answer_plainly(request: Request, file: File, act: Callable[[], object], said: str) -> HttpResponse:
    """Do what a button asks and go back, with what was done or why not."""
    return act_and_go(request, act, said, back_to(request, file))


def file_shown(request: Request, file: File, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a file."""
    fresh = File.objects.select_related("version", "step", "owner", "kind", "opened_by").get(pk=file.pk)
    back = back_to(request, file) if request.method == "POST" else ""
    context = file_context(fresh, request.actor, today=timezone.localdate(), refused=refused, back=back)
    status = STATUS_REFUSED if refused else 200
    return render(request, "procedures/file.html", context, status=status)


def back_to(request: Request, file: File) -> str:
    """Return our own path that a form came from; the file's page when it says none, or another place."""
    path = request.POST.get("back", "")
    return path if is_own_path(path) else home_of(file) or reverse("procedure_file", args=[file.pk])
