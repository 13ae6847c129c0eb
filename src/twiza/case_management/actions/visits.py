"""Decisions about visits to children: one recorded, withdrawn, an alert answered, a risk class given."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twiza.accounts.audit import record_audit
from twiza.accounts.decisions import Actor, decide
from twiza.case_management.actions.answers import keep_answers
from twiza.case_management.child_findings import alerts_raised, danger_of, visits_standing
from twiza.case_management.child_health.alerts import Alert
from twiza.case_management.child_health.danger_signs import OEDEMA_SIGN
from twiza.case_management.child_rules import ChildRules, rules_for
from twiza.case_management.child_terms import VisitTerms
from twiza.case_management.models import ChildAlert, ChildDose, ChildFollow, ChildVisit, Presence, VisitSign
from twiza.case_management.queries.children import agrees_to_visits, visits_of
from twiza.case_management.queries.risks import FIRST_RISK
from twiza.case_management.rules import ANSWER_ALERTS, FOLLOW_CHILDREN
from twiza.core.errors import DomainError
from twiza.households.models import Person
from twiza.households.queries.households import facts_of, facts_on, household_of
from twiza.households.rules import ADD_LATE_RECORD, SEE_HOUSEHOLD
from twiza.procedures.actions.details import person_of


class ChildNotYours(DomainError):
    """The child is not the actor's to visit."""


class VisitKnownElsewhere(DomainError):
    """An id is that of one visit of one person to one child."""


class VisitAfterDeath(DomainError):
    """Nobody visits a child who had died."""


class VisitsNotAgreed(DomainError):
    """Visits are agreed to by who answers for the child."""


class BornLater(DomainError):
    """A child is visited after its birth."""


class ReasonUnsaid(DomainError):
    """A visit is withdrawn for a reason, and an alert answered in words."""


@transaction.atomic
def record_visit(*, id: uuid.UUID, child: Person, terms: VisitTerms, actor: Actor, at: dt.datetime) -> ChildVisit:
    """
    Record a visit to a child, once per `id`, with the alerts it raises and what its modules were answered.

    `id` is made where the visit is written, on a phone without a network too: sent again by the same person for the
    same child it is the same visit, and nothing of the second sending is kept. `terms` is all that is sent; its
    `answers` hold every module at once, by question: {"malade_14j": True, "recours_14j": "centre", "repas_hier": 3,
    "VITA_6M": date(2026, 3, 2)}. Which of them are protected the schedule says, not who sends them.

    A day still to come is a wrong clock: kept as said and marked. A visit that arrives after another agent took over
    is kept under the name of who made it. Raises ChildNotYours, VisitKnownElsewhere, VisitAfterDeath, BornLater,
    VisitsNotAgreed, AnswerNotUnderstood.
    """
    known = known_visit(id, child, actor)
    if known is not None:
        return known
    refuse_late_stranger(child, actor, terms.visited_on)
    refuse_impossible(child, terms.visited_on, at)
    rules = rules_of(child, terms.visited_on)
    visit = visit_from(id, child, terms, rules, actor, at)
    keep_doses(child, terms, actor, at)
    keep_answers(visit, terms.answers, rules)
    note_findings(visit, rules, at)
    note_visit(actor, visit, "recorded", at)
    return visit


def known_visit(id: uuid.UUID, child: Person, actor: Actor) -> ChildVisit | None:
    """Return the visit of this person to this child that was sent with this id before. Raises VisitKnownElsewhere."""
    known = ChildVisit.objects.filter(pk=id).first()
    if known is not None and (known.child_id, known.visited_by_id) != (child.pk, actor.person_id):
        raise VisitKnownElsewhere(_("This visit was kept under another name: reload the page and write it again."))
    return known


