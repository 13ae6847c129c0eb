"""A small country in which two planners have made one of everything, each with words that only some may read."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from PIL import Image

from twiza.access.actions.expressed import NeedSaid, answer_need, write_need_down
from twiza.access.actions.formula import save_formula
from twiza.access.actions.scenario import Assumptions
from twiza.access.actions.scenario import make_scenario as make_access_scenario
from twiza.access.actions.siting import Question, compute_siting, store_siting
from twiza.access.engine import Travel
from twiza.access.models import (
    Basis,
    CandidateKind,
    Care,
    Counted,
    ExpressedNeed,
    NeedFormula,
    NeedTerm,
    ReachUnit,
    Specialty,
    SupplyUnit,
)
from twiza.access.reach_by_commune import Limits
from twiza.access.siting import Limit
from twiza.accounts.decisions import Actor, Grant
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.care_supply.tests.canaries import activate_care_supply, canary_plan
from twiza.case_management.actions.rounds import compute_rounds, make_rounds, store_rounds
from twiza.case_management.models import RoundsPlan
from twiza.case_management.terms import AgentTerms, HomeTerms, RoundsTerms
from twiza.case_management.tests.canaries import canary_referral
from twiza.conftest import LONG_AGO, NOW
from twiza.core.ids import new_id
from twiza.documents.evidence import EvidenceFile
from twiza.documents.guard import Kind, guard_upload
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.actions.imports import begin_import
from twiza.facilities.actions.merges import merge_facilities
from twiza.facilities.actions.proposals import Proposer, propose_change
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import ChangeProposal, Facility, FacilityMerge
from twiza.facilities.queries.states import state_of
from twiza.facilities.tests.places import make_place, make_small_country
from twiza.funding.tests.canaries import activate_conventions, canary_convention
from twiza.indicators.definitions import version_of_definitions
from twiza.indicators.models import Measurement
from twiza.indicators.tests.definitions import keep_one, load_definitions
from twiza.jobs.actions import enqueue
from twiza.jobs.models import FailureCause, Job, JobState
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import grant_from
from twiza.outreach.actions.caravan import DayTerms, add_locality, add_member, make_caravan
from twiza.outreach.actions.plan import MAKE_PLAN_JOB, compute_plan, store_plan
from twiza.outreach.actions.register import record_arrival
from twiza.outreach.actions.scenario import make_scenario
from twiza.outreach.actions.scenario_copy import copy_scenario
from twiza.outreach.models import Attendance, CaravanDay
from twiza.outreach.terms import Terms, Wishes
from twiza.outreach.tests.canaries import canary_dates
from twiza.outreach.tests.canaries_after import canary_after
from twiza.outreach.tests.canaries_preparation import canary_preparation
from twiza.procedures.actions.details import comment_on_file
from twiza.procedures.actions.files import PartyTerms, open_file
from twiza.procedures.actions.held import attach_piece, confirm_check
from twiza.procedures.actions.kinds import activate_version, draft_version
from twiza.procedures.models import File, KindVersion
from twiza.procedures.reading import kind_from_yaml
from twiza.procedures.tests.conftest import PERMIT
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.actions.drafts import receive_upload
from twiza.rulesets.models import RulesetVersion
from twiza.rulesets.tests.rows import small_ruleset
from twiza.territory.actions.health_files import keep_health_choices, receive_health_file, store_health_file
from twiza.territory.actions.imports import receive_file
from twiza.territory.models import (
    HealthFile,
    HealthSeries,
    Place,
    PopulationCount,
    PopulationPoint,
    Sex,
    Source,
    Universe,
)
from twiza.territory.queries.health_files import health_reading_of
from twiza.territory.queries.places import edition_of

HERE, THERE = "MA/05", "MA/08"
PEOPLE = {"05.081.03.03": (31.70, 400), "05.081.03.09": (31.66, 9_000), "05.081.03.13": (32.15, 300)}
CSV = "nom;code\n{word};05.081.03.09\n"


@dataclass(frozen=True, slots=True)
class World:
    """What somebody made: what each kind of route takes of it, and what an address may ask of it after its `?`."""

    arguments: dict[str, dict[str, Any]]
    asked: dict[str, object]

    @property
    def queries(self) -> tuple[str, ...]:
        """Return addresses that ask for what she made without naming it in their path."""
        return (*queries_about(**self.asked), shapes_in(self.arguments["edition"]["edition"]))


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a world, for whom, and the word that begins all her secrets."""

    person: Person
    actor: Actor
    organisation: Organisation
    word: str


