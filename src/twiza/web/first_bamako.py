"""
A demonstration programme in Commune IV of Bamako: real neighbourhoods, invented organisations, centres and people.

Its size is that of the programme that data/rulesets/programme_santesud.yml describes; its figures are nobody's.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from twiza.access.actions.rules import load_specialties
from twiza.access.loaders import rules_in
from twiza.accounts.actions import create_person
from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person as Account
from twiza.accounts.rules import Role
from twiza.activities.counting_rule import training_rule
from twiza.activities.demonstration.programme import make_demonstration_activities
from twiza.case_management.child_rules import rules_for as child_rules_for
from twiza.case_management.demonstration.referrals import make_referrals
from twiza.case_management.demonstration.rows import keep_visits
from twiza.case_management.demonstration.supervisions import make_supervisions
from twiza.case_management.demonstration.visits import Followed, visits_told
from twiza.case_management.models import ChildVisit
from twiza.case_management.queries.supervisions import checklist_on
from twiza.case_management.referral_steps import KIND as REFERRAL
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.models import Facility
from twiza.households.births import months_before
from twiza.households.demonstration.families import FamilyTold, Field, families_told
from twiza.households.demonstration.rows import keep_families
from twiza.households.models import Household, Person
from twiza.households.rules import SEE_HOUSEHOLD
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.models import KindVersion, VersionState
from twiza.procedures.queries.kinds import version_in_force
from twiza.quality.actions.plan import KIND as QUALITY_ACTION
from twiza.quality.demonstration import make_rounds
from twiza.quality.grid import RULESET
from twiza.rulesets.queries.versions import version_to_show
from twiza.social_protection.demonstration.files import Home, files_told
from twiza.social_protection.demonstration.next_schemes import WAYS as NEXT_WAYS
from twiza.social_protection.demonstration.next_schemes import make_next_files
from twiza.social_protection.demonstration.rows import keep_files, procedure_of
from twiza.social_protection.models import OpenRight, Scheme
from twiza.social_protection.queries.enquiries import questions_for, rules_for
from twiza.territory.models import Place
from twiza.web.demonstration import BAMAKO_ASSOCIATION, demonstration_organisation

PLACES = settings.DATA / "mali" / "bamako.csv"
COUNTRY, COMMUNE, SCHEME = "ML", "Commune IV", "ramed"
NEXT_SCHEMES = ("amo", "utm")
"""Schemes and kinds of files of the same code."""
SOURCE, LICENCE = "andaletech/geo-api-mali", "MIT"
AGENT, SUPERVISOR, COORDINATOR = "fanta@demo.example", "modibo@demo.example", "oumou@demo.example"
ADMINISTRATOR = "tariq@demo.example"
OTHER_AGENTS = ("Awa", "Drissa", "Kadiatou", "Lassana", "Salimata", "Yacouba")
"""They are on the lists and have no password."""
CENTRES = 4
DAYS_TO_RIGHT, DAYS_TO_END, DAYS_BETWEEN_ENDS = 75, 4, 8
"""Of the families whose right ends in the next weeks: how long it took, and when the first one ends."""


@dataclass(frozen=True, slots=True)
class Programme:
    """How large a programme is: families whose right is open, and others on the way to one; children followed."""

    protected: int = 1675
    on_the_way: int = 85
    rights_ended: int = 6
    rights_ending: int = 4
    """In the next weeks."""
    children: int = 769
    """Of forty one is lost: 750 were seen in the last weeks."""
    months: int = 36
    parents: int = 11_300
    professionals: int = 52
    seed: int = 41


WHOLE = Programme()


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in the programme: accounts' ids of the agents, and how the supervisor and coordinator act."""

    organisation: Organisation
    agents: Sequence[int]
    supervisor: Actor
    coordinator: Actor


def first_bamako(*, at: dt.datetime, programme: Programme = WHOLE) -> None:
    """Make, once, the programme that the demonstration shows."""
    organisation = demonstration_organisation(BAMAKO_ASSOCIATION)
    if Household.objects.filter(organisation=organisation).exists():
        return
    load_bamako()
    with transaction.atomic():
        for kind in (SCHEME, *NEXT_SCHEMES, REFERRAL, QUALITY_ACTION):
            put_in_force(kind, at)
        team = team_of(organisation, at)
        places = quarters()
        centres = [centre(number, places[number - 1 :: CENTRES], team, at) for number in range(1, CENTRES + 1)]
        families = make_families(programme, places, team, at)
        households = Household.objects.select_related("place").in_bulk([one.id for one in families])
        people = Person.objects.in_bulk([one.id for told in families for one in told.members])
        make_visits(programme, families, people, team, at)
        make_files(programme, families, households, people, at)
        make_next(programme, team, at)
        refer_children(programme, places, centres, team, at)
        make_activities(programme, places, team, at)
        make_quality(centres, team, at)
        supervise_agents(programme, team, at)
        note_made(team, at)


