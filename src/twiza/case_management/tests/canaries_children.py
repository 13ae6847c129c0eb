"""A visit to a child of a family, with words that only who follows it may read, for the walk around every route."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from twiza.case_management.models import (
    ChildAlert,
    ChildRisk,
    ChildVisit,
    ModuleAnswer,
    ProtectedAnswer,
    RecordFlag,
    RecordFlagAct,
)
from twiza.case_management.queries.records_seen import version_for
from twiza.households.models import Member
from twiza.rulesets.actions.shipped import kept_if_new
from twiza.rulesets.tests.shipped import shipped


def canary_child(member_id: uuid.UUID, word: str, at: dt.datetime) -> dict[str, Any]:
    """
    Return the arguments of routes about a child: visited once, with an alert that waits.

    What is protected ends in “-protege”: of all who walk, nobody wrote it and nobody was named.
    """
    child = Member.objects.select_related("person").get(pk=member_id).person
    visit = ChildVisit.objects.create(
        child=child,
        organisation_id=child.organisation_id,
        visited_on=at.date(),
        presence="seen",
        visited_by_id=child.made_by_id,
        received_at=at,
        words=f"{word}-visite",
    )
    ModuleAnswer.objects.create(visit=visit, module="CONSEIL", question="conseil_theme", value=f"{word}-visite")
    ProtectedAnswer.objects.create(visit=visit, module="PROT", question="prot_violence", value=f"{word}-protege")
    risk = ChildRisk.objects.create(
        child=child,
        organisation_id=child.organisation_id,
        risk="jaune",
        since=at.date(),
        reason=f"{word}-visite",
        given_by_id=child.made_by_id,
        given_at=at,
    )
    alert = ChildAlert.objects.create(
        child=child, visit=visit, organisation_id=child.organisation_id, code="AL4", raised_at=at
    )
    flag = RecordFlag.objects.create(
        organisation_id=child.organisation_id,
        version=version_for(child.organisation_id, at.date()) or kept_if_new(shipped("data_quality"), at),
        rule="recorded_late",
        kind="late",
        child=child,
        visit=visit,
        agent_id=child.made_by_id,
        on=at.date(),
        value=20,
        limit=14,
        found_at=at,
    )
    RecordFlagAct.objects.create(flag=flag, act="asked", words=f"{word}-visite", by_id=child.made_by_id, at=at)
    return {
        "record_flag": {"flag_id": flag.pk},
        "child": {"person_id": child.pk},
        "child_visit": {"visit_id": visit.pk},
        "child_protected_end": {"visit_id": visit.pk, "person_id": child.made_by_id},
        "child_risk_given": {"risk_id": risk.pk},
        "child_alert": {"alert_id": alert.pk},
    }
