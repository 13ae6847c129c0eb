"""Questions about who the rows of a kind let see its files, and how an actor stands to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from django.db.models import Q

from twiza.accounts.decisions import Actor
from twiza.accounts.territories import within
from twiza.procedures.models import File, KindVersion, Party, Reader, Standing
from twiza.procedures.nearness import is_near
from twiza.procedures.rules import COMING, OWN, PARTY, READING, RESTRICTED, reads_as

Readings: TypeAlias = Collection[tuple[str, str]]
"""Roles, each with how she must stand to a file to see it."""

OPEN_TO_READERS: Readings = frozenset(
    (role, standing) for role in READING for standing in (Standing.ORGANISATION, Standing.PARTY)
)


def readings_of(version: KindVersion) -> Readings:
    """Return who sees files of a version."""
    if not version.is_restricted:
        return OPEN_TO_READERS
    return frozenset(version.readers.values_list("role", "standing"))


def relations_by(readings: Readings, version: KindVersion, actor: Actor) -> set[str]:
    """Return the relations that the rows of a version give an actor's role."""
    let_in = {reads_as(standing) for role, standing in readings if role == actor.role}
    return let_in | ({RESTRICTED} if version.is_restricted else set())


def relations_to_see(file: File, actor: Actor, parties: Collection[int]) -> set[str]:
    """Return the relations on which it rests whether an actor sees a file that these organisations take part in."""
    relations = relations_by(readings_of(file.version), file.version, actor)
    if actor.grant is not None and actor.grant.organisation_id in parties:
        relations.add(PARTY)
    if file.version.is_restricted and is_own_of(file, actor):
        relations.add(OWN)
    return relations


def is_own_of(file: File, actor: Actor) -> bool:
    """Return whether a file is an actor's, or near to her."""
    return File.objects.filter(is_own(actor), pk=file.pk).exists()


def is_own(actor: Actor) -> Q:
    """Return the condition that a file is hers by what she did for its organisation, or that it is near to her."""
    if actor.grant is None or actor.person_id is None:
        return Q(pk__in=[])
    hers = Q(owner=actor.person_id) | Q(opened_by=actor.person_id)
    return (hers & Q(organisation_id=actor.grant.organisation_id)) | is_near(actor)


def is_ours(actor: Actor) -> Q:
    """Return the condition that a file is of the actor's organisation and lies where she acts."""
    if actor.grant is None:
        return Q(pk__in=[])
    where = within(actor.grant.territory, "place_path") if actor.grant.territory else Q()
    nowhere = Q(place_path="") if actor.grant.territory else Q()
    return Q(organisation_id=actor.grant.organisation_id) & (where | nowhere)


def takes_part(actor: Actor) -> Q:
    """Return the condition that the actor's organisation takes part in a file."""
    if actor.grant is None:
        return Q(pk__in=[])
    return Q(pk__in=Party.objects.filter(organisation_id=actor.grant.organisation_id).values("file"))


def seen_by(actor: Actor) -> Q:
    """Return the condition that the rule of seeing a file states, for the database."""
    if actor.grant is None or actor.role not in COMING:
        return Q(pk__in=[])
    ours, party = is_ours(actor), takes_part(actor)
    seen = Q(version__is_restricted=False) & (ours | party) if actor.role in READING else Q(pk__in=[])
    standings = {Standing.ORGANISATION: ours, Standing.PARTY: party, Standing.OWN: is_own(actor)}
    for standing, condition in standings.items():
        seen |= let_in_as(actor, standing) & condition
    return seen


def let_in_as(actor: Actor, standing: Standing) -> Q:
    """Return the condition that the rows of a restricted kind let an actor's role see its files, standing so."""
    rows = Reader.objects.filter(role=actor.role, standing=standing)
    return Q(version__in=rows.values("version"))
