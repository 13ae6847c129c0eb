"""The promise of this house: a new kind is rows, and a file of it is completed, without a line of code."""

import datetime as dt

from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.procedures.actions.files import move_file, open_file
from twiza.procedures.models import Kind, KindVersion, Move, MoveRole, Step


def test_a_new_kind_by_rows_alone_is_added_and_a_file_of_it_completed(driss, manager, acting):
    kind = Kind.objects.create(code="loan-of-a-vehicle")
    version = KindVersion.objects.create(
        kind=kind, number=1, prefix="VEH", names={"fr": "Prêt d'un véhicule"}, evidence="design", made_at=NOW,
        state="active", activated_at=NOW, activated_by=manager,
    )  # fmt: skip
    asked, lent, returned = (
        Step.objects.create(
            version=version, code=code, names={"fr": code}, position=place, is_first=place == 1, is_end=place == 3,
            due_days=days, evidence="design",
        )
        for place, (code, days) in enumerate([("asked", 5), ("lent", 30), ("returned", None)], start=1)
    )  # fmt: skip
    for start, end in ((asked, lent), (lent, returned)):
        move = Move.objects.create(
            version=version, from_step=start, to_step=end, names={"fr": "→"}, position=1, evidence="design"
        )
        MoveRole.objects.create(move=move, role=Role.PLANNER)

    file = open_file(
        kind="loan-of-a-vehicle", title="4x4 de la commune", opened_on=TODAY - dt.timedelta(days=9), anchor_on=None,
        actor=acting(driss), at=NOW, id=new_id(),
    )  # fmt: skip
    for move in Move.objects.filter(version=version).order_by("id"):
        file.refresh_from_db()
        move_file(file=file, move=move, seen_turn=file.turn, happened_on=TODAY, reason="", actor=acting(driss), at=NOW)

    file.refresh_from_db()
    history = file.passages.order_by("number").values_list("to_step__code", "days_spent", "due_on")
    assert (file.number, file.step, file.closed_at, file.due_on) == ("VEH-2026-0001", returned, NOW, None)
    assert list(history) == [
        ("asked", None, None),
        ("lent", 9, TODAY - dt.timedelta(days=4)),
        ("returned", 0, TODAY + dt.timedelta(days=30)),
    ]
