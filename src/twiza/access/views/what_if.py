"""What if there were one more place of care, or one fewer: asked on the map or in a list, answered at once."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twiza.access.assumptions import scenario_assumptions
from twiza.access.looks import as_first_looked_at
from twiza.access.models import AccessScenario
from twiza.access.queries.place_rows import COMMUNE
from twiza.access.queries.sights import kept_sight
from twiza.access.queries.what_if import (
    change_by_adding,
    change_by_closing,
    commune_names,
    facilities_to_close,
    limits_of,
    places_to_add,
)
from twiza.access.siting_words import limit_said
from twiza.access.views.reach_map import reach_map_context
from twiza.access.views.sitings import scenario_for
from twiza.access.what_if import Change
from twiza.access.what_if_words import added_said, change_sentences
from twiza.accounts.policies import policy
from twiza.accounts.requests import Request
from twiza.core.names import name_in
from twiza.territory.queries.places import communes_in


@policy("access.plan")
@require_GET
def what_if(request: Request, scenario_id: uuid.UUID) -> HttpResponse:
    """Show what one change would come to; nothing is kept. A script asks for the answer alone."""
    scenario = scenario_for(request, scenario_id)
    answer = answer_to(request, scenario)
    if request.headers.get("HX-Request") == "true":
        return render(request, "access/what_if_answer.html", answer)
    language = get_language() or "fr"
    context: dict[str, Any] = {
        "scenario": scenario,
        "groups": places_to_add(scenario),
        "facilities": [(str(one.pk), name_in(one.names, language)) for one in facilities_to_close(scenario)],
        "asked_add": request.GET.get("add", ""),
        "asked_close": request.GET.get("close", ""),
        "assumptions": scenario_assumptions(scenario),
        **reach_map_context(kept_sight(scenario, as_first_looked_at(scenario), COMMUNE), COMMUNE, {}),
        **answer,
    }
    return render(request, "access/what_if.html", context)


def answer_to(request: Request, scenario: AccessScenario) -> dict[str, Any]:
    """Return the answer to what is asked: to add before to close; nothing is asked at first. Raises Http404."""
    if code := request.GET.get("add", ""):
        place = get_object_or_404(communes_in(scenario.area.path).filter(lat__isnull=False), code=code)
        name = name_in(place.names, get_language() or "fr")
        return answer_context(scenario, added_said(scenario, name), change_by_adding(scenario, place))
    if asked := request.GET.get("close", ""):
        facility = next((one for one in facilities_to_close(scenario) if str(one.pk) == asked), None)
        if facility is None:
            raise Http404
        name = name_in(facility.names, get_language() or "fr")
        said = _("Without this place of care: %(place)s") % {"place": name}
        return answer_context(scenario, said, change_by_closing(scenario, facility))
    return {"change": None}


def answer_context(scenario: AccessScenario, said: str, change: Change) -> dict[str, Any]:
    """Return what the answer shows."""
    names = commune_names(change)
    return {
        "change": change,
        "said": said,
        "sentences": change_sentences(change),
        "limits": [limit_said(one.reach, one.unit) for one in limits_of(scenario)],
        "rows": [(names[one.commune_id], one.people, one.gained) for one in change.communes],
    }