def make_world(maker: Maker, places: dict[str, Place]) -> World:
    """Let somebody make one of everything in the region of HERE."""
    formula = own_formula(maker)
    reach = access_scenario(maker, places["05"])
    scenario, plan, spare = caravans(maker, places["05"], formula)
    facility = listed_facility(maker, places["05.081.03.09"])
    facility_import = begin_import(
        organisation=maker.organisation,
        country="MA",
        file_name=f"{maker.word}-liste.csv",
        content=CSV.format(word=f"{maker.word}-liste").encode(),
        source=f"{maker.word}-liste",
        default_type=None,
        made_by=maker.person,
        at=NOW,
    )
    locality_import = received_localities(maker)
    job = failed_job(maker, scenario.pk)
    file = opened_file(maker)
    rounds = visiting_rounds(maker)
    rules = draft_of_rules(maker)
    day, line = register_of_a_day(maker, places["05.081.03.09"])
    on_day = {"caravan_id": day.caravan_id, "day_id": day.pk}
    organisation_id = maker.organisation.pk
    arguments: dict[str, dict[str, Any]] = {
        "place": {"place_id": places["05.081.03.09"].pk},
        "access": {"scenario_id": reach.pk},
        "siting": {"siting_id": siting_of(maker, reach).pk},
        "formula": {"formula_id": formula.pk},
        "scenario": {"scenario_id": scenario.pk},
        "spare": {"scenario_id": spare.pk},
        **canary_dates(scenario, maker.actor, maker.word, NOW),
        "rounds": {"plan_id": rounds.pk},
        "rounds_version": {"plan_id": rounds.pk, "number": 1},
        "team": {"scenario_id": scenario.pk, "team_id": scenario.teams.get().pk},
        "plan": {"plan_id": plan.pk},
        "caravan": {"caravan_id": day.caravan_id},
        "caravan_day": on_day,
        "facility_on_the_way": {"caravan_id": day.caravan_id, "facility_id": facility.pk},
        "register_line": on_day | {"line_id": line.pk},
        "consultation": on_day | {"consultation_id": line.consultations.get().pk},
        **canary_after(day, maker.actor, maker.word, NOW),
        **canary_preparation(day, maker.actor, maker.word, NOW),
        "procedure_file": {"file_id": file.pk},
        "procedure_piece": {"file_id": file.pk, "piece_id": file.pieces.get().pk},
        "procedure_party": {"file_id": file.pk, "party_id": file.parties.get().pk},
        "procedure_need": {"file_id": file.pk, "requirement_id": file.version.requirements.get(code="checked").pk},
        "procedure_kind": {"version_id": file.version_id},
        "facility": {"facility_id": facility.pk},
        "facility_import": {"import_id": facility_import.pk},
        "facility_proposal": {"proposal_id": proposed_change(maker, facility).pk},
        "facility_pair": {"first_id": facility.pk, "second_id": listed_again(maker, facility, "b").pk},
        "facility_merge": {"merge_id": merged_facility(maker, facility).pk},
        "ruleset": {"ruleset_id": rules.ruleset_id},
        "rules": {"version_id": rules.pk},
        "rules_file": {"upload_id": file_of_rules(maker)},
        "locality_import": {"import_id": locality_import.pk},
        "area": {"place_id": places["05.081"].pk},
        "expressed": {"need_id": (expressed := expressed_need(maker, places["05.081.03.09"])).pk},
        "expressed_move": {"need_id": expressed.pk, "move": "withdraw"},
        "health_file": {"file_id": received_series(maker).pk},
        "health_stored": {"file_id": stored_series(maker).pk},
        "health_series": {"series_id": HealthSeries.objects.get(organisation_id=organisation_id).pk},
        "job": {"job_id": job.pk},
        "members": {"organisation_id": organisation_id},
        **canary_convention(maker.actor, maker.word, NOW),
        **canary_referral(maker.actor, maker.word, NOW),
        **canary_plan(maker.actor, maker.word, places["05.081.03.09"], places["05"], NOW),
        "membership": {"organisation_id": organisation_id, "membership_id": maker.person.memberships.get().pk},
        "ended": {"organisation_id": organisation_id, "membership_id": ended_membership(maker).pk},
        "edition": {"edition": edition_of("MA")},
        "indicator": {"code": "CAR_REAL"},
        "kept_figure": {"kept_id": kept_figure(maker, places["05"]).pk},
        "passkey": {"pk": passkey(maker).pk if "webauthn" in settings.MFA_SUPPORTED_TYPES else 0},
    }
    return World(arguments, {"plan": plan.pk, "formula": formula.pk, "reach": reach.pk})


