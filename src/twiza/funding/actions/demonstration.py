"""A convention made for a demonstration: everybody and everything in it is invented, and says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from twiza.accounts.decisions import Actor
from twiza.core.ids import new_id
from twiza.documents.pdf import render_pdf
from twiza.funding.actions.amendments import begin_amendment, close_amendment
from twiza.funding.actions.convention import (
    Terms,
    choose_public_lines,
    make_convention,
    publish_convention,
    record_signature,
)
from twiza.funding.actions.deadlines import accept_proof, give_up_deadline, hand_in_proof
from twiza.funding.actions.lines import add_line, change_line
from twiza.funding.actions.meetings import MeetingReport, plan_meeting, report_meeting
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Meeting, Obligation
from twiza.organisations.models import Organisation
from twiza.procedures.actions.files import move_file
from twiza.procedures.actions.held import attach_piece
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.models import File, KindVersion, Move, Requirement, VersionState
from twiza.procedures.queries.kinds import version_in_force

KIND = "convention"
TITLE = "Convention de soins de proximité (démonstration)"
AXES = (
    ("1", "1.2", "1.2.1", "Caravanes médicales dans les douars éloignés (exemple)"),
    ("1", "1.4", "1.4.2", "Unité mobile au souk hebdomadaire (exemple)"),
    ("3", "3.1", "", "Suivi commun des engagements (exemple)"),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed in the demonstration: by which party, due how many days from today, again every so often."""

    text: str
    by: str
    function: str
    days: int
    proof: str
    every_months: int | None = None


KEPT = (
    Owed("Fournir la liste des équipes soignantes", "field", "Direction de l’association", -200, "Liste signée"),
    Owed("Remettre le bilan de la première caravane", "field", "Coordination médicale", -95, "Bilan daté"),
)
LATE = (
    Owed("Mettre à disposition un véhicule tout-terrain", "council", "Présidence du conseil", -41, "Procès-verbal"),
    Owed("Verser la contribution aux médicaments", "fund", "Secrétariat du fonds", -12, "Avis de virement"),
)
TO_COME = (
    Owed("Remettre le rapport d’activité", "field", "Direction de l’association", -84, "Rapport", every_months=3),
    Owed("Organiser la séance de bilan public", "council", "Secrétariat général", 75, "Compte rendu"),
)
GIVEN_UP = Owed("Imprimer un guide de 200 pages", "fund", "Secrétariat du fonds", -60, "Exemplaire")


@transaction.atomic
def make_demonstration_convention(*, keeper: Actor, opener: Actor, field: Organisation, at: dt.datetime) -> Convention:
    """
    Make a signed convention of the opener's organisation with `field` and an invented fund, once.

    Some of what is owed was kept, some is late, some is to come. `keeper` puts the kind of conventions in force if
    nobody did. Raises what the actions raise.
    """
    known = Convention.objects.filter(file__title=TITLE).first()
    if known is not None:
        return known
    put_in_force(keeper, at)
    begun = at - dt.timedelta(days=260)
    convention = open_convention(opener, begun)
    parties = add_parties(convention, field, opener, begun)
    axes = add_axes(convention, opener, begun)
    owed = {one: add_obligation(convention, one, parties, opener, begun, at) for one in owed_at_first()}
    committee = Committee(
        convention=convention,
        name="Comité de suivi",
        members="Présidence du conseil\nDirection de l’association\nSecrétariat du fonds",
        rhythm="Tous les trois mois",
    )
    add_line(line=committee, actor=opener, at=begun)
    sign(convention, opener, begun + dt.timedelta(days=20))
    keep_promises(owed, opener, at)
    hold_meetings(committee, parties["council"], opener, at)
    amend(convention, axes[1], opener, at - dt.timedelta(days=50))
    shown = {convention.pk, *(party.pk for party in parties.values()), *(axis.pk for axis in axes)}
    shown |= {owed[one].pk for one in (*KEPT, LATE[0])}
    choose_public_lines(convention=convention, chosen=shown, actor=opener, at=at)
    publish_convention(convention=convention, actor=opener, at=at)
    return Convention.objects.get(pk=convention.pk)


def owed_at_first() -> tuple[Owed, ...]:
    """Return all that is owed from the beginning."""
    return (*KEPT, *LATE, *TO_COME, GIVEN_UP)


def put_in_force(keeper: Actor, at: dt.datetime) -> None:
    """Put the draft of the kind in force when no version is."""
    if version_in_force(KIND) is None:
        draft = KindVersion.objects.get(kind__code=KIND, state=VersionState.DRAFT)
        activate_version(version=draft, actor=keeper, at=at)


def open_convention(opener: Actor, begun: dt.datetime) -> Convention:
    """Open the convention, two years long."""
    first = localdate(begun) + dt.timedelta(days=20)
    terms = Terms(
        title=TITLE,
        purpose="Rapprocher les soins des douars éloignés : tout est inventé, pour montrer comment on suit.",
        starts_on=first,
        ends_on=first + dt.timedelta(days=729),
        renewal_terms="Par accord écrit, trois mois avant la fin (exemple).",
    )
    return make_convention(terms=terms, actor=opener, at=begun, id=new_id())


def add_parties(
    convention: Convention, field: Organisation, opener: Actor, at: dt.datetime
) -> dict[str, ConventionParty]:
    """Return the three parties: the council, the association, and a fund without an account."""
    council = convention.parties.get()
    council.part = "Maître d’ouvrage"
    change_line(line=council, actor=opener, at=at)
    association = ConventionParty(convention=convention, organisation=field, part="Opérateur")
    add_line(line=association, actor=opener, at=at)
    fund = ConventionParty(convention=convention, name="Fonds inventé pour la santé", part="Bailleur")
    add_line(line=fund, actor=opener, at=at)
    return {"council": council, "field": association, "fund": fund}


