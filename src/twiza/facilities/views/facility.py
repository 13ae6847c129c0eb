"""Pages about one facility: what it is, and the form of those who keep the list."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.core.names import name_in
from twiza.facilities.actions.facility import add_facility, change_facility
from twiza.facilities.actions.facts import Origin, verify_facts
from twiza.facilities.facility_map import facility_map
from twiza.facilities.facility_page import FacilityPage, facility_page
from twiza.facilities.fact_words import FactWords
from twiza.facilities.facts import State, facts_in
from twiza.facilities.facts_form import FactsForm, Words
from twiza.facilities.models import (
    EquipmentKind,
    Facility,
    FacilityFact,
    FacilityType,
    Profession,
    ProposalState,
    Service,
)
from twiza.facilities.origin_forms import OriginForm, VerifyForm
from twiza.facilities.queries.facility import facilities_to_change, facility_of
from twiza.facilities.queries.freshness import cut_offs
from twiza.facilities.queries.merges import ids_answered_for
from twiza.facilities.queries.norms import Norms, norms_of
from twiza.facilities.queries.proposals import proposals_to_answer
from twiza.facilities.queries.states import state_of
from twiza.facilities.views.alike import likely_the_same
from twiza.facilities.views.facilities import own_organisation, place_named, places_to_choose
from twiza.territory.queries.places import edition_of


@policy("facilities.view")
@require_GET
def facility(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Show what is there, what is missing, who said so and how old that is."""
    shown = get_object_or_404(facility_of(request.actor, facility_id))
    state, words, today = state_of(shown), FactWords(get_language() or "fr"), timezone.localdate()
    page = page_of(state, list(shown.facts.all()), norms_of(request.actor, today), today, words)
    about_it = proposals_to_answer(request.actor).filter(facility__in=ids_answered_for(shown))
    context = {
        "facility": shown,
        "shown": page,
        "state": state,
        "map": facility_map(shown, edition_of(shown.place.country)) if shown.lat is not None else None,
        "may_change": may_change(request, shown),
        "verify": verify_form(None, page),
        "merged": list(shown.merged.order_by("id")),
        "waiting": about_it.filter(state=ProposalState.PROPOSED).count(),
    }
    return render(request, "facilities/facility.html", context)


