"""A supervision of an agent with words that only she and her supervisor may read, for the walk around every route."""

from __future__ import annotations

import datetime as dt
from typing import Any

from twiza.accounts.models import Person as Account
from twiza.accounts.rules import Role
from twiza.case_management.models import Supervision, SupervisionRecord, SupervisionWords
from twiza.conftest import LONG_AGO
from twiza.organisations.models import Membership, Organisation

SUPERVISION_WORDS = {"convenu", "merci"}
"""What begins each secret of a supervision after the word of its maker."""


def canary_supervision(organisation: Organisation, word: str, at: dt.datetime) -> dict[str, Any]:
    """Return the arguments of routes about a supervision of an agent of the organisation, held once."""
    agent = Account.objects.create(email=f"supervised.{word}@example.org", name="–", joined_at=at)
    Membership.objects.create(person=agent, organisation=organisation, role=Role.FIELD_AGENT, valid_from=LONG_AGO)
    supervision = Supervision.objects.create(
        organisation=organisation, agent=agent, held_on=at.date(), made_by=agent, made_at=at
    )
    SupervisionRecord.objects.create(
        supervision=supervision, held_on=at.date(), agreed=f"{word}-convenu", written_by=agent, written_at=at
    )
    SupervisionWords.objects.create(supervision=supervision, words=f"{word}-merci", said_at=at)
    return {
        "supervision": {"supervision_id": supervision.pk},
        "supervised_agent": {"agent_id": agent.pk},
        "supervision_reason": {"agent_id": agent.pk, "reason": "visits"},
    }
