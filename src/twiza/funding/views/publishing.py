"""The public page of a convention: which lines it shows, whether it is open, and the page; the PDF for the parties."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import PUBLIC, policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.funding.actions.convention import choose_public_lines, close_public_page, publish_convention
from twiza.funding.convention_page import page_of
from twiza.funding.files.sheet import convention_sheet
from twiza.funding.models import Convention
from twiza.funding.public_page import public_page_of
from twiza.funding.queries.conventions import published_conventions
from twiza.funding.rules import KEEP_CONVENTIONS, VIEW_CONVENTIONS
from twiza.funding.views.found import convention_for, convention_to_change
from twiza.funding.views.sending import attachment, note_export


@policy(KEEP_CONVENTIONS)
@require_http_methods(["GET", "POST"])
def convention_public(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Choose line by line what everybody may read."""
    convention = convention_to_change(request, convention_id)
    if request.method == "POST":
        try:
            chosen = ids_in(request.POST.getlist("line"))
            choose_public_lines(convention=convention, chosen=chosen, actor=request.actor, at=timezone.now())
            messages.success(request, _("The choice is kept."))
            return redirect("convention_public", convention.pk)
        except DomainError as error:
            messages.error(request, str(error))
    context = {**page_of(convention, timezone.localdate()), "address": address_of(request, convention)}
    return render(request, "funding/convention_public.html", context)


def ids_in(texts: list[str]) -> set[uuid.UUID]:
    """Return the ids among what was sent; anything else is no line."""
    found = set()
    for text in texts:
        try:
            found.add(uuid.UUID(text))
        except ValueError:
            continue
    return found


def address_of(request: Request, convention: Convention) -> str:
    """Return the address of the public page, to be shared."""
    return request.build_absolute_uri(reverse("convention_page", args=[convention.public_id]))


@policy(KEEP_CONVENTIONS)
@require_POST
def convention_publish(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Open the public page, or close it."""
    convention = convention_to_change(request, convention_id)
    change, said = (
        (close_public_page, _("The public page is closed: its address answers nobody."))
        if convention.published_at
        else (publish_convention, _("The public page is open: share its address."))
    )
    act = partial(change, convention=convention, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("convention_public", args=[convention.pk]))


@policy(PUBLIC)
@require_GET
def convention_page(request: Request, public_id: uuid.UUID) -> HttpResponse:
    """Show everybody the lines of a convention that its parties chose to show."""
    convention = get_object_or_404(published_conventions(request.actor), public_id=public_id)
    return render(request, "funding/public.html", public_page_of(convention, timezone.localdate()))


@policy(VIEW_CONVENTIONS)
@require_GET
def convention_pdf(request: Request, convention_id: uuid.UUID) -> HttpResponse:
    """Send a convention on paper, in the language of the page."""
    convention = convention_for(request, convention_id)
    note_export(request, "convention", convention.pk)
    content = convention_sheet(convention, timezone.localdate(), language=get_language() or "fr")
    return attachment(content, "application/pdf", f"twiza-{convention.file.number}.pdf")