def kept_figure(maker: Maker, area: Place) -> Measurement:
    """Keep what an indicator says of an area."""
    version = version_of_definitions(maker.actor, NOW.date()) or load_definitions()
    return keep_one(maker.actor, area, version)


def draft_of_rules(maker: Maker) -> RulesetVersion:
    """Return a draft of rules of the organisation, which all of its people read."""
    return keep_version(
        content=small_ruleset(title=f"{maker.word}-regle"),
        organisation_id=maker.organisation.pk,
        based_on=None,
        made_by=maker.person,
        at=NOW,
    )


def file_of_rules(maker: Maker) -> uuid.UUID:
    """Return a file of rules that somebody looks at."""
    content = small_ruleset(ruleset="school_bus", title=f"{maker.word}-liste")
    upload = receive_upload(
        content=content,
        file_name=f"{maker.word}-liste.yml",
        organisation_id=maker.organisation.pk,
        made_by=maker.person,
        at=NOW,
    )
    return upload.pk


def register_of_a_day(maker: Maker, commune: Place) -> tuple[CaravanDay, Attendance]:
    """Make a caravan with one person in the register of its day; what it says of people only they know who keep it."""
    names = {"fr": f"{maker.word}-caravane"}
    caravan = make_caravan(
        actor=maker.actor,
        area=commune,
        days=[DayTerms(NOW.date(), {"fr": f"{maker.word}-ecole"}, commune)],
        specialties=[Specialty.objects.order_by("pk")[0]],
        names=names,
        at=NOW,
    )
    add_member(caravan=caravan, name=f"{maker.word}-medecin", task="care", actor=maker.actor, at=NOW)
    locality = add_locality(caravan=caravan, name=f"{maker.word}-douar", actor=maker.actor, at=NOW)
    day = caravan.days.get()
    line = record_arrival(
        day=day,
        sex="female",
        age_years=34,
        age_months=None,
        posts=(1,),
        urgency="ordinary",
        locality=locality,
        actor=maker.actor,
        at=NOW,
        id=new_id(),
    )
    return day, line


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
        f"/fr/access/compare/?scenario={reach}",
        "/fr/territory/search/?q=kanari",
        "/fr/territory/search.json?q=kanari",
        "/fr/territory/health/?q=kanari",
        "/fr/needs/expressed/?q=kanari",
        "/fr/needs/expressed/?state=answered",
        f"/fr/needs/comparison/file.csv?place={HERE}&scenario={reach}&formula={formula}",
        "/fr/facilities/?q=kanari",
        "/fr/plans/?page=2",
        "/fr/jobs/?page=2",
        "/fr/files/?q=kanari&state=open",
        "/fr/files/waiting/?q=kanari",
        "/fr/files/delays/?kind=permit",
        "/fr/indicators/CAR_REAL/?start=2020-01-01&end=2029-01-01",
        "/fr/indicators/CAR_REAL/file.csv?start=2020-01-01&end=2029-01-01",
        "/fr/conventions/?q=kanari&late=on",
        "/fr/conventions/due/?q=kanari&standing=all",
        "/fr/care-supply/?q=kanari",
        "/fr/conventions/due/file.csv?standing=all",
        "/fr/referrals/?q=kanari",
        "/fr/referrals/waiting/",
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
    shipped_formula()
    active_kind()
    return places


