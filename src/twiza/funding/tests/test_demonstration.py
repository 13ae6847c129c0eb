"""The convention of the demonstration is invented, whole, and made once."""

import datetime as dt

from twiza.accounts.audit import first_broken_entry
from twiza.conftest import NOW, TODAY
from twiza.funding.actions.demonstration import make_demonstration_convention
from twiza.funding.models import Convention
from twiza.funding.queries.deadlines import deadlines_of, kept_by
from twiza.funding.schedule import Kept
from twiza.funding.wording import due_said
from twiza.procedures.loaders import load_shipped_kinds


def test_the_demonstration_has_what_was_kept_what_is_late_and_what_is_to_come(
    technical_administrator, manager, acting, association
):
    load_shipped_kinds({})
    asked = {"keeper": acting(technical_administrator), "opener": acting(manager), "field": association, "at": NOW}

    first, again = make_demonstration_convention(**asked), make_demonstration_convention(**asked)

    seen = deadlines_of(acting(manager))
    stands = {str(due_said(one, TODAY).standing) for one in seen}
    assert first == again == Convention.objects.get()
    assert (first.file.step.code, first.signed_on < TODAY, first.published_at) == ("notified", True, NOW)
    assert stands == {"done", "late", "to_come", "due_soon", "given_up"} or stands == {
        "done",
        "late",
        "to_come",
        "given_up",
    }
    assert kept_by(seen, TODAY) == Kept(in_time=2, due=6)
    assert first_broken_entry() is None


def test_the_demonstration_can_be_made_on_any_day(technical_administrator, manager, acting, association):
    load_shipped_kinds({})

    made = make_demonstration_convention(
        keeper=acting(technical_administrator),
        opener=acting(manager),
        field=association,
        at=dt.datetime(2028, 2, 29, 23, 30, tzinfo=dt.UTC),
    )

    assert made.amendments.get().changes.count() == 1
