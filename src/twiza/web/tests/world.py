"""A small country in which Driss has made one of everything, each with a word in it that only some may read."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from twiza.access.actions.formula import save_formula
from twiza.access.actions.scenario import Assumptions
from twiza.access.actions.scenario import make_scenario as make_access_scenario
from twiza.access.engine import Travel
from twiza.access.models import Basis, Care, Counted, NeedFormula, NeedTerm, Specialty, SupplyUnit
from twiza.access.reach_by_commune import Limits
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.conftest import NOW
from twiza.documents.guard import Kind, guard_upload
from twiza.facilities.actions.facility import Said, add_facility
from twiza.facilities.actions.imports import begin_import
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import FacilityType, Status
from twiza.facilities.tests.places import make_place, make_small_country
from twiza.jobs.actions import enqueue
from twiza.jobs.models import FailureCause, Job, JobState
from twiza.organisations.models import Organisation
from twiza.outreach.actions.plan import MAKE_PLAN_JOB, compute_plan, store_plan
from twiza.outreach.actions.scenario import copy_scenario, make_scenario
from twiza.outreach.terms import Terms, Wishes
from twiza.territory.actions.imports import receive_file
from twiza.territory.models import Place, PopulationCount, PopulationPoint, Sex, Source, Universe
from twiza.territory.queries.places import edition_of

HERE, THERE = "MA/05", "MA/08"
PEOPLE = {"05.081.03.03": (31.70, 400), "05.081.03.09": (31.66, 9_000), "05.081.03.13": (32.15, 300)}
CSV = "nom;code\nkanari-{word};05.081.03.09\n"


@dataclass(frozen=True, slots=True)
class World:
    """What the routes are about: the arguments of each route that takes some, by the route's name."""

    arguments: dict[str, dict[str, Any]]
    queries: tuple[str, ...]


def make_world(driss: Person, actor: Actor, council: Organisation) -> World:
    """Let Driss make one of everything in the region of HERE."""
    places = populated_country()
    formula = own_formula(driss, actor, council)
    reach = access_scenario(driss, actor, council, places["05"])
    scenario, plan, spare = caravans(actor, places["05"], formula)
    facility = listed_facility(actor, council, places["05.081.03.09"])
    facility_import = begin_import(
        organisation=council,
        country="MA",
        file_name="kanari-liste.csv",
        content=CSV.format(word="liste").encode(),
        source="kanari-liste",
        default_type=None,
        made_by=driss,
        at=NOW,
    )
    locality_import = received_localities(driss, council)
    job = failed_job(driss, council, scenario.pk)
    edition = edition_of("MA")
    one = {
        "place": {"place_id": places["05.081.03.09"].pk},
        "access": {"scenario_id": reach.pk},
        "formula": {"formula_id": formula.pk},
        "scenario": {"scenario_id": scenario.pk},
        "spare": {"scenario_id": spare.pk},
        "team": {"scenario_id": scenario.pk, "team_id": scenario.teams.get().pk},
        "plan": {"plan_id": plan.pk},
        "facility": {"facility_id": facility.pk},
        "facility_import": {"import_id": facility_import.pk},
        "locality_import": {"import_id": locality_import.pk},
        "job": {"job_id": job.pk},
        "members": {"organisation_id": council.pk},
        "membership": {"organisation_id": council.pk, "membership_id": driss.memberships.get().pk},
        "edition": {"edition": edition},
    }
    return World(one, (*queries_about(plan.pk, formula.pk, reach.pk), shapes_in(edition)))


def queries_about(plan: object, formula: object, reach: object) -> tuple[str, ...]:
    """Return addresses that ask for the objects, or for their words, without naming them in their path."""
    return (
        f"/fr/plans/compare/?plan={plan}&with={plan}",
        f"/fr/needs/?formula={formula}",
        f"/fr/needs/?scenario={reach}&sort=-far",
        f"/fr/needs/?area={HERE}&level=commune&scenario={reach}&sort=supply",
        f"/fr/needs/values.json?scenario={reach}&formula={formula}",
        f"/fr/needs/file.xlsx?scenario={reach}&formula={formula}",
        f"/fr/needs/file.csv?scenario={reach}",
        f"/fr/needs/comparison/?place={HERE}&scenario={reach}&formula={formula}",
        f"/fr/plans/new/?area={HERE}",
        f"/fr/access/new/?area={HERE}",
        "/fr/territory/search/?q=kanari",
        "/fr/territory/search.json?q=kanari",
        "/fr/facilities/?q=kanari",
        "/fr/plans/?page=2",
        "/fr/jobs/?page=2",
        "/fr/account/audit/?page=1",
    )


def shapes_in(edition: str) -> str:
    """Return the address of the shapes of the region's communes."""
    return f"/fr/needs/shapes/{edition}.json?area={HERE}&level=commune"


