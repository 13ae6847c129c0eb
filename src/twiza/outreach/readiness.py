"""How ready a caravan is: what is still to do, as the records say, and what they say beside the file's checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.outreach.fields import said
from twiza.outreach.models import AnswerState, Caravan, CaravanDay, PreparationTask, SiteSheet, UsualTask
from twiza.outreach.public_words import information_of
from twiza.outreach.queries.asked import Asked, asked_until_day
from twiza.outreach.queries.caravans import days_of
from twiza.outreach.queries.supplies import LotsChecked, lots_checked, supplies_of
from twiza.outreach.queries.team import NumbersChecked, Team, numbers_checked, team_of


@dataclass(frozen=True, slots=True)
class Remaining:
    """A sentence on what is still to do, and the page where it is done; empty where it is done elsewhere."""

    sentence: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick: a usual one (`code`), or one in words of its own."""

    label: str
    code: str
    task: PreparationTask | None

    @property
    def is_done(self) -> bool:
        """Whether somebody ticked it."""
        return self.task is not None and self.task.done_at is not None


@dataclass(frozen=True, slots=True)
class Readiness:
    """All that is known of how ready a caravan is."""

    team: Team
    numbers: NumbersChecked
    lots: LotsChecked
    days: Sequence[CaravanDay]
    asked: Sequence[Asked]
    boxes: Sequence[Box]
    remaining: Sequence[Remaining]

    @property
    def evidence(self) -> list[tuple[Asked, str]]:
        """What the file asks for, each with what the record says of it, empty where it says nothing."""
        return [(one, self.record_of(one.requirement.code)) for one in self.asked]

    def record_of(self, code: str) -> str:
        """Return what the record says of a check of the file."""
        records = {
            "doctors_registered": numbers_said(self.numbers),
            "doctors_list": numbers_said(self.numbers),
            "lots_valid": lots_said(self.lots),
            "medicines_list": lots_said(self.lots),
            "emergency_plan": emergency_said(self.days),
            "waste_plan": waste_said(self.days),
        }
        return records.get(code, "")


def readiness_of(caravan: Caravan) -> Readiness:
    """Return how ready a caravan is."""
    team, supplies = team_of(caravan), list(supplies_of(caravan))
    days = list(days_of(caravan).select_related("site"))
    numbers, lots, asked = numbers_checked(team), lots_checked(caravan, supplies), asked_until_day(caravan)
    remaining = [
        *team_to_do(caravan, team, numbers),
        *supplies_to_do(caravan, lots, len(supplies)),
        *sites_to_do(caravan, days),
        *public_to_do(caravan),
        *file_to_do(asked),
    ]
    return Readiness(team, numbers, lots, days, asked, boxes_of(caravan), remaining)


def team_to_do(caravan: Caravan, team: Team, numbers: NumbersChecked) -> Iterator[Remaining]:
    """Yield what is to do about the team: posts that nobody confirmed, who was not heard, numbers to check."""
    url = reverse("caravan_team", args=[caravan.pk])
    for post in team.unconfirmed_posts:
        yield Remaining(_("%(specialty)s: nobody confirmed") % {"specialty": said(post.specialty.names)}, url)
    if waiting := sum(1 for one in team.everybody if one.state == AnswerState.ASKED):
        sentence = ngettext("%(count)d person has not answered", "%(count)d people have not answered", waiting)
        yield Remaining(sentence % {"count": waiting}, url)
    if unchecked := numbers.physicians - numbers.checked:
        sentence = ngettext(
            "%(count)d physician whose council number is not checked",
            "%(count)d physicians whose council number is not checked",
            unchecked,
        )
        yield Remaining(sentence % {"count": unchecked}, url)


def supplies_to_do(caravan: Caravan, lots: LotsChecked, lines: int) -> Iterator[Remaining]:
    """Yield what is to do about supplies: none listed, lots that expire too soon, lots without a date."""
    url = reverse("caravan_supplies", args=[caravan.pk])
    if not lines:
        yield Remaining(_("No medicine or consumable is listed"), url)
    if lots.too_soon:
        sentence = ngettext(
            "%(count)d lot expires before %(limit)s", "%(count)d lots expire before %(limit)s", len(lots.too_soon)
        )
        yield Remaining(sentence % {"count": len(lots.too_soon), "limit": date_format(lots.limit)}, url)
    if lots.undated:
        sentence = ngettext(
            "%(count)d medicine without an expiry date",
            "%(count)d medicines without an expiry date",
            len(lots.undated),
        )
        yield Remaining(sentence % {"count": len(lots.undated)}, url)


