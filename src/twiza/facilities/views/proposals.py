"""Pages on which people propose changes to the list of facilities, and those who keep it answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.documents.evidence import EvidenceFile, guard_evidence
from twiza.facilities.actions.proposals import (
    FactChangedMeanwhile,
    Proposer,
    accept_proposal,
    propose_change,
    propose_facility,
    refuse_proposal,
    withdraw_proposal,
)
from twiza.facilities.fact_words import FactWords
from twiza.facilities.facts import State, Value, in_order
from twiza.facilities.facts_form import FactsForm
from twiza.facilities.models import ChangeProposal, Facility, ProposalState
from twiza.facilities.origin_forms import WhyForm
from twiza.facilities.queries.duplicates import facilities_like
from twiza.facilities.queries.facility import facilities_of
from twiza.facilities.queries.merges import survivor_of
from twiza.facilities.queries.proposals import (
    has_another_verifier,
    keeping_organisations,
    may_answer,
    own_proposals,
    proposals_to_answer,
    readable_proposals,
    seen_token,
)
from twiza.facilities.queries.states import state_of
from twiza.facilities.views.alike import likely_the_same
from twiza.facilities.views.facilities import own_organisation
from twiza.facilities.views.facility import moment_from, verifier_name, words_for
from twiza.organisations.models import Organisation

MOST_BYTES = 5_000_000
ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a proposal in words: as it was proposed, as it is now, as it should be."""

    label: str
    old: str
    now: str
    new: str
    has_changed: bool


