"""A quality round with words that only those who work with the centre may read."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

from django.conf import settings
from PIL import Image

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.core.ids import new_id
from twiza.documents.evidence import EvidenceFile
from twiza.facilities.models import Facility
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.models import KindVersion
from twiza.quality.actions.photos import PHOTOGRAPH, attach_photo
from twiza.quality.actions.plan import KIND, ActionTerms, plan_action
from twiza.quality.actions.rounds import MarkGiven, hold_round, keep_sheet
from twiza.rulesets.actions.content import keep_version
from twiza.rulesets.actions.shipped import content_from_file
from twiza.rulesets.models import RulesetVersion

WORDS = {"constat", "remarque", "geste", "chargee"}
"""What follows the maker's word in what is secret."""


def kept_grid(organisation_id: int | None, person: Person, at: dt.datetime, country: str = "MA") -> RulesetVersion:
    """Keep the grid that comes with Twiza for a country, as an organisation's draft or as shipped."""
    content = content_from_file(settings.DATA / "rulesets" / "quality_grid.yml")
    content["meta"]["country"] = country
    return keep_version(content=content, organisation_id=organisation_id, based_on=None, made_by=person, at=at)


def activate_quality_actions(keeper: Actor, at: dt.datetime) -> None:
    """Put the kind of actions shipped with Twiza in force, which was loaded."""
    activate_version(version=KindVersion.objects.get(kind__code=KIND), actor=keeper, at=at)


def grey_photo() -> EvidenceFile:
    """Return a photograph of nothing."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 6), "grey").save(picture, "JPEG")
    return EvidenceFile("g1.jpg", PHOTOGRAPH, picture.getvalue())


def canary_round(maker: Actor, person: Person, word: str, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of the routes of a round of the maker's organisation, whose notes she may not see."""
    grant = maker.grant
    assert grant is not None
    holder = replace(maker, grant=replace(grant, role=Role.SUPERVISOR))
    facility = Facility.objects.filter(organisation_id=grant.organisation_id).order_by("pk")[0]
    round = hold_round(
        id=new_id(),
        organisation=facility.organisation,
        facility=facility,
        version=kept_grid(grant.organisation_id, person, at),
        held_on=at.date(),
        note=f"{word}-remarque",
        person=person,
        actor=holder,
        at=at,
    )
    marks = [MarkGiven("G1", 1, f"{word}-constat")]
    sheet = keep_sheet(id=new_id(), round=round, kind="user", number=1, marks=marks, actor=holder, at=at)
    terms = ActionTerms("G1", f"{word}-geste", f"{word}-chargee", at.date())
    plan_action(id=new_id(), round=round, terms=terms, actor=holder, at=at)
    photo = attach_photo(id=new_id(), round=round, item="G1", photo=grey_photo(), actor=holder, at=at)
    return {
        "quality_photo": {"round_id": round.pk, "photo_id": photo.pk},
        "quality_round": {"round_id": round.pk},
        "quality_evolution": {"facility_id": facility.pk},
        "quality_sheet": {"round_id": round.pk, "assessor_id": sheet.pk},
    }