def populated_country() -> dict[str, Place]:
    """Return the places by code: a region with people, and another one, empty, where somebody else plans."""
    places = make_small_country()
    source = Source.objects.create(code="world", title="Essai", licence="–", attribution="–", vintage="2024")
    make_place("region", 1, "08", "Drâa-Tafilalet", "درعة تافيلالت", THERE)
    for code, (lat, people) in PEOPLE.items():
        place = places[code]
        PopulationCount.objects.create(
            place=place, year=2024, universe=Universe.LEGAL, sex=Sex.ALL, people=people, source=source
        )
        PopulationPoint.objects.create(commune=place, lat=lat, lon=place.lon, people=people, basis="grid")
    return places


def own_formula(driss: Person, actor: Actor, council: Organisation) -> NeedFormula:
    """Return the council's own formula."""
    specialty = Specialty.objects.create(
        code="general", names={"fr": "Médecine générale"}, minutes_per_consultation=12, evidence="design", position=0
    )
    shipped = NeedFormula.objects.create(version=1, names={"fr": "Formule d'essai"}, made_at=NOW)
    NeedTerm.objects.create(formula=shipped, specialty=specialty, counted=Counted.EVERYONE, weight=0.1)
    return save_formula(
        base=shipped,
        organisation=council,
        names={"fr": "kanari-formule"},
        note="",
        terms=[NeedTerm(specialty=specialty, counted=Counted.EVERYONE, weight=0.2)],
        made_by=driss,
        actor=actor,
        at=NOW,
    )


def access_scenario(driss: Person, actor: Actor, council: Organisation, area: Place) -> Any:
    """Return how far the people of the region are from an assumed hospital."""
    assumptions = Assumptions(
        basis=Basis.PROVINCE_TOWNS,
        care=Care.HOSPITAL,
        supply_unit=SupplyUnit.FACILITIES,
        travel=Travel(speed_kmh=40.0, detour=1.35),
        limits=Limits(near_km=5.0, far_km=6.0, near_minutes=30.0, far_minutes=60.0),
    )
    return make_access_scenario(
        organisation=council,
        name="kanari-acces",
        area=area,
        assumptions=assumptions,
        made_by=driss,
        actor=actor,
        at=NOW,
    )


def caravans(actor: Actor, area: Place, formula: NeedFormula) -> tuple[Any, Any, Any]:
    """Return a scenario, its plan, and a copy of the scenario from which no plan was made."""
    scenario = make_scenario(
        actor=actor,
        area=area,
        specialties=list(Specialty.objects.all()),
        need_formula=formula,
        terms=Terms(starts_on=dt.date(2027, 1, 4), day_count=2),
        wishes=Wishes(team_count=1),
        at=NOW,
    )
    scenario.names = {"fr": "kanari-plan"}
    scenario.save()
    scenario.teams.update(name="kanari-equipe")
    scenario.stops.update(names={"fr": "kanari-etape"})
    computed = compute_plan(scenario=scenario, report=lambda phase, share: None)
    plan = store_plan(
        scenario=scenario, computed=computed, based_on=None, made_by_id=scenario.made_by_id, job_id=None, at=NOW
    )
    return scenario, plan, copy_scenario(scenario=scenario, actor=actor, at=NOW)


def listed_facility(actor: Actor, council: Organisation, place: Place) -> Any:
    """Return a facility of the directory, which is public matter."""
    load_shipped_types()
    said = Said(
        code="1", names={"fr": "CSR Tabant"}, type=FacilityType.objects.get(code="CSR1"), place=place, lat=None,
        lon=None, is_mobile=False, status=Status.OPEN, doctors=1.0, nurses=None, midwives=None, services=[],
        source="Tournée de mai", verified_by="", verified_on=None,
    )  # fmt: skip
    return add_facility(organisation=council, said=said, actor=actor, at=NOW)


def received_localities(driss: Person, council: Organisation) -> Any:
    """Return a file of localities that Driss looks at."""
    file = ContentFile(CSV.format(word="douar").encode(), name="kanari-douars.csv")
    guarded = guard_upload(file, kinds=(Kind.CSV,), max_bytes=1_000)
    return receive_file(file=guarded, country="MA", person_id=driss.pk, organisation_id=council.pk, at=NOW)


def failed_job(driss: Person, council: Organisation, scenario: uuid.UUID) -> Job:
    """Return a job of Driss's that was refused in words of its own."""
    arguments = {"scenario": str(scenario)}
    job = enqueue(kind=MAKE_PLAN_JOB, arguments=arguments, owner_id=driss.pk, organisation_id=council.pk, at=NOW)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, failure=FailureCause.REFUSED, failure_sentence="kanari-travail", ended_at=NOW
    )
    return job


def text_in(content: bytes) -> str:
    """Return everything readable in an answer, also inside a workbook or a PDF."""
    if content.startswith(b"PK"):
        import zipfile  # noqa: PLC0415

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode(errors="replace")
