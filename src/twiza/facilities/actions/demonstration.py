"""A list of facilities for a demonstration: none of them is real, and each says so in its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from twiza.accounts.decisions import Actor
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.actions.proposals import Proposer, propose_change
from twiza.facilities.facts import State
from twiza.facilities.models import Facility
from twiza.organisations.models import Membership, Organisation
from twiza.territory.models import Place

SOURCE = "Liste inventée pour la démonstration"
MORNINGS = {f"opening.{day}": {"hours": [["08:30", "16:30"]]} for day in range(1, 6)}
VERIFIED_DAYS_AGO, LEFT_DAYS_AGO = (20, 800, 20, 20), 9
WEEKS = {"weeks": [6, 14, 22, 30, 38, 46]}
CENTRE: State = {
    "type": "CSR2",
    "status": "open",
    "beds": 4,
    "service.consultation_generale": {"supply": None},
    "service.vaccination": {"supply": None},
    "service.accouchement": {"supply": None},
    "post.doctor": {"in_post": 1.0, "norm": None},
    "post.nurse": {"in_post": 3.0, "norm": None},
    "equipment.ambulance": {"number": 1, "working": 1},
    **MORNINGS,
}
WITHOUT_DOCTOR: State = {
    "type": "CSR1",
    "status": "open",
    "service.soins_infirmiers": {"supply": None},
    "service.vaccination": {"supply": None},
    "post.doctor": {"in_post": 0.0, "norm": None},
    "post.nurse": {"in_post": 2.0, "norm": None},
    **MORNINGS,
}
DESERTED: State = {"type": "DR", "status": "without_staff", "post.nurse": {"in_post": 0.0, "norm": None}}
CLOSED: State = {"type": "DR", "status": "closed"}
WORDS = (
    ("Centre de santé", "مركز صحي", CENTRE),
    ("Centre de santé rural", "مركز صحي قروي", WITHOUT_DOCTOR),
    ("Dispensaire", "مستوصف", DESERTED),
    ("Ancien dispensaire", "مستوصف سابق", CLOSED),
)
TWICE = ("Centre de sante", "المركز الصحي")
"""The first one once more, as another source writes it: two lines for somebody to decide about."""


def list_facilities(
    *, organisation: Organisation, communes: Sequence[Place], agent: Membership, actor: Actor, at: dt.datetime
) -> list[Facility]:
    """
    List a facility in each of four communes, one of them twice, and a mobile unit that passes in all of them.

    The second was verified so long ago that it is stale, and a field agent says that its nurses left.
    """
    origins = [verified(at, days) for days in VERIFIED_DAYS_AGO]
    stated = [fixed(words, commune) for words, commune in zip(WORDS, communes, strict=False)]
    listed = [
        add_facility(organisation=organisation, stated=one, origin=origin, actor=actor, at=at)
        for one, origin in zip(stated, origins, strict=False)
    ]
    unverified = Origin(f"{SOURCE}, deuxième source", at.date(), None)
    for one in (fixed((*TWICE, {"type": "CSR2"}), communes[0]), mobile(communes)):
        listed.append(add_facility(organisation=organisation, stated=one, origin=unverified, actor=actor, at=at))
    nobody_left = {"status": "without_staff", "post.nurse": {"in_post": 0.0, "norm": None}}
    propose_change(facility=listed[1], stated=nobody_left, proposer=seen_by(agent, at), actor=actor, at=at)
    return listed


def seen_by(agent: Membership, at: dt.datetime) -> Proposer:
    """Return a field agent who found the doors shut."""
    return Proposer(
        person=agent.person,
        organisation=agent.organisation,
        why="Les deux infirmières sont parties, la porte est fermée. (démonstration)",
        source="Passage sur place (démonstration)",
        happened_on=at.date() - dt.timedelta(days=LEFT_DAYS_AGO),
    )


def verified(at: dt.datetime, days_ago: int) -> Origin:
    """Return an origin that somebody verified some days ago."""
    on = at.date() - dt.timedelta(days=days_ago)
    return Origin(SOURCE, on, None, verified_by="Driss (démonstration)", verified_on=on)


def fixed(words: tuple[str, str, State], commune: Place) -> State:
    """Return what is stated of a facility that stands at the point of a commune."""
    french, arabic, state = words
    name = {"name_fr": f"{french} (démonstration)", "name_ar": f"{arabic} (عرض توضيحي)"}
    return {**name, **state, "place": commune.path, "position": [commune.lat, commune.lon], "is_mobile": False}


def mobile(communes: Sequence[Place]) -> State:
    """Return what is stated of a unit that passes through communes."""
    return {
        "name_fr": "Unité médicale mobile (démonstration)",
        "name_ar": "وحدة طبية متنقلة (عرض توضيحي)",
        "type": "UMM",
        "status": "open",
        "place": communes[0].path,
        "is_mobile": True,
        **{f"visit.{commune.path}": WEEKS for commune in communes},
    }
