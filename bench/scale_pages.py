"""Every list, detail and report page of local care supply: who asks for it, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from twiza.access.models import AccessScenario, ExpressedNeed
from twiza.care_supply.models import CareSupplyPlan
from twiza.case_management.models import Referral
from twiza.facilities.models import Facility
from twiza.funding.models import Convention
from twiza.indicators.registry.computation import Topic
from twiza.outreach.models import Caravan, Plan, Scenario
from twiza.procedures.models import File
from twiza.territory.models import HealthSeries, Place

PLANNER, MANAGER, SUPERVISOR, AGENT = (f"{name}@demo.example" for name in ("driss", "malika", "bakary", "aminata"))
ROOMS = (
    "caravan", "caravan_preparation", "caravan_team", "caravan_partners", "caravan_places", "caravan_supplies",
    "caravan_public", "caravan_costs", "caravan_facilities", "caravan_referrals", "caravan_evaluation",
    "caravan_gap", "caravan_report",
)  # fmt: skip
LISTS = (
    "facilities", "facilities_on", "facilities_to_verify", "facility_proposals", "facility_duplicates",
    "facility_types", "facilities_completeness", "procedure_files", "procedure_delays", "waiting", "caravans",
    "reports", "season", "plans", "needs", "needs_comparison", "expressed_needs", "health_series_list",
    "conventions", "deadlines", "care_supply_plans", "access_scenarios", "territory",
)  # fmt: skip
POINTS = ("facilities_points", "facilities_on_points", "needs_values")
FILES = {
    "facilities_export": ("csv", "xlsx", "geojson"),
    "procedure_files_export": ("csv", "xlsx"),
    "procedure_delays_export": ("csv",),
    "conventions_export": ("csv",),
    "deadlines_export": ("csv",),
    "needs_export": ("csv", "xlsx"),
    "expressed_export": ("csv",),
    "season_export": ("csv", "xlsx", "pdf"),
}
REFERRALS = ("referrals", "referrals_waiting", "waiting", "procedure_files")


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that somebody asks for; a file may take longer than a page."""

    what: str
    by: str
    path: str
    is_file: bool = False


def pages() -> Iterator[Asked]:
    """Yield the pages of local care supply."""
    yield from (at(name, PLANNER, {}) for name in LISTS)
    yield from (at(name, PLANNER, {}) for name in POINTS)
    yield from searches()
    yield from details()
    yield from followed()
    yield from files()


def at(name: str, by: str, known: Mapping[str, Any], query: str = "") -> Asked:
    """Return a page by the name of its route."""
    who = "" if by == PLANNER else f" ({by.partition('@')[0]})"
    return Asked(f"{name}{query}{who}", by, f"{reverse(name, kwargs=dict(known))}{query}")


def searches() -> Iterator[Asked]:
    """Yield lists that are filtered, searched, or asked for at their last page."""
    for name, queries in {
        "facilities": ("?q=azilal", "?page=100", "?age=stale", "?norm=below", "?status=closed"),
        "procedure_files": ("?q=azilal", "?page=50", "?state=late"),
        "caravans": ("?q=azilal", "?page=40"),
        "needs": ("?sort=people",),
        "place_search": ("?q=azilal",),
        "indicators": tuple(f"?topic={topic}" for topic in Topic.values),
    }.items():
        yield from (at(name, PLANNER, {}, query) for query in queries)


def details() -> Iterator[Asked]:
    """Yield one page of each kind of record."""
    done = Caravan.objects.filter(year=2026, days__closed_at__isnull=False).get()
    for name in ROOMS:
        yield at(name, PLANNER, {"caravan_id": done.pk})
    yield at("site", PLANNER, {"caravan_id": done.pk, "day_id": done.days.get().pk})
    facility = {"facility_id": Facility.objects.order_by("code")[7].pk}
    for name in ("facility", "facility_history", "facility_edit", "facility_propose"):
        yield at(name, PLANNER, facility)
    yield at("procedure_file", PLANNER, {"file_id": File.objects.get(caravan=done).pk})
    convention = {"convention_id": Convention.objects.order_by("pk")[3].pk}
    yield from (at(name, PLANNER, convention) for name in ("convention", "convention_on"))
    plan = {"plan_id": CareSupplyPlan.objects.get().pk}
    for name in ("care_supply_plan", "care_supply_follow_up", "care_supply_from_needs"):
        yield at(name, PLANNER, plan)
    yield from plans_and_places()


def plans_and_places() -> Iterator[Asked]:
    """Yield what is about a plan of caravans, a scenario, a place, a series or a need."""
    plan = {"plan_id": Plan.objects.order_by("made_at")[0].pk}
    for name in ("plan", "plan_beside", "plan_calendar"):
        yield at(name, PLANNER, plan)
    scenario = {"scenario_id": Scenario.objects.order_by("pk")[0].pk}
    yield from (at(name, PLANNER, scenario) for name in ("scenario", "scenario_stops"))
    yield at("access_scenario", PLANNER, {"scenario_id": AccessScenario.objects.get().pk})
    commune = {
        "place_id": Place.objects.filter(path__startswith="MA/05/05.081/", kind__rank__gte=4).order_by("path")[0].pk
    }
    yield from (at(name, PLANNER, commune) for name in ("place", "commune_needs"))
    yield at("place_needs", PLANNER, {"place_id": Place.objects.get(path="MA/05/05.081").pk})
    yield at("health_series", PLANNER, {"series_id": HealthSeries.objects.order_by("code")[0].pk})
    yield at("expressed_need", PLANNER, {"need_id": ExpressedNeed.objects.order_by("pk")[0].pk})


def followed() -> Iterator[Asked]:
    """Yield what whoever keeps registers and follows referrals asks for."""
    for by in (SUPERVISOR, AGENT):
        yield from (at(name, by, {}) for name in REFERRALS)
    yield at("referrals", SUPERVISOR, {}, "?page=50")
    referral = Referral.objects.order_by("-issued_on", "-pk")[0]
    yield from (at(name, SUPERVISOR, {"referral_id": referral.pk}) for name in ("referral", "referral_slip"))
    today = Caravan.objects.filter(days__opened_at__isnull=False, days__closed_at=None).get()
    day = {"caravan_id": today.pk, "day_id": today.days.get().pk}
    yield from (at(name, AGENT, day) for name in ("day_typing", "day_arrivals"))
    yield at("caravans", AGENT, {})


def files() -> Iterator[Asked]:
    """Yield the lists as files."""
    for name, kinds in FILES.items():
        for kind in kinds:
            asked = at(name, PLANNER, {"kind": kind})
            yield Asked(f"{name} {kind}", asked.by, asked.path, is_file=True)
    for kind in ("csv", "xlsx"):
        asked = at("referrals_export", SUPERVISOR, {"kind": kind})
        yield Asked(f"referrals_export {kind}", asked.by, asked.path, is_file=True)