def shipped_formula() -> NeedFormula:
    """Return the formula of everybody, of one specialty."""
    specialty = Specialty.objects.create(
        code="general", names={"fr": "Médecine générale"}, minutes_per_consultation=12, evidence="design", position=0
    )
    shipped = NeedFormula.objects.create(version=1, names={"fr": "Formule d'essai"}, made_at=NOW)
    NeedTerm.objects.create(formula=shipped, specialty=specialty, counted=Counted.EVERYONE, weight=0.1)
    return shipped


def own_formula(maker: Maker) -> NeedFormula:
    """Return the organisation's own formula."""
    return save_formula(
        base=NeedFormula.objects.get(organisation=None),
        organisation=maker.organisation,
        names={"fr": f"{maker.word}-formule"},
        note="",
        terms=[NeedTerm(specialty=Specialty.objects.get(), counted=Counted.EVERYONE, weight=0.2)],
        made_by=maker.person,
        actor=maker.actor,
        at=NOW,
    )


def access_scenario(maker: Maker, area: Place) -> Any:
    """Return how far the people of the region are from an assumed hospital."""
    assumptions = Assumptions(
        basis=Basis.PROVINCE_TOWNS,
        care=Care.HOSPITAL,
        supply_unit=SupplyUnit.FACILITIES,
        travel=Travel(speed_kmh=40.0, detour=1.35),
        limits=Limits(near_km=5.0, far_km=6.0, near_minutes=30.0, far_minutes=60.0),
    )
    return make_access_scenario(
        organisation=maker.organisation,
        name=f"{maker.word}-acces",
        area=area,
        assumptions=assumptions,
        made_by=maker.person,
        actor=maker.actor,
        at=NOW,
    )


def siting_of(maker: Maker, scenario: Any) -> Any:
    """Return where one more place of care would serve most people."""
    question = Question(1, Limit(30.0, ReachUnit.MINUTES), CandidateKind.COMMUNES)
    computed = compute_siting(scenario=scenario, question=question, report=lambda share: None)
    return store_siting(scenario=scenario, computed=computed, made_by_id=maker.person.pk, job_id=None, at=NOW)


def caravans(maker: Maker, area: Place, formula: NeedFormula) -> tuple[Any, Any, Any]:
    """Return a scenario, its plan, and a copy of the scenario from which no plan was made."""
    scenario = make_scenario(
        actor=maker.actor,
        area=area,
        specialties=list(Specialty.objects.all()),
        need_formula=formula,
        terms=Terms(starts_on=dt.date(2027, 1, 4), day_count=2),
        wishes=Wishes(team_count=1),
        at=NOW,
    )
    scenario.names = {"fr": f"{maker.word}-plan"}
    scenario.save()
    scenario.teams.update(name=f"{maker.word}-equipe")
    scenario.stops.update(names={"fr": f"{maker.word}-etape"})
    computed = compute_plan(scenario=scenario, report=lambda phase, share: None)
    plan = store_plan(
        scenario=scenario, computed=computed, based_on=None, made_by_id=scenario.made_by_id, job_id=None, at=NOW
    )
    return scenario, plan, copy_scenario(scenario=scenario, actor=maker.actor, at=NOW)


def active_kind() -> KindVersion:
    """Return a kind of file that asks for a check, activated by whoever keeps the kinds."""
    keeper = Person.objects.create(email="types@example.org", name="–", joined_at=NOW)
    actor = Actor(person_id=keeper.pk, grant=Grant(0, 0, Role.TECHNICAL_ADMINISTRATOR))
    activate_conventions(actor, NOW)
    activate_care_supply(actor, NOW)
    draft = draft_version(kind=kind_from_yaml(PERMIT), actor=actor, at=NOW)
    return activate_version(version=draft, actor=actor, at=NOW)


