"""Alert rules AL1 to AL8: each held, failed, and not known."""

import datetime as dt

import pytest

from twiza.case_management.child_health.alerts import RULES, Alert, ChildFacts, OpenReferral, alerts_of
from twiza.case_management.child_health.danger_signs import Examined, danger_found
from twiza.case_management.child_health.nutrition import arm_class
from twiza.case_management.child_health.vaccines import Vaccinated, dose_standings
from twiza.case_management.child_health.visit_calendar import RiskSince, visit_standing
from twiza.case_management.child_health.weighings import Weighing, has_stalled
from twiza.rulesets.evaluation.conditions import Verdict
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2024, 1, 1)
ON = dt.date(2024, 9, 1)
AT = dt.datetime(2024, 9, 1, 10, tzinfo=dt.UTC)
EVERY_SIGN = [row["code"] for group in shipped("danger_signs")["groups"] if "age" in group for row in group["signs"]]


def verdicts(**facts):
    return {one.code: one.verdict for one in alerts_of(shipped("visit_schedule"), ChildFacts(at=AT, **facts))}


def danger(**answers):
    child = Examined(BORN_ON, ON, "ML", answers)
    return danger_found(shipped("danger_signs"), shipped("anthropometry"), child)


def arm(muac_mm):
    return arm_class(shipped("anthropometry"), born_on=BORN_ON, on=ON, muac_mm=muac_mm)


def doses(**given):
    return dose_standings(shipped("vaccines_ml"), Vaccinated(BORN_ON, "f", False, given), on=dt.date(2024, 3, 1))


def visits(last):
    risks = [RiskSince("vert", BORN_ON)]
    return visit_standing(shipped("visit_schedule"), born_on=BORN_ON, risks=risks, visits=[last], on=ON)


def test_every_alert_rule_of_the_schedule_is_applied():
    assert list(RULES) == [row["code"] for row in shipped("visit_schedule")["alert_rules"]]


def test_a_rule_that_a_schedule_has_not_is_not_applied():
    content = {"alert_rules": [{"code": "AL3", "then": "x", "ev": "known"}, {"code": "AL99", "then": "y"}]}

    assert [one.code for one in alerts_of(content, ChildFacts(at=AT))] == ["AL3"]


def test_of_a_child_of_whom_nothing_is_known_nothing_is_said():
    assert set(verdicts().values()) == {Verdict.UNKNOWN, Verdict.FAILED}
    assert [code for code, verdict in verdicts().items() if verdict == Verdict.FAILED] == ["AL7"]


def test_an_alert_says_what_it_is_about_and_what_the_ruleset_says_to_do():
    found = alerts_of(shipped("visit_schedule"), ChildFacts(at=AT, danger=danger(GD_CONV=True, FEV_7=True)))

    then = "immediate referral, call, follow-up visit within 24 h"
    assert found[0] == Alert("AL1", Verdict.HELD, ("GD_CONV",), (), then, to_be_validated=True)


def test_signs_of_protection_are_kept_apart_from_what_everybody_may_read():
    found = alerts_of(shipped("visit_schedule"), ChildFacts(at=AT, danger=danger(GD_CONV=True, PR_VIOL=True)))

    assert (found[0].verdict, found[0].about, found[0].sensitive) == (Verdict.HELD, ("GD_CONV",), ("PR_VIOL",))


@pytest.mark.parametrize(
    ("facts", "code", "verdict"),
    [
        ({"danger": danger(FEV_7=True)}, "AL1", Verdict.UNKNOWN),
        ({"danger": danger(**dict.fromkeys(EVERY_SIGN, False))}, "AL1", Verdict.FAILED),
        ({"arm": arm(114), "is_arm_measured": True}, "AL2", Verdict.HELD),
        ({"has_oedema": True}, "AL2", Verdict.HELD),
        ({"arm": arm(115), "is_arm_measured": True}, "AL2", Verdict.UNKNOWN),
        ({"arm": arm(115), "is_arm_measured": True, "has_oedema": False}, "AL2", Verdict.FAILED),
        ({"arm": arm(115), "is_arm_measured": True}, "AL3", Verdict.HELD),
        ({"arm": arm(124.9), "is_arm_measured": True}, "AL3", Verdict.HELD),
        ({"arm": arm(125), "is_arm_measured": True}, "AL3", Verdict.FAILED),
        ({"has_stalled": True}, "AL4", Verdict.HELD),
        ({"has_stalled": False}, "AL4", Verdict.FAILED),
        ({"doses": doses(BCG=BORN_ON)}, "AL5", Verdict.FAILED),
        ({"doses": doses()}, "AL5", Verdict.HELD),
        ({"visits": visits(dt.date(2024, 8, 1))}, "AL6", Verdict.FAILED),
        ({"visits": visits(dt.date(2024, 7, 31))}, "AL6", Verdict.HELD),
        ({"visits": visits(dt.date(2024, 7, 15))}, "AL6", Verdict.HELD),
        ({"referrals": (OpenReferral(AT - dt.timedelta(hours=48), False),)}, "AL7", Verdict.FAILED),
        ({"referrals": (OpenReferral(AT - dt.timedelta(hours=49), False),)}, "AL7", Verdict.HELD),
        ({"referrals": (OpenReferral(AT - dt.timedelta(hours=25), True),)}, "AL7", Verdict.HELD),
        ({"covered_until": dt.date(2024, 10, 31)}, "AL8", Verdict.HELD),
        ({"covered_until": dt.date(2024, 11, 1)}, "AL8", Verdict.FAILED),
        ({"covered_until": dt.date(2024, 1, 1)}, "AL8", Verdict.HELD),
    ],
)
def test_each_rule_holds_by_what_its_words_say(facts, code, verdict):
    assert verdicts(**facts)[code] == verdict


@pytest.mark.parametrize(
    ("row", "stalled"),
    [
        ([], None),
        ([(0, 8.0)], None),
        ([(0, 8.0), (13, 7.5)], None),
        ([(0, 8.0), (14, 7.9)], True),
        ([(0, 8.0), (14, 8.0)], False),
        ([(0, 8.0), (14, 8.0), (28, 8.0)], True),
        ([(0, 8.0), (14, 8.1), (28, 8.1)], False),
        ([(0, 8.0), (14, 7.9), (28, 8.0)], True),
        ([(700, 11.0), (714, 11.0), (735, 11.0)], False),
        ([(700, 11.0), (720, 11.2), (735, 11.1)], True),
    ],
)
def test_a_weight_has_stalled_when_it_fell_or_stood_still_twice(row, stalled):
    weighings = [Weighing(BORN_ON + dt.timedelta(days=day), weight) for day, weight in row]

    assert has_stalled(weighings, born_on=BORN_ON) is stalled
