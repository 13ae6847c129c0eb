"""What somebody made of facilities: one, one like it, a merge, a list, a proposal."""

from __future__ import annotations

from typing import Any

from twiza.conftest import NOW
from twiza.documents.evidence import EvidenceFile
from twiza.facilities.actions.facility import add_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.actions.imports import begin_import
from twiza.facilities.actions.merges import merge_facilities
from twiza.facilities.actions.proposals import Proposer, propose_change
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import ChangeProposal, Facility, FacilityImport, FacilityMerge
from twiza.facilities.queries.states import state_of
from twiza.territory.models import Place
from twiza.web.tests.made.maker import Made, Maker


def facilities_made(maker: Maker, places: dict[str, Place]) -> Made:
    """Return the arguments of routes about facilities."""
    facility = listed_facility(maker, places["05.081.03.09"])
    return {
        "facility": {"facility_id": facility.pk},
        "facility_import": {"import_id": listed_import(maker).pk},
        "facility_proposal": {"proposal_id": proposed_change(maker, facility).pk},
        "facility_pair": {"first_id": facility.pk, "second_id": listed_again(maker, facility, "b").pk},
        "facility_merge": {"merge_id": merged_facility(maker, facility).pk},
    }


def listed_facility(maker: Maker, place: Place) -> Any:
    """Return a facility of the directory, which is public matter."""
    load_shipped_types()
    stated = {
        "code": maker.word,
        "name_fr": "CSR Tabant",
        "type": "CSR1",
        "place": place.path,
        "is_mobile": False,
        "status": "open",
        "post.doctor": {"in_post": 1.0, "norm": None},
    }
    origin = Origin(source="Tournée de mai", happened_on=NOW.date(), recorded_by_id=maker.person.pk)
    return add_facility(organisation=maker.organisation, stated=stated, origin=origin, actor=maker.actor, at=NOW)


def listed_again(maker: Maker, facility: Facility, end: str) -> Facility:
    """Return the facility of another list that is like one there is."""
    stated = {**state_of(facility), "code": f"{maker.word}{end}"}
    origin = Origin(source="Autre liste", happened_on=NOW.date(), recorded_by_id=maker.person.pk)
    return add_facility(organisation=maker.organisation, stated=stated, origin=origin, actor=maker.actor, at=NOW)


def merged_facility(maker: Maker, facility: Facility) -> FacilityMerge:
    """Return the merge of a facility with another one that is the same."""
    return merge_facilities(
        kept=facility,
        hidden=listed_again(maker, facility, "c"),
        from_hidden=(),
        reason="Vu sur place",
        by=maker.person,
        actor=maker.actor,
        at=NOW,
    )


def listed_import(maker: Maker) -> FacilityImport:
    """Return a list of facilities that somebody looks at."""
    return begin_import(
        organisation=maker.organisation,
        country="MA",
        file_name=f"{maker.word}-liste.csv",
        content=f"nom;code\n{maker.word}-liste;05.081.03.09\n".encode(),
        source=f"{maker.word}-liste",
        default_type=None,
        made_by=maker.person,
        at=NOW,
    )


def proposed_change(maker: Maker, facility: Facility) -> ChangeProposal:
    """Return what somebody proposes of a facility, with her evidence: for those who answer, and for nobody else."""
    evidence = EvidenceFile(f"{maker.word}-idee", "application/pdf", f"{maker.word}-idee".encode())
    word = f"{maker.word}-idee"
    proposer = Proposer(maker.person, maker.organisation, word, word, NOW.date(), evidence)
    return propose_change(facility=facility, stated={"beds": 3}, proposer=proposer, actor=maker.actor, at=NOW)
