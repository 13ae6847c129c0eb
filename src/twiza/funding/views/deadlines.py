"""Pages of what is due: the list across conventions, one of them with its proofs, what was decided."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go
from twiza.core.errors import DomainError
from twiza.core.text import sounds_asked
from twiza.documents.table_files import table_as
from twiza.funding.actions.deadlines import (
    accept_proof,
    give_up_deadline,
    hand_in_proof,
    reopen_deadline,
    restore_proof,
    withdraw_proof,
)
from twiza.funding.files.tables import deadlines_table
from twiza.funding.forms import DeadlineFilterForm, ProofForm
from twiza.funding.models import Deadline, Outcome
from twiza.funding.queries.deadlines import (
    DeadlineFilter,
    PartyFigures,
    deadlines_asked,
    deadlines_of,
    figures_by_party,
    kept_by,
    proofs_of,
    with_words,
)
from twiza.funding.rules import ACCEPT_PROOF, CHANGE_CONVENTION, HAND_IN_PROOF, KEEP_CONVENTIONS, VIEW_CONVENTIONS
from twiza.funding.views.found import deadline_for, deadline_to_do, may_do, proof_for
from twiza.funding.views.sending import KINDS, attachment, note_export, sent
from twiza.funding.wording import due_said, rhythm_said
from twiza.procedures.storage import EXTENSIONS, content_of

DEADLINES_PER_PAGE = 50


@policy(VIEW_CONVENTIONS)
@require_GET
def deadline_list(request: Request) -> HttpResponse:
    """List what is late across conventions, by whom and since when; the filter asks for more."""
    today = timezone.localdate()
    seen = deadlines_of(request.actor)
    parties = figures_by_party(seen, today)
    form, asked = filter_from(request, parties)
    found = deadlines_asked(with_words(seen), asked, today)
    page = Paginator(found, DEADLINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "parties": parties,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "dues": [due_said(one, today) for one in page.object_list],
        "kept": kept_by(seen, today),
        "late": sum(one.late for one in parties),
        "query": request.GET.urlencode(),
    }
    return render(request, "funding/deadlines.html", context)


@policy(VIEW_CONVENTIONS)
@require_GET
def deadlines_export(request: Request, kind: str) -> HttpResponse:
    """Send what is listed as a file."""
    if kind not in KINDS:
        raise Http404
    today = timezone.localdate()
    seen = deadlines_of(request.actor)
    _form, asked = filter_from(request, figures_by_party(seen, today))
    table = deadlines_table([due_said(one, today) for one in deadlines_asked(with_words(seen), asked, today)], today)
    note_export(request, "deadlines", "")
    return sent(table_as(kind, table, language=get_language() or "fr"), kind, "twiza-obligations")


def filter_from(request: Request, parties: list[PartyFigures]) -> tuple[DeadlineFilterForm, DeadlineFilter]:
    """Return the filter as a form and as a question: late, unless it says something else."""
    form = DeadlineFilterForm(request.GET or {"standing": "late"}, auto_id="filter_%s")
    form.offer(parties)
    form.is_valid()
    given = form.cleaned_data
    sounds = sounds_asked(given.get("q", ""))
    return form, DeadlineFilter(sounds=sounds, party=given.get("party", ""), standing=form.chosen_standing())


@policy(VIEW_CONVENTIONS)
@require_GET
def deadline_detail(request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID) -> HttpResponse:
    """Show something due, its proofs, and what became of it."""
    deadline = deadline_for(request, convention_id, deadline_id)
    return deadline_shown(request, deadline, ProofForm(initial={"handed_on": timezone.localdate()}))


def deadline_shown(request: Request, deadline: Deadline, form: ProofForm) -> HttpResponse:
    """Show something due, with the form of its proof as it was sent."""
    is_open = deadline.outcome == Outcome.OPEN
    runs = deadline.obligation.convention.file.closed_at is None
    hands_in, accepts, changes = (
        runs and may_do(request, deadline, action) for action in (HAND_IN_PROOF, ACCEPT_PROOF, CHANGE_CONVENTION)
    )
    context = {
        "deadline": deadline,
        "due": due_said(deadline, timezone.localdate()),
        "convention": deadline.obligation.convention,
        "rhythm": rhythm_said(deadline.obligation.every_months),
        "proofs": proofs_of(deadline),
        "form": form,
        "may_hand_in": hands_in and is_open,
        "may_withdraw": hands_in and deadline.outcome != Outcome.GIVEN_UP,
        "may_accept": accepts and is_open and deadline.handed_on is not None,
        "may_give_up": changes and is_open,
        "may_reopen": (accepts and deadline.outcome == Outcome.DONE)
        or (changes and deadline.outcome == Outcome.GIVEN_UP),
    }
    return render(request, "funding/deadline.html", context, status=422 if form.errors else 200)


@policy(KEEP_CONVENTIONS)
@require_POST
def deadline_proof(request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID) -> HttpResponse:
    """Hand in a proof."""
    deadline = deadline_to_do(request, convention_id, deadline_id, HAND_IN_PROOF)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            hand_in_proof(
                deadline=deadline,
                upload=form.cleaned_data["file"],
                handed_on=form.cleaned_data["handed_on"],
                actor=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("The proof is handed in: another party accepts it."))
            return redirect("deadline", convention_id, deadline_id)
        except DomainError as error:
            form.add_error("file", str(error))
    return deadline_shown(request, deadline, form)


@policy(KEEP_CONVENTIONS)
@require_POST
def deadline_decide(request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID) -> HttpResponse:
    """Accept the proof of something, give it up, or take either back."""
    asked = request.POST.get("decision")
    deadline = deadline_for(request, convention_id, deadline_id)
    try:
        if asked == "accept":
            accept_proof(deadline=deadline, actor=request.actor, at=timezone.now())
            messages.success(request, _("Accepted: this is done."))
        elif asked == "give_up":
            reason = request.POST.get("reason", "")
            give_up_deadline(deadline=deadline, reason=reason, actor=request.actor, at=timezone.now())
            messages.success(request, _("This is given up; the reason is kept."))
        elif asked == "reopen":
            reopen_deadline(deadline=deadline, actor=request.actor, at=timezone.now())
            messages.success(request, _("The decision is taken back."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("deadline", convention_id, deadline_id)


@policy(VIEW_CONVENTIONS)
@require_GET
def proof_file(
    request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID, proof_id: uuid.UUID
) -> HttpResponse:
    """Send a proof as a file."""
    proof = proof_for(deadline_for(request, convention_id, deadline_id), proof_id)
    note_export(request, "proof", proof.pk)
    content_type = proof.content.content_type
    return attachment(content_of(proof.content), content_type, f"twiza-preuve-{proof.pk}.{EXTENSIONS[content_type]}")


@policy(KEEP_CONVENTIONS)
@require_POST
def proof_withdraw(
    request: Request, convention_id: uuid.UUID, deadline_id: uuid.UUID, proof_id: uuid.UUID
) -> HttpResponse:
    """Withdraw a proof, or bring it back."""
    deadline = deadline_to_do(request, convention_id, deadline_id, HAND_IN_PROOF)
    proof = proof_for(deadline, proof_id)
    change, said = (
        (restore_proof, _("The proof counts again."))
        if proof.withdrawn_at
        else (withdraw_proof, _("The proof is withdrawn. It can be brought back below."))
    )
    act = partial(change, proof=proof, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, said, reverse("deadline", args=[convention_id, deadline_id]))
