"""Questions about children followed at home: which ones an actor may see, and who waits for a visit or an answer."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from twiza.accounts.decisions import Actor, decide
from twiza.case_management.models import ChildAlert, ChildFollow, ChildVisit
from twiza.case_management.rules import FOLLOW_CHILDREN
from twiza.core.chained import Chained
from twiza.households.births import months_before
from twiza.households.models import ConsentPurpose, Member, Person, PersonConsent
from twiza.households.queries.households import households_of

CHILD_MONTHS = 18 * 12


def children_of(actor: Actor, on: dt.date) -> QuerySet[Person]:
    """
    Return the children who live in the households that an actor may see.

    Whether each lives there is asked of her own record: of all households at once it takes three times as long.
    """
    if actor.grant is None or not decide(actor, FOLLOW_CHILDREN):
        return Person.objects.none()
    home = households_of(actor).order_by().filter(pk=OuterRef("household"))
    living = Member.objects.filter(Exists(home), person=OuterRef("pk"), until=None)
    young = Q(born_on__gt=months_before(on, CHILD_MONTHS), organisation=actor.grant.organisation_id)
    return Person.objects.filter(young, Exists(living), merged_into=None, erased_at=None, died_on=None)


def followed(children: QuerySet[Person]) -> QuerySet[Person]:
    """Return the children who were visited, or asked for at home."""
    return children.filter(follow__organisation=F("organisation"))


def never_visited(children: QuerySet[Person]) -> QuerySet[Person]:
    """Return the children whom nobody visited yet."""
    return children.filter(follow=None)


def waiting_first(children: QuerySet[Person]) -> QuerySet[Person]:
    """Return children with what waits for each: open alerts first, then the visit due longest, then who has none."""
    waiting = open_alerts().filter(child=OuterRef("pk")).values("child")
    number = Coalesce(Subquery(waiting.annotate(number=Count("pk")).values("number")), 0)
    return children.annotate(
        open_alerts=number, due_on=F("follow__due_on"), last_visit_on=F("follow__last_visit_on")
    ).order_by(F("open_alerts").desc(), F("due_on").asc(nulls_last=True), "pk")


def followed_first(children: QuerySet[Person], counts: Mapping[str, int]) -> Chained[Person]:
    """
    Return the children followed in the same order, as `follow_counts` counts them.

    Each part stands in an index in its order, so that a page of a hundred thousand children is no longer to wait for
    than one of a hundred.
    """
    alerted = Q(pk__in=open_alerts().values("child"))
    calm = waiting_first(followed(children).exclude(alerted))
    planned = calm.filter(follow__due_on__isnull=False).order_by("follow__due_on", "pk")
    return Chained(
        (waiting_first(followed(children).filter(alerted)), counts["alerts"]),
        (planned, counts["all"] - counts["alerts"] - counts["unplanned"]),
        (calm.filter(follow__due_on=None).order_by("pk"), counts["unplanned"]),
    )


def open_alerts() -> QuerySet[ChildAlert]:
    """Return the alerts that nobody answered."""
    return ChildAlert.objects.filter(answered_at=None).order_by()


def late(children: QuerySet[Person], on: dt.date) -> QuerySet[Person]:
    """Return the children whose planned visit lies before a day."""
    return children.filter(follow__due_on__lt=on)


def with_open_alert(children: QuerySet[Person]) -> QuerySet[Person]:
    """Return the children with an alert that nobody answered."""
    return children.filter(pk__in=open_alerts().values("child"))


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


def visitors_by_day(child: Person) -> dict[dt.date, dict[int, str]]:
    """Return who visited a child of the household a child lives in, by account and name, on each day of a visit."""
    home = Member.objects.filter(person=child, until=None).values("household")
    living = Member.objects.filter(household__in=home, until=None).values("person")
    made = ChildVisit.objects.filter(child__in=living, withdrawn_at=None).order_by("visited_on", "visited_by__name")
    found: dict[dt.date, dict[int, str]] = defaultdict(dict)
    for day, account, name in made.values_list("visited_on", "visited_by", "visited_by__name").distinct():
        found[day][account] = name
    return found


def follow_of(child: Person) -> ChildFollow | None:
    """Return how a child is followed; None for one who is not."""
    return ChildFollow.objects.filter(child=child).first()


def follow_counts(children: QuerySet[Person], on: dt.date) -> dict[str, int]:
    """
    Return how many children are followed, wait for a visit, and for an answer to an alert.

    `unplanned` are those without an alert for whom no visit is planned.
    """
    alerted = set(with_open_alert(followed(children)).order_by().values_list("pk", flat=True))
    counts = followed(children).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(follow__due_on__lt=on)),
        unplanned=Count("pk", filter=Q(follow__due_on=None)),
    )
    unplanned = followed(children).filter(pk__in=alerted, follow__due_on=None).count()
    return counts | {"alerts": len(alerted), "unplanned": counts["unplanned"] - unplanned}