def opened_file(maker: Maker) -> File:
    """Return a file of the region of HERE, with a comment, a witness, a picture and a check that is confirmed."""
    file = open_file(
        kind="permit",
        title=f"{maker.word}-dossier",
        opened_on=NOW.date(),
        anchor_on=None,
        actor=maker.actor,
        at=NOW,
        id=uuid.uuid4(),
        parties=(PartyTerms(0, label=f"{maker.word}-temoin"),),
        place_path=HERE,
    )
    comment_on_file(file=file, text=f"{maker.word}-avis", actor=maker.actor, at=NOW)
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    upload = ContentFile(picture.getvalue(), name=f"{maker.word}-piece.png")
    attach_piece(file=file, requirement=None, upload=upload, label="", actor=maker.actor, at=NOW)
    confirm_check(
        file=file,
        requirement=file.version.requirements.get(code="checked"),
        confirmed_on=NOW.date(),
        note=f"{maker.word}-avis",
        actor=maker.actor,
        at=NOW,
    )
    return file


def visiting_rounds(maker: Maker) -> RoundsPlan:
    """Return the rounds of a supervisor of the maker's organisation: the maker herself may not see them."""
    supervisor = Person.objects.create(email=f"{maker.word}-s@example.org", name="–", joined_at=NOW)
    held = Membership.objects.create(
        person=supervisor,
        organisation=maker.organisation,
        role=Role.SUPERVISOR,
        valid_from=LONG_AGO,
        ended_on=NOW.date(),
    )
    terms = RoundsTerms(
        starts_on=dt.date(2027, 1, 4),
        working_days=1,
        weekdays=(1, 2, 3, 4, 5),
        agents=(AgentTerms(f"{maker.word}-agente", 31.7, -6.5, 240.0),),
        homes=(HomeTerms(f"{maker.word}-foyer", 31.71, -6.5, 30.0, visits=1),),
        rhythms={},
        name=f"{maker.word}-tournee",
    )
    actor = Actor(person_id=supervisor.pk, grant=grant_from(held))
    plan = make_rounds(actor=actor, terms=terms, at=NOW)
    problem, answer = compute_rounds(plan=plan, report=lambda share: None)
    store_rounds(plan=plan, problem=problem, answer=answer, made_by_id=supervisor.pk, job_id=None, at=NOW)
    return plan


def listed_facility(maker: Maker, place: Place) -> Any:
    """Return a facility of the directory, which is public matter."""
    load_shipped_types()
    stated = {
        "code": maker.word,
        "name_fr": "CSR Tabant",
        "type": "CSR1",
        "place": place.path,
        "is_mobile": False,
        "status": "open",
        "post.doctor": {"in_post": 1.0, "norm": None},
    }
    origin = Origin(source="Tournée de mai", happened_on=NOW.date(), recorded_by_id=maker.person.pk)
    return add_facility(organisation=maker.organisation, stated=stated, origin=origin, actor=maker.actor, at=NOW)


def listed_again(maker: Maker, facility: Facility, end: str) -> Facility:
    """Return the facility of another list that is like one there is."""
    stated = {**state_of(facility), "code": f"{maker.word}{end}"}
    origin = Origin(source="Autre liste", happened_on=NOW.date(), recorded_by_id=maker.person.pk)
    return add_facility(organisation=maker.organisation, stated=stated, origin=origin, actor=maker.actor, at=NOW)


def merged_facility(maker: Maker, facility: Facility) -> FacilityMerge:
    """Return the merge of a facility with another one that is the same."""
    return merge_facilities(
        kept=facility,
        hidden=listed_again(maker, facility, "c"),
        from_hidden=(),
        reason="Vu sur place",
        by=maker.person,
        actor=maker.actor,
        at=NOW,
    )


def proposed_change(maker: Maker, facility: Facility) -> ChangeProposal:
    """Return what somebody proposes of a facility, with her evidence: for those who answer, and for nobody else."""
    evidence = EvidenceFile(f"{maker.word}-idee", "application/pdf", f"{maker.word}-idee".encode())
    word = f"{maker.word}-idee"
    proposer = Proposer(maker.person, maker.organisation, word, word, NOW.date(), evidence)
    return propose_change(facility=facility, stated={"beds": 3}, proposer=proposer, actor=maker.actor, at=NOW)


def received_localities(maker: Maker) -> Any:
    """Return a file of localities that somebody looks at."""
    file = ContentFile(CSV.format(word=f"{maker.word}-douar").encode(), name=f"{maker.word}-douars.csv")
    guarded = guard_upload(file, kinds=(Kind.CSV,), max_bytes=1_000)
    return receive_file(
        file=guarded, country="MA", person_id=maker.person.pk, organisation_id=maker.organisation.pk, at=NOW
    )


