"""Pages about accounts: one's profile, one's passkeys, and the trail for auditors."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, ListWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from twiza.accounts.audit import first_broken_entry
from twiza.accounts.forms import ProfileForm
from twiza.accounts.models import AuditEntry
from twiza.accounts.policies import OWN, policy
from twiza.accounts.requests import Request

ENTRIES_PER_PAGE = 50


@policy(OWN)
def profile(request: Request) -> HttpResponse:
    """Show and change one's own name and language."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        with override(person.language):
            messages.success(request, _("Your profile is saved."))
            return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@policy("accounts.read_audit")
def audit_trail(request: Request) -> HttpResponse:
    """Show the chain, newest first, and whether it holds."""
    page = Paginator(AuditEntry.objects.order_by("-number"), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit_trail.html", {"page": page, "broken": first_broken_entry()})


class Passkeys(ListWebAuthnView):
    """One's own passkeys, the oldest first."""

    def get_queryset(self) -> QuerySet[Authenticator]:
        """Return the passkeys of the person."""
        return super().get_queryset().order_by("pk")


class AddPasskey(AddWebAuthnView):
    """Ask the browser for a new passkey."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add a question to the browser; the form that was refused stays the one shown, and is not checked twice."""
        return super().get_context_data() | context


class ProveByPasskey(ReauthenticateWebAuthnView):
    """Ask with a passkey whether it is still the same person."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add a question to the browser; the form that was refused stays the one shown, and is not checked twice."""
        return super().get_context_data() | context

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say on the same page why the passkey was refused."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
