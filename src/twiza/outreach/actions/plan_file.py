"""The procedure of a plan: from the planner's draft to its publication."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from twiza.accounts.decisions import Actor
from twiza.core.names import name_in
from twiza.outreach.models import Plan
from twiza.procedures.actions.files import move_file, open_file
from twiza.procedures.models import File

KIND = "plan"
"""The kind of file that a plan follows (data/procedures/plan.yml)."""
PROPOSED = "proposed"


@transaction.atomic
def propose_plan(*, plan: Plan, actor: Actor, at: dt.datetime) -> File:
    """
    Open the file of a plan and propose it to those who agree or not; a plan that has its file is left where it stands.

    Raises NoActiveVersion, FileNotYours.
    """
    kept = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("file", "area").get(pk=plan.pk)
    if kept.file is not None:
        return kept.file
    file = open_file(
        kind=KIND,
        title=name_in(kept.names, "fr"),
        opened_on=localdate(at),
        anchor_on=dt.date.fromisoformat(kept.snapshot["dates"][0]),
        place_path=kept.area.path,
        actor=actor,
        at=at,
        id=kept.pk,
    )
    kept.file = file
    kept.save(update_fields=["file"])
    move = file.version.moves.get(from_step=file.step, to_step__code=PROPOSED)
    move_file(file=file, move=move, seen_turn=file.turn, happened_on=localdate(at), reason="", actor=actor, at=at)
    return file