@policy("facilities.keep")
@require_POST
def facility_verify(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Note that facts of a facility of one's organisation were seen to be as they are said."""
    kept = get_object_or_404(facilities_to_change(request.actor), id=facility_id)
    form = VerifyForm(request.POST)
    words = FactWords(get_language() or "fr")
    form.offer([(field, words.label(field)) for field in facts_in(state_of(kept))])
    if not form.is_valid() or form.cleaned_data["verified_on"] > timezone.localdate():
        messages.error(request, _("Tick what was seen, say how, and give a day that is not in the future."))
        return redirect("facility", kept.pk)
    given = form.cleaned_data
    renewed = verify_facts(
        facility=kept,
        fields=given["facts"],
        source=given["source"],
        by=verifier_name(request),
        on=given["verified_on"],
    )
    record_audit(
        actor=request.actor,
        action="facilities.change",
        at=timezone.now(),
        object_kind="facility",
        object_id=kept.pk,
        outcome="verified",
    )
    said = ngettext("%(count)s fact is verified.", "%(count)s facts are verified.", len(renewed))
    messages.success(request, said % {"count": len(renewed)})
    return redirect("facility", kept.pk)


@policy("facilities.keep")
def facility_create(request: Request) -> HttpResponse:
    """Add one facility to the list."""
    return facility_form(request, None)


@policy("facilities.keep")
def facility_edit(request: Request, facility_id: uuid.UUID) -> HttpResponse:
    """Change what is said of one facility of one's organisation."""
    return facility_form(request, get_object_or_404(facilities_to_change(request.actor), id=facility_id))


def facility_form(request: Request, kept: Facility | None) -> HttpResponse:
    """Show the form of a facility, and write down what it says."""
    form, origin = forms_of(request, kept)
    alike: list[Facility] = []
    if request.method == "POST" and all([form.is_valid(), origin.is_valid()]):
        alike = [] if kept else likely_the_same(request, form)
        written = None if alike else written_down(request, form, origin, kept)
        if written:
            return redirect("facility", written.pk)
    status = 422 if form.errors or origin.errors or alike else 200
    context: dict[str, Any] = {"form": form, "origin": origin, "facility": kept, "alike": alike}
    return render(request, "facilities/facility_form.html", context, status=status)


def forms_of(request: Request, kept: Facility | None) -> tuple[FactsForm, OriginForm]:
    """Return the forms of a facility's facts and of who says them, as they are first shown or as they were sent."""
    form = FactsForm(request.POST or None, initial={} if kept else {"status": "unknown"})
    form.offer(words_for(request), state_of(kept) if kept else {})
    origin = OriginForm(
        request.POST or None,
        initial={"shown_at": kept.updated_at.isoformat(), "source": kept.source} if kept else {},
    )
    return form, origin


def words_for(request: Request) -> Words:
    """Return what can be said of a facility, and how a place is found in the countries that a person sees."""
    countries = dict.fromkeys(place.country for place in places_to_choose(request))
    return Words(
        types=list(FacilityType.objects.order_by("country", "level", "code")),
        services=list(Service.objects.order_by("code")),
        professions=list(Profession.objects.order_by("position")),
        equipment=list(EquipmentKind.objects.order_by("position")),
        place_of=lambda code: place_named(code, countries),
        countries=list(countries),
    )


def written_down(request: Request, form: FactsForm, origin: OriginForm, kept: Facility | None) -> Facility | None:
    """Write down what the forms say, or return None once a form says why not."""
    organisation = own_organisation(request)
    facts = Facts(organisation_id=organisation.pk, place_path=form.place.path if form.place else None)
    if not decide(request.actor, "facilities.change", facts):
        form.add_error("place_code", _("This place is outside your territory."))
        return None
    try:
        return write_down(request, form, origin, kept)
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def write_down(request: Request, form: FactsForm, origin: OriginForm, kept: Facility | None) -> Facility:
    """Write down what the forms say of a facility there is, or of a new one. Raises the refusals of its actions."""
    now, stated, said = timezone.now(), form.stated(), origin_from(request, origin)
    if kept is None:
        own = own_organisation(request)
        return add_facility(organisation=own, stated=stated, origin=said, actor=request.actor, at=now)
    shown_at = moment_from(origin.cleaned_data["shown_at"])
    change_facility(facility=kept, shown_at=shown_at, stated=stated, origin=said, actor=request.actor, at=now)
    return kept


def origin_from(request: Request, form: OriginForm) -> Origin:
    """Return who says what the form of a facility says."""
    given = form.cleaned_data
    return Origin(
        source=given["source"],
        happened_on=given["verified_on"] or timezone.localdate(),
        recorded_by_id=request.actor.person_id,
        verified_by=given["verified_by"],
        verified_on=given["verified_on"],
    )


def moment_from(text: str) -> dt.datetime:
    """Return the moment at which a form was shown; one that nothing was ever written at when that is not said."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)


def page_of(
    state: State, facts: list[FacilityFact], norms_by_type: Norms, today: dt.date, words: FactWords
) -> FacilityPage:
    """Return what the page of a facility shows of a state of it."""
    usual = FacilityType.objects.filter(code=state["type"]).values_list("id", "services__code").order_by("services")
    rows = list(usual)
    norms = norms_by_type.get(rows[0][0], {}) if rows else {}
    return facility_page(
        state,
        facts,
        norms=norms,
        usual_services=[code for _type, code in rows if code],
        cuts=cut_offs(today),
        today=today,
        words=words,
    )


def verify_form(given: Any, page: FacilityPage) -> VerifyForm:
    """Return the form by which facts are said to be verified, all that are not fresh ticked."""
    stale = [row.field for row in page.facts if row.freshness != "fresh"]
    form = VerifyForm(given, initial={"facts": stale, "verified_on": timezone.localdate()}, auto_id="verify_%s")
    form.offer([(row.field, row.label) for row in page.facts])
    return form


def may_change(request: Request, facility: Facility) -> bool:
    """Return whether a person may change a facility."""
    facts = Facts(organisation_id=facility.organisation_id, place_path=facility.place.path)
    return bool(decide(request.actor, "facilities.change", facts))


def verifier_name(request: Request) -> str:
    """Return the person and the organisation she acts for, as whoever reads who verified a fact knows them."""
    language = get_language() or "fr"
    return f"{request.user.name} ({name_in(own_organisation(request).names, language)})"
