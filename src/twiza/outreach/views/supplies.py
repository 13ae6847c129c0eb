"""Pages of medicines and supplies: the list, one line, the count at the end of the day, files in and out."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.answering import act_and_go, is_kept
from twiza.documents.guard import GuardedFile
from twiza.documents.reading import read_table
from twiza.documents.table_files import table_as
from twiza.outreach.actions.supplies import (
    SuppliesTaken,
    add_supply,
    bring_back_supply,
    change_supply,
    count_supplies,
    remove_supply,
    take_supplies_in,
)
from twiza.outreach.files.supply_table import supply_table
from twiza.outreach.models import Caravan, Supply
from twiza.outreach.queries.supplies import (
    difference_of,
    lots_checked,
    pharmacists_of,
    removed_supplies,
    supplies_of,
)
from twiza.outreach.rules import COUNT_SUPPLIES, MAKE_CARAVAN, MAKE_CARAVANS, SEE_PREPARATION, VIEW_CARAVANS
from twiza.outreach.supply_file import read_supplies
from twiza.outreach.supply_forms import CountForm, SuppliesFileForm, SupplyForm
from twiza.outreach.views.found import may
from twiza.outreach.views.preparing import LinePage, caravan_allowed, line_page, may_change
from twiza.outreach.views.sending import attachment, note_sent, table_sent
from twiza.outreach.views.taking import FilePage, file_page

KINDS = ("xlsx", "csv")


@policy(VIEW_CARAVANS)
@require_GET
def caravan_supplies(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Show medicines and consumables: planned, taken along, used, brought back, and what does not add up."""
    caravan = caravan_allowed(request, caravan_id, SEE_PREPARATION)
    supplies = list(supplies_of(caravan))
    lots = lots_checked(caravan, supplies)
    too_soon = {one.pk for one in lots.too_soon}
    context = {
        "caravan": caravan,
        "rows": [(one, difference_of(one), one.pk in too_soon) for one in supplies],
        "lots": lots,
        "removed": removed_supplies(caravan),
        "may_change": may_change(request, caravan),
        "may_count": may(request, caravan, COUNT_SUPPLIES),
    }
    return render(request, "outreach/preparation/supplies.html", context)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def supply_new(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Add a line."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    form = SupplyForm(request.POST or None, caravan=caravan)
    add = partial(add_supply, caravan=caravan, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: add(terms=form.terms(), id=form.cleaned_data["id"])):
        return redirect("caravan_supplies", caravan_id)
    back = reverse("caravan_supplies", args=[caravan_id])
    return line_page(request, caravan, form, LinePage(_("Medicine or consumable"), back))


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def supply_change(request: Request, caravan_id: uuid.UUID, supply_id: uuid.UUID) -> HttpResponse:
    """Change a line."""
    supply = supply_for(request, caravan_id, supply_id)
    initial = {**model_to_dict(supply), "id": supply.pk}
    form = SupplyForm(request.POST or None, initial=initial, caravan=supply.caravan)
    keep = partial(change_supply, supply=supply, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: keep(terms=form.terms())):
        return redirect("caravan_supplies", caravan_id)
    back = reverse("caravan_supplies", args=[caravan_id])
    remove = reverse("supply_remove", args=[caravan_id, supply_id])
    return line_page(request, supply.caravan, form, LinePage(supply.name, back, remove))


@policy(MAKE_CARAVANS)
@require_POST
def supply_remove(request: Request, caravan_id: uuid.UUID, supply_id: uuid.UUID) -> HttpResponse:
    """Take a line out, or bring it back."""
    supply = supply_for(request, caravan_id, supply_id)
    change, done = (
        (bring_back_supply, _("The line is brought back."))
        if supply.removed_at
        else (remove_supply, _("The line is taken out. It can be brought back at the end of this page."))
    )
    act = partial(change, supply=supply, actor=request.actor, at=timezone.now())
    return act_and_go(request, act, done, reverse("caravan_supplies", args=[caravan_id]))


@policy(VIEW_CARAVANS)
@require_http_methods(["GET", "POST"])
def supplies_count(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Type, on a phone, what was used, comes back or expired."""
    caravan = caravan_allowed(request, caravan_id, COUNT_SUPPLIES)
    form = CountForm(request.POST or None, supplies=list(supplies_of(caravan)))
    count = partial(count_supplies, caravan=caravan, actor=request.actor, at=timezone.now())
    if request.method == "POST" and is_kept(form, lambda: count(counts=form.counts())):
        messages.success(request, _("The count is kept."))
        return redirect("caravan_supplies", caravan_id)
    context = {"caravan": caravan, "form": form}
    return render(request, "outreach/preparation/count.html", context, status=422 if form.errors else 200)


@policy(MAKE_CARAVANS)
@require_http_methods(["GET", "POST"])
def supplies_file(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Take in a list made in a spreadsheet: the whole of it, or nothing and why."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    form = SuppliesFileForm(request.POST or None, request.FILES or None)
    back = reverse("caravan_supplies", args=[caravan_id])
    page = FilePage("outreach/preparation/supplies_file.html", {"caravan": caravan}, back)
    return file_page(request, form, lambda file: taken_said(taken_from(request, caravan, file)), page)


def taken_from(request: Request, caravan: Caravan, file: GuardedFile) -> SuppliesTaken:
    """Take in the lines of a file. Raises DomainError."""
    lines = read_supplies(read_table(file), pharmacists=dict(pharmacists_of(caravan).values_list("name", "pk")))
    return take_supplies_in(caravan=caravan, lines=lines, actor=request.actor, at=timezone.now())


def taken_said(taken: SuppliesTaken) -> str:
    """Return what came of a file, as a sentence."""
    said = ngettext(
        "%(new)d line is new, %(changed)d changed, %(same)d were there already.",
        "%(new)d lines are new, %(changed)d changed, %(same)d were there already.",
        taken.new,
    )
    return said % {"new": taken.new, "changed": taken.changed, "same": taken.same}


@policy(VIEW_CARAVANS)
@require_GET
def supplies_export(request: Request, caravan_id: uuid.UUID, kind: str) -> HttpResponse:
    """Give the list as a workbook or as text."""
    caravan = caravan_allowed(request, caravan_id, SEE_PREPARATION)
    if kind not in KINDS:
        raise Http404
    table = supply_table(list(supplies_of(caravan)))
    note_sent(request, caravan, SEE_PREPARATION, "supplies_exported")
    return table_sent(table_as(kind, table, language=request.LANGUAGE_CODE), kind, "supplies")


@policy(VIEW_CARAVANS)
@require_GET
def supplies_pdf(request: Request, caravan_id: uuid.UUID) -> HttpResponse:
    """Give the list to print, with room to write."""
    from twiza.outreach.files.supply_sheet import supply_sheet  # noqa: PLC0415 -- slow import

    caravan = caravan_allowed(request, caravan_id, SEE_PREPARATION)
    content = supply_sheet(caravan, list(supplies_of(caravan)), language=request.LANGUAGE_CODE)
    note_sent(request, caravan, SEE_PREPARATION, "supplies_printed")
    return attachment(content, "application/pdf", "supplies.pdf")


def supply_for(request: Request, caravan_id: uuid.UUID, supply_id: uuid.UUID) -> Supply:
    """Return a line of a caravan that the actor may change, also one that was taken out. Raises Http404."""
    caravan = caravan_allowed(request, caravan_id, MAKE_CARAVAN)
    found = Supply.kept.select_related("caravan__file__step")
    supply: Supply = get_object_or_404(found, pk=supply_id, caravan=caravan)
    return supply