def refuse_impossible(child: Person, visited_on: dt.date, at: dt.datetime) -> None:
    """Raises VisitAfterDeath, BornLater, VisitsNotAgreed."""
    if child.died_on is not None and visited_on > child.died_on:
        raise VisitAfterDeath(
            _("%(name)s died on %(day)s: correct the day of the visit.")
            % {"name": child.name, "day": date_format(child.died_on, "DATE_FORMAT")}
        )
    if child.born_on is not None and visited_on < child.born_on:
        raise BornLater(_("%(name)s was born after this day: correct one of the two.") % {"name": child.name})
    if not agrees_to_visits(child, min(visited_on, at.date())):
        raise VisitsNotAgreed(_("Nobody agreed to visits to %(name)s: ask whoever answers.") % {"name": child.name})


def visit_from(
    id: uuid.UUID, child: Person, terms: VisitTerms, rules: ChildRules, actor: Actor, at: dt.datetime
) -> ChildVisit:
    """Keep what was said of a visit."""
    visit = ChildVisit.objects.create(
        id=id,
        child=child,
        organisation_id=child.organisation_id,
        visited_on=terms.visited_on,
        presence=terms.presence,
        visited_by_id=person_of(actor),
        received_at=at,
        has_doubtful_date=terms.visited_on > at.date(),
        schedule=rules.schedule,
        signs_version=rules.signs,
        weight_kg=terms.weight_kg,
        length_cm=terms.length_cm,
        position=terms.position if terms.length_cm is not None else "",
        head_cm=terms.head_cm,
        arm_mm=terms.arm_mm,
        has_oedema=terms.has_oedema,
        breaths_per_minute=terms.breaths_per_minute,
        words=terms.words.strip(),
    )
    signs = dict(terms.signs) | ({} if terms.has_oedema is None else {OEDEMA_SIGN: terms.has_oedema})
    VisitSign.objects.bulk_create(
        VisitSign(visit=visit, code=code, is_there=is_there) for code, is_there in signs.items()
    )
    return visit


def keep_doses(child: Person, terms: VisitTerms, actor: Actor, at: dt.datetime) -> None:
    """Keep the doses that were shown; a dose known already keeps its day."""
    ChildDose.objects.bulk_create(
        (
            ChildDose(
                child=child,
                dose=dose,
                given_on=given_on,
                is_seen_written=terms.are_doses_written,
                recorded_by_id=person_of(actor),
                recorded_at=at,
            )
            for dose, given_on in terms.doses.items()
        ),
        ignore_conflicts=True,
    )


def note_findings(visit: ChildVisit, rules: ChildRules, at: dt.datetime) -> None:
    """Keep the danger found, the alerts raised that do not wait already, and when the next visit is due."""
    visits = visits_of(visit.child)
    follow = plan_next(visit.child, visits, rules, visit.visited_on)
    danger = danger_of(visit, rules)
    if danger is not None and danger.level:
        ChildVisit.objects.filter(pk=visit.pk).update(danger_level=danger.level)
        visit.danger_level = danger.level
    waiting = set(visit.child.alerts.filter(answered_at=None).values_list("code", flat=True))
    raised = [one for one in alerts_raised(visit, visits, follow, rules, at) if one.code not in waiting]
    hours = danger.delay_hours if danger is not None else None
    ChildAlert.objects.bulk_create(alert_from(one, visit, hours, at) for one in raised)


def alert_from(alert: Alert, visit: ChildVisit, hours: int | None, at: dt.datetime) -> ChildAlert:
    """Return one alert as it waits for a clinician; a danger sign by the hours of its level."""
    is_danger = alert.code == "AL1"
    return ChildAlert(
        child=visit.child,
        visit=visit,
        organisation_id=visit.organisation_id,
        code=alert.code,
        about=" ".join(alert.about),
        level=visit.danger_level if is_danger else "",
        raised_at=at,
        due_at=at + dt.timedelta(hours=hours) if is_danger and hours is not None else None,
    )


