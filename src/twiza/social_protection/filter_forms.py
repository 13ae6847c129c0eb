"""What is asked of the lists of files and rights: whose, of which scheme, and where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.accounts.decisions import Actor
from twiza.accounts.rules import Role
from twiza.core.form_fields import DayField, LineField
from twiza.households.forms import place_options
from twiza.households.queries.agents import agents_of
from twiza.households.queries.households import HouseholdFilter
from twiza.households.queries.places import places_offered
from twiza.social_protection.queries.enrolments import ANY_HOME
from twiza.social_protection.queries.rights import Next

Options = Iterable[tuple[str, str]]
BY_DELAYS, PAST = "", "0"


class HomesFilterForm(forms.Form):
    """Whose files or rights to list: by a name of the family in any spelling, its code, its place, who follows it."""

    q = LineField(label=_("Name or code"), required=False, max_length=100)
    place = forms.ChoiceField(label=_("Place"), required=False)
    agent = forms.ChoiceField(label=pgettext_lazy("file of rights", "Followed by"), required=False)
    scheme = forms.ChoiceField(label=_("Scheme"), required=False)

    def offer_homes(self, actor: Actor, on: dt.date) -> None:
        """Fill the places with those of the actor's organisation, and for who supervises agents, the agents."""
        self.choose("place", _("Everywhere"), place_options(places_offered(actor)))
        if actor.grant is None or actor.role != Role.SUPERVISOR:
            del self.fields["agent"]
            return
        named = [(str(one.pk), one.name) for one in agents_of(actor.grant.organisation_id, on)]
        self.choose("agent", _("Everybody"), named)

    def choose(self, name: str, none: Any, options: Options) -> None:
        """Fill one list, with what asks nothing first."""
        self.fields[name].choices = [("", none), *options]  # type: ignore[attr-defined]


class EnrolmentFilterForm(HomesFilterForm):
    """Which files to show."""

    step = forms.ChoiceField(label=pgettext_lazy("file of rights", "Where it stands"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)
    mine = forms.BooleanField(label=pgettext_lazy("file of rights", "Mine only"), required=False)

    def offer(self, schemes: Options, steps: Options) -> None:
        """Fill the lists with what there is."""
        states: list[tuple[str, Any]] = [("open", _("Open")), ("closed", _("Closed"))]
        self.choose("scheme", _("All"), schemes)
        self.choose("step", _("All"), [*states, *steps])


class RightFilterForm(HomesFilterForm):
    """Which rights to show, by how near their end is and what was done about it."""

    within = forms.ChoiceField(
        label=_("Ends"),
        required=False,
        choices=[
            (BY_DELAYS, _("Soon, by the delays of its scheme")),
            ("1", _("Within 1 month")),
            ("6", _("Within 6 months")),
            ("12", _("Within 12 months")),
            (PAST, _("Ended already")),
        ],
    )
    next = forms.ChoiceField(
        label=pgettext_lazy("file of rights", "What comes next"),
        required=False,
        choices=[
            ("", _("All")),
            (Next.NOTHING, _("Nothing is prepared")),
            (Next.UNDER_WAY, _("A file is under way")),
            (Next.OPEN, _("Another right is open")),
        ],
    )

    def offer(self, schemes: Options) -> None:
        """Fill the list of schemes with what there is."""
        self.choose("scheme", _("All"), schemes)


class OfficeFilterForm(HomesFilterForm):
    """Whose files to measure the delays of, and which stays."""

    start = DayField(label=_("Steps left from"), required=False)
    end = DayField(label=_("until the day before"), required=False)

    def offer(self, schemes: Options) -> None:
        """Fill the list of schemes with what there is."""
        self.choose("scheme", _("All"), schemes)


def homes_in(given: Mapping[str, Any], actor: Actor) -> HouseholdFilter:
    """Return whose files a filter asks for."""
    text, place = given.get("q", ""), whole(given.get("place"))
    if not text and place is None:
        return ANY_HOME
    organisation = actor.grant.organisation_id if actor.grant else None
    return HouseholdFilter(text=text, organisation_id=organisation, place_id=place, is_open=None)


def whole(chosen: str | None) -> int | None:
    """Return the number that was chosen, None of nothing."""
    return int(chosen) if chosen else None