def load_bamako() -> None:
    """Bring in the places of Bamako that the programme needs, and specialties: a real installation loads its own."""
    call_command(
        "load", "places", str(PLACES), "--country", COUNTRY, "--source", SOURCE, "--licence", LICENCE,
        stdout=io.StringIO(),
    )  # fmt: skip
    load_specialties(rules=rules_in("specialties.json"))


def put_in_force(kind: str, at: dt.datetime) -> None:
    """Put the draft of a kind of files in force when no version is."""
    if version_in_force(kind) is None:
        draft = KindVersion.objects.get(kind__code=kind, state=VersionState.DRAFT)
        keeper = actor_of(Account.objects.get(email=ADMINISTRATOR), at.date())
        activate_version(version=draft, actor=keeper, at=at)


def quarters() -> list[Place]:
    """Return the neighbourhoods of the commune."""
    commune = Place.objects.get(country=COUNTRY, kind__code="commune", names__fr=COMMUNE)
    return list(Place.objects.filter(path__startswith=f"{commune.path}/", kind__code="quartier").order_by("path"))


def team_of(organisation: Organisation, at: dt.datetime) -> Team:
    """Return the team: three who sign in, and six other agents without a password."""
    agents = [Account.objects.get(email=AGENT), *(agent_named(name, organisation, at) for name in OTHER_AGENTS)]
    supervisor, coordinator = (Account.objects.get(email=email) for email in (SUPERVISOR, COORDINATOR))
    return Team(
        organisation,
        [one.pk for one in agents],
        actor_of(supervisor, at.date()),
        actor_of(coordinator, at.date()),
    )


def agent_named(name: str, organisation: Organisation, at: dt.datetime) -> Account:
    """Return an agent who cannot sign in."""
    email = f"{name.lower()}.agent@demo.example"
    account = create_person(email=email, name=name, language="fr", password=None, at=at)
    Membership.objects.create(person=account, organisation=organisation, role=Role.FIELD_AGENT, valid_from=at.date())
    return account


def make_families(programme: Programme, places: Sequence[Place], team: Team, at: dt.datetime) -> list[FamilyTold]:
    """Register the families, over the months of the programme."""
    families = families_told(registered_days(programme, at.date()), Field(places, team.agents, at), programme.seed)
    keep_families(families, team.organisation.pk)
    return families


def registered_days(programme: Programme, today: dt.date) -> list[dt.date]:
    """Return the days of registration: a few before the others, whose right ended or will; the last on their way."""
    chance = random.Random(programme.seed)  # noqa: S311 -- no secret rests on it
    start = months_before(today, programme.months)
    span = (today - start).days - 65
    early = [start - dt.timedelta(days=200 + number) for number in range(programme.rights_ended)]
    early += [start - dt.timedelta(days=DAYS_TO_RIGHT - number) for number in range(programme.rights_ending)]
    during = [start + dt.timedelta(days=chance.randint(0, span)) for _one in range(programme.protected - len(early))]
    lately = [today - dt.timedelta(days=chance.randint(12, 150)) for _one in range(programme.on_the_way)]
    return [*early, *sorted(during), *lately]


def make_visits(
    programme: Programme, families: Sequence[FamilyTold], people: dict[object, Person], team: Team, at: dt.datetime
) -> None:
    """Visit the children who are followed, month after month."""
    rules = child_rules_for(COUNTRY, at.date(), organisation_id=team.organisation.pk)
    if rules.vaccines is None or team.supervisor.person_id is None:
        raise AssertionError("The drafts for Mali are loaded, and the supervisor has an account.")
    followed = children_followed(programme, families, people, at.date())
    told = visits_told(followed, rules.vaccines.content, at, programme.seed)
    keep_visits(told, rules, team.supervisor.person_id, at)


def children_followed(
    programme: Programme, families: Sequence[FamilyTold], people: dict[object, Person], today: dt.date
) -> list[Followed]:
    """Return the children who are followed since their family is known: every young one before the older ones."""
    start = months_before(today, programme.months)
    children = [
        Followed(people[one.id], told.terms.registered_on, told.registrar_id)
        for told in families
        if not told.is_again and start <= told.terms.registered_on < today - dt.timedelta(days=75 + 130)
        for one in told.members
        if one.guardian
    ]
    chance = random.Random(programme.seed + 1)  # noqa: S311 -- no secret rests on it
    weighed = sorted(children, key=lambda one: chance.random() * (1 if is_young(one, today) else 3))
    chosen = {one.child.pk for one in weighed[: programme.children]}
    return [one for one in children if one.child.pk in chosen]


def is_young(one: Followed, today: dt.date) -> bool:
    """Return whether a child is under five today."""
    return one.child.born_on is not None and one.child.born_on > months_before(today, 60)


