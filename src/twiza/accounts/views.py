"""Pages about accounts: one's profile, and the trail for auditors."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
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
