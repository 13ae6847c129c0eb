"""A file of rules: refused at once when it does not hold, shown by what it would change, then kept as a draft."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.rulesets.actions.drafts import keep_upload, receive_upload, versions_like
from twiza.rulesets.checking.problems import RulesetRefused
from twiza.rulesets.comparing import difference
from twiza.rulesets.difference_page import change_views
from twiza.rulesets.forms import RulesetFileForm
from twiza.rulesets.models import RulesetUpload
from twiza.rulesets.queries.listing import uploads_of
from twiza.rulesets.reading import content_from_upload
from twiza.rulesets.version_page import section_views

PROBLEMS_SHOWN = 200


@policy("rulesets.write")
def upload_begin(request: Request) -> HttpResponse:
    """Take a file, refuse it at once with all its mistakes, and go on to what it would change."""
    form = RulesetFileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("ruleset_upload_check", received(request, form).pk)
        except RulesetRefused as error:
            form.add_error("file", _("The file holds mistakes; nothing was stored. Correct them and send it again."))
            context["problems"] = error.problems[:PROBLEMS_SHOWN]
            context["problems_hidden"] = max(0, len(error.problems) - PROBLEMS_SHOWN)
        except DomainError as error:
            form.add_error("file", str(error))
    return render(request, "rulesets/upload_begin.html", context, status=422 if form.errors else 200)


@policy("rulesets.write")
def upload_check(request: Request, upload_id: uuid.UUID) -> HttpResponse:
    """Show what a file would change, and keep it as a draft once she says so."""
    upload = get_object_or_404(uploads_of(request.actor), id=upload_id)
    status = 200
    if request.method == "POST":
        try:
            kept = keep_upload(upload=upload, by=request.user, actor=request.actor, at=timezone.now())
        except DomainError as error:
            messages.error(request, str(error))
            status = 422
        else:
            messages.success(request, _("The draft is kept. Hand it in for review when it is ready."))
            return redirect("ruleset_version", kept.pk)
    return render(request, "rulesets/upload_check.html", check_context(upload), status=status)


@policy("rulesets.write")
@require_POST
def upload_give_up(request: Request, upload_id: uuid.UUID) -> HttpResponse:
    """Forget a file: nothing of it was stored."""
    get_object_or_404(uploads_of(request.actor), id=upload_id).delete()
    messages.success(request, _("The file is forgotten; nothing of it was stored."))
    return redirect("rulesets")


def received(request: Request, form: RulesetFileForm) -> RulesetUpload:
    """Keep the file that was sent to be looked at."""
    if request.actor.grant is None:
        raise Http404
    name, content = content_from_upload(form.cleaned_data["file"])
    return receive_upload(
        content=content,
        file_name=name,
        organisation_id=request.actor.grant.organisation_id,
        made_by=request.user,
        at=timezone.now(),
    )


def check_context(upload: RulesetUpload) -> dict[str, object]:
    """Return what the page of a file shows: its difference from the version before, or all of it without one."""
    language = get_language() or "fr"
    before = next(iter(versions_like(upload.content, upload.organisation_id)), None)
    changes = change_views(difference(before.content, upload.content), language) if before else []
    sections = [] if before else section_views(upload.content, language)
    return {
        "upload": upload,
        "meta": upload.content["meta"],
        "before": before,
        "changes": changes,
        "sections": sections,
    }