@policy("facilities.propose")
def facility_propose(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Propose a change of one facility, whoever keeps it."""
    return proposal_form(request, get_object_or_404(facilities_of(request.actor), id=facility_id))


@policy("facilities.propose")
def facility_propose_new(request: Request) -> HttpResponse:
    """Propose a facility that is missing from the list."""
    return proposal_form(request, None)


@policy("facilities.propose")
@require_GET
def own_facility_proposals(request: Request) -> HttpResponse:
    """Show what somebody proposed, and what became of it."""
    return proposals_page(request, own_proposals(request.actor), "facilities/own_proposals.html")


@policy("facilities.keep")
@require_GET
def facility_proposals(request: Request) -> HttpResponse:
    """Show what waits for an answer, the oldest first, then what was answered."""
    found = proposals_to_answer(request.actor)
    asked = request.GET.get("state", ProposalState.PROPOSED)
    if asked in ProposalState.values:
        found = found.filter(state=asked)
    return proposals_page(request, found, "facilities/proposals.html", asked=asked, states=ProposalState.choices)


def proposals_page(request: Request, found: QuerySet[ChangeProposal], template: str, **more: object) -> HttpResponse:
    """Show one page of proposals."""
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number)
    words = FactWords(get_language() or "fr")
    return render(request, template, {"page": page, "page_numbers": numbers, "words": words, **more})


@policy("facilities.propose")
@require_GET
def facility_proposal(request: Request, proposal_id: uuid.UUID) -> HttpResponse:
    """Show a proposal to who made it and to who may answer it: what is, what should be, why, the evidence."""
    return render(request, "facilities/proposal.html", proposal_context(request, proposal_at(request, proposal_id)))


@policy("facilities.propose")
@require_GET
def facility_evidence(request: Request, proposal_id: uuid.UUID) -> HttpResponse:
    """Send the evidence of a proposal to who may read it."""
    proposal = proposal_at(request, proposal_id)
    if proposal.evidence is None:
        raise Http404
    record_audit(
        actor=request.actor,
        action="facilities.propose",
        at=timezone.now(),
        outcome="evidence read",
        object_kind="facility_proposal",
        object_id=proposal.pk,
    )
    response = HttpResponse(bytes(proposal.evidence), content_type=proposal.evidence_type)
    ending = "pdf" if proposal.evidence_type == "application/pdf" else "jpg"
    response.headers["Content-Disposition"] = f'attachment; filename="twiza-evidence.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@policy("facilities.keep")
@require_POST
def facility_proposal_answer(request: Request, proposal_id: uuid.UUID) -> HttpResponse:
    """Accept exactly what was shown, or refuse with a reason."""
    proposal = get_object_or_404(proposals_to_answer(request.actor), id=proposal_id)
    if not may_answer(request.actor, proposal, paths_of(proposal)):
        raise Http404
    try:
        return answered(request, proposal)
    except FactChangedMeanwhile as error:
        messages.warning(request, str(error))
        return redirect("facility_proposal", proposal.pk)
    except DomainError as error:
        messages.error(request, str(error))
        again = proposal_context(request, proposal_at(request, proposal_id))
        return render(request, "facilities/proposal.html", again, status=422)


def answered(request: Request, proposal: ChangeProposal) -> HttpResponse:
    """Write the answer to a proposal down, and go on to the next one."""
    if "accept" in request.POST:
        facility = accept_proposal(
            proposal=proposal,
            seen=request.POST.get("seen", ""),
            by=request.user,
            verified_by=verifier_name(request),
            actor=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Accepted: the list says so now."))
        return redirect("facility", facility.pk)
    reason = request.POST.get("reason", "")
    refuse_proposal(proposal=proposal, reason=reason, by=request.user, actor=request.actor, at=timezone.now())
    messages.success(request, _("Refused: the person who proposed it reads your reason."))
    return redirect("facility_proposals")


@policy("facilities.propose")
@require_POST
def facility_proposal_withdraw(request: Request, proposal_id: uuid.UUID) -> HttpResponse:
    """Take one's own proposal back."""
    proposal = get_object_or_404(own_proposals(request.actor), id=proposal_id)
    try:
        withdraw_proposal(proposal=proposal, by=request.user, actor=request.actor, at=timezone.now())
        messages.success(request, _("Your proposal is withdrawn."))
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("own_facility_proposals")


def proposal_at(request: Request, proposal_id: uuid.UUID) -> ChangeProposal:
    """Return a proposal that a person may read, or answer that there is none."""
    return get_object_or_404(readable_proposals(request.actor), id=proposal_id)


def proposal_context(request: Request, proposal: ChangeProposal) -> dict[str, Any]:
    """Return what the page of a proposal shows."""
    facts = list(proposal.facts.all())
    changes = {fact.field: fact.new for fact in facts}
    is_waiting = proposal.state == ProposalState.PROPOSED
    state = state_of(survivor_of(proposal.facility)) if proposal.facility else {}
    is_own = proposal.proposed_by_id == request.actor.person_id
    today = timezone.localdate()
    may = proposals_to_answer(request.actor).filter(pk=proposal.pk).exists() and may_answer(
        request.actor, proposal, paths_of(proposal)
    )
    is_anothers = is_own and may and has_another_verifier(proposal, request.user, today)
    return {
        "proposal": proposal,
        "rows": field_rows(facts, state if is_waiting else None),
        "seen": seen_token(changes, state),
        "is_own": is_own,
        "is_waiting": is_waiting,
        "is_anothers": is_anothers,
        "may_answer": may and is_waiting and not is_anothers,
        "alike": [] if proposal.facility or not is_waiting else facilities_like(changes),
    }


def field_rows(facts: Sequence[Any], state: State | None) -> list[FieldRow]:
    """Return the fields of a proposal in words; without a state, as they were when it was proposed."""
    words = FactWords(get_language() or "fr")
    by_field = {fact.field: fact for fact in facts}
    for side in ("old", "new"):
        words.know_places({field: getattr(fact, side) for field, fact in by_field.items()})
    rows = []
    for field in in_order(by_field):
        fact = by_field[field]
        now = fact.old if state is None else state.get(field)
        old, current, new = (words.said(field, value) for value in (fact.old, now, fact.new))
        rows.append(FieldRow(words.label(field), old, current, new, now != fact.old))
    return rows


def paths_of(proposal: ChangeProposal) -> list[str]:
    """Return the paths of the places that a proposal concerns: where it is, and where it should be."""
    moved = proposal.facts.filter(field="place").values_list("new", flat=True)
    return [proposal.place.path, *(path for path in moved if path)]


def proposal_form(request: Request, facility: Facility | None) -> HttpResponse:
    """Show the form of a proposal, and keep what it says."""
    state = state_of(facility) if facility else {}
    form = FactsForm(request.POST or None, initial={} if facility else {"status": "open"})
    form.offer(words_for(request), state)
    why = WhyForm(request.POST or None, request.FILES or None, initial=first_shown(facility))
    why.offer(keepers_for(request, form, facility))
    alike: list[Facility] = []
    if request.method == "POST" and all([form.is_valid(), why.is_valid()]):
        alike = [] if facility else likely_the_same(request, form)
        if not alike and (kept := proposed_or_refused(request, form, why, facility)):
            messages.success(request, _("Your proposal is sent: here you see what becomes of it."))
            return redirect("facility_proposal", kept.pk)
    status = 422 if form.errors or why.errors or alike else 200
    context = {"form": form, "why": why, "facility": facility, "alike": alike}
    return render(request, "facilities/propose.html", context, status=status)


def first_shown(facility: Facility | None) -> dict[str, Any]:
    """Return what the form of a proposal first shows of why."""
    shown = {"happened_on": timezone.localdate()}
    return {**shown, "shown_at": facility.updated_at.isoformat()} if facility else shown


def keepers_for(request: Request, form: FactsForm, facility: Facility | None) -> list[tuple[int, str]]:
    """Return who may answer: who keeps the facility, or who keeps a list where the new one would be."""
    language, today = get_language() or "fr", timezone.localdate()
    if facility:
        found: Sequence[Organisation] = [facility.organisation]
    else:
        place = form.words.place_of((request.POST.get("place_code") or "").strip())
        own = request.actor.grant.territory if request.actor.grant else ()
        path = place.path if place else next(iter(own), next(iter(form.words.countries), ""))
        found = keeping_organisations(path, today)
    return [(one.pk, name_in(one.names, language)) for one in found]


def proposed_or_refused(
    request: Request, form: FactsForm, why: WhyForm, facility: Facility | None
) -> ChangeProposal | None:
    """Keep what the forms of a proposal say, or return None once a form says why not."""
    try:
        return proposed(request, form, why, facility)
    except DomainError as error:
        why.add_error(None, str(error))
        return None


def proposed(request: Request, form: FactsForm, why: WhyForm, facility: Facility | None) -> ChangeProposal:
    """Keep what the forms of a proposal say. Raises the refusals of its actions and of the guard."""
    given, now = why.cleaned_data, timezone.now()
    proposer = Proposer(
        person=request.user,
        organisation=own_organisation(request),
        why=given["why"],
        source=given["source"],
        happened_on=given["happened_on"],
        evidence=evidence_in(given),
    )
    if facility is None:
        keeper = Organisation.objects.get(pk=int(given["keeper"]))
        place = form.place
        if place is None:
            raise Http404
        return propose_facility(
            organisation=keeper, place=place, stated=form.stated(), proposer=proposer, actor=request.actor, at=now
        )
    stated = unless_moved_on(facility, given["shown_at"], form)
    return propose_change(facility=facility, stated=stated, proposer=proposer, actor=request.actor, at=now)


def unless_moved_on(facility: Facility, shown_at: str, form: FactsForm) -> Mapping[str, Value]:
    """Return what a form states of a facility that is as it was shown. Raises FactChangedMeanwhile."""
    if moment_from(shown_at) != facility.updated_at:
        raise FactChangedMeanwhile(_("Somebody changed this facility while you wrote: look at it again."))
    return form.stated()


def evidence_in(given: Mapping[str, Any]) -> EvidenceFile | None:
    """Return the evidence that was sent, fit to be kept. Raises the refusals of the guard."""
    sent = given["evidence"]
    return guard_evidence(sent, max_bytes=MOST_BYTES) if sent else None
