"""The audit chain: each entry carries the hash of the one before, so that nothing is changed or removed unseen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.db import transaction

from twiza.accounts.decisions import Actor
from twiza.accounts.models import AuditEntry, AuditHead


@transaction.atomic
def record_audit(
    *, actor: Actor, action: str, at: dt.datetime, outcome: str = "done", object_kind: str = "", object_id: object = ""
) -> AuditEntry:
    """Add one entry to the chain. `object_id` must be an id, never a name."""
    AuditHead.objects.get_or_create(id=1)
    head = AuditHead.objects.select_for_update().get(id=1)
    entry = AuditEntry(
        number=head.number + 1,
        at=at,
        person_id=actor.person_id,
        membership_id=actor.grant.membership_id if actor.grant else None,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        outcome=outcome,
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(id=1).update(number=entry.number, hash=entry.hash)
    return entry


def hash_of(entry: AuditEntry) -> str:
    """Return the SHA-256 of an entry's content and of the hash before it."""
    content = [
        entry.number,
        entry.at.astimezone(dt.UTC).isoformat(),
        entry.person_id,
        entry.membership_id,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.outcome,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def first_broken_entry() -> int | None:
    """Return the number of the first entry that was changed, removed or added by hand; None when the chain holds."""
    head = AuditHead.objects.filter(id=1).first() or AuditHead()
    broken = _first_break(AuditEntry.objects.order_by("number").iterator())
    if broken is not None:
        return broken
    last = AuditEntry.objects.order_by("number").last()
    ends_at_head = (last.number, last.hash) == (head.number, head.hash) if last else head.number == 0
    return None if ends_at_head else (last.number if last else 0) + 1


def _first_break(entries: Iterable[AuditEntry]) -> int | None:
    previous = "0" * 64
    for number, entry in enumerate(entries, start=1):
        if (entry.number, entry.previous_hash, entry.hash) != (number, previous, hash_of(entry)):
            return number
        previous = entry.hash
    return None
