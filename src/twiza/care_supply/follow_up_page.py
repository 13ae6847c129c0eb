"""The follow-up of a plan as a page shows it: each action, how it stands, and what records say year by year."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twiza.access.figures import as_number
from twiza.care_supply.follow_up import Standing, moments_of_years, standing_of
from twiza.care_supply.models import (
    ActionComment,
    ActionKind,
    CareSupplyPlan,
    Decision,
    PlannedAction,
    PlanVersion,
    Work,
)
from twiza.care_supply.queries.lines import actions_of, comments_on
from twiza.care_supply.queries.records import Records, records_of
from twiza.care_supply.wording import (
    BADGES,
    RULE_WORDS,
    STANDING_WORDS,
    number_said,
    owner_said,
    place_said,
    public_owner_said,
    target_said,
)
from twiza.care_supply.year_by_year import (
    CaravanYear,
    FacilityYear,
    OwedYear,
    YearFigures,
    figures_in,
    money_of,
    progress_of,
)
from twiza.facilities.models import Status


@dataclass(frozen=True, slots=True)
class YearRow:
    """What records say of an action in a year, until `day`; `said` is empty where they say nothing."""

    year: int
    day: dt.date
    said: list[str]
    comments: list[ActionComment]


@dataclass(frozen=True, slots=True)
class FollowedAction:
    """An action and how it stands today, as computed."""

    action: PlannedAction
    number: int
    standing: Standing
    days_late: int | None
    progress: str
    target: str
    place: str
    owner: str
    public_owner: str
    money: str
    hint: str
    years: list[YearRow]

    @property
    def words(self) -> Promise:
        """Return how it stands, in words."""
        return STANDING_WORDS[self.standing]

    @property
    def badge(self) -> str:
        """Return the class of the badge that shows how it stands."""
        return BADGES[self.standing]

    @property
    def rule(self) -> Promise:
        """Return how that is computed."""
        return RULE_WORDS[ActionKind(self.action.kind)]


def followed(plan: CareSupplyPlan, version: PlanVersion, today: dt.date) -> list[FollowedAction]:
    """Return the actions of a version that were not set aside, with what became of them until a day."""
    actions = list(actions_of(version))
    return followed_among(plan, version, actions, today)


def followed_among(
    plan: CareSupplyPlan, version: PlanVersion, actions: Sequence[PlannedAction], today: dt.date
) -> list[FollowedAction]:
    """Return some actions of a version with what became of them; their numbers are those of the version."""
    moments = moments_of_years(version.first_year, version.last_year, today)
    kept = [(number, one) for number, one in enumerate(actions, 1) if one.decision != Decision.SET_ASIDE]
    days = {day for _year, day in moments} | {today}
    records = records_of(plan, [one for _number, one in kept], days, today)
    comments = comments_by_year(plan)
    return [followed_action(number, one, records, moments, comments, today) for number, one in kept]


def followed_action(
    number: int,
    action: PlannedAction,
    records: Records,
    moments: Sequence[tuple[int, dt.date]],
    comments: dict[tuple[uuid.UUID, int], list[ActionComment]],
    today: dt.date,
) -> FollowedAction:
    """Return one action with what became of it."""
    progress = progress_of(action, records, today)
    standing = standing_of(progress, starts_on=action.starts_on, due_on=action.due_on, today=today)
    is_over = standing == Standing.LATE and action.due_on < today
    return FollowedAction(
        action=action,
        number=number,
        standing=standing,
        days_late=(today - action.due_on).days if is_over else None,
        progress=progress_said(progress.reached, progress.goal, action),
        target=target_said(action),
        place=place_said(action),
        owner=owner_said(action),
        public_owner=public_owner_said(action),
        money=money_followed(money_of(action, records, today)),
        hint=hint_for(action, standing, today),
        years=[
            YearRow(
                year, day, figures_said(action, figures_in(action, records, year, day)),
                comments.get((action.key, year), []),
            )
            for year, day in moments
        ],
    )  # fmt: skip


def comments_by_year(plan: CareSupplyPlan) -> dict[tuple[uuid.UUID, int], list[ActionComment]]:
    """Return what people said of what became of actions, by action and year."""
    found: defaultdict[tuple[uuid.UUID, int], list[ActionComment]] = defaultdict(list)
    for comment in comments_on(plan):
        found[comment.action_key, comment.year].append(comment)
    return dict(found)


def progress_said(reached: float | None, goal: float | None, action: PlannedAction) -> str:
    """Return how much is there of how much; empty where it is not known, or where being open says it all."""
    if reached is None or not goal or action.work in {Work.OPEN, Work.REOPEN}:
        return ""
    return _("%(reached)s of %(goal)s") % {"reached": as_number(reached), "goal": as_number(goal)}


def figures_said(action: PlannedAction, figures: YearFigures | None) -> list[str]:
    """Return what records say of a year, in sentences."""
    if isinstance(figures, FacilityYear):
        return facility_said(figures, target_unit(action))
    if isinstance(figures, CaravanYear):
        return caravans_said(figures)
    if isinstance(figures, OwedYear):
        return [owed_said(figures)]
    return []


def target_unit(action: PlannedAction) -> str:
    """Return what the level of a facility counts; empty for being open."""
    return "" if action.work in {Work.OPEN, Work.REOPEN} else str(action.get_work_display())


def facility_said(figures: FacilityYear, unit: str) -> list[str]:
    """Return what the carte sanitaire said of a facility."""
    said = [str(Status(figures.status).label)] if figures.status in Status.values else []
    if figures.services:
        sentence = ngettext("%(count)d service", "%(count)d services", figures.services)
        said.append(sentence % {"count": figures.services})
    if unit and figures.level is not None:
        said.append(_("%(work)s: %(level)s") % {"work": unit, "level": as_number(figures.level)})
    return said


def caravans_said(figures: CaravanYear) -> list[str]:
    """Return what caravans did; how many people were seen is hidden while they are few."""
    said = [
        ngettext("%(done)d of %(count)d visit made", "%(done)d of %(count)d visits made", figures.planned)
        % {"done": figures.done, "count": figures.planned}
    ]
    if figures.done:
        communes = ngettext("%(count)d commune visited", "%(count)d communes visited", figures.communes)
        said.append(communes % {"count": figures.communes})
        said.append(_("%(people)s people seen") % {"people": number_said(figures.people)})
    return said


def owed_said(figures: OwedYear) -> str:
    """Return how much of what was owed was done."""
    sentence = ngettext(
        "%(done)d done of %(count)d due by now, %(late)d late",
        "%(done)d done of %(count)d due by now, %(late)d late",
        figures.due,
    )
    return sentence % {"done": figures.done, "count": figures.due, "late": figures.late}


def money_followed(figures: OwedYear | None) -> str:
    """Return how the convention that pays stands; empty without one."""
    return owed_said(figures) if figures else ""


def hint_for(action: PlannedAction, standing: Standing, today: dt.date) -> str:
    """Return what to do so that what is not known gets known; empty for the rest."""
    if standing != Standing.NOT_KNOWN:
        return ""
    if action.kind == ActionKind.FIXED and action.facility_id is None:
        return _("No facility is named: name it, and the health supply map says what became of it.")
    if action.kind == ActionKind.FIXED:
        return _("The health supply map does not say it, or no target is set.")
    if action.kind == ActionKind.MOBILE:
        return _("Name a caravan plan, or a commune and how many visits a year.")
    return _("Name the convention under which the association owes something.")


def counts_of(rows: Sequence[FollowedAction]) -> list[dict[str, Any]]:
    """Return how many actions stand in each way, in the order of STANDING_WORDS."""
    return [
        {"label": words, "badge": BADGES[standing], "count": sum(row.standing == standing for row in rows)}
        for standing, words in STANDING_WORDS.items()
    ]
