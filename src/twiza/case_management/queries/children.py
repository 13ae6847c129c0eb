"""Questions about children followed at home: which ones an actor may see, and who waits for a visit or an answer."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from twiza.accounts.decisions import Actor, decide
from twiza.case_management.models import ChildAlert, ChildFollow, ChildVisit
from twiza.case_management.rules import FOLLOW_CHILDREN
from twiza.households.births import months_before
from twiza.households.models import ConsentPurpose, Member, Person, PersonConsent
from twiza.households.queries.households import households_of

CHILD_MONTHS = 18 * 12


def children_of(actor: Actor, on: dt.date) -> QuerySet[Person]:
    """Return the children who live in the households that an actor may see."""
    if not decide(actor, FOLLOW_CHILDREN):
        return Person.objects.none()
    homes = households_of(actor).order_by().values("pk")
    living = Member.objects.filter(household__in=homes, until=None)
    young = Q(born_on__gt=months_before(on, CHILD_MONTHS))
    return Person.objects.filter(young, pk__in=living.values("person"), merged_into=None, erased_at=None, died_on=None)


def waiting_first(children: QuerySet[Person], on: dt.date) -> QuerySet[Person]:
    """Return children with what waits for each: open alerts first, then the visit due longest, then who has none."""
    waiting = ChildAlert.objects.filter(child=OuterRef("pk"), answered_at=None).order_by().values("child")
    open_alerts = Coalesce(Subquery(waiting.annotate(number=Count("pk")).values("number")), 0)
    return children.annotate(
        open_alerts=open_alerts, due_on=F("follow__due_on"), last_visit_on=F("follow__last_visit_on")
    ).order_by(F("open_alerts").desc(), F("due_on").asc(nulls_last=True), "pk")


def late(children: QuerySet[Person], on: dt.date) -> QuerySet[Person]:
    """Return the children whose planned visit lies before a day."""
    return children.filter(follow__due_on__lt=on)


def with_open_alert(children: QuerySet[Person]) -> QuerySet[Person]:
    """Return the children with an alert that nobody answered."""
    return children.filter(Exists(ChildAlert.objects.filter(child=OuterRef("pk"), answered_at=None)))


def agrees_to_visits(child: Person, on: dt.date) -> bool:
    """Return whether visits were agreed to on a day, whatever was withdrawn after it."""
    return agreements_to_visits(on).filter(person=child).exists()


def agreements_to_visits(on: dt.date) -> QuerySet[PersonConsent]:
    """Return the agreements to visits that held on a day, whatever was withdrawn after it."""
    given = PersonConsent.objects.filter(purpose=ConsentPurpose.VISITS, given_at__date__lte=on)
    return given.filter(Q(withdrawn_at=None) | Q(withdrawn_at__date__gt=on))


def visits_of(child: Person) -> list[ChildVisit]:
    """Return the visits of a child that were not withdrawn, the last first."""
    kept = child.visits.filter(withdrawn_at=None).select_related("visited_by")
    return list(kept.prefetch_related("signs").order_by("-visited_on", "-received_at"))


def follow_of(child: Person) -> ChildFollow | None:
    """Return how a child is followed; None for one who is not."""
    return ChildFollow.objects.filter(child=child).first()


def follow_counts(children: QuerySet[Person], on: dt.date) -> dict[str, int]:
    """Return how many children there are, are followed, wait for a visit, and for an answer to an alert."""
    waits = Exists(ChildAlert.objects.filter(child=OuterRef("pk"), answered_at=None))
    return children.aggregate(
        all=Count("pk"),
        followed=Count("pk", filter=Q(follow__last_visit_on__isnull=False)),
        late=Count("pk", filter=Q(follow__due_on__lt=on)),
        alerts=Count("pk", filter=Q(waits)),
    )
