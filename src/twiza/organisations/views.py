"""Pages about organisations and who acts for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twiza.accounts.decisions import Facts, decide
from twiza.accounts.links import site_of
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.organisations.actions import add_member, create_organisation, end_membership, restore_membership
from twiza.organisations.forms import MemberForm, OrganisationForm
from twiza.organisations.models import Organisation
from twiza.organisations.queries import ended_members_of, members_of, organisations_of
from twiza.organisations.rules import roles_given_by

ENDED_SHOWN = 5


@policy("organisations.list_members")
def organisation_list(request: Request) -> HttpResponse:
    """List the organisations whose members one may see."""
    organisations = organisations_of(request.actor)
    may_make = bool(decide(request.actor, "organisations.make"))
    context = {"organisations": organisations, "may_make": may_make}
    return render(request, "organisations/organisation_list.html", context)


@policy("organisations.make")
def organisation_create(request: Request) -> HttpResponse:
    """Make an organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_organisation(names=form.names(), actor=request.actor, at=timezone.now())
            return redirect("members", made.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "organisations/organisation_form.html", {"form": form}, status=422 if form.errors else 200)


@policy("organisations.list_members")
def member_list(request: Request, organisation_id: int) -> HttpResponse:
    """List who acts for an organisation, and add somebody."""
    organisation = organisation_for(request, organisation_id)
    form = MemberForm(request.POST or None)
    form.offer(roles_given_by(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            add_member(
                organisation=organisation,
                territory=[],
                site=site_of(request),
                actor=request.actor,
                at=timezone.now(),
                **form.cleaned_data,
            )
            messages.success(request, _("%(name)s may now act for it.") % {"name": form.cleaned_data["name"]})
            return redirect("members", organisation.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "members": members_of(organisation, today),
        "ended": ended_members_of(organisation, today)[:ENDED_SHOWN],
        "form": form,
    }
    return render(request, "organisations/member_list.html", context, status=422 if form.errors else 200)


@policy("organisations.list_members")
@require_POST
def member_end(request: Request, organisation_id: int, membership_id: int) -> HttpResponse:
    """End a membership from today on; the list of members offers to bring it back."""
    organisation = organisation_for(request, organisation_id)
    membership = get_object_or_404(members_of(organisation, timezone.localdate()), id=membership_id)
    try:
        end_membership(membership=membership, actor=request.actor, at=timezone.now())
        said = _("%(name)s acts for it no more. The membership can be brought back at the foot of this page.")
        messages.success(request, said % {"name": membership.person.name})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("members", organisation.pk)


@policy("organisations.list_members")
@require_POST
def member_restore(request: Request, organisation_id: int, membership_id: int) -> HttpResponse:
    """Bring back a membership that was ended."""
    organisation = organisation_for(request, organisation_id)
    ended = ended_members_of(organisation, timezone.localdate()).select_related("organisation")
    membership = get_object_or_404(ended, id=membership_id)
    try:
        restore_membership(membership=membership, actor=request.actor, at=timezone.now())
        messages.success(request, _("%(name)s acts for it again.") % {"name": membership.person.name})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("members", organisation.pk)


def organisation_for(request: Request, organisation_id: int) -> Organisation:
    """Return the organisation if the actor may change its members; it does not exist for others."""
    actor = request.actor
    organisation = get_object_or_404(organisations_of(actor), id=organisation_id)
    if not decide(actor, "organisations.change_members", Facts(organisation_id=organisation.pk)):
        raise Http404
    return organisation