def add_axes(convention: Convention, opener: Actor, at: dt.datetime) -> list[Axis]:
    """Return the lines of action."""
    axes = [
        Axis(convention=convention, pillar=pillar, axis=axis, action=action, text=text)
        for pillar, axis, action, text in AXES
    ]
    for line in axes:
        add_line(line=line, actor=opener, at=at)
    return axes


def add_obligation(
    convention: Convention,
    owed: Owed,
    parties: dict[str, ConventionParty],
    opener: Actor,
    begun: dt.datetime,
    at: dt.datetime,
) -> Obligation:
    """Return something that a party owes."""
    line = Obligation(
        convention=convention,
        owed_by=parties[owed.by],
        text=owed.text,
        owner_function=owed.function,
        due_on=localdate(at) + dt.timedelta(days=owed.days),
        every_months=owed.every_months,
        proof_asked=owed.proof,
    )
    add_line(line=line, actor=opener, at=begun)
    return line


def sign(convention: Convention, opener: Actor, at: dt.datetime) -> None:
    """Move the file from its draft to the notification, with the documents asked for."""
    move_to(convention, "negotiation", "draft_text", "Projet de convention (inventé)", opener, at)
    record_signature(convention=convention, signed_on=localdate(at), actor=opener, at=at)
    move_to(convention, "signed", "signed_text", "Convention signée (inventée)", opener, at)
    move_to(convention, "notified", "", "", opener, at + dt.timedelta(days=6))


def move_to(convention: Convention, step: str, asked: str, title: str, opener: Actor, at: dt.datetime) -> None:
    """Attach what a step asks for, and move the file there."""
    file = File.objects.get(pk=convention.file_id)
    if asked:
        requirement = Requirement.objects.get(version=file.version_id, code=asked)
        attach_piece(file=file, requirement=requirement, upload=paper(title), label="", actor=opener, at=at)
    file.refresh_from_db()
    move_file(
        file=file,
        move=Move.objects.get(from_step=file.step_id, to_step__code=step),
        seen_turn=file.turn,
        happened_on=localdate(at),
        reason="",
        actor=opener,
        at=at,
    )


def keep_promises(owed: dict[Owed, Obligation], opener: Actor, at: dt.datetime) -> None:
    """Prove and accept what was kept, in time and once late; give up what will not be."""
    for one, days_after in ((KEPT[0], -3), (KEPT[1], 9)):
        deadline = owed[one].deadlines.get()
        day = deadline.due_on + dt.timedelta(days=days_after)
        when = at + (day - localdate(at))
        hand_in_proof(deadline=deadline, upload=paper(one.proof), handed_on=day, actor=opener, at=when)
        accept_proof(deadline=deadline, actor=opener, at=when + dt.timedelta(days=2))
    reported = owed[TO_COME[0]].deadlines.order_by("due_on")[0]
    day = reported.due_on - dt.timedelta(days=1)
    when = at + (day - localdate(at))
    hand_in_proof(deadline=reported, upload=paper(TO_COME[0].proof), handed_on=day, actor=opener, at=when)
    accept_proof(deadline=reported, actor=opener, at=when)
    left = owed[GIVEN_UP].deadlines.get()
    give_up_deadline(deadline=left, reason="Remplacé par des affiches (exemple).", actor=opener, at=at)


def hold_meetings(committee: Committee, council: ConventionParty, opener: Actor, at: dt.datetime) -> None:
    """Hold a meeting that decided something, and plan the next one."""
    when = at - dt.timedelta(days=30)
    held = planned(committee, localdate(when), opener, at)
    report = MeetingReport(
        held_on=localdate(when),
        attendance=committee.members,
        minutes="Le comité a vu les retards et demandé le véhicule avant la prochaine caravane (exemple).",
    )
    report_meeting(
        meeting=held, report=report, upload=paper("Procès-verbal du comité (inventé)"), actor=opener, at=when
    )
    decision = Obligation(
        convention=committee.convention,
        meeting=held,
        owed_by=council,
        text="Trouver un véhicule de remplacement",
        owner_function="Secrétariat général",
        due_on=localdate(at) - dt.timedelta(days=5),
    )
    add_line(line=decision, actor=opener, at=when)
    planned(committee, localdate(at) + dt.timedelta(days=60), opener, at)


def planned(committee: Committee, on: dt.date, opener: Actor, at: dt.datetime) -> Meeting:
    """Return a meeting that is planned."""
    return plan_meeting(
        committee=committee,
        planned_on=on,
        place="Siège du conseil",
        agenda="Engagements, retards, prochaine caravane",
        actor=opener,
        at=at,
        id=new_id(),
    )


def amend(convention: Convention, axis: Axis, opener: Actor, at: dt.datetime) -> None:
    """Change a line of action by an amendment."""
    amendment = begin_amendment(
        convention=convention,
        signed_on=localdate(at),
        subject="Deux jours de souk au lieu d’un (exemple)",
        actor=opener,
        at=at,
    )
    axis.text = "Unité mobile à deux souks hebdomadaires (exemple)"
    change_line(line=axis, actor=opener, at=at)
    close_amendment(amendment=amendment, actor=opener, at=at)


def paper(title: str) -> ContentFile[bytes]:
    """Return an invented document that says so."""
    content = render_pdf("funding/demonstration_paper.html", {"title": title, "is_demonstration": True}, language="fr")
    return ContentFile(content, name=f"{title}.pdf")
