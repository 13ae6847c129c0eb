"""Lists made in a spreadsheet that come in: the whole of one, or nothing and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.documents.guard import GuardedFile, Kind, guard_upload
from twiza.territory.row_problems import RowsRefused

FILE_BYTES_MAX = 2_000_000


@dataclass(frozen=True, slots=True)
class FilePage:
    """The page on which a file is sent: its template, what else it shows, and where one goes once it is kept."""

    template: str
    context: dict[str, object]
    back_url: str


def file_page(request: Request, form: forms.Form, take: Callable[[GuardedFile], str], page: FilePage) -> HttpResponse:
    """Take in the `file` of a form, say what came of it and go back; or show the page with each row refused."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            file = guard_upload(form.cleaned_data["file"], kinds=(Kind.CSV, Kind.XLSX), max_bytes=FILE_BYTES_MAX)
            messages.success(request, take(file))
            return redirect(page.back_url)
        except RowsRefused as error:
            refused = error
            form.add_error("file", _("Nothing of the file was kept: the rows below cannot be used."))
        except DomainError as error:
            form.add_error("file", str(error))
    context = page.context | {"form": form, "refused": refused, "back_url": page.back_url}
    return render(request, page.template, context, status=422 if form.errors else 200)
