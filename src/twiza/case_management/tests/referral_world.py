"""Somebody to refer, somewhere to send her, and the kind of file that referrals follow."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor, Grant
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.case_management.actions.referrals import ReferralTerms, move_referral, refer_person
from twiza.case_management.models import Referral
from twiza.conftest import NOW, TODAY
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.models import Facility
from twiza.organisations.models import Organisation
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.kinds import activate_version, draft_version
from twiza.procedures.models import KindVersion, VersionState
from twiza.procedures.reading import kind_from_yaml
from twiza.territory.models import Place

KIND_FILE = settings.DATA / "procedures" / "referral.yml"


def activate_referrals(keeper: Person) -> KindVersion:
    """Return the kind of file that comes with Twiza, in force."""
    actor = Actor(person_id=keeper.pk, grant=Grant(0, 0, Role.TECHNICAL_ADMINISTRATOR))
    kind = kind_from_yaml(KIND_FILE.read_text(encoding="utf-8"))
    loaded = KindVersion.objects.filter(kind__code=kind.code, state=VersionState.DRAFT).first()
    draft = loaded or draft_version(kind=kind, actor=actor, at=NOW)
    return activate_version(version=draft, actor=actor, at=NOW)


def make_specialty(code: str = "general", name: str = "Médecine générale", position: int = 0) -> Specialty:
    """Return a specialty."""
    return Specialty.objects.create(
        code=code, names={"fr": name}, minutes_per_consultation=12, evidence="design", position=position
    )


def list_facility(
    organisation: Organisation, planner: Person, place: Place, *, name: str = "CSR Tabant", status: str = "open"
) -> Facility:
    """Return a facility with a general consultation, that nobody verified."""
    stated = {
        "code": name,
        "name_fr": name,
        "type": "CSR1",
        "place": place.path,
        "is_mobile": False,
        "status": status,
        "service.consultation_generale": {"supply": None},
    }
    origin = Origin(source="Essai", happened_on=TODAY, recorded_by_id=planner.pk)
    return add_facility(
        organisation=organisation, stated=stated, origin=origin, actor=actor_of(planner, TODAY), at=NOW
    )


def refer(
    person: Person,
    specialty: Specialty,
    *,
    facility: Facility | None = None,
    owner: Person | None = None,
    issued_on: dt.date = TODAY,
    place_path: str = "",
    id: uuid.UUID | None = None,
) -> Referral:
    """Return a woman of 34 referred by a person, who follows her unless somebody else is named."""
    terms = ReferralTerms(
        specialty=specialty,
        sex="female",
        age_years=34,
        issued_on=issued_on,
        urgency="soon",
        facility=facility,
        facility_words="" if facility else "Hôpital de Béni Mellal",
        reason="Tension",
        place_path=place_path,
    )
    return refer_person(
        id=id or uuid.uuid4(), terms=terms, owner=owner or person, actor=actor_of(person, TODAY), at=NOW
    )


def step_on(
    referral: Referral, step: str, person: Person, *, on: dt.date = TODAY, words: str = "", failure: str = ""
) -> Referral:
    """Move a referral on, having just looked at it, and return it as it is then."""
    referral = Referral.objects.select_related("file").get(pk=referral.pk)
    move_referral(
        referral=referral,
        step=step,
        seen_turn=referral.file.turn,
        happened_on=on,
        words=words,
        failure=failure,
        actor=actor_of(person, TODAY),
        at=NOW,
    )
    return Referral.objects.select_related("file__step", "file__owner").get(pk=referral.pk)
