"""Files of other schemes in a demonstration programme: what comes after a right that ended, or soon will."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from twiza.accounts.decisions import Actor
from twiza.organisations.queries import actor_of
from twiza.rulesets.evaluation.evidence import Plain
from twiza.rulesets.models import RulesetVersion
from twiza.social_protection.actions.enquiries import make_enquiry
from twiza.social_protection.actions.enrolments import move_enrolment
from twiza.social_protection.actions.next_files import open_next_file
from twiza.social_protection.models import Enrolment, OpenRight, Scheme

DAYS_BETWEEN_STEPS = 12
UTM_ANSWERS: dict[str, Plain] = {
    "assujetti_amo": False, "autre_couverture": False, "admis_de_droit": "aucun", "ressources_suffisantes": True,
    "capacite_cotiser": True,
}  # fmt: skip
AMO_ANSWERS: dict[str, Plain] = {"assujetti_amo": True, "autre_couverture": False}
REASONS = {
    "utm": "Le droit RAMED se termine et la famille peut cotiser (démonstration)",
    "amo": "Le père est salarié depuis peu (démonstration)",
}
ENDED_BECAUSE = {
    "rejete": "Pièces jugées insuffisantes (démonstration)",
    "abandonne": "La famille ne peut plus payer (démonstration)",
    "termine": "Cotisation arrêtée depuis trois mois (démonstration)",
}


@dataclass(frozen=True, slots=True)
class NextWay:
    """The scheme (its code) that comes next for a family, and the steps that its file takes after the first one."""

    scheme: str
    steps: Sequence[str]


WAYS = (
    NextWay("utm", ("demande", "observation", "droit_ouvert", "premier_soin")),
    NextWay("amo", ("demande", "immatricule", "droit_ouvert", "premier_soin")),
    NextWay("utm", ("demande", "observation", "droit_ouvert")),
    NextWay("utm", ("demande", "observation")),
    NextWay("amo", ("demande", "immatricule")),
    NextWay("utm", ("demande",)),
    NextWay("amo", ("demande",)),
    NextWay("utm", ()),
    NextWay("amo", ()),
    NextWay("utm", ("demande", "rejete")),
    NextWay("amo", ("demande", "abandonne")),
    NextWay("amo", ("droit_ouvert",)),
    NextWay("utm", ("demande", "observation", "droit_ouvert", "termine")),
    NextWay("utm", ("demande", "observation", "droit_ouvert")),
    NextWay("amo", ("demande", "rejete")),
    NextWay("utm", ("abandonne",)),
)
"""Every state of the files of both schemes."""


def make_next_files(
    *, rights: Sequence[OpenRight], schemes: Sequence[Scheme], questions: RulesetVersion, at: dt.datetime, seed: int
) -> list[Enrolment]:
    """
    Open the file of the next scheme after every other of some rights, by the agent of each, and move it on.

    Rights without one wait for it: somebody has to act. The same for the same seed.
    """
    chance = random.Random(f"next files {seed}")  # noqa: S311 -- no secret rests on it
    by_code = {one.code: one for one in schemes}
    return [
        next_file(right.enrolment, way, by_code[way.scheme], questions, at, chance)
        for right, way in zip(rights[::2], WAYS, strict=False)
    ]


def next_file(
    after: Enrolment, way: NextWay, scheme: Scheme, questions: RulesetVersion, at: dt.datetime, chance: random.Random
) -> Enrolment:
    """Ask a family anew, and open the file of the scheme that comes next for all whom the one before covers."""
    actor = actor_of(after.made_by, at.date())
    opened_on = at.date() - dt.timedelta(days=DAYS_BETWEEN_STEPS * (1 + len(way.steps)))
    enquiry = make_enquiry(
        id=invented_id(chance),
        household=after.household,
        person=None,
        questions=questions,
        asked_on=opened_on,
        answers=AMO_ANSWERS if way.scheme == "amo" else UTM_ANSWERS,
        actor=actor,
        at=at,
    )
    opened = open_next_file(
        id=invented_id(chance),
        after=after,
        enquiry=enquiry,
        scheme=scheme,
        reason=REASONS[way.scheme],
        applicant=after.applicant,
        covered=[one.person for one in after.covered.select_related("person")],
        opened_on=opened_on,
        actor=actor,
        at=at,
    )
    go_on(opened, way, actor, at)
    return opened


def go_on(enrolment: Enrolment, way: NextWay, actor: Actor, at: dt.datetime) -> None:
    """Move a file on, step by step."""
    for number, step in enumerate(way.steps, start=1):
        kept = Enrolment.objects.select_related("file", "household").get(pk=enrolment.pk)
        move_enrolment(
            enrolment=kept,
            step=step,
            seen_turn=kept.file.turn,
            happened_on=kept.file.opened_on + dt.timedelta(days=DAYS_BETWEEN_STEPS * number),
            reason=ENDED_BECAUSE.get(step, ""),
            actor=actor,
            at=at,
        )


def invented_id(chance: random.Random) -> uuid.UUID:
    """Return an id that the seed gives."""
    return uuid.UUID(int=chance.getrandbits(128), version=4)
