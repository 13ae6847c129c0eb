"""Looking for what can hardly be so in the records of children: a few at once, and nothing held meanwhile."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from django.db import transaction
from django.db.models import QuerySet

from twiza.accounts.decisions import Actor
from twiza.case_management.data_quality.limits import Rules, data_rules
from twiza.case_management.data_quality.of_agents import month_findings
from twiza.case_management.data_quality.of_children import child_findings
from twiza.case_management.data_quality.records import Finding
from twiza.case_management.models import AgentMonth, ChildCheck, ChildFollow, ChildVisit, RecordFlag
from twiza.case_management.queries.records_seen import (
    checked_otherwise,
    children_seen,
    looked_at,
    unchecked,
    version_for,
    visit_seen,
    visits_of_month,
)
from twiza.households.models import Person
from twiza.rulesets.models import RulesetVersion

OVERLAP = dt.timedelta(days=1)
"""How long before the last look what was received is taken for new: longer than any record takes to be kept."""
MARKED_AT_ONCE = 1000


def check_waiting_children(most: int, at: dt.datetime) -> int:
    """
    Look at the records of children who wait for it, `most` at once, and return how many.

    Nothing is held while they are looked at: on SQLite nobody else could write meanwhile. Without rules they wait on.
    """
    waiting = list(unchecked()[:most])
    versions = {one.organisation_id: version_for(one.organisation_id, at.date()) for one in waiting}
    by_child = {one.child_id: version for one in waiting if (version := versions[one.organisation_id])}
    if by_child:
        before = looked_at(by_child)
        keep_children(before, by_child, flags_of_children(by_child, at), at)
    return len(by_child)


def flags_of_children(versions: Mapping[uuid.UUID, RulesetVersion], at: dt.datetime) -> list[RecordFlag]:
    """Return what the rules point out about children."""
    ruled = cache(lambda version: data_rules(version.content))
    return [
        flag_of(finding, versions[child.id], ruled(versions[child.id]), child.organisation, at)
        for child in children_seen(versions)
        for finding in child_findings(child, ruled(versions[child.id]))
    ]


@transaction.atomic
def keep_children(
    before: Mapping[uuid.UUID, tuple[object, ...]],
    versions: Mapping[uuid.UUID, RulesetVersion],
    flags: Sequence[RecordFlag],
    at: dt.datetime,
) -> None:
    """Keep what was found about children whose records did not change meanwhile; the others wait on."""
    held = ChildFollow.objects.select_for_update().filter(child__in=before).order_by("child")
    now = looked_at([one.child_id for one in held])
    same = {child for child, records in now.items() if records == before[child]}
    keep_flags([one for one in flags if one.child_id in same], RecordFlag.objects.filter(child__in=same), at)
    wait_for_months(same, versions)
    note_check(same, versions, at)
    ChildFollow.objects.filter(child__in=same).update(is_checked=True)


def note_check(children: Collection[uuid.UUID], versions: Mapping[uuid.UUID, RulesetVersion], at: dt.datetime) -> None:
    """Keep by what the records of children were looked at."""
    ChildCheck.objects.filter(child__in=children).delete()
    ChildCheck.objects.bulk_create(
        ChildCheck(child=one, version=versions[one.pk], born_on=one.born_on, died_on=one.died_on, checked_at=at)
        for one in Person.objects.filter(pk__in=children)
    )


def flag_of(
    finding: Finding, version: RulesetVersion, rules: Rules, organisation_id: int, at: dt.datetime
) -> RecordFlag:
    """Return what a rule points out, as a flag that nobody did anything about."""
    rule = rules[finding.rule]
    return RecordFlag(
        organisation_id=organisation_id,
        version=version,
        rule=finding.rule,
        kind=rule.kind,
        child_id=finding.child,
        visit_id=finding.visit,
        agent_id=finding.agent,
        on=finding.on,
        value=finding.value,
        limit=rule.limit or 0.0,
        about=finding.about,
        found_at=at,
    )


def keep_flags(found: Sequence[RecordFlag], kept: Iterable[RecordFlag], at: dt.datetime) -> None:
    """Keep each flag once; what is found no more is gone, and what is found otherwise than before waits again."""
    by_record = {record_of(one): one for one in kept}
    again = {record_of(one) for one in found} & set(by_record)
    RecordFlag.objects.bulk_create((one for one in found if record_of(one) not in again), ignore_conflicts=True)
    for one in found:
        if record_of(one) in again:
            find_again(by_record[record_of(one)], one)
    gone = [one.pk for record, one in by_record.items() if record not in again and one.gone_at is None]
    if gone:
        RecordFlag.objects.filter(pk__in=gone).update(gone_at=at)


def record_of(flag: RecordFlag) -> tuple[object, ...]:
    """Return which record a flag is about, by which rule."""
    if flag.child_id is None:
        return flag.agent_id, flag.on, flag.rule
    return flag.child_id, flag.visit_id, flag.rule


def find_again(kept: RecordFlag, found: RecordFlag) -> None:
    """Keep that a record is still pointed out; for another value, it waits as if nobody had answered."""
    if (kept.value, kept.about) != (found.value, found.about):
        for field in ("version", "agent_id", "on", "value", "limit", "about", "found_at"):
            setattr(kept, field, getattr(found, field))
        kept.last_act, kept.last_act_at, kept.gone_at = "", None, None
        kept.save()
    elif kept.gone_at is not None:
        kept.gone_at = None
        kept.save(update_fields=["gone_at"])


def wait_for_months(children: Collection[uuid.UUID], versions: Mapping[uuid.UUID, RulesetVersion]) -> None:
    """Keep that the months of agents wait, in which a visit to one of these children is new or counts no more."""
    checks = {one.child_id: one for one in ChildCheck.objects.filter(child__in=children)}
    visits = ChildVisit.objects.filter(child__in=children)
    months = {
        (one.organisation_id, one.visited_by_id, one.visited_on.replace(day=1))
        for one in visits
        if is_new(one, checks.get(one.child_id), versions[one.child_id])
    }
    AgentMonth.objects.bulk_create(
        (AgentMonth(organisation_id=whose, agent_id=agent, month=month) for whose, agent, month in sorted(months)),
        update_conflicts=True,
        unique_fields=["organisation", "agent", "month"],
        update_fields=["is_checked"],
    )


def is_new(visit: ChildVisit, check: ChildCheck | None, version: RulesetVersion) -> bool:
    """Return whether a visit came, or was withdrawn, since the last look, or this look is by other rules."""
    if check is None or check.version_id != version.pk:
        return True
    return max(visit.received_at, visit.withdrawn_at or visit.received_at) >= check.checked_at - OVERLAP


def check_waiting_months(most: int, at: dt.datetime) -> int:
    """Look at the visits of agents in months that wait for it, `most` at once, and return how many."""
    waiting = list(AgentMonth.objects.filter(is_checked=False).order_by("pk")[:most])
    for month in waiting:
        version = version_for(month.organisation_id, at.date())
        if version is not None:
            check_month(month, version, data_rules(version.content), at)
    return len(waiting)


def check_month(month: AgentMonth, version: RulesetVersion, rules: Rules, at: dt.datetime) -> None:
    """Look at one month of an agent's visits and keep what was found, unless a visit came meanwhile."""
    visits = [visit_seen(one) for one in visits_of_month(month)]
    found = month_findings(month.agent_id, month.month, visits, rules)
    flags = [flag_of(one, version, rules, month.organisation_id, at) for one in found]
    keep_month(month, {one.id for one in visits}, flags, at)