def plan_next(child: Person, visits: Sequence[ChildVisit], rules: ChildRules, on: dt.date) -> ChildFollow:
    """Keep when the next visit to a child is due, followed from her first visit on; her records are to be checked."""
    seen = [one.visited_on for one in visits if one.presence == Presence.SEEN]
    follow, _is_new = ChildFollow.objects.get_or_create(
        child=child,
        defaults={
            "organisation_id": child.organisation_id,
            "since": min(seen, default=on),
            "risk": FIRST_RISK,
            "risk_since": min(seen, default=on),
        },
    )
    standing = visits_standing(child, follow, seen, rules, on)
    follow.last_visit_on = max(seen, default=None)
    follow.due_on = (standing.due_since or standing.next_due_on) if standing else None
    follow.is_checked = False
    follow.save()
    return follow


@transaction.atomic
def withdraw_visit(*, visit: ChildVisit, reason: str, actor: Actor, at: dt.datetime) -> ChildVisit:
    """Keep that a visit was recorded by mistake: it counts no more, nor do its alerts. Raises ChildNotYours."""
    refuse_stranger(visit.child, actor)
    if not reason.strip():
        raise ReasonUnsaid(_("Write why."))
    kept = ChildVisit.objects.select_for_update().get(pk=visit.pk)
    if kept.withdrawn_at is None:
        kept.withdrawn_at, kept.withdrawn_by_id, kept.withdrawn_reason = at, person_of(actor), reason.strip()
        kept.save()
        kept.alerts.filter(answered_at=None).delete()
        plan_next(visit.child, visits_of(visit.child), rules_of(visit.child, at.date()), at.date())
        note_visit(actor, kept, "withdrawn", at)
    return kept


@transaction.atomic
def answer_alert(*, alert: ChildAlert, words: str, actor: Actor, at: dt.datetime) -> ChildAlert:
    """Keep what a clinician answered: the alert waits no more. Raises ChildNotYours, ReasonUnsaid."""
    refuse_stranger(alert.child, actor)
    if not decide(actor, ANSWER_ALERTS):
        raise ChildNotYours(_("A clinician or the supervisor answers an alert."))
    if not words.strip():
        raise ReasonUnsaid(_("Write what was found and done."))
    kept = ChildAlert.objects.select_for_update().get(pk=alert.pk)
    if kept.answered_at is None:
        kept.answered_at, kept.answered_by_id, kept.answer = at, person_of(actor), words.strip()
        kept.save()
        note_visit(actor, kept.visit, "alert_answered", at)
    return kept


def rules_of(child: Person, on: dt.date) -> ChildRules:
    """Return the rules of the country a child lives in."""
    household = household_of(child)
    country = household.place.country if household else ""
    return rules_for(country, on, organisation_id=child.organisation_id)


def refuse_stranger(child: Person, actor: Actor) -> None:
    """Raises ChildNotYours."""
    household = household_of(child)
    refuse_unless(household is not None and decide(actor, SEE_HOUSEHOLD, facts_of(household, actor)), actor)


def refuse_late_stranger(child: Person, actor: Actor, on: dt.date) -> None:
    """Raise ChildNotYours unless the child was the actor's to visit on a day."""
    household = household_of(child)
    refuse_unless(household is not None and decide(actor, ADD_LATE_RECORD, facts_on(household, actor, on)), actor)


def refuse_unless(is_hers: object, actor: Actor) -> None:
    """Raise ChildNotYours unless the child is the actor's and she follows children at all."""
    if not is_hers or not decide(actor, FOLLOW_CHILDREN):
        raise ChildNotYours(_("This child is not yours to visit."))


def note_visit(actor: Actor, visit: ChildVisit, outcome: str, at: dt.datetime) -> None:
    """Write in the audit chain what was decided, by ids only."""
    record_audit(
        actor=actor,
        action=FOLLOW_CHILDREN,
        at=at,
        outcome=outcome,
        object_kind="case_management.childvisit",
        object_id=visit.pk,
    )
