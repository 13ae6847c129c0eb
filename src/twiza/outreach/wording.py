"""What a plan says in plain words: how good it is, why each stop is in, what its figures rest on."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.models import Basis, Care
from twiza.core.figures import rounded
from twiza.core.names import name_in
from twiza.outreach.models import Plan, PlanOrigin, PlanStatus, PlanStop
from twiza.territory.grid import ASSUMPTION_GRID


def plan_said(plan: Plan, language: str) -> str:
    """Return the name of a plan with its number, which tells it from others of its area and month."""
    return named_and_numbered(plan.names, plan.number, language)


def named_and_numbered(names: Mapping[str, str], number: int, language: str) -> str:
    """Return a name with the number that goes with it."""
    return _("%(name)s, plan %(number)s") % {"name": name_in(names, language), "number": number}


def people_said(plan: Plan) -> str:
    """Return how many people a plan newly reaches, as a sentence."""
    sentence = ngettext(
        "%(people)s person newly reached.", "%(people)s people newly reached.", plan.people_newly_reached
    )
    return sentence % {"people": counted(plan.people_newly_reached)}


def proof_said(plan: Plan) -> str:
    """Return how far from the best possible a plan can be, as a sentence that never promises more than is proven."""
    if plan.bound <= 0:
        return _("No plan with these teams, days and stops can meet any need: this is proven.")
    better = better_percent(plan)
    if plan.origin in {PlanOrigin.AGAIN, PlanOrigin.ADAPTED}:
        return near_another_said(better)
    if better == 0:
        return _("No plan with these teams, days and stops could meet more need: this is proven.")
    if plan.origin == PlanOrigin.MOVED:
        sentence = _(
            "Visits were moved by hand. It is proven that no plan with these teams, days and stops could meet more "
            "than %(percent)s%% more need."
        )
    elif plan.status == PlanStatus.OPTIMAL:
        sentence = _(
            "No plan with these teams, days and stops could meet more than %(percent)s%% more need: this is proven."
        )
    else:
        sentence = _(
            "The time allowed ended before the search did. Even so it is proven that no plan with these teams, days "
            "and stops could meet more than %(percent)s%% more need."
        )
    return sentence % {"percent": rounded(better, 1)}


def near_another_said(better: float) -> str:
    """Return how good a plan is that keeps near another one: among plans that keep and change as was asked."""
    if better == 0:
        return _(
            "No plan that keeps what this one was to keep, at the same price of a change, is better: this is proven. "
            "One that may change more can meet more need."
        )
    sentence = _(
        "It is proven that no plan that keeps what this one was to keep, at the same price of a change, is worth more "
        "than %(percent)s%% more. One that may change more can meet more need."
    )
    return sentence % {"percent": rounded(better, 1)}


def better_percent(plan: Plan) -> float:
    """Return by how many per cent the best plan could be better than this one at most, rounded up to a tenth."""
    if plan.value <= 0:
        return 100.0
    return math.ceil(round((plan.bound / plan.value - 1) * 1000, 6)) / 10


def reason_said(visit: PlanStop, language: str) -> str:
    """Return why a stop is in the plan, and what the next best would have been."""
    if visit.gain is None:
        return _("The time allowed ended before it was known what the plan would lose without this visit.")
    loss = {"gain": counted(visit.gain)}
    if round(visit.gain) == 0:
        return _("Without this visit the plan would lose nothing: other visits reach the same people.")
    if not visit.next_best:
        return _("Without this visit the plan would be worth %(gain)s less; no stop left out could take its place."
                 ) % loss  # fmt: skip
    sentence = _(
        "Without this visit the plan would be worth %(gain)s less. In its place the best stop left out, %(next)s, "
        "would bring %(next_gain)s."
    )
    best = {"next": name_in(visit.next_best_names, language), "next_gain": counted(visit.next_gain or 0.0)}
    return sentence % (loss | best)


def main_assumptions(assumptions: dict[str, Any]) -> list[str]:
    """Return what nobody may overlook: where people and where care are supposed to be."""
    sentences = [str(ASSUMPTION_GRID)] if assumptions["rests_on_grid"] else []
    return [*sentences, care_said(assumptions)]


def all_assumptions(assumptions: dict[str, Any], language: str) -> list[str]:
    """Return everything the figures of a plan rest on, sentence by sentence."""
    return [
        *main_assumptions(assumptions),
        walking_said(assumptions),
        _(
            "A commune’s stop is put at a point inside its boundaries: the position of its chief place is not in the "
            "data."
        ),
        travel_said(assumptions),
        *seasons_said(assumptions),
        *nights_said(assumptions),
        need_said(assumptions, language),
        equity_said(assumptions),
        time_said(assumptions),
        *gaps_said(assumptions),
    ]


def care_said(assumptions: dict[str, Any]) -> str:
    """Return where fixed care is, and who is within its reach."""
    sentence = _(
        "Fixed care: %(care)s. %(basis)s. Whoever lives within %(minutes)s minutes of road of it is within its reach, "
        "and is never counted as newly reached."
    )
    return sentence % {
        "care": uncapitalised(str(Care(assumptions["care"]).label)),
        "basis": Basis(assumptions["basis"]).label,
        "minutes": counted(assumptions["fixed_reach_minutes"]),
    }


def walking_said(assumptions: dict[str, Any]) -> str:
    """Return how far people walk to a stop."""
    full, zero = assumptions["walking_full_km"], assumptions["walking_zero_km"]
    if full == zero:
        return _("Everybody within %(full)s km of a stop, as the crow flies, walks to it; nobody beyond.") % {
            "full": figure(full)
        }
    sentence = _(
        "Everybody within %(full)s km of a stop, as the crow flies, walks to it; then fewer and fewer, and nobody "
        "beyond %(zero)s km."
    )
    return sentence % {"full": figure(full), "zero": figure(zero)}


def travel_said(assumptions: dict[str, Any]) -> str:
    """Return how teams travel."""
    sentence = _("Teams drive at %(speed)s km/h; a road is %(detour)s times as long as the crow flies.")
    return sentence % {"speed": figure(assumptions["speed_kmh"]), "detour": figure(assumptions["detour"], 2)}


def seasons_said(assumptions: dict[str, Any]) -> list[str]:
    """Return how teams travel in each season, and how many absences were said."""
    sentences = [season_said(season) for season in assumptions.get("seasons", [])]
    pauses = assumptions.get("pauses", 0)
    if pauses:
        sentence = ngettext(
            "%(count)s absence of a team or closing of a stop is taken into account.",
            "%(count)s absences of teams or closings of stops are taken into account.",
            pauses,
        )
        sentences.append(sentence % {"count": counted(pauses)})
    return sentences


def season_said(season: Mapping[str, Any]) -> str:
    """Return how teams travel in a season, and how many stops cannot be reached then."""
    sentence = ngettext(
        "%(name)s, from %(start)s to %(end)s: %(speed)s km/h, roads %(detour)s times as long as the crow flies, "
        "%(closed)s stop closed.",
        "%(name)s, from %(start)s to %(end)s: %(speed)s km/h, roads %(detour)s times as long as the crow flies, "
        "%(closed)s stops closed.",
        season["closed_stops"],
    )
    return sentence % {
        "name": season["name"],
        "start": date_format(dt.date.fromisoformat(season["starts_on"])),
        "end": date_format(dt.date.fromisoformat(season["ends_on"])),
        "speed": figure(season["speed_kmh"]),
        "detour": figure(season["detour"], 2),
        "closed": counted(season["closed_stops"]),
    }


def nights_said(assumptions: dict[str, Any]) -> list[str]:
    """Return how many nights a team may be away, when it may."""
    nights = assumptions.get("nights_max", 0)
    if not nights:
        return []
    sentence = ngettext(
        "A team may sleep at its last stop, at most %(nights)s night in a row, and goes on from there the next "
        "working day.",
        "A team may sleep at its last stop, at most %(nights)s nights in a row, and goes on from there the next "
        "working day.",
        nights,
    )
    return [sentence % {"nights": counted(nights)}]


def need_said(assumptions: dict[str, Any], language: str) -> str:
    """Return by which formula needs are computed."""
    formula = assumptions["need_formula"]
    sentence = _(
        "Needs: formula “%(formula)s”, version %(version)s, from the census; its weights are values to be validated. "
        "A commune’s need is spread over its people."
    )
    return sentence % {"formula": name_in(formula["names"], language), "version": formula["version"]}


def equity_said(assumptions: dict[str, Any]) -> str:
    """Return how equity weighs."""
    strength = assumptions["equity_strength"]
    if strength == 0:
        return _("Equity: every need counts alike.")
    known = {"most": figure(1 + strength), "strength": figure(strength)}
    if assumptions["equity_knows_poverty"]:
        sentence = _(
            "Equity: a need counts 1 to %(most)s times: 1 + %(strength)s × the mean of distance to fixed care (120 "
            "minutes or more being 1), the commune’s poverty rate over the greatest of the area, and the share of its "
            "people out of reach of fixed care."
        )
    else:
        sentence = _(
            "Equity: a need counts 1 to %(most)s times: 1 + %(strength)s × the mean of distance to fixed care (120 "
            "minutes or more being 1) and the share of the commune’s people out of reach of fixed care. Poverty is "
            "not in the data."
        )
    return sentence % known


def time_said(assumptions: dict[str, Any]) -> str:
    """Return whether consultations are limited by time."""
    if assumptions["is_limited_by_time"]:
        return _("A visit meets no more need than its minutes allow at the teams’ pace.")
    return _(
        "A visit is supposed to meet the need of everybody who walks to it: consultations are not limited by time."
    )


def gaps_said(assumptions: dict[str, Any]) -> list[str]:
    """Return what is missing in the data, when something is."""
    unknown, souks = assumptions["communes_without_need"], assumptions["souks_without_a_day"]
    sentences = [listed_said(assumptions["care_places"])] if assumptions["basis"] == Basis.REGISTERED else []
    if unknown:
        sentence = ngettext(
            "The need of %(count)s commune is not known for every specialty: what is not known counts for nothing.",
            "The need of %(count)s communes is not known for every specialty: what is not known counts for nothing.",
            unknown,
        )
        sentences.append(sentence % {"count": counted(unknown)})
    if souks:
        sentence = ngettext(
            "%(count)s stop is in a commune with a weekly souk whose day is not in the data: it is open every day.",
            "%(count)s stops are in communes with a weekly souk whose day is not in the data: "
            "they are open every day.",
            souks,
        )
        sentences.append(sentence % {"count": counted(souks)})
    return sentences


def listed_said(places: int) -> str:
    """Return how many facilities of the list count, and that there may be others."""
    sentence = ngettext(
        "%(count)s facility of the list gives this care in the whole country; others may not be listed yet.",
        "%(count)s facilities of the list give this care in the whole country; others may not be listed yet.",
        places,
    )
    return sentence % {"count": counted(places)}


def counting_said() -> str:
    """Return how people are counted, for whoever reads the figures."""
    return _(
        "A person is newly reached who lives out of reach of fixed care and within a walk of a stop that is visited "
        "at least once. Each person counts once, at the first visit that reaches her, whatever the number of visits. "
        "People reached are not people seen: a caravan sees those who come."
    )


def uncapitalised(words: str) -> str:
    """Return words that begin a line as they are written within a sentence."""
    return words[:1].lower() + words[1:]


def counted(number: float) -> str:
    """Return a whole number as the page's language writes it."""
    return rounded(number)


def figure(number: float, decimals: int = 1) -> str:
    """Return a number with as few decimals as it needs."""
    shown = round(number, decimals)
    return rounded(shown, 0 if shown == int(shown) else decimals)
