"""The form of fixed and mobile care side by side: a place for a post, stops for caravans, how often, at what cost."""

from __future__ import annotations

from typing import Any

import numpy as np
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.outreach.beside import Caravans, Post, consultations_of
from twiza.outreach.models import Plan
from twiza.outreach.plan_forms import stop_choices
from twiza.outreach.queries.beside import PostPlace, post_places

EVERY_STOP = "every"
"""The caravans visit every stop of the plan."""
VISITS = 4
DAYS_IN_A_YEAR = 366
COST_MAX = 1e12


class BesideForm(forms.Form):
    """A post and caravans to be seen side by side."""

    place = forms.ChoiceField(label=_("A post at"))
    days = forms.IntegerField(
        label=_("Days a year on which the post is open"),
        min_value=1,
        max_value=DAYS_IN_A_YEAR,
        required=False,
        help_text=_("Empty: not known."),
    )
    a_day = forms.FloatField(
        label=_("Consultations of each specialty a day"),
        min_value=0.1,
        max_value=1000,
        required=False,
        help_text=_("Empty: the post is supposed to meet the whole need of the people within its reach."),
    )
    cost = forms.FloatField(
        label=_("Cost of the post a year"),
        min_value=0,
        max_value=COST_MAX,
        required=False,
        help_text=_("Only if you know it: Twiza supposes no price."),
    )
    specialties = forms.MultipleChoiceField(
        label=_("Specialties of the post"), widget=forms.CheckboxSelectMultiple, required=False
    )
    stop = forms.ChoiceField(label=_("Caravans at"))
    visits = forms.IntegerField(label=_("Visits of each stop a year"), min_value=1, max_value=DAYS_IN_A_YEAR)
    cost_visit = forms.FloatField(label=_("Cost of one visit"), min_value=0, max_value=COST_MAX, required=False)

    def __init__(self, *args: Any, plan: Plan, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        self.plan = plan
        self.places = {place.key: place for place in post_places(plan, actor, language)}
        planned = plan.snapshot["specialties"]
        self.fields["place"].choices = grouped(self.places.values())  # type: ignore[attr-defined]
        self.fields["specialties"].choices = [  # type: ignore[attr-defined]
            (code, name_in(planned[code], language)) for code in plan.problem["specialties"]
        ]
        every = (EVERY_STOP, _("Every stop of this plan"))
        self.fields["stop"].choices = [every, *stop_choices(plan)]  # type: ignore[attr-defined]

    def post(self) -> Post:
        """Return the post; without a specialty ticked it has all of those that are planned."""
        given, place = self.cleaned_data, self.places[self.cleaned_data["place"]]
        return Post(
            lat=place.lat,
            lon=place.lon,
            specialties=tuple(given["specialties"] or self.plan.problem["specialties"]),
            days=given["days"],
            a_day=given["a_day"],
            cost=given["cost"],
        )

    def caravans(self) -> Caravans:
        """Return the caravans."""
        codes, given = self.stop_codes(), self.cleaned_data
        places = {stop["id"]: (stop["lat"], stop["lon"]) for stop in self.plan.problem["stops"]}
        offered = {name for team in self.plan.problem["teams"] for name in team["specialties"]}
        specialties = tuple(name for name in self.plan.problem["specialties"] if name in offered)
        return Caravans(
            stops=np.array([places[code] for code in codes], dtype=float),
            visits=given["visits"],
            specialties=specialties,
            a_visit=consultations_of(self.plan.problem, codes),
            cost_visit=given["cost_visit"],
        )

    def stop_codes(self) -> list[str]:
        """Return the stops that caravans visit."""
        if self.cleaned_data["stop"] != EVERY_STOP:
            return [self.cleaned_data["stop"]]
        return sorted({stop for route in self.plan.answer["routes"] for stop in route["stops"]})


def grouped(places: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return places to choose from under what they are."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        groups.setdefault(str(place.group), []).append((place.key, place.name))
    return list(groups.items())


def usual(plan: Plan, places: dict[str, PostPlace]) -> dict[str, Any]:
    """Return what the form shows first: a post in the commune of most need left, four caravans a year there."""
    best = max(plan.answer["areas"], key=lambda area: area["need"], default=None)
    key = f"area-{best['area']}" if best else ""
    return {"place": key if key in places else next(iter(places), ""), "stop": EVERY_STOP, "visits": VISITS}
