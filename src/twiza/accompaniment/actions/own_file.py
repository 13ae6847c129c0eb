"""Decisions about a person's own file: a code made for paper, revoked, and that somebody read the accompaniment."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from twiza.accompaniment.actions.keeping import kept_by, note, organisation_of, person_of, refuse_closed
from twiza.accompaniment.codes import hash_of_code, new_code
from twiza.accompaniment.models import Accompaniment, FileCode, Reading
from twiza.accounts.decisions import NOBODY, Actor

CODE_LASTS = dt.timedelta(days=180)
"""How long a code opens a file: a choice of ours, to be validated."""


@transaction.atomic
def make_code(*, accompaniment: Accompaniment, actor: Actor, at: dt.datetime) -> str:
    """
    Return a new code for the paper of a person; the one before it opens nothing any more.

    It is shown this once: only its hash is kept. Raises AccompanimentNotYours, AccompanimentClosed.
    """
    kept = kept_by(accompaniment, actor)
    refuse_closed(kept)
    kept.codes.filter(revoked_at=None).update(revoked_at=at)
    code = new_code()
    FileCode.objects.create(
        accompaniment=kept,
        hash=hash_of_code(code),
        made_by_id=person_of(actor),
        made_at=at,
        expires_at=at + CODE_LASTS,
    )
    note(actor, kept, "code_made", at)
    return code


@transaction.atomic
def revoke_code(*, accompaniment: Accompaniment, actor: Actor, at: dt.datetime) -> None:
    """Let the code of a person open nothing any more: her paper was lost or seen. Raises AccompanimentNotYours."""
    kept = kept_by(accompaniment, actor)
    if kept.codes.filter(revoked_at=None).update(revoked_at=at):
        note(actor, kept, "code_revoked", at)


def note_reading(*, accompaniment: Accompaniment, actor: Actor, at: dt.datetime) -> None:
    """Keep that somebody read an accompaniment: in the audit chain each time, for the person herself once a day."""
    note(actor, accompaniment, "read", at)
    Reading.objects.get_or_create(
        accompaniment=accompaniment,
        organisation_id=organisation_of(actor),
        role=actor.role,
        reader_id=person_of(actor),
        on=at.date(),
    )


def note_opened_by_herself(*, accompaniment: Accompaniment, at: dt.datetime) -> None:
    """Keep in the audit chain that a file was opened by its code: it names nobody."""
    note(NOBODY, accompaniment, "opened_by_code", at)
