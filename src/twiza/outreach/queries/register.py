"""Questions about the register of a day: its lines, who waits, and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Case, Count, IntegerField, Max, Prefetch, Q, QuerySet, Value, When

from twiza.outreach.models import Attendance, Caravan, CaravanDay, CaravanPost, Consultation, Urgency

FIRST_TO_BE_SEEN = Case(
    When(attendance__urgency=Urgency.EMERGENCY, then=Value(0)),
    When(attendance__urgency=Urgency.SOON, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class PostCount:
    """How many consultations at a post were asked for, and what became of them."""

    post: CaravanPost
    asked: int
    seen: int
    not_seen: int

    @property
    def waiting(self) -> int:
        """How many are neither seen nor said not to be."""
        return self.asked - self.seen - self.not_seen


def standing(day: CaravanDay) -> QuerySet[Attendance]:
    """Return the lines of a day that were not taken back."""
    return day.attendances.filter(taken_back_at__isnull=True)


def lines_of(day: CaravanDay) -> QuerySet[Attendance]:
    """Return the lines of a day that stand, the last number first, with what each person came for in `asked`."""
    asked = Consultation.objects.select_related("specialty", "referred_for").order_by("specialty__position")
    lines = (
        standing(day).select_related("locality").prefetch_related(Prefetch("consultations", asked, to_attr="asked"))
    )
    return lines.order_by("-queue_number")


def last_line_of(day: CaravanDay) -> Attendance | None:
    """Return the line that was recorded last, and stands."""
    return standing(day).order_by("-recorded_at", "-id").first()


def next_number(day: CaravanDay) -> int:
    """Return the number after the last one of the day."""
    return int(standing(day).aggregate(last=Max("queue_number"))["last"] or 0) + 1


def posts_of(caravan: Caravan) -> dict[int, CaravanPost]:
    """Return the posts of a caravan by their number."""
    return {post.number: post for post in caravan.posts.select_related("specialty").order_by("number")}


def waiting_at(day: CaravanDay, post: CaravanPost) -> QuerySet[Consultation]:
    """Return who waits at a post: emergencies first, then in their turn."""
    waiting = Consultation.objects.filter(
        attendance__day=day,
        attendance__taken_back_at__isnull=True,
        specialty_id=post.specialty_id,
        is_seen=False,
        not_seen_why__isnull=True,
    )
    return waiting.select_related("attendance__locality").order_by(FIRST_TO_BE_SEEN, "attendance__queue_number")


def counts_of(caravan: Caravan, days: Sequence[CaravanDay]) -> list[PostCount]:
    """Return, by post, how many consultations of some days were asked for, seen and not seen."""
    asked = Consultation.objects.filter(attendance__day__in=days, attendance__taken_back_at__isnull=True)
    rows = (
        asked.order_by()
        .values("specialty")
        .annotate(
            asked=Count("pk"),
            seen=Count("pk", filter=Q(is_seen=True)),
            not_seen=Count("pk", filter=Q(not_seen_why__isnull=False)),
        )
    )
    counted = {row["specialty"]: (row["asked"], row["seen"], row["not_seen"]) for row in rows}
    return [PostCount(post, *counted.get(post.specialty_id, (0, 0, 0))) for post in posts_of(caravan).values()]


def people_of(days: Sequence[CaravanDay]) -> int:
    """Return how many people came on some days; who came on two days is counted twice."""
    return Attendance.objects.filter(day__in=days, taken_back_at__isnull=True).count()


def median_wait_minutes(days: Sequence[CaravanDay]) -> float | None:
    """Return the median minutes between arrival and care; None where no time is known."""
    times = Consultation.objects.filter(
        attendance__day__in=days,
        attendance__taken_back_at__isnull=True,
        attendance__arrived_at__isnull=False,
        seen_at__isnull=False,
    ).values_list("attendance__arrived_at", "seen_at")
    minutes = [(seen - arrived).total_seconds() / 60 for arrived, seen in times if seen and arrived]
    return median(minutes) if minutes else None
