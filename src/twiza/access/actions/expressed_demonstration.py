"""Needs that nobody expressed, for a demonstration: organisations that are not, marked so on every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from twiza.access.actions.expressed import NeedSaid, answer_need, take_need_up, write_need_down
from twiza.access.models import ExpressedNeed, Hearing, Specialty, Urgency, Way
from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.organisations.models import Organisation
from twiza.territory.models import Place


@dataclass(frozen=True, slots=True)
class InventedNeed:
    """What nobody said: its subject, words and numbers, who would have said it, how long ago, what became of it."""

    specialty: str
    domain: str
    words: str
    people: int | None
    urgency: Urgency
    said_by: str
    role: str
    days_ago: int
    way: Way
    state: Hearing
    answer: str = ""


INVENTED = (
    InventedNeed(
        "ophthalmology", "Vue",
        "Des enfants n’arrivent plus à lire au tableau ; la dernière visite date de trois ans.",
        120, Urgency.SOON, "Association de parents d’élèves (inventée)", "Présidente", 40, Way.MEETING,
        Hearing.TAKEN_UP,
    ),
    InventedNeed(
        "", "Transport", "Quand il neige, l’ambulance ne monte plus et les femmes accouchent à la maison.",
        None, Urgency.URGENT, "Conseil communal (inventé)", "Vice-président", 25, Way.LETTER, Hearing.HEARD,
    ),
    InventedNeed(
        "gynaecology", "Suivi de grossesse", "لا توجد قابلة منذ الصيف والنساء الحوامل يقطعن ثلاثين كيلومترا.",
        60, Urgency.URGENT, "جمعية نساء الجبل (مختلقة)", "كاتبة الجمعية", 60, Way.ON_SITE, Hearing.ANSWERED,
        "Une sage-femme viendra avec la caravane du mois prochain (réponse inventée).",
    ),
    InventedNeed(
        "dentistry", "Dents", "Personne ne soigne les dents ici, on arrache au souk.",
        300, Urgency.LATER, "Coopérative (inventée)", "Membre du bureau", 90, Way.PHONE, Hearing.HEARD,
    ),
)  # fmt: skip


def make_demonstration_needs(
    *, communes: Sequence[Place], organisation: Organisation, person: Person, actor: Actor, at: dt.datetime
) -> list[ExpressedNeed]:
    """Write down needs that nobody expressed, one per commune, and what became of them."""
    specialties = {one.code: one for one in Specialty.objects.all()}
    needs = []
    for commune, one in zip(communes, INVENTED, strict=False):
        said = said_in(commune, one, specialties.get(one.specialty), at.date())
        need = write_need_down(organisation=organisation, said=said, person=person, actor=actor, at=at)
        need.is_demonstration = True
        need.save(update_fields=["is_demonstration"])
        become(need, one, person, actor, at)
        needs.append(need)
    return needs


def said_in(commune: Place, one: InventedNeed, specialty: Specialty | None, today: dt.date) -> NeedSaid:
    """Return an invented need as if it had been said in a commune."""
    return NeedSaid(
        place=commune,
        specialty=specialty,
        domain="" if specialty else one.domain,
        words=one.words,
        people=one.people,
        urgency=one.urgency,
        said_by=one.said_by,
        said_by_role=one.role,
        said_by_name="",
        said_on=today - dt.timedelta(days=one.days_ago),
        way=one.way,
    )


def become(need: ExpressedNeed, one: InventedNeed, person: Person, actor: Actor, at: dt.datetime) -> None:
    """Let an invented need be taken up, or answered."""
    if one.state == Hearing.TAKEN_UP:
        take_need_up(need=need, note="", person=person, actor=actor, at=at)
    if one.state == Hearing.ANSWERED:
        answer_need(need=need, answer=one.answer, done="", answered_on=at.date(), person=person, actor=actor, at=at)
