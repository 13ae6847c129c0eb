"""Pages about kinds of files: drawn, compared, drafted from YAML, activated."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.core.evidence import TO_BE_VALIDATED
from twiza.documents.encodings import decode_text
from twiza.documents.guard import shown_name
from twiza.procedures.actions.kinds import activate_version, draft_version, forget_draft
from twiza.procedures.definition import KindDefinition
from twiza.procedures.differences import differences
from twiza.procedures.drawing import boxes_of
from twiza.procedures.forms import KindTextForm
from twiza.procedures.models import KindVersion, VersionState
from twiza.procedures.queries.kinds import definition_of, kinds_of, version_with_rows, versions_of
from twiza.procedures.reading import MOST_CHARACTERS, kind_from_yaml
from twiza.procedures.rules import KEEP_KINDS, VIEW_KINDS
from twiza.procedures.views.answering import STATUS_REFUSED
from twiza.procedures.views.found import version_for
from twiza.procedures.writing import kind_to_yaml

MOST_BYTES = 4 * MOST_CHARACTERS


@policy(VIEW_KINDS)
@require_GET
def kinds(request: Request) -> HttpResponse:
    """List the kinds of files with their versions."""
    may_keep = bool(decide(request.actor, KEEP_KINDS))
    return render(request, "procedures/kinds.html", {"kinds": kinds_of(request.actor), "may_keep": may_keep})


@policy(VIEW_KINDS)
@require_GET
def kind_version(request: Request, version_id: int) -> HttpResponse:
    """Draw a version of a kind, and say what differs from the one in force or the one before."""
    version = version_for(request, version_id)
    rows = version_with_rows(KindVersion.objects.select_related("kind")).get(pk=version.pk)
    before = version_before(request, version)
    context = {
        "version": version,
        "boxes": boxes_of(rows),
        "parts": rows.parts.all(),
        "before": before,
        "differences": differences(definition_of(before), definition_of(version)) if before else [],
        "to_be_validated": TO_BE_VALIDATED,
        "may_keep": bool(decide(request.actor, KEEP_KINDS)),
    }
    return render(request, "procedures/kind_version.html", context)


@policy(VIEW_KINDS)
@require_GET
def kind_export(request: Request, version_id: int) -> HttpResponse:
    """Send a version of a kind as YAML."""
    version = version_for(request, version_id)
    record_audit(
        actor=request.actor, action=VIEW_KINDS, at=timezone.now(), outcome="exported", object_kind="kind_version",
        object_id=version.pk,
    )  # fmt: skip
    response = HttpResponse(kind_to_yaml(definition_of(version)), content_type="application/yaml; charset=utf-8")
    name = f"twiza-{version.kind.code}-{version.number}.yml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@policy(KEEP_KINDS)
def kind_upload(request: Request) -> HttpResponse:
    """Take a kind as YAML, show what differs, then keep it as a draft."""
    form = KindTextForm(request.POST or None, request.FILES or None)
    found: KindDefinition | None = None
    if request.method == "POST" and form.is_valid():
        try:
            text = text_given(form)
            found = kind_from_yaml(text)
            if "keep" in request.POST:
                return kept_as_draft(request, found)
            form = KindTextForm(initial={"text": text})
        except DomainError as error:
            form.add_error(None, str(error))
    newest = newest_version(found.code) if found else None
    context = {
        "form": form,
        "found": found,
        "newest": newest,
        "differences": differences(definition_of(newest) if newest else None, found) if found else [],
    }
    return render(request, "procedures/kind_upload.html", context, status=STATUS_REFUSED if form.errors else 200)


@policy(KEEP_KINDS)
@require_POST
def kind_activate(request: Request, version_id: int) -> HttpResponse:
    """Let new files be opened under a draft."""
    version = version_for(request, version_id)
    return act_and_go(
        request,
        lambda: activate_version(version=version, actor=request.actor, at=timezone.now()),
        _("New files are opened under this version. Files under way keep theirs."),
        reverse("procedure_kind_version", args=[version.pk]),
    )


@policy(KEEP_KINDS)
@require_POST
def kind_forget(request: Request, version_id: int) -> HttpResponse:
    """Forget a draft."""
    version = version_for(request, version_id)
    try:
        forget_draft(version=version, actor=request.actor, at=timezone.now())
        messages.success(request, _("The draft is forgotten."))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("procedure_kind_version", version.pk)
    return redirect("procedure_kinds")


def kept_as_draft(request: Request, kind: KindDefinition) -> HttpResponse:
    """Keep a kind as a draft and show it."""
    version = draft_version(kind=kind, actor=request.actor, at=timezone.now())
    messages.success(request, _("The draft is kept. Nothing changes until somebody activates it."))
    return redirect("procedure_kind_version", version.pk)


def text_given(form: KindTextForm) -> str:
    """Return the text of a form, or of the file sent with it, read no further than what is accepted."""
    sent: UploadedFile | None = form.cleaned_data["file"]
    if sent is None:
        return str(form.cleaned_data["text"])
    text, _encoding = decode_text(shown_name(sent.name or ""), sent.read(MOST_BYTES))
    return text


def newest_version(code: str) -> KindVersion | None:
    """Return the newest version of a kind."""
    return KindVersion.objects.filter(kind__code=code).order_by("-number").first()


def version_before(request: Request, version: KindVersion) -> KindVersion | None:
    """Return what a version is compared with: the one in force for a draft, else the one before it."""
    others = versions_of(request.actor).filter(kind=version.kind_id).exclude(pk=version.pk)
    if version.state == VersionState.DRAFT and (active := others.filter(state=VersionState.ACTIVE).first()):
        return active
    return others.filter(number__lt=version.number).order_by("-number").first()
