"""Pages of targets: how far each is reached by a month, and one told by place, centre, sex or age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_GET, require_POST

from twiza.access.views.files import file_response, refuse_other_kind
from twiza.accounts.decisions import Facts, decide
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.errors import DomainError
from twiza.indicators.actions.keeping import keep_figures
from twiza.indicators.definitions import definitions_in, version_of_definitions
from twiza.indicators.files import targets_table
from twiza.indicators.forms import MonthForm
from twiza.indicators.queries.figures import Figure, figures_for
from twiza.indicators.queries.records import records_of
from twiza.indicators.rules import CHANGE_FIGURE, KEEP_FIGURES, OPEN_INDICATORS_OF, VIEW_INDICATORS
from twiza.indicators.scope import Scope
from twiza.indicators.targets import MEASURES, Target, programme_of, targets_in
from twiza.indicators.targets_page import group_lines, line_of, since_the_beginning, target_lines
from twiza.rulesets.models import RulesetVersion


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the form, the month and area, and the programme there; None where there is none."""

    form: MonthForm
    scope: Scope | None
    programme: RulesetVersion | None

    @property
    def query(self) -> str:
        """Return what an address asks for the same area and month."""
        return urlencode(self.form.asked(self.scope)) if self.scope else ""

    @property
    def targets(self) -> list[Target]:
        """Return the targets of the programme; none without one."""
        return targets_in(self.programme, self.scope.today) if self.programme and self.scope else []


@policy(VIEW_INDICATORS)
@require_GET
def targets(request: Request) -> HttpResponse:
    """Show how far each target is reached by the end of a month."""
    asked = asked_by(request)
    lines = target_lines(asked.targets, asked.scope) if asked.scope else []
    context = {**shared(asked), "lines": lines, "may_keep": may_keep(asked)}
    return render(request, "indicators/targets.html", context, status=422 if asked.form.errors else 200)


@policy(VIEW_INDICATORS)
@require_GET
def targets_export(request: Request, kind: str) -> HttpResponse:
    """Send how far each target is reached as a file."""
    refuse_other_kind(kind)
    asked = asked_by(request)
    if kind == "geojson" or asked.scope is None or not asked.targets:
        raise Http404
    table = targets_table(target_lines(asked.targets, asked.scope), asked.scope, get_language() or "fr")
    return file_response(request, kind, table, name="targets", action=VIEW_INDICATORS)


@policy(VIEW_INDICATORS)
@require_GET
def target(request: Request, code: str) -> HttpResponse:
    """Show one target told by place, centre, sex or age."""
    asked = asked_by(request)
    chosen = next((one for one in asked.targets if one.code == code), None)
    if chosen is None or asked.scope is None or code not in MEASURES:
        raise Http404
    measure = MEASURES[code]
    by = next((one for one in measure.by if one == request.GET.get("by")), measure.by[0])
    of = since_the_beginning(asked.scope)
    groups = group_lines(measure, by, of)
    names = records_of(by.value, [one.key for one in groups], request.actor, asked.scope.today)
    context = {
        **shared(asked),
        "line": line_of(chosen, of),
        "by": by,
        "offered": measure.by,
        "groups": [(names.get(one.key), one) for one in groups],
    }
    return render(request, "indicators/target.html", context)


@policy(KEEP_FIGURES)
@require_POST
def targets_keep(request: Request) -> HttpResponse:
    """Keep what the indicators of the targets say of the month, as they stand now."""
    asked = asked_by(request)
    if asked.scope is None or not asked.targets:
        raise Http404
    version, figures = figures_of(asked, asked.scope)
    try:
        kept = keep_figures(figures=figures, version=version, scope=asked.scope, at=timezone.now())
        messages.success(request, kept_said(len(kept)))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('targets')}?{asked.query}")


def kept_said(count: int) -> str:
    """Return that so many figures were kept."""
    said = ngettext(
        "%(count)s figure is kept as it stands today.", "%(count)s figures are kept as they stand today.", count
    )
    return said % {"count": count}


def figures_of(asked: Asked, scope: Scope) -> tuple[RulesetVersion, list[Figure]]:
    """Return the indicators of the targets for a month, with the version that defines them. Raises Http404."""
    version = version_of_definitions(scope.actor, scope.today)
    if version is None:
        raise Http404
    codes = {one.code for one in asked.targets}
    return version, figures_for([one for one in definitions_in(version, scope.today) if one.code in codes], scope)


def asked_by(request: Request) -> Asked:
    """Return what a request asks; an area that may not be chosen does not exist."""
    today = timezone.localdate()
    form = MonthForm(request.GET, actor=request.actor, today=today, auto_id="scope_%s")
    if not form.is_valid() and "area" in form.errors:
        raise Http404
    scope = form.scope() if form.is_valid() else None
    if scope is not None and not decide(request.actor, OPEN_INDICATORS_OF, Facts(place_path=scope.area.path)):
        raise Http404
    return Asked(form, scope, programme_of(request.actor, scope.area.country, today) if scope else None)


def may_keep(asked: Asked) -> bool:
    """Return whether the actor may keep figures of the area."""
    if asked.scope is None or asked.scope.actor.grant is None or not asked.targets:
        return False
    organisation_id = asked.scope.actor.grant.organisation_id
    facts = Facts(organisation_id=organisation_id, place_path=asked.scope.area.path)
    return bool(decide(asked.scope.actor, CHANGE_FIGURE, facts))


def shared(asked: Asked) -> dict[str, Any]:
    """Return what every page of targets says of its month and area."""
    given = asked.form.asked(asked.scope) if asked.scope else {}
    data = asked.form.data if asked.form.errors else given
    blank = MonthForm(data, actor=asked.form.actor, today=asked.form.today, auto_id="scope_%s")
    return {"filter": blank, "scope": asked.scope, "programme": asked.programme, "asked_query": asked.query}
