"""What somebody made of access: a scenario, sites, a formula of her own, a need that was said."""

from __future__ import annotations

from typing import Any

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
from twiza.conftest import NOW
from twiza.documents.evidence import EvidenceFile
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def access_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about access."""
    reach, formula = access_scenario(maker, places["05"]), own_formula(maker)
    need = expressed_need(maker, places["05.081.03.09"])
    return {
        "access": {"scenario_id": reach.pk},
        "siting": {"siting_id": siting_of(maker, reach).pk},
        "formula": {"formula_id": formula.pk},
        "expressed": {"need_id": need.pk},
        "expressed_move": {"need_id": need.pk, "move": "withdraw"},
    }


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
