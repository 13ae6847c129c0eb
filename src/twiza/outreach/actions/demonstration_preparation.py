"""What is made ready for a demonstration's caravans: a team, things, lots and prices that are nobody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.households.models import ConsentHow
from twiza.outreach.actions.caravan import add_member
from twiza.outreach.actions.costs import CostTerms, add_cost
from twiza.outreach.actions.information import Agreement, ContactTerms, PublicTerms, add_contact, write_information
from twiza.outreach.actions.partners import ThingTerms, add_contribution, say_brought
from twiza.outreach.actions.site import write_site_sheet
from twiza.outreach.actions.supplies import add_supply
from twiza.outreach.actions.tasks import tick_usual
from twiza.outreach.actions.team import MemberTerms, describe_member, keep_answer
from twiza.outreach.models import (
    AnswerState,
    BringingState,
    Caravan,
    CaravanMember,
    CostCategory,
    MemberTask,
    SpokenLanguage,
    SupplyKind,
    There,
    UsualTask,
)
from twiza.outreach.supply_terms import SupplyTerms

DONE, TODAY, NEXT, LATER = range(4)
"""How far the preparation of each of the four caravans is."""
PHYSICIANS = ("Dr Amal", "Dr Badr", "Dr Chadia", "Dr Driss B.")
CONFIRMED = {DONE: 4, TODAY: 4, NEXT: 2, LATER: 0}
MEDICINES = (
    ("Paracétamol 500 mg", "boîte de 20", 120, 96, 20, 4),
    ("Amoxicilline 500 mg", "boîte de 12", 80, 71, 9, 0),
    ("Sels de réhydratation orale", "sachet", 200, 60, 140, 0),
    ("Collyre antiseptique", "flacon", 40, 33, 6, 0),
)
"""Name, unit, taken along, used, brought back, expired: of the last one, one is not accounted for."""
CONSUMABLES = (
    ("Gants d’examen", "boîte de 100", 30, 24, 6, 0),
    ("Bandelettes de glycémie", "boîte de 50", 12, 9, 3, 0),
)
COSTS = (
    (CostCategory.TRANSPORT, "Carburant (démonstration)", 2_400, 2_310),
    (CostCategory.MEALS, "Repas de l’équipe (démonstration)", 1_800, 1_950),
    (CostCategory.INFORMATION, "Affiches (démonstration)", 300, 280),
)
THINGS = (("2 agents d’accueil (démonstration)", 2, "personnes", 600), ("Tente (démonstration)", 1, "", 1_500))
MARK = "démonstration"


def prepare_demonstration(caravans: Sequence[Caravan], *, actor: Actor, at: dt.datetime) -> None:
    """Prepare four caravans, each as far as its day is near."""
    for stage, caravan in enumerate(caravans):
        ask_team(caravan, stage, actor, at)
        bring_things(caravan, stage, actor, at)
        list_supplies(caravan, stage, actor, at)
        plan_costs(caravan, stage, actor, at)
        if stage != LATER:
            describe_sites(caravan, actor, at)
            inform_public(caravan, actor, at)
        if stage in (DONE, TODAY):
            for code in (UsualTask.REGISTER_PRINTED, UsualTask.POSTER_SHOWN, UsualTask.WORD_PASSED_ON):
                tick_usual(caravan=caravan, code=code, actor=actor, at=at)


def ask_team(caravan: Caravan, stage: int, actor: Actor, at: dt.datetime) -> None:
    """Ask a physician for each post, and a pharmacist; as many as the stage says have confirmed."""
    asked_on = at.date() - dt.timedelta(days=10)
    posts = caravan.posts.select_related("specialty").order_by("number")
    for rank, (post, name) in enumerate(zip(posts, PHYSICIANS, strict=False)):
        member = add_member(
            caravan=caravan,
            name=f"{name} ({MARK})",
            task=MemberTask.CARE,
            specialty=post.specialty,
            actor=actor,
            at=at,
        )
        if rank < CONFIRMED[stage]:
            confirm(member, asked_on, actor, at)
            give_number(member, f"DEMO-{rank + 1:04d}", is_checked=stage != NEXT, on=asked_on, actor=actor, at=at)
    pharmacist = add_member(caravan=caravan, name=f"Yto ({MARK})", task=MemberTask.PHARMACY, actor=actor, at=at)
    if stage != LATER:
        confirm(pharmacist, asked_on, actor, at)


def confirm(member: CaravanMember, on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """Say that a member confirmed by telephone."""
    keep_answer(
        member=member, state=AnswerState.CONFIRMED, answered_on=on, told_by="Driss, au téléphone", actor=actor, at=at
    )


def give_number(
    member: CaravanMember, number: str, *, is_checked: bool, on: dt.date, actor: Actor, at: dt.datetime
) -> None:
    """Give a physician a number of the council that no council gave, checked or not."""
    terms = MemberTerms(
        task=member.task,
        specialty=member.specialty,
        order_number=number,
        order_checked_on=on if is_checked else None,
        order_checked_by=f"Conseil ({MARK})" if is_checked else "",
        charter_signed_on=on if is_checked else None,
    )
    describe_member(member=member, terms=terms, actor=actor, at=at)


def bring_things(caravan: Caravan, stage: int, actor: Actor, at: dt.datetime) -> None:
    """Let the partner promise its things; they came to the caravan that is done."""
    partner = caravan.partners.earliest("id")
    for thing, quantity, unit, value in THINGS:
        terms = ThingTerms(thing, Decimal(quantity), unit, Decimal(value))
        brought = add_contribution(partner=partner, terms=terms, actor=actor, at=at, id=new_id())
        if stage == DONE:
            say_brought(contribution=brought, state=BringingState.BROUGHT, actor=actor, at=at)


def list_supplies(caravan: Caravan, stage: int, actor: Actor, at: dt.datetime) -> None:
    """List lots that no factory made; those of the caravan that is done are counted."""
    pharmacist = caravan.members.get(task=MemberTask.PHARMACY)
    for kind, lines in ((SupplyKind.MEDICINE, MEDICINES), (SupplyKind.CONSUMABLE, CONSUMABLES)):
        for rank, (name, form, taken, used, returned, expired) in enumerate(lines):
            is_short = stage == NEXT and rank == 1 and kind == SupplyKind.MEDICINE
            expires_on = caravan.starts_on + dt.timedelta(days=60 if is_short else 400)
            terms = SupplyTerms(
                kind=kind,
                name=f"{name} ({MARK})",
                form=form,
                lot=f"DEMO-{kind[0].upper()}{rank + 1}",
                expires_on=expires_on if kind == SupplyKind.MEDICINE else None,
                pharmacist_id=pharmacist.pk,
                planned=taken,
                taken=taken if stage in (DONE, TODAY) else None,
                used=used if stage == DONE else None,
                returned=returned if stage == DONE else None,
                expired=expired if stage == DONE else None,
            )
            add_supply(caravan=caravan, terms=terms, actor=actor, at=at, id=new_id())


def plan_costs(caravan: Caravan, stage: int, actor: Actor, at: dt.datetime) -> None:
    """Plan what the caravan costs; what is done is paid."""
    for category, label, planned, paid in COSTS:
        terms = CostTerms(category, label, Decimal(planned), Decimal(paid) if stage == DONE else None)
        add_cost(caravan=caravan, terms=terms, actor=actor, at=at, id=new_id())


def describe_sites(caravan: Caravan, actor: Actor, at: dt.datetime) -> None:
    """Write what nobody saw of the places."""
    said = {
        "landmark": f"Derrière le souk ({MARK})",
        "host_name": f"Directeur de l’école ({MARK})",
        "water": There.YES,
        "electricity": There.PARTLY,
        "rooms": 6,
        "toilets": 2,
        "women_place": There.YES,
        "road": f"Piste sur 4 km, coupée après l’orage ({MARK})",
        "ambulance": f"Commune, devant l’école ({MARK})",
        "evacuation": f"Par l’ambulance de la commune ({MARK})",
        "waste": f"Repris par le centre de santé ({MARK})",
    }
    for day in caravan.days.all():
        write_site_sheet(day=day, said=said, actor=actor, at=at)


def inform_public(caravan: Caravan, actor: Actor, at: dt.datetime) -> None:
    """Say from when to when, what to bring, and who passes it on: numbers that nobody answers."""
    bring = {
        "fr": "carte d’identité, carnet de santé, ordonnances",
        "ar": "بطاقة التعريف، الدفتر الصحي، الوصفات الطبية",
    }
    terms = PublicTerms(dt.time(9), dt.time(16), is_free=True, bring=bring, messages={})
    write_information(caravan=caravan, terms=terms, actor=actor, at=at)
    agreement = Agreement(at.date() - dt.timedelta(days=5), ConsentHow.ORAL)
    for number, language in enumerate((SpokenLanguage.ARABIC, SpokenLanguage.FRENCH), start=1):
        contact = ContactTerms(f"Relais {number} ({MARK})", f"060000000{number}", language, f"Douar {number}")
        add_contact(caravan=caravan, terms=contact, agreement=agreement, actor=actor, at=at, id=new_id())
