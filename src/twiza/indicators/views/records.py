"""The page of the records behind an indicator, or behind one group of what it is told by."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.tallies import Tally
from twiza.indicators.queries.records import records_of
from twiza.indicators.registry.computation import By, Computation, group_of
from twiza.indicators.rules import SEE_SMALL_FIGURES
from twiza.indicators.scope import Sources
from twiza.indicators.views.figures import PARTS_PER_PAGE, asked_by, figure_asked, may_open_records


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """A group of records: by what they are told, and its key as addresses write it, empty where it is not known."""

    by: By
    key: str

    def holds(self, tally: Tally, sources: Sources) -> bool:
        """Return whether a tally is of the group."""
        found = group_of(tally, self.by, sources)
        return ("" if found is None else str(found)) == self.key


@policy(SEE_SMALL_FIGURES)
@require_GET
def indicator_records(request: Request, code: str) -> HttpResponse:
    """Show the records behind an indicator, or one group of them, those that the actor may open by name."""
    asked = asked_by(request)
    figure, sources = figure_asked(asked, code)
    computation, scope = figure.computation, sources.scope
    if computation.tallies is None or not may_open_records(computation, scope):
        raise Http404
    group = group_asked(request, computation)
    tallies = tallies_of_group(computation.tallies(sources), group, sources)
    page = Paginator(tallies, PARTS_PER_PAGE).get_page(request.GET.get("page"))
    found = records_of(computation.behind, [one.key for one in page.object_list], request.actor, scope.today)
    context = {
        "figure": figure,
        "group": group_said(group, tallies, sources),
        "scope": scope,
        "asked_query": asked.query,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "lines": [(found.get(one.key), one) for one in page.object_list],
    }
    return render(request, "indicators/records.html", context)


def group_asked(request: Request, computation: Computation) -> GroupAsked | None:
    """Return the group of records that is asked for; None is all of them."""
    by = next((one for one in computation.by if one == request.GET.get("by")), None)
    return GroupAsked(by, request.GET.get("group", "")) if by else None


def tallies_of_group(tallies: list[Tally], group: GroupAsked | None, sources: Sources) -> list[Tally]:
    """Return the tallies of a group, or all of them."""
    return [one for one in tallies if group is None or group.holds(one, sources)]


def group_said(group: GroupAsked | None, tallies: list[Tally], sources: Sources) -> dict[str, str] | None:
    """Return by what records are told and which group of them is shown, in words; None where all are or none is."""
    if group is None or not tallies:
        return None
    key, scope = group_of(tallies[0], group.by, sources), sources.scope
    record = records_of(group.by.value, [key], scope.actor, scope.today).get(key)
    return {"by": str(group.by.label), "name": record.label if record else _("A record that you may not open")}
