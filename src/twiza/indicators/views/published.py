"""Pages of figures that an organisation published: its funders read them, and nothing else."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.access.views.files import file_response, refuse_other_kind
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.indicators.actions.keeping import publish_figure, withdraw_publication
from twiza.indicators.files import published_table
from twiza.indicators.published_page import published_lines
from twiza.indicators.queries.kept import kept_of, published_to
from twiza.indicators.rules import KEEP_FIGURES, READ_PUBLISHED

PER_PAGE = 50


@policy(READ_PUBLISHED)
@require_GET
def published(request: Request) -> HttpResponse:
    """Show the figures that the organisation published, the newest period first."""
    page = Paginator(published_to(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "lines": published_lines(page.object_list, timezone.localdate()),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
    }
    return render(request, "indicators/published.html", context)


@policy(READ_PUBLISHED)
@require_GET
def published_export(request: Request, kind: str) -> HttpResponse:
    """Send the published figures as a file."""
    refuse_other_kind(kind)
    if kind == "geojson":
        raise Http404
    lines = published_lines(published_to(request.actor), timezone.localdate())
    table = published_table(lines, get_language() or "fr")
    return file_response(request, kind, table, name="published-figures", action=READ_PUBLISHED)


@policy(KEEP_FIGURES)
@require_POST
def kept_publish(request: Request, kept_id: uuid.UUID) -> HttpResponse:
    """Publish a kept figure, or, with `back`, withdraw that."""
    kept = get_object_or_404(kept_of(request.actor), pk=kept_id)
    act = withdraw_publication if request.POST.get("back") else publish_figure
    try:
        act(kept=kept, actor=request.actor, at=timezone.now())
        said = _("It is not published any more.") if request.POST.get("back") else _("Your funders can read it now.")
        messages.success(request, said)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("indicator", kept.indicator)
