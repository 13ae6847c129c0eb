"""Why no plan is possible, said to the planner with the names she knows."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from twiza.conftest import NOW
from twiza.outreach.actions.plan import NoPlanPossible, compute_plan_again, forbid_stops, lock_routes
from twiza.outreach.order import Order
from twiza.outreach.refusals import impossible_said

SNAPSHOT = {"teams": {"t1": "", "t2": "Nord"}, "dates": ["2027-01-04", "2027-01-05"]}
FIRST, SECOND = {"team": "t1", "day": 1, "stops": ["s1"]}, {"team": "t2", "day": 2, "stops": ["s1"]}


def silent(phase: str, share: float) -> None:
    """Hear of progress and say nothing."""


def order_keeping(*locks):
    return Order({"locks": list(locks)}, SNAPSHOT, {})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Équipe 1 doit garder sa tournée du 4 janvier 2027, dont l’étape Amlil est à écarter\u00a0: décochez "
               "l’une des deux cases."),
        ("ar", "يُراد الإبقاء على جولة الفريق 1 ليوم 4 يناير 2027 مع استبعاد محطتها Amlil (ar): ألغ أحد الاختيارين."),
        ("en", "Team 1 is to keep its route of 4 January 2027, and the stop Amlil of this route is to be left out: "
               "untick one of the two."),
    ],
)  # fmt: skip
def test_a_stop_left_out_of_a_route_kept_is_named_with_its_team_and_day(plan, acting, driss, language, said):
    kept = plan.routes.get(stops__stop="amlil")
    lock_routes(plan=plan, routes=[kept.pk], actor=acting(driss), at=NOW)
    forbid_stops(plan=plan, stops=["amlil"], actor=acting(driss), at=NOW)
    plan.routes.filter(pk=kept.pk).update(on="2027-01-04")

    with override(language), pytest.raises(NoPlanPossible) as refused:
        compute_plan_again(plan=plan, report=silent)

    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("fr", "Aucun plan ne peut garder cette tournée avec tout ce qui est demandé\u00a0: Équipe 1, le 4 janvier "
               "2027. Décochez-la, puis refaites le plan.",
               "Aucun plan ne peut garder ces tournées avec tout ce qui est demandé\u00a0: Équipe 1, le 4 janvier "
               "2027\u00a0; Nord, le 5 janvier 2027. Décochez-en, puis refaites le plan."),
        ("ar", "لا يمكن لأي مخطط أن يُبقي على هذه الجولة مع كل ما طُلب: الفريق 1 يوم 4 يناير 2027. "
               "ألغها ثم أعد التخطيط.",
               "لا يمكن لأي مخطط أن يُبقي على هاتين الجولتين مع كل ما طُلب: الفريق 1 يوم 4 يناير 2027؛ Nord يوم 5 يناير "
               "2027. ألغ إحداهما ثم أعد التخطيط."),
    ],
)  # fmt: skip
def test_routes_that_no_plan_can_keep_are_named(language, one, two):
    with override(language):
        said = impossible_said(order_keeping(FIRST)), impossible_said(order_keeping(FIRST, SECOND))

    assert said == (one, two)


def test_without_a_route_to_keep_the_way_out_is_said():
    with override("fr"):
        said = impossible_said(order_keeping())

    assert (
        said == "Aucun plan ne peut tenir tout ce qui est demandé\u00a0: changez les étapes, les équipes ou les jours."
    )


def test_what_the_engine_says_of_ids_reaches_nobody(plan, acting, driss):
    plan.problem["teams"][0]["days"] = [2]
    plan.save()
    lock_routes(plan=plan, routes=[plan.routes.get(day=1).pk], actor=acting(driss), at=NOW)

    with override("fr"), pytest.raises(NoPlanPossible) as refused:
        compute_plan_again(plan=plan, report=silent)

    assert str(refused.value) == (
        "Aucun plan ne peut garder cette tournée avec tout ce qui est demandé\u00a0: Équipe 1, le 4 janvier 2027. "
        "Décochez-la, puis refaites le plan."
    )