def sites_to_do(caravan: Caravan, days: Sequence[CaravanDay]) -> Iterator[Remaining]:
    """Yield the days whose place nobody has looked at, or from which nobody knows where an emergency goes."""
    for day in days:
        sheet, url = sheet_of(day), reverse("site", args=[caravan.pk, day.pk])
        words = {"place": said(day.names), "on": date_format(day.on)}
        if sheet is None:
            yield Remaining(_("%(place)s, %(on)s: no site sheet") % words, url)
        elif sheet.hospital_id is None:
            yield Remaining(_("%(place)s, %(on)s: no hospital chosen for emergencies") % words, url)


def public_to_do(caravan: Caravan) -> Iterator[Remaining]:
    """Yield what is to do about the information of the public."""
    written = information_of(caravan)
    if written is None or written.opens_at is None:
        url = reverse("caravan_public", args=[caravan.pk])
        yield Remaining(_("The poster does not say yet from when to when"), url)


def file_to_do(asked: Sequence[Asked]) -> Iterator[Remaining]:
    """Yield what the file asks for until the day and has not."""
    for one in asked:
        if not one.is_met:
            yield Remaining(_("File: %(what)s") % {"what": said(one.requirement.names)})


def boxes_of(caravan: Caravan) -> list[Box]:
    """Return the boxes to tick: the usual ones, then those in words of their own."""
    tasks = list(caravan.tasks.select_related("done_by").order_by("id"))
    usual = {task.code: task for task in tasks if task.code}
    own = [Box(task.text, "", task) for task in tasks if not task.code]
    return [*(Box(str(label), code, usual.get(code)) for code, label in UsualTask.choices), *own]


def sheet_of(day: CaravanDay) -> SiteSheet | None:
    """Return the site sheet of a day that was asked for with it."""
    return getattr(day, "site", None)


def numbers_said(numbers: NumbersChecked) -> str:
    """Return how many numbers of the council were checked."""
    if not numbers.physicians:
        return _("no physician in the team yet")
    sentence = ngettext(
        "%(checked)d of %(count)d council number checked",
        "%(checked)d of %(count)d council numbers checked",
        numbers.physicians,
    )
    return sentence % {"checked": numbers.checked, "count": numbers.physicians}


def lots_said(lots: LotsChecked) -> str:
    """Return whether lots expire too soon."""
    if not lots.medicines:
        return _("no medicine listed yet")
    sentence = ngettext(
        "%(bad)d of %(count)d medicine expires before %(limit)s or has no date",
        "%(bad)d of %(count)d medicines expire before %(limit)s or have no date",
        lots.medicines,
    )
    bad = len(lots.too_soon) + len(lots.undated)
    return sentence % {"bad": bad, "count": lots.medicines, "limit": date_format(lots.limit)}


def emergency_said(days: Sequence[CaravanDay]) -> str:
    """Return for how many days the ambulance and the hospital are written down."""
    sheets = [sheet_of(day) for day in days]
    ready = sum(1 for one in sheets if one is not None and one.hospital_id and one.ambulance)
    sentence = ngettext(
        "ambulance and hospital written for %(ready)d of %(count)d day",
        "ambulance and hospital written for %(ready)d of %(count)d days",
        len(days),
    )
    return sentence % {"ready": ready, "count": len(days)}


def waste_said(days: Sequence[CaravanDay]) -> str:
    """Return for how many days it is written who takes the waste away."""
    ready = sum(1 for one in map(sheet_of, days) if one is not None and one.waste)
    sentence = ngettext(
        "waste removal written for %(ready)d of %(count)d day",
        "waste removal written for %(ready)d of %(count)d days",
        len(days),
    )
    return sentence % {"ready": ready, "count": len(days)}
