"""What comes after a right that ends: what the rules say of each scheme, and its file opened in one step."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import is_kept
from twiza.core.ids import new_id
from twiza.jobs.once import id_asked_under
from twiza.social_protection.actions.next_files import open_next_file
from twiza.social_protection.forms import NextFileForm
from twiza.social_protection.models import Enquiry, Enrolment
from twiza.social_protection.next_page import NextPage, next_page
from twiza.social_protection.rules import FOLLOW_RIGHTS
from twiza.social_protection.views.found import enrolment_for, note_read

STATUS_REFUSED = 422


@policy(FOLLOW_RIGHTS)
def enrolment_next(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """Choose what comes after the right of a file, and open its file."""
    after, today = enrolment_for(request, enrolment_id), timezone.localdate()
    language = get_language() or "fr"
    page = next_page(after, today, language)
    form = NextFileForm(request.POST or None, initial=page.initial(today))
    form.offer_next([(one.scheme.code, one.said(language)) for one in page.offered], page.people.values())
    id = id_asked_under(request) or new_id()
    enquiry = page.enquiry
    if request.method == "POST" and enquiry and is_kept(form, lambda: opened(request, form, page, enquiry, id)):
        messages.success(request, _("The next file is open, and linked to the right that ends."))
        return redirect("enrolment", id)
    note_read(request, "enrolment", after.pk, "read")
    context = {"page": page, "after": after, "household": after.household, "form": form}
    status = STATUS_REFUSED if form.errors else 200
    return render(request, "social_protection/enrolment_next.html", context, status=status)


def opened(request: Request, form: NextFileForm, page: NextPage, enquiry: Enquiry, id: uuid.UUID) -> Enrolment:
    """Open the file that a form asks for. Raises what `open_next_file` raises."""
    given = form.cleaned_data
    return open_next_file(
        id=id,
        after=page.after,
        enquiry=enquiry,
        scheme=page.scheme_of(given["scheme"]),
        reason=given["reason"],
        applicant=page.people[given["applicant"]],
        covered=[page.people[one] for one in given["covered"]],
        opened_on=given["opened_on"],
        actor=request.actor,
        at=timezone.now(),
    )
