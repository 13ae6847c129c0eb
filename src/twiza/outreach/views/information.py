"""Pages of the information of the public: the poster, the messages, and those who pass the word on."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.documents.reading import read_table
from twiza.documents.table_files import table_as
from twiza.outreach.actions.information import (
    add_contact,
    forget_contact,
    forget_contacts,
    take_contacts_in,
    write_information,
)
from twiza.outreach.contact_file import read_contacts
from twiza.outreach.files.messages_table import messages_table
from twiza.outreach.models import Caravan, RelayContact, SpokenLanguage
from twiza.outreach.public_forms import ContactForm, ContactsFileForm, PublicForm, initial_of
from twiza.outreach.public_words import information_of, is_authorised, message_for
from twiza.outreach.rules import KEEP_CONTACTS, MAKE_CARAVAN, MAKE_CARAVANS, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.sms import sms_length
from twiza.outreach.views.found import may
from twiza.outreach.views.preparing import LinePage, caravan_allowed, line_page, may_change
from twiza.outreach.views.sending import attachment, note_sent, table_sent
from twiza.outreach.views.taking import FilePage, file_page


@policy(VIEW_CARAVANS)
@require_http_methods(["GET", "POST"])
def caravan_public(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show and keep what the public is told; to who keeps contacts, who passes it on."""
    asked = MAKE_CARAVAN if request.method == "POST" else SEE_PREPARATION
    caravan = caravan_allowed(request, caravan_id, asked)
    form = PublicForm(request.POST or None, initial=initial_of(information_of(caravan)))
    write = partial(write_information, caravan=caravan, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: write(terms=form.terms())):
        messages.success(request, _("The information is kept."))
        return redirect("caravan_public", caravan_id)
    said = [(label, message_for(caravan, language)) for language, label in SpokenLanguage.choices]
    contacts = contacts_of(request, caravan)
    context = {
        "caravan": caravan,
        "form": form,
        "said": [(label, text, sms_length(text)) for label, text in said],
        "contacts": contacts,
        "keeps_contacts": contacts is not None,
        "may_change": may_change(request, caravan),
        "is_authorised": is_authorised(caravan),
    }
    return render(request, "outreach/preparation/public.html", context, status=422 if form.errors else 200)


def contacts_of(request: Request, caravan: Caravan) -> list[RelayContact] | None:
    """Return who passes the word on, None to who may not see it; that they were read is noted."""
    if not may(request, caravan, KEEP_CONTACTS):
        return None
    contacts = list(caravan.contacts.order_by("locality", "name", "id"))
    if contacts:
        note_sent(request, caravan, KEEP_CONTACTS, "read")
    return contacts


@policy(VIEW_CARAVANS)
@require_GET
def caravan_poster(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Give the poster to print."""
    from twiza.outreach.files.poster import poster  # noqa: PLC0415 -- slow import

    caravan = caravan_allowed(request, caravan_id, SEE_PREPARATION)
    content = poster(caravan)
    note_sent(request, caravan, SEE_PREPARATION, "poster_printed")
    return attachment(content, "application/pdf", "poster.pdf")


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def contact_new(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add somebody who passes the word on, and agreed."""
    caravan = caravan_allowed(request, caravan_id, KEEP_CONTACTS)
    form = ContactForm(request.POST or None)
    add = partial(add_contact, caravan=caravan, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(
        form, lambda: add(terms=form.terms(), agreement=form.agreement(), id=form.cleaned_data["id"])
    ):
        return redirect("caravan_public", caravan_id)
    back = reverse("caravan_public", args=[caravan_id])
    return line_page(request, caravan, form, LinePage(_("Somebody who passes the word on"), back))


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def contacts_file(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Take in contacts listed in a spreadsheet: all of them, or none and why."""
    caravan = caravan_allowed(request, caravan_id, KEEP_CONTACTS)
    form = ContactsFileForm(request.POST or None, request.FILES or None)
    take = partial(take_contacts_in, caravan=caravan, actor=request.actor, at=timezone.now())
    back = reverse("caravan_public", args=[caravan_id])
    return file_page(
        request,
        form,
        lambda file: new_said(take(contacts=read_contacts(read_table(file)), agreement=form.agreement())),
        FilePage("outreach/preparation/contacts_file.html", {"caravan": caravan}, back),
    )


def new_said(new: int) -> str:
    """Return how many contacts are new, as a sentence."""
    return ngettext("%(count)d contact is new.", "%(count)d contacts are new.", new) % {"count": new}


@policy(MAKE_CARAVANS)
@require_POST
def contact_forget(request: Request, caravan_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    """Delete somebody who no longer agrees; the page asked for a confirmation."""
    caravan = caravan_allowed(request, caravan_id, KEEP_CONTACTS)
    contact = get_object_or_404(RelayContact.objects.select_related("caravan"), pk=contact_id, caravan=caravan)
    act = partial(forget_contact, contact=contact, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("The contact is deleted."), reverse("caravan_public", args=[caravan_id]))


@policy(MAKE_CARAVANS)
@require_POST
def contacts_forget(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Delete all contacts; the page asked for a confirmation."""
    caravan = caravan_allowed(request, caravan_id, KEEP_CONTACTS)
    act = partial(forget_contacts, caravan=caravan, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, _("The contacts are deleted."), reverse("caravan_public", args=[caravan_id]))


@policy(MAKE_CARAVANS)
@require_GET
def messages_export(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Give the messages to send, one a contact, as CSV."""
    caravan = caravan_allowed(request, caravan_id, KEEP_CONTACTS)
    table = messages_table(caravan, list(caravan.contacts.order_by("locality", "name", "id")))
    note_sent(request, caravan, KEEP_CONTACTS, "messages_exported")
    return table_sent(table_as("csv", table, language=request.LANGUAGE_CODE), "csv", "messages")
