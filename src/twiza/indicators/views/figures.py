"""Pages of indicators: all of an area and a period, one with the records it is made of, and what was kept."""

from __future__ import annotations

import uuid
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twiza.access.views.files import file_response, refuse_other_kind
from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.indicators.actions.keeping import keep_figure, put_figure_back, take_back_figure
from twiza.indicators.assumptions import assumptions_of
from twiza.indicators.definitions import Definition, definitions_in, version_of_definitions
from twiza.indicators.files import figures_table, parts_table
from twiza.indicators.forms import ScopeForm
from twiza.indicators.queries.figures import (
    Figure,
    about,
    figure_of,
    figure_told,
    figures_for,
    missing_among,
    stages_of,
    topics_of,
)
from twiza.indicators.queries.kept import kept_of
from twiza.indicators.queries.records import Records, records_of
from twiza.indicators.registry import COMPUTATIONS
from twiza.indicators.registry.computation import By, Computation
from twiza.indicators.rules import (
    CHANGE_FIGURE,
    KEEP_FIGURES,
    OPEN_INDICATORS_OF,
    SEE_SMALL_FIGURES,
    VIEW_INDICATORS,
)
from twiza.indicators.scope import Scope, Sources
from twiza.rulesets.models import RulesetVersion

PARTS_PER_PAGE = 50
KEPT_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the form, its scope, the definitions in use; without a scope nothing can be computed."""

    form: ScopeForm
    scope: Scope | None
    version: RulesetVersion | None
    definitions: list[Definition]

    @property
    def query(self) -> str:
        """Return what an address asks for the same scope."""
        return urlencode(self.form.asked(self.scope)) if self.scope else ""


@policy(VIEW_INDICATORS)
@require_GET
def indicators(request: Request) -> HttpResponse:
    """Show the indicators of an area and a period that are about one topic, the first unless another is asked."""
    asked = asked_by(request)
    topics = topics_of(asked.definitions)
    topic = next((one for one in topics if one == request.GET.get("topic")), next(iter(topics), None))
    figures = figures_for(about(topic, asked.definitions), asked.scope) if asked.scope else []
    context = {
        **shared(asked, figures),
        "topics": topics,
        "topic": topic,
        "figures": figures,
        "missing": missing_among(topic, asked.definitions),
    }
    return render(request, "indicators/list.html", context, status=422 if asked.form.errors else 200)


@policy(VIEW_INDICATORS)
@require_GET
def indicators_export(request: Request, kind: str) -> HttpResponse:
    """Send the indicators of an area and a period as a file."""
    refuse_other_kind(kind)
    asked = asked_by(request)
    if kind == "geojson" or asked.scope is None:
        raise Http404
    figures = figures_for(asked.definitions, asked.scope)
    table = figures_table(figures, asked.scope, get_language() or "fr", assumptions_of(figures))
    return file_response(request, kind, table, name="indicators", action=VIEW_INDICATORS)


@policy(VIEW_INDICATORS)
@require_GET
def indicator(request: Request, code: str) -> HttpResponse:
    """Show one indicator with the records it is made of, and the figures that were kept of it."""
    asked = asked_by(request)
    by = by_asked(request, code)
    figure, sources = figure_asked(asked, code, by)
    scope = sources.scope
    page = Paginator(figure.shown.parts, PARTS_PER_PAGE).get_page(request.GET.get("page"))
    records = records_behind(figure.computation, [part.key for part in page.object_list], scope)
    facts = Facts(organisation_id=scope.actor.grant.organisation_id, place_path=scope.area.path)  # type: ignore[union-attr]
    context = {
        **shared(asked, [figure]),
        "figure": figure,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "parts": [(records.get(part.key), part) for part in page.object_list],
        "kept": kept_of(request.actor).filter(indicator=code)[:KEPT_SHOWN],
        "stages": stages_of(figure, sources),
        "by": by,
        "may_open_records": may_open_records(figure.computation, scope),
        "may_keep": bool(decide(request.actor, CHANGE_FIGURE, facts)),
        "query": asked.query,
    }
    return render(request, "indicators/indicator.html", context)


@policy(VIEW_INDICATORS)
@require_GET
def indicator_export(request: Request, code: str, kind: str) -> HttpResponse:
    """Send the records that an indicator is made of as a file."""
    refuse_other_kind(kind)
    figure, sources = figure_asked(asked_by(request), code, by_asked(request, code))
    if kind == "geojson":
        raise Http404
    records = records_behind(figure.computation, [part.key for part in figure.shown.parts], sources.scope)
    table = parts_table(figure, records, sources.scope, get_language() or "fr", assumptions_of([figure]))
    return file_response(request, kind, table, name="indicator", action=VIEW_INDICATORS, object_id=code)


@policy(KEEP_FIGURES)
@require_POST
def indicator_keep(request: Request, code: str) -> HttpResponse:
    """Keep what an indicator says, as it stands now."""
    asked = asked_by(request)
    figure, sources = figure_asked(asked, code)
    try:
        keep_figure(figure=figure, version=asked.version, scope=sources.scope, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("The figure is kept as it stands today."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('indicator', args=[code])}?{asked.query}")


@policy(KEEP_FIGURES)
@require_POST
def kept_take_back(request: Request, kept_id: uuid.UUID) -> HttpResponse:
    """Take a kept figure back, or, with `back`, put it back."""
    kept = get_object_or_404(kept_of(request.actor), pk=kept_id)
    act = put_figure_back if request.POST.get("back") else take_back_figure
    try:
        act(kept=kept, actor=request.actor, at=timezone.now())
    except DomainError:
        raise Http404 from None
    return redirect("indicator", kept.indicator)


def asked_by(request: Request) -> Asked:
    """Return what a request asks; an area that may not be chosen does not exist."""
    today = timezone.localdate()
    form = ScopeForm(request.GET, actor=request.actor, today=today, auto_id="scope_%s")
    if not form.is_valid() and "area" in form.errors:
        raise Http404
    scope = form.scope() if form.is_valid() else None
    if scope is not None and not decide(request.actor, OPEN_INDICATORS_OF, Facts(place_path=scope.area.path)):
        raise Http404
    version = version_of_definitions(request.actor, today)
    return Asked(form, scope, version, definitions_in(version, today) if version else [])


def by_asked(request: Request, code: str) -> By | None:
    """Return what a figure is to be told by: the first of what it can be unless another is asked, if it can be."""
    offered = COMPUTATIONS[code].offered if code in COMPUTATIONS else ()
    return next((one for one in offered if one == request.GET.get("by")), next(iter(offered), None))


def records_behind(computation: Computation, keys: list[Hashable], scope: Scope) -> Records:
    """Return what the parts of a figure are, of those the actor may see."""
    return records_of(computation.records, keys, scope.actor, scope.today)


def may_open_records(computation: Computation, scope: Scope) -> bool:
    """Return whether the records behind a figure are told to the actor."""
    return bool(computation.behind) and bool(decide(scope.actor, SEE_SMALL_FIGURES))


def figure_asked(asked: Asked, code: str, by: By | None = None) -> tuple[Figure, Sources]:
    """Return the figure of a code, told by something, and what it is computed from. Raises Http404."""
    definition = next((one for one in asked.definitions if one.code == code), None)
    if definition is None or code not in COMPUTATIONS or asked.scope is None:
        raise Http404
    sources = Sources(asked.scope)
    computation = COMPUTATIONS[code]
    told = figure_told(definition, computation, by, sources) if by else figure_of(definition, computation, sources)
    return told, sources


def shared(asked: Asked, figures: list[Figure]) -> dict[str, Any]:
    """Return what every page of indicators says of its scope."""
    given = asked.form.asked(asked.scope) if asked.scope else {}
    blank = ScopeForm(
        asked.form.data if asked.form.errors else given,
        actor=asked.form.actor,
        today=asked.form.today,
        auto_id="scope_%s",
    )
    return {
        "filter": blank,
        "scope": asked.scope,
        "version": asked.version,
        "assumptions": assumptions_of(figures),
        "asked_query": asked.query,
    }
