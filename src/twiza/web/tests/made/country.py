"""A region with people, and another one, empty, where somebody else plans."""

from __future__ import annotations

from twiza.access.models import Counted, NeedFormula, NeedTerm, Specialty
from twiza.accounts.decisions import Actor, Grant
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.care_supply.tests.canaries import activate_care_supply
from twiza.conftest import NOW
from twiza.facilities.tests.places import make_place, make_small_country
from twiza.funding.tests.canaries import activate_conventions
from twiza.procedures.actions.kinds import activate_version, draft_version
from twiza.procedures.models import KindVersion
from twiza.procedures.reading import kind_from_yaml
from twiza.procedures.tests.conftest import PERMIT
from twiza.quality.tests.canaries import activate_quality_actions
from twiza.territory.models import Place, PopulationCount, PopulationPoint, Sex, Source, Universe
from twiza.web.tests.made.maker import THERE

PEOPLE = {"05.081.03.03": (31.70, 400), "05.081.03.09": (31.66, 9_000), "05.081.03.13": (32.15, 300)}


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


def active_kind() -> KindVersion:
    """Return a kind of file that asks for a check, activated by whoever keeps the kinds."""
    keeper = Person.objects.create(email="types@example.org", name="–", joined_at=NOW)
    actor = Actor(person_id=keeper.pk, grant=Grant(0, 0, Role.TECHNICAL_ADMINISTRATOR))
    activate_conventions(actor, NOW)
    activate_care_supply(actor, NOW)
    activate_quality_actions(actor, NOW)
    draft = draft_version(kind=kind_from_yaml(PERMIT), actor=actor, at=NOW)
    return activate_version(version=draft, actor=actor, at=NOW)