@transaction.atomic
def keep_month(month: AgentMonth, visits: Collection[uuid.UUID], flags: Sequence[RecordFlag], at: dt.datetime) -> None:
    """Keep what was found about a month whose visits are still these; else it waits on."""
    held = AgentMonth.objects.select_for_update().get(pk=month.pk)
    if set(visits_of_month(held).values_list("pk", flat=True)) == visits:
        keep_flags(flags, flags_of_month(held), at)
        held.is_checked = True
        held.save(update_fields=["is_checked"])


def flags_of_month(month: AgentMonth) -> QuerySet[RecordFlag]:
    """Return the flags about an agent's days in a month, and about the whole of it."""
    ours = RecordFlag.objects.filter(organisation=month.organisation_id, agent=month.agent_id, child=None)
    return ours.filter(on__year=month.month.year, on__month=month.month.month)


def let_changed_wait(at: dt.datetime) -> int:
    """Let children wait for another look whose birth, death or rules are others than at the last; return how many."""
    organisations = ChildFollow.objects.order_by().values_list("organisation", flat=True).distinct()
    versions = {version.pk for one in organisations if (version := version_for(one, at.date()))}
    changed = list(checked_otherwise(versions).values_list("pk", flat=True)[:MARKED_AT_ONCE]) if versions else []
    if changed:
        ChildFollow.objects.filter(pk__in=changed).update(is_checked=False)
    return len(changed)


def forget_flags(people: Collection[uuid.UUID], _actor: Actor, _at: dt.datetime) -> None:
    """Erase what was pointed out and answered about somebody who is forgotten."""
    RecordFlag.objects.filter(child__in=people).delete()
    ChildCheck.objects.filter(child__in=people).delete()
