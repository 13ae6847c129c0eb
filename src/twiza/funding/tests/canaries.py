"""A convention with one of everything, each with a word that only some may read: for the walk around the house."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.funding.actions.amendments import begin_amendment
from twiza.funding.actions.convention import (
    Terms,
    choose_public_lines,
    make_convention,
    publish_convention,
    record_signature,
)
from twiza.funding.actions.deadlines import hand_in_proof
from twiza.funding.actions.lines import add_line
from twiza.funding.actions.meetings import MeetingReport, plan_meeting, report_meeting
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Meeting, Obligation
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.loaders import load_shipped_kinds
from twiza.procedures.models import KindVersion

PUBLIC_WORD = "affiche"
WORDS = frozenset({"objet", "signataire", "engagement", "comite", "preuve", "proces", "avenant"})


def activate_conventions(keeper: Actor, at: dt.datetime) -> None:
    """Put the kind of conventions shipped with Twiza in force."""
    load_shipped_kinds({})
    activate_version(version=KindVersion.objects.get(kind__code="convention"), actor=keeper, at=at)


def canary_convention(actor: Actor, word: str, at: dt.datetime) -> dict[str, dict[str, Any]]:
    """Open a signed, published convention whose every line carries the word; return what each route takes of it."""
    today = at.date()
    terms = Terms(title=f"{word}-{PUBLIC_WORD}", purpose=f"{word}-objet", starts_on=today, ends_on=today)
    convention = make_convention(terms=terms, actor=actor, at=at, id=new_id())
    party = ConventionParty(convention=convention, name=f"{word}-signataire", part=f"{word}-signataire")
    add_line(line=party, actor=actor, at=at)
    axis = Axis(convention=convention, pillar="1", text=f"{word}-{PUBLIC_WORD}")
    add_line(line=axis, actor=actor, at=at)
    obligation = Obligation(
        convention=convention, owed_by=party, text=f"{word}-engagement", due_on=dt.date(2020, 1, 1)
    )
    add_line(line=obligation, actor=actor, at=at)
    deadline = obligation.deadlines.get()
    proof = hand_in_proof(deadline=deadline, upload=paper(f"{word}-preuve.png"), handed_on=today, actor=actor, at=at)
    meeting = reported_meeting(convention, actor, word, at)
    record_signature(convention=convention, signed_on=today, actor=actor, at=at)
    amendment = begin_amendment(convention=convention, signed_on=today, subject=f"{word}-avenant", actor=actor, at=at)
    choose_public_lines(convention=convention, chosen={axis.pk}, actor=actor, at=at)
    publish_convention(convention=convention, actor=actor, at=at)
    one = {"convention_id": convention.pk}
    due = one | {"deadline_id": deadline.pk}
    return {
        "convention": one,
        "convention_sort": one | {"sort": "obligations"},
        "convention_line": one | {"sort": "obligations", "line_id": obligation.pk},
        "amendment": one | {"amendment_id": amendment.pk},
        "deadline": due,
        "proof": due | {"proof_id": proof.pk},
        "committee": one | {"committee_id": meeting.committee_id},
        "meeting": one | {"meeting_id": meeting.pk},
        "public_page": {"public_id": convention.public_id},
    }


def reported_meeting(convention: Convention, actor: Actor, word: str, at: dt.datetime) -> Meeting:
    """Return a meeting that was held, with its minutes."""
    committee = Committee(convention=convention, name=f"{word}-comite", members=f"{word}-comite")
    add_line(line=committee, actor=actor, at=at)
    meeting = plan_meeting(
        committee=committee, planned_on=at.date(), place="", agenda="", actor=actor, at=at, id=new_id()
    )
    report = MeetingReport(held_on=at.date(), attendance="–", minutes=f"{word}-proces")
    return report_meeting(meeting=meeting, report=report, upload=paper(f"{word}-proces.png"), actor=actor, at=at)


def paper(name: str) -> ContentFile:
    """Return a small picture of a document."""
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    return ContentFile(picture.getvalue(), name=name)
