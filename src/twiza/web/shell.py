"""What stands around every page: where one can go, in which language, as whom, and what must be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.accounts.decisions import NOBODY, Actor, decide
from twiza.accounts.policies import PUBLIC
from twiza.core.addresses import in_other_language
from twiza.core.names import name_in
from twiza.core.queries import is_demonstration
from twiza.organisations.queries import memberships_of

FIRST_ENTRIES = 7
"""How many entries stand in the header of a wide screen; the others are behind one more."""

# Route, picture, label and purpose of each entry: shown to those signed in whom the route's own policy lets in.
NAVIGATION: tuple[tuple[str, str, Promise, Promise | str], ...] = (
    ("home", "home", _("Home"), ""),
    (
        "waiting",
        "calendar",
        _("What waits for me"),
        _("The files whose next step is yours to do, the most urgent first."),
    ),
    ("needs", "people", _("Needs"), _("Who needs care: every commune, by specialty, with the parts of the figure.")),
    ("access_scenarios", "route", _("Access"), _("Who is far from care, and the assumptions on which that rests.")),
    (
        "plans",
        "calendar",
        _("Caravan plans"),
        _("Choose a region, teams and days: a plan comes with its reasons and its proof."),
    ),
    (
        "caravans",
        "people",
        _("Caravans"),
        _("From the request to the evaluation: who comes where, whom they see, and who is followed afterwards."),
    ),
    (
        "households",
        "home",
        _("Families"),
        _("Households registered with their consent: who lives there, and who follows them."),
    ),
    (
        "enrolments",
        "check",
        _("Files of rights"),
        _("By which families get a right: whom each file waits for, what ends soon, what was never used."),
    ),
    ("children", "people", _("Children"), _("Children followed at home: whoever waits longest comes first.")),
    (
        "child_tasks",
        "calendar",
        _("Tasks by family"),
        _("What to do for children today, the most pressing family first."),
    ),
    ("caseloads", "people", _("Caseloads"), _("Who follows how many families, where, and whom nobody follows.")),
    (
        "record_flags",
        "check",
        _("Data quality"),
        _("Records of children that can hardly be so: impossible, outlying, late or too regular."),
    ),
    (
        "supervision_needs",
        "route",
        _("Whom to supervise"),
        _("Which agent to accompany on her visits first, and why."),
    ),
    (
        "supervisions",
        "check",
        _("Supervisions"),
        _("Visits made together with a supervisor: planned, held, learnt from."),
    ),
    (
        "accompaniments",
        "person",
        _("Accompaniment"),
        _("People accompanied to their rights and to care, with their agreement: what comes next, and what waits."),
    ),
    (
        "referrals",
        "route",
        _("Referrals"),
        _("People sent to a facility, each followed by somebody until the loop is closed."),
    ),
    (
        "conventions",
        "check",
        _("Conventions"),
        _("What parties have promised each other, where each convention stands, and what is late."),
    ),
    (
        "care_supply_plans",
        "map",
        _("Care-supply plans"),
        _(
            "What a region lacks in care, what is decided about it, by whom and with which money, "
            "and what became of it."
        ),
    ),
    (
        "awareness_sessions",
        "people",
        _("Awareness sessions"),
        _("What was said to whom, where and when: contacts, and apart from them the people who are known."),
    ),
    (
        "trainings",
        "copy",
        _("Trainings"),
        _("Modules given to professionals: who was there, their tests, and what was seen of their work afterwards."),
    ),
    (
        "activity_figures",
        "whole",
        _("Figures of activities"),
        _("Contacts, people reached and professionals trained, each by its counting rule."),
    ),
    (
        "quality_rounds",
        "check",
        _("Quality rounds"),
        _("How health centres are doing, by a grid that professionals and users fill in, round after round."),
    ),
    (
        "targets",
        "check",
        _("Targets"),
        _("How far the programme is from what it promised, each figure counted from records by its rule."),
    ),
    (
        "published_figures",
        "whole",
        _("Published figures"),
        _("What the organisation published for those who fund it, as it stood when it was kept."),
    ),
    (
        "indicators",
        "whole",
        _("Indicators"),
        _("Figures of an area and a period, each computed from records and open to them."),
    ),
    (
        "rounds_list",
        "home",
        _("Rounds"),
        _("Which agent visits which homes on which day: lists to print, and what changes when somebody is absent."),
    ),
    ("rounds_own", "calendar", _("My rounds"), _("The homes to visit, day by day, in the order of the way.")),
    ("facilities", "place", _("Facilities"), _("Where care is given, and how complete the list is believed to be.")),
    (
        "procedure_files",
        "copy",
        _("Files"),
        _("Conventions, caravans, authorisations: where each stands, since when, and who has it."),
    ),
    (
        "procedure_kinds",
        "route",
        _("Kinds of files"),
        _("Which steps a file goes through, who moves it, and what must be there before."),
    ),
    (
        "reports",
        "copy",
        _("Reports of caravans"),
        _("What caravans did, as their organisers published it, for everybody."),
    ),
    (
        "rulesets",
        "check",
        _("Rules"),
        _("Eligibility, vaccines, norms: which rules are in force, and who validated them."),
    ),
    ("territory", "map", _("Territory"), _("Regions, provinces and communes, their people and their names.")),
    ("organisations", "person", _("Organisations"), _("Who acts for which organisation, in which role.")),
    ("job_list", "whole", _("Background work"), _("What the server is doing for you, and what it has done.")),
    ("audit_trail", "lock", _("Audit trail"), _("Who did what, and when.")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu."""

    picture: str
    label: str | Promise
    purpose: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in one language."""

    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Position:
    """A membership that the person may act under."""

    id: int
    organisation: str
    role: str
    is_current: bool


class Shell:
    """Answers what the page asks, and asks the database only then."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.path = request.get_full_path()
        self.actor: Actor = getattr(request, "actor", NOBODY)

    @cached_property
    def navigation(self) -> list[Entry]:
        """The main menu, of what this person may open."""
        entries = [entry for line in NAVIGATION if (entry := self._entry(*line))]
        # A door may lie behind another one: the innermost is where one stands.
        innermost = max((len(entry.url) for entry in entries if entry.is_current), default=0)
        return [replace(entry, is_current=entry.is_current and len(entry.url) == innermost) for entry in entries]

    @property
    def first_entries(self) -> list[Entry]:
        """The entries that stand in the header of a wide screen."""
        return self.navigation[:FIRST_ENTRIES]

    @property
    def more_entries(self) -> list[Entry]:
        """The entries behind "More" on a wide screen."""
        return self.navigation[FIRST_ENTRIES:]

    @property
    def is_in_more(self) -> bool:
        """Whether this page lies below one of the entries behind "More"."""
        return any(entry.is_current for entry in self.more_entries)

    @cached_property
    def languages(self) -> list[Language]:
        """This very page in each language."""
        current = get_language()
        return [
            Language(code=code, name=name, url=in_other_language(self.path, code), is_current=code == current)
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def positions(self) -> list[Position]:
        """The memberships of the person signed in; the page shows a choice when there are several."""
        if self.actor.person_id is None:
            return []
        held = memberships_of(self._request.user, timezone.localdate())  # type: ignore[arg-type]
        chosen = self.actor.grant.membership_id if self.actor.grant else None
        return [
            Position(
                id=one.pk,
                organisation=name_in(one.organisation.names, get_language() or settings.LANGUAGE_CODE),
                role=one.get_role_display(),
                is_current=one.pk == chosen,
            )
            for one in held
        ]

    @property
    def basemap(self) -> str:
        """The address of the style drawn under every map; empty without one."""
        return settings.BASEMAP_STYLE_URL

    @cached_property
    def is_demonstration(self) -> bool:
        """Whether everything here is nobody's."""
        return is_demonstration()

    def _entry(self, name: str, picture: str, label: Promise, purpose: Promise | str) -> Entry | None:
        url = reverse(name)
        action = policy_of(name)
        is_open = self.actor != NOBODY if action == PUBLIC else bool(decide(self.actor, action))
        if not is_open:
            return None
        is_current = is_within(self._request.path, url)
        return Entry(picture=picture, label=label, purpose=purpose, url=url, is_current=is_current)


@cache
def policy_of(route: str) -> str:
    """Return the policy of a route: found once, because every page asks it of every entry."""
    policy: str = resolve(reverse(route)).func.policy  # type: ignore[attr-defined]
    return policy


def is_within(path: str, url: str) -> bool:
    """Return whether a path is a page or lies below it."""
    return path == url or (url.endswith("/") and path.startswith(url))


def shell(request: HttpRequest) -> dict[str, object]:
    """
    Give every template `shell`, and `assumptions`: sentences that a view sets when its figures rest on suppositions.

    The page shows them above its content, each time, on screen and in print.
    """
    no_assumptions: Iterable[str] = ()
    return {"shell": Shell(request), "assumptions": no_assumptions}