def expressed_need(maker: Maker, place: Place) -> ExpressedNeed:
    """Return what somebody said is needed, and was answered."""
    said = NeedSaid(
        place=place, specialty=None, domain=f"{maker.word}-sujet", words=f"{maker.word}-parole", people=None,
        urgency="soon", said_by=f"{maker.word}-dit", said_by_role=f"{maker.word}-fonction",
        said_by_name=f"{maker.word}-nom", said_on=NOW.date(), way="meeting",
        evidence=EvidenceFile("lettre.jpg", "image/jpeg", b"essai"),
    )  # fmt: skip
    by = {"person": maker.person, "actor": maker.actor, "at": NOW}
    need = write_need_down(organisation=maker.organisation, said=said, **by)
    words = f"{maker.word}-reponse"
    return answer_need(need=need, answer=words, done=f"{maker.word}-fait", answered_on=NOW.date(), **by)


def received_series(maker: Maker) -> HealthFile:
    """Return a file of health series that somebody looks at."""
    content = f"code,maladie,mois,nombre\n05.081.03.09,{maker.word}-maladie,2026-01,12\n"
    file = ContentFile(content.encode(), name=f"{maker.word}-cas.csv")
    kept = receive_health_file(
        file=guard_upload(file, kinds=(Kind.CSV,), max_bytes=1_000),
        country="MA",
        person_id=maker.person.pk,
        organisation_id=maker.organisation.pk,
        at=NOW,
    )
    said = {"given_by": f"{maker.word}-delegation", "source": f"{maker.word}-bulletin", "unit": "cases"}
    keep_health_choices(kept=kept, choices={**kept.choices, **said})
    return kept


def stored_series(maker: Maker) -> HealthFile:
    """Return a file of health series that somebody stored."""
    kept = received_series(maker)
    reading = health_reading_of(kept, may_import_into=lambda path: True, today=NOW.date())
    return store_health_file(kept=kept, reading=reading, actor=maker.actor, at=NOW)


def failed_job(maker: Maker, scenario: uuid.UUID) -> Job:
    """Return a job that was refused in words of its own."""
    job = enqueue(
        kind=MAKE_PLAN_JOB,
        arguments={"scenario": str(scenario)},
        owner_id=maker.person.pk,
        organisation_id=maker.organisation.pk,
        at=NOW,
    )
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED,
        failure=FailureCause.REFUSED,
        failure_sentence=f"{maker.word}-travail",
        ended_at=NOW,
    )
    return job


def ended_membership(maker: Maker) -> Membership:
    """Return the membership of somebody who acts for the organisation no more."""
    past = Person.objects.create(email=f"{maker.word}@example.org", name=f"{maker.word}-partie", joined_at=NOW)
    return Membership.objects.create(
        person=past,
        organisation=maker.organisation,
        role=Role.FIELD_AGENT,
        valid_from=LONG_AGO,
        ended_on=NOW.date(),
    )


def passkey(maker: Maker) -> Authenticator:
    """Return a key that somebody opens her account with: well formed, and of no machine."""
    key = ES256.from_ctap1(b"\x04" + 64 * b"\x01")
    made = AttestedCredentialData.create(aaguid=Aaguid.NONE, credential_id=maker.word.encode(), public_key=key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    proof = AttestationObject.create("none", AuthenticatorData.create(32 * b"\x00", flags, 0, made), {})
    client = CollectedClientData.create(type="webauthn.create", challenge=b"", origin="https://localhost")
    said = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(proof)}
    identity = websafe_encode(maker.word.encode())
    credential = {"id": identity, "rawId": identity, "type": "public-key", "response": said}
    data = {"name": f"{maker.word}-cle", "credential": credential}
    return Authenticator.objects.create(user=maker.person, type=Authenticator.Type.WEBAUTHN, data=data)


def text_in(content: bytes) -> str:
    """Return everything readable in an answer, also inside a workbook or a PDF."""
    if content.startswith(b"PK"):
        import zipfile  # noqa: PLC0415

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode(errors="replace")
