"""Keeping a figure as it stands, with the definition it has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, Facts, decide
from twiza.core.errors import DomainError
from twiza.indicators.models import Measurement
from twiza.indicators.queries.figures import Figure
from twiza.indicators.queries.kept import facts_of_kept
from twiza.indicators.rules import CHANGE_FIGURE
from twiza.indicators.scope import Scope
from twiza.rulesets.models import RulesetVersion


class NotYoursToKeep(DomainError):
    """The figure is of another organisation or of a place where the actor does not act."""


@transaction.atomic
def keep_figure(*, figure: Figure, version: RulesetVersion, scope: Scope, at: dt.datetime) -> Measurement:
    """
    Keep what an indicator says today of an area and a period; what is hidden is kept hidden.

    Raises NotYoursToKeep.
    """
    actor = scope.actor
    if actor.grant is None or actor.person_id is None:
        raise NotYoursToKeep(_("Figures are kept by who acts for an organisation: choose one first."))
    facts = Facts(organisation_id=actor.grant.organisation_id, place_path=scope.area.path)
    refuse_others(actor, facts)
    kept = Measurement.objects.create(
        organisation_id=actor.grant.organisation_id,
        indicator=figure.definition.code,
        ruleset_version=version,
        area=scope.area,
        start=scope.start,
        end=scope.end,
        value=figure.shown.value,
        numerator=figure.shown.numerator,
        denominator=figure.shown.denominator,
        record_count=len(figure.shown.parts),
        kept_by_id=actor.person_id,
        kept_at=at,
    )
    note(actor, kept, "kept", at)
    return kept


@transaction.atomic
def keep_figures(
    *, figures: Iterable[Figure], version: RulesetVersion, scope: Scope, at: dt.datetime
) -> list[Measurement]:
    """Keep what several indicators say of the same area and period, all or none. Raises NotYoursToKeep."""
    return [keep_figure(figure=one, version=version, scope=scope, at=at) for one in figures]


@transaction.atomic
def take_back_figure(*, kept: Measurement, actor: Actor, at: dt.datetime) -> Measurement:
    """Take a kept figure back; it can be put back. Raises NotYoursToKeep."""
    refuse_others(actor, facts_of_kept(kept))
    return mark(kept, at, actor, "taken_back", at)


@transaction.atomic
def put_figure_back(*, kept: Measurement, actor: Actor, at: dt.datetime) -> Measurement:
    """Put back a figure that was taken back. Raises NotYoursToKeep."""
    refuse_others(actor, facts_of_kept(kept))
    return mark(kept, None, actor, "put_back", at)


@transaction.atomic
def publish_figure(*, kept: Measurement, actor: Actor, at: dt.datetime) -> Measurement:
    """Let funders of the organisation read a kept figure; asked twice, it stays as it was. Raises NotYoursToKeep."""
    refuse_others(actor, facts_of_kept(kept))
    if kept.taken_back_at is not None:
        raise NotYoursToKeep(_("This figure was taken back: put it back before you publish it."))
    if kept.published_at is not None:
        return kept
    return mark_published(kept, at, actor, "published", at)


@transaction.atomic
def withdraw_publication(*, kept: Measurement, actor: Actor, at: dt.datetime) -> Measurement:
    """Let nobody outside read a figure any more. Raises NotYoursToKeep."""
    refuse_others(actor, facts_of_kept(kept))
    return mark_published(kept, None, actor, "publication_withdrawn", at)


def mark_published(
    kept: Measurement, moment: dt.datetime | None, actor: Actor, outcome: str, at: dt.datetime
) -> Measurement:
    """Write when a figure was published and by whom, or that it is not."""
    kept.published_at, kept.published_by_id = moment, actor.person_id if moment else None
    kept.save(update_fields=["published_at", "published_by"])
    note(actor, kept, outcome, at)
    return kept


def mark(kept: Measurement, moment: dt.datetime | None, actor: Actor, outcome: str, at: dt.datetime) -> Measurement:
    """Write when a figure was taken back, or that it was not."""
    kept.taken_back_at = moment
    kept.save(update_fields=["taken_back_at"])
    note(actor, kept, outcome, at)
    return kept


def refuse_others(actor: Actor, facts: Facts) -> None:
    """Raise NotYoursToKeep when the rule says no."""
    if not decide(actor, CHANGE_FIGURE, facts):
        raise NotYoursToKeep(_("Figures are kept for the places where you act."))


def note(actor: Actor, kept: Measurement, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was done with a figure."""
    record_audit(
        actor=actor, action=CHANGE_FIGURE, at=at, outcome=outcome, object_kind="measurement", object_id=kept.pk
    )