def make_files(
    programme: Programme,
    families: Sequence[FamilyTold],
    households: dict[object, Household],
    people: dict[object, Person],
    at: dt.datetime,
) -> None:
    """Open the files of the families, and the rights of those that came so far."""
    scheme = Scheme.objects.get(country=COUNTRY, code=SCHEME)
    organisation_id = next(iter(households.values())).organisation_id
    questions = questions_for([scheme], organisation_id, at.date())
    rules = rules_for(scheme, organisation_id, at.date())
    if questions is None or rules is None:
        raise AssertionError("The drafts for Mali are loaded.")
    homes = [
        Home(
            households[told.id],
            people[told.members[0].id],
            [people[one.id] for one in told.members],
            told.registrar_id,
            opens=number < programme.protected,
            opened_on=day_of_right(programme, number, at.date()),
        )
        for number, told in enumerate(one for one in families if not one.is_again)
    ]
    keep_files(files_told(homes, at, programme.seed), procedure_of(scheme, questions, rules))


def day_of_right(programme: Programme, number: int, today: dt.date) -> dt.date | None:
    """Return the day on which the right of a family opened that ends in the next weeks; None for every other one."""
    position = number - programme.rights_ended
    if not 0 <= position < programme.rights_ending:
        return None
    start = months_before(today, programme.months)
    return start + dt.timedelta(days=DAYS_TO_END + DAYS_BETWEEN_ENDS * position)


def make_next(programme: Programme, team: Team, at: dt.datetime) -> None:
    """Open files of other schemes for some of the families whose right ended, or ends first."""
    schemes = list(Scheme.objects.filter(country=COUNTRY, code__in=NEXT_SCHEMES).order_by("code"))
    questions = questions_for(schemes, team.organisation.pk, at.date())
    if questions is None:
        raise AssertionError("The drafts for Mali are loaded.")
    ours = OpenRight.objects.filter(enrolment__household__organisation=team.organisation).order_by("until", "pk")
    rights = ours.select_related("enrolment__household__place", "enrolment__made_by", "enrolment__applicant")
    make_next_files(
        rights=list(rights[: 2 * len(NEXT_WAYS)]),
        schemes=schemes,
        questions=questions,
        at=at,
        seed=programme.seed,
    )


def refer_children(
    programme: Programme, places: Sequence[Place], centres: Sequence[Facility], team: Team, at: dt.datetime
) -> None:
    """Send children who were visited to the centre of their neighbourhood."""
    make_referrals(
        visits=ChildVisit.objects.filter(organisation=team.organisation),
        centres={place.pk: centres[number % CENTRES] for number, place in enumerate(places)},
        at=at,
        seed=programme.seed,
    )


def make_activities(programme: Programme, places: Sequence[Place], team: Team, at: dt.datetime) -> None:
    """Hold sessions with parents in four neighbourhoods, and train the professionals."""
    make_demonstration_activities(
        actor=team.coordinator,
        places=places[:CENTRES],
        until=at.date(),
        months=programme.months,
        parents=programme.parents,
        professionals=programme.professionals,
        rule=training_rule(),
        seed=programme.seed,
        at=at,
    )


def make_quality(centres: Sequence[Facility], team: Team, at: dt.datetime) -> None:
    """Hold rounds in each centre."""
    version = version_to_show(RULESET, COUNTRY, at.date(), organisation_id=team.organisation.pk)
    if version is None:
        raise AssertionError("The draft of the grid is loaded.")
    coordinator = Account.objects.get(email=COORDINATOR)
    make_rounds(
        facilities=centres, version=version, person=coordinator, actor=team.coordinator, at=at, seed=WHOLE.seed
    )


def supervise_agents(programme: Programme, team: Team, at: dt.datetime) -> None:
    """Accompany each agent every few months."""
    make_supervisions(
        agents=list(Account.objects.filter(pk__in=team.agents).order_by("pk")),
        checklist=checklist_on(at.date(), team.organisation.pk),
        months=programme.months,
        actor=team.supervisor,
        at=at,
        seed=programme.seed,
    )


def centre(number: int, served: Sequence[Place], team: Team, at: dt.datetime) -> Facility:
    """Return a centre that nobody finds there, in the first of the neighbourhoods that it serves."""
    stated = {
        "name_fr": f"CSCOM {number} (démonstration)",
        "name_ar": f"مركز صحي مجتمعي {number} (عرض توضيحي)",
        "type": "CSCOM",
        "status": "open",
        "place": served[0].path,
        "is_mobile": False,
        **{f"catchment.{place.path}": True for place in served},
    }
    origin = Origin("Liste inventée pour la démonstration", at.date(), None)
    return add_facility(organisation=team.organisation, stated=stated, origin=origin, actor=team.coordinator, at=at)


def note_made(team: Team, at: dt.datetime) -> None:
    """Write in the audit chain that all this was made, not recorded by its people."""
    record_audit(
        actor=team.coordinator,
        action=SEE_HOUSEHOLD,
        at=at,
        outcome="demonstration_made",
        object_kind="organisations.organisation",
        object_id=team.organisation.pk,
    )
