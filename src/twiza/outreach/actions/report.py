"""Decisions about the report of a caravan: publish it as it stands, withdraw it, show it again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor
from twiza.core.errors import DomainError
from twiza.outreach.actions.caravan import refuse_cancelled
from twiza.outreach.models import Caravan, CaravanReport
from twiza.outreach.queries.report import report_sources
from twiza.outreach.report_content import report_content
from twiza.outreach.rules import MAKE_CARAVAN


class NothingToReport(DomainError):
    """A caravan whose registers are not all closed has nothing final to say."""


class NobodyPublishes(DomainError):
    """Whoever publishes is a person."""


@transaction.atomic
def publish_report(*, caravan: Caravan, lessons: str, actor: Actor, at: dt.datetime) -> CaravanReport:
    """
    Freeze what the report of a caravan says, and let everybody read it.

    Raises NothingToReport, CaravanCancelled, NobodyPublishes.
    """
    refuse_cancelled(caravan)
    if actor.person_id is None:
        raise NobodyPublishes(_("Sign in to publish a report."))
    if caravan.days.filter(closed_at__isnull=True).exists():
        raise NothingToReport(_("Close the register of every day first: a published report changes no more."))
    Caravan.objects.select_for_update(no_key=True).get(pk=caravan.pk)
    last = caravan.reports.aggregate(last=Max("number"))["last"] or 0
    report = CaravanReport.objects.create(
        caravan=caravan,
        number=last + 1,
        content=report_content(report_sources(caravan, lessons=lessons.strip())),
        published_by_id=actor.person_id,
        published_at=at,
    )
    note(actor, report, "report_published", at)
    return report


@transaction.atomic
def withdraw_report(*, report: CaravanReport, actor: Actor, at: dt.datetime) -> CaravanReport:
    """Let nobody read a version any more; it is kept."""
    report.withdrawn_at = at
    report.save(update_fields=["withdrawn_at"])
    note(actor, report, "report_withdrawn", at)
    return report


@transaction.atomic
def show_report_again(*, report: CaravanReport, actor: Actor, at: dt.datetime) -> CaravanReport:
    """Let everybody read a version that was withdrawn."""
    report.withdrawn_at = None
    report.save(update_fields=["withdrawn_at"])
    note(actor, report, "report_shown_again", at)
    return report


def note(actor: Actor, report: CaravanReport, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a report."""
    record_audit(
        actor=actor, action=MAKE_CARAVAN, at=at, outcome=outcome, object_kind="caravan", object_id=report.caravan_id
    )
