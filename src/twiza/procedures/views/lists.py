"""Lists of files: all of them, those that wait for me, the delays; and a file newly opened."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.ids import new_id
from twiza.core.text import sounds_asked
from twiza.documents.table_files import CONTENT_TYPES, TableFile, table_as
from twiza.jobs.once import id_asked_under
from twiza.procedures.actions.files import open_file
from twiza.procedures.due import days_late
from twiza.procedures.forms import DelayFilterForm, FileFilterForm, OpenFileForm, WaitingFilterForm
from twiza.procedures.homes import home_of
from twiza.procedures.list_files import delays_table, files_table
from twiza.procedures.measures import StepDelay, delays_by_step
from twiza.procedures.models import File
from twiza.procedures.newest import NewestFirst
from twiza.procedures.queries.files import FileFilter, files_apart, files_asked, files_of, waiting_for
from twiza.procedures.queries.kinds import versions_in_force
from twiza.procedures.queries.people import names_of_organisations
from twiza.procedures.rules import OPEN_FILES, VIEW_FILES
from twiza.procedures.views.answering import STATUS_REFUSED, file_shown
from twiza.procedures.views.found import file_for

FILES_PER_PAGE = 50


@policy(VIEW_FILES)
@require_GET
def files(request: Request) -> HttpResponse:
    """List the files that one may see, the newest first."""
    today = timezone.localdate()
    form, asked = filter_from(request, today)
    found = newest_first(request, asked)
    page: Page[File] = Paginator(found, FILES_PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    context = page_context(page, today) | {
        "filter": form,
        "is_filtered": asked != FileFilter(),
        "may_open": bool(decide(request.actor, OPEN_FILES)),
        "query": request.GET.urlencode(),
    }
    return render(request, "procedures/files.html", context)


@policy(VIEW_FILES)
@require_GET
def waiting(request: Request) -> HttpResponse:
    """List what waits for the person who asks, the first due first."""
    today = timezone.localdate()
    form = WaitingFilterForm(request.GET, auto_id="filter_%s")
    form.offer(versions_in_force())
    given = form.cleaned_data if form.is_valid() else {}
    all_of_mine = waiting_for(request.actor)
    asked = FileFilter(
        sounds=sounds_asked(given.get("q", "")),
        kind_code=given.get("kind", ""),
        late_on=today if given.get("late") else None,
    )
    page = Paginator(files_asked(all_of_mine, asked), FILES_PER_PAGE).get_page(request.GET.get("page"))
    context = page_context(page, today) | {
        "filter": form,
        "is_filtered": asked != FileFilter(),
        "counts": counts_of(all_of_mine, request, today),
    }
    return render(request, "procedures/waiting.html", context)


@policy(VIEW_FILES)
@require_GET
def files_export(request: Request, kind: str) -> HttpResponse:
    """Send the list as a file, as it is filtered."""
    today = timezone.localdate()
    _form, asked = filter_from(request, today)
    found = newest_first(request, asked)[:]
    table = files_table(found, names_of_organisations(found), on=today, language=get_language() or "fr")
    return sent(request, table, kind, "twiza-files")


@policy(VIEW_FILES)
@require_GET
def delays(request: Request) -> HttpResponse:
    """Show how long files stay at each step."""
    today = timezone.localdate()
    form, found = delays_asked(request, today)
    context = {"filter": form, "delays": found, "query": request.GET.urlencode()}
    return render(request, "procedures/delays.html", context)


@policy(VIEW_FILES)
@require_GET
def delays_export(request: Request, kind: str) -> HttpResponse:
    """Send the delays as a file, as they are filtered."""
    today = timezone.localdate()
    _form, found = delays_asked(request, today)
    return sent(request, delays_table(found, on=today, language=get_language() or "fr"), kind, "twiza-delays")


@policy(OPEN_FILES)
def file_new(request: Request) -> HttpResponse:
    """Open a file."""
    form = OpenFileForm(request.POST or None, initial={"opened_on": timezone.localdate()})
    # What only some see is opened by a page of its own, which knows what its title must not say.
    versions = list(versions_in_force().filter(is_restricted=False))
    form.offer(versions)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("procedure_file", opened(request, form).pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "versions": versions}
    return render(request, "procedures/file_new.html", context, status=STATUS_REFUSED if form.errors else 200)


@policy(VIEW_FILES)
@require_GET
def file_detail(request: Request, file_id: uuid.UUID) -> HttpResponse:
    """Show one file, where it is at home."""
    file = file_for(request, file_id)
    home = home_of(file)
    return redirect(home) if home else file_shown(request, file)


def opened(request: Request, form: OpenFileForm) -> File:
    """Open the file that a form asks for."""
    return open_file(
        **form.cleaned_data, actor=request.actor, at=timezone.now(), id=id_asked_under(request) or new_id()
    )


def newest_first(request: Request, asked: FileFilter) -> NewestFirst:
    """Return the files that a filter asks for among those one may see."""
    return NewestFirst([files_asked(part, asked) for part in files_apart(request.actor)])


def filter_from(request: Request, today: dt.date) -> tuple[FileFilterForm, FileFilter]:
    """Return the filter as a form and as a question; what is not offered is not asked."""
    form = FileFilterForm(request.GET, auto_id="filter_%s")
    form.offer(versions_in_force())
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    state = given.get("state", "")
    asked = FileFilter(
        sounds=sounds_asked(given.get("q", "")),
        kind_code=given.get("kind", ""),
        is_open={"open": True, "closed": False}.get(state),
        late_on=today if state == "late" else None,
    )
    return form, asked


def delays_asked(request: Request, today: dt.date) -> tuple[DelayFilterForm, list[StepDelay]]:
    """Return the filter of delays as a form, and the delays it asks for."""
    form = DelayFilterForm(request.GET, auto_id="filter_%s")
    form.offer(versions_in_force())
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    among = files_asked(files_of(request.actor), FileFilter(kind_code=given.get("kind", "")))
    return form, delays_by_step(among, start=given.get("start"), end=given.get("end"), on=today)


def page_context(page: Page[File], today: dt.date) -> dict[str, object]:
    """Return what a page of a list of files shows."""
    rows = list(page.object_list)
    names = names_of_organisations(rows)
    return {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(file, names.get(file.organisation_id, {}), days_late(file, today)) for file in rows],
        "today": today,
    }


def counts_of(files: QuerySet[File], request: Request, today: dt.date) -> dict[str, int]:
    """Return how many files wait, how many of them are late, and how many are hers alone."""
    return files.order_by().aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        own=Count("pk", filter=Q(owner=request.actor.person_id)),
    )


def sent(request: Request, table: TableFile, kind: str, name: str) -> HttpResponse:
    """Return a table as a file, and note that it was sent."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    record_audit(actor=request.actor, action=VIEW_FILES, at=timezone.now(), outcome="exported", object_kind=name)
    content = table_as(kind, table, language=get_language() or "fr")
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
