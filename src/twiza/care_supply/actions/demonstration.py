"""A plan made for a demonstration: its needs are computed from real figures, its actions are invented and say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from twiza.access.models import Specialty
from twiza.access.queries.formulas import formula_in_use
from twiza.access.queries.scenarios import scenarios_of
from twiza.accounts.decisions import Actor
from twiza.care_supply.actions.gaps import Rest, take_needs
from twiza.care_supply.actions.lines import add_line
from twiza.care_supply.actions.parties import add_party
from twiza.care_supply.actions.plan import PlanTerms, make_plan
from twiza.care_supply.models import CareSupplyPlan, Decision, Gap, PlannedAction, PlanParty, PlanVersion
from twiza.care_supply.queries.lines import gaps_of
from twiza.care_supply.queries.needs import UnservedNeed, unserved_needs
from twiza.care_supply.steps import DISCUSSED, KIND
from twiza.core.ids import new_id
from twiza.funding.models import Convention
from twiza.funding.queries.conventions import conventions_of
from twiza.organisations.models import Organisation
from twiza.outreach.queries.plans import in_short, plans_of
from twiza.procedures.actions.files import move_file
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.models import File, KindVersion, Move, VersionState
from twiza.procedures.queries.kinds import version_in_force
from twiza.territory.models import Place

NAMES = {
    "fr": "Plan régional de l’offre de soins (démonstration)",
    "ar": "المخطط الجهوي لعرض العلاجات (عرض توضيحي)",
    "en": "Regional care-supply plan (demonstration)",
}
YEARS = 5
GAPS = 6


@dataclass(frozen=True, slots=True)
class Invented:
    """An action that nobody decided: which gap it answers (its place among them), its days from today, its money."""

    text: str
    kind: str
    gap: int
    begins: int
    ends: int
    amount: int | None
    payer: str
    decision: Decision = Decision.CHOSEN
    owner: str = ""
    of_plan: bool = False
    more: dict[str, Any] = field(default_factory=dict)


INVENTED = (
    Invented(
        "Deux passages de caravane par mois (exemple)", "mobile", 0, -200, 900, 480_000, "Conseil (inventé)",
        more={"visits_a_year": 24},
    ),
    Invented(
        "Rouvrir le dispensaire fermé (exemple)", "fixed", 1, -300, -20, 350_000, "Budget régional (inventé)",
        owner="Service des constructions (inventé)", more={"work": "reopen"},
    ),
    Invented(
        "Affecter une infirmière à demeure (exemple)", "fixed", 2, 40, 500, None, "", Decision.PROPOSED,
        "Autorité sanitaire (inventée)", more={"work": "staff", "target": 1, "target_unit": "infirmière"},
    ),
    Invented(
        "Visites à domicile après les caravanes (exemple)", "association", 3, -240, 600, 120_000, "",
        more={"target": 600, "target_unit": "foyers"},
    ),
    Invented(
        "Bus de dépistage dans toute la région (exemple)", "mobile", 4, 100, 700, 900_000, "Fonds inventé",
        Decision.SET_ASIDE, "Groupement de communes (inventé)", more={"visits_a_year": 12},
    ),
    Invented(
        "La saison de caravanes prévue (exemple)", "mobile", 5, 20, 400, 260_000, "Conseil (inventé)",
        Decision.PROPOSED, of_plan=True,
    ),
)  # fmt: skip


@transaction.atomic
def make_demonstration_plan(
    *, keeper: Actor, writer: Actor, association: Organisation, area: Place, at: dt.datetime
) -> CareSupplyPlan:
    """
    Make a plan of the writer's organisation under discussion with `association`, once.

    `keeper` puts the kind of such plans in force if nobody did. Raises what the actions raise.
    """
    known = CareSupplyPlan.objects.filter(names__fr=NAMES["fr"]).first()
    if known is not None:
        return known
    put_in_force(keeper, at)
    first_year = localdate(at).year
    terms = PlanTerms(
        purpose="Rapprocher les soins des communes de montagne : tout est inventé sauf les besoins calculés.",
        first_year=first_year,
        last_year=first_year + YEARS - 1,
        currency="MAD",
    )
    begun = at - dt.timedelta(days=60)
    plan = make_plan(names=NAMES, area=area, terms=terms, actor=writer, at=begun, id=new_id())
    version = plan.versions.select_related("file__step", "plan__area").get()
    party = PlanParty(plan=plan, organisation=association, part="Association (démonstration)")
    add_party(party=party, actor=writer, at=begun)
    gaps = take_greatest(version, writer, begun)
    for one in INVENTED:
        add_invented(version, one, gaps, association, writer, at)
    discuss(version, writer, at - dt.timedelta(days=12))
    return plan


def put_in_force(keeper: Actor, at: dt.datetime) -> None:
    """Put the draft of the kind in force when no version is."""
    if version_in_force(KIND) is None:
        activate_version(
            version=KindVersion.objects.get(kind__code=KIND, state=VersionState.DRAFT), actor=keeper, at=at
        )


def take_greatest(version: PlanVersion, writer: Actor, at: dt.datetime) -> list[Gap]:
    """Return the gaps taken from the greatest unserved needs, of as many communes; none without a formula."""
    formula = formula_in_use(writer)
    if formula is None:
        return []
    rest = Rest(formula, scenarios_of(writer).first())
    specialties = list(Specialty.objects.order_by("position", "code"))
    needs = unserved_needs(version.plan.area, rest.formula, rest.scenario, specialties)
    take_needs(version=version, chosen=one_a_commune(needs), rest=rest, actor=writer, at=at)
    return list(gaps_of(version))


def one_a_commune(needs: Sequence[UnservedNeed]) -> list[UnservedNeed]:
    """Return the greatest needs, no commune and no specialty twice while others are left."""
    chosen: list[UnservedNeed] = []
    for need in needs:
        is_new = all(need.commune.pk != one.commune.pk and need.specialty.pk != one.specialty.pk for one in chosen)
        if is_new and len(chosen) < GAPS:
            chosen.append(need)
    return chosen


def add_invented(
    version: PlanVersion, one: Invented, gaps: Sequence[Gap], association: Organisation, writer: Actor, at: dt.datetime
) -> None:
    """Add an action that nobody decided."""
    answered = list(gaps[one.gap : one.gap + 1])
    today = localdate(at)
    action = PlannedAction(
        version=version,
        kind=one.kind,
        decision=one.decision,
        text=one.text,
        commune=answered[0].commune if answered else None,
        owner_organisation_id=None if one.owner else version.plan.organisation_id,
        owner_words=one.owner,
        amount=None if one.amount is None else Decimal(one.amount),
        payer=one.payer,
        starts_on=today + dt.timedelta(days=one.begins),
        due_on=today + dt.timedelta(days=one.ends),
        **one.more,
    )
    if one.kind == "association":
        action.association = action.owner_organisation = association
        action.convention = convention_with(association, writer)
    if one.of_plan:
        action.outreach_plan = in_short(plans_of(writer)).first()
    add_line(line=action, answers=answered, actor=writer, at=at - dt.timedelta(days=40))


def convention_with(association: Organisation, writer: Actor) -> Convention | None:
    """Return the first convention that the writer's organisation has with an association."""
    signed = conventions_of(writer).filter(parties__organisation=association, parties__removed_at=None)
    return signed.order_by("starts_on", "id").first()


def discuss(version: PlanVersion, writer: Actor, at: dt.datetime) -> None:
    """Put a version up for discussion."""
    file = File.objects.get(pk=version.file_id)
    move = Move.objects.get(from_step=file.step_id, to_step__code=DISCUSSED)
    move_file(file=file, move=move, seen_turn=file.turn, happened_on=localdate(at), reason="", actor=writer, at=at)
