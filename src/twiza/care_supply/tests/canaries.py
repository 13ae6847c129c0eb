"""A published plan with one of everything, each with a word that only some may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.access.models import Specialty
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.care_supply.actions.comments import comment_on_action
from twiza.care_supply.actions.lines import add_line
from twiza.care_supply.actions.parties import add_party
from twiza.care_supply.actions.plan import PlanTerms, make_plan
from twiza.care_supply.actions.publishing import choose_public_lines, open_public_page, publish_version
from twiza.care_supply.models import CareSupplyPlan, Gap, PlannedAction, PlanParty, PlanVersion
from twiza.core.ids import new_id
from twiza.funding.tests.canaries import PUBLIC_WORD
from twiza.organisations.models import Membership
from twiza.organisations.queries import grant_from
from twiza.procedures.actions.files import move_file
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.models import File, KindVersion, Move
from twiza.territory.models import Place

WORDS = frozenset({"but", "participant", "manque", "source", "charge", "payeur", "lieu", "suivi"})


def activate_care_supply(keeper: Actor, at: dt.datetime) -> None:
    """Put the kind of plans shipped with Twiza in force, which was loaded."""
    activate_version(version=KindVersion.objects.get(kind__code="care_supply_plan"), actor=keeper, at=at)


def canary_plan(actor: Actor, word: str, commune: Place, area: Place, at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Publish a plan whose every line carries the word; return what each route takes of it."""
    today = at.date()
    terms = PlanTerms(purpose=f"{word}-but", first_year=today.year, last_year=today.year, currency="MAD")
    names = {"fr": f"{word}-{PUBLIC_WORD}"}
    plan = make_plan(names=names, area=area, terms=terms, actor=actor, at=at, id=new_id())
    version = plan.versions.select_related("file__step").get()
    party = PlanParty(plan=plan, name=f"{word}-participant", part=f"{word}-participant")
    add_party(party=party, actor=actor, at=at)
    gap = Gap(
        version=version,
        commune=commune,
        specialty=Specialty.objects.order_by("pk")[0],
        measured_by="stated",
        figure=12,
        figure_on=today,
        source=f"{word}-source",
        note=f"{word}-manque",
    )
    add_line(line=gap, actor=actor, at=at)
    private = canary_action(version, word, "charge", today)
    add_line(line=private, answers=[gap], actor=actor, at=at)
    public = canary_action(version, word, PUBLIC_WORD, today)
    public.place_words = public.payer = public.owner_words = f"{word}-{PUBLIC_WORD}"
    add_line(line=public, actor=actor, at=at)
    choose_public_lines(version=version, chosen={public.pk}, actor=actor, at=at)
    comment = comment_on_action(
        plan=plan, action=private, year=today.year, text=f"{word}-suivi", actor=actor, at=at, id=new_id()
    )
    publish(plan, version, word, at)
    one = {"plan_id": plan.pk}
    return {
        "care_supply_plan": one,
        "care_supply_version": one | {"number": 1},
        "care_supply_gaps": one | {"number": 1, "sort": "gaps"},
        "care_supply_kind": one | {"kind": "fixed"},
        "care_supply_line": one | {"sort": "actions", "line_id": private.pk},
        "care_supply_followed": one | {"line_id": private.pk},
        "care_supply_comment": one | {"comment_id": comment.pk},
        "care_supply_party": one | {"party_id": party.pk},
        "care_supply_page": {"public_id": plan.public_id},
    }


def canary_action(version: PlanVersion, word: str, text: str, today: dt.date) -> PlannedAction:
    """Return an action with the word in all that it says."""
    return PlannedAction(
        version=version,
        kind="association",
        text=f"{word}-{text}",
        place_words=f"{word}-lieu",
        owner_words=f"{word}-charge",
        payer=f"{word}-payeur",
        starts_on=today,
        due_on=today,
    )


def publish(plan: CareSupplyPlan, version: PlanVersion, word: str, at: dt.datetime) -> None:
    """Let a manager of the plan's organisation, who is none any more, adopt it, publish it and open its page."""
    person = Person.objects.create(email=f"{word}-p@example.org", name="–", joined_at=at)
    held = Membership.objects.create(
        person=person,
        organisation_id=plan.organisation_id,
        role=Role.MANAGER,
        valid_from=dt.date(2020, 1, 1),
        ended_on=at.date(),
    )
    manager = Actor(person_id=person.pk, grant=grant_from(held))
    for step in ("under_discussion", "adopted"):
        file = File.objects.get(pk=version.file_id)
        move = Move.objects.get(from_step=file.step_id, to_step__code=step)
        move_file(file=file, move=move, seen_turn=file.turn, happened_on=at.date(), reason="–", actor=manager, at=at)
    turn = File.objects.get(pk=version.file_id).turn
    publish_version(version=version, seen_turn=turn, actor=manager, at=at)
    open_public_page(plan=plan, actor=manager, at=at)
