"""Forms to plan rounds: when, who, how often, and who is absent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person
from twiza.case_management.models import Risk, RoundsVersion
from twiza.case_management.queries.rounds import agents_with_accounts
from twiza.case_management.terms import (
    AGENTS_MAX,
    DAY_MINUTES_MAX,
    DETOUR,
    SPEED_KMH,
    VISITS_MAX,
    WORKING_DAYS_MAX,
    AgentTerms,
    Rhythm,
)
from twiza.core.names import name_in
from twiza.documents.guard import Kind
from twiza.territory.queries.search import PlaceFound, search_places

KINDS = (Kind.CSV, Kind.XLSX)
MAX_BYTES = 5_000_000
AGENTS_SHOWN = 3
PLACES_NAMED = 4
NUMBER = r"[-+]?\d{1,3}(?:[.,]\d+)?"
POSITION = re.compile(rf"({NUMBER})\s*[;,\s]\s*({NUMBER})")
ISO_DAYS = tuple((number + 1, name) for number, name in WEEKDAYS.items())
DATE = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RoundsFilterForm(forms.Form):
    """Which rounds to list."""

    q = forms.CharField(
        label=gettext_lazy("Name"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"})
    )


class RoundsForm(forms.Form):
    """When, how fast, and which homes."""

    name = forms.CharField(
        label=gettext_lazy("Name of these rounds"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=gettext_lazy("Empty: the commune and the month."),
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DATE)
    working_days = forms.IntegerField(
        label=gettext_lazy("Working days"), min_value=1, max_value=WORKING_DAYS_MAX, initial=20
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days worked"),
        choices=ISO_DAYS,
        coerce=int,
        initial=[1, 2, 3, 4, 5],
        widget=forms.CheckboxSelectMultiple,
    )
    speed_kmh = forms.FloatField(
        label=gettext_lazy("Speed (km/h)"),
        min_value=1,
        max_value=100,
        initial=SPEED_KMH,
        help_text=gettext_lazy("On foot about 4; by moped or car, what the tracks allow."),
    )
    detour = forms.FloatField(
        label=gettext_lazy("Detour"),
        min_value=1,
        max_value=5,
        initial=DETOUR,
        help_text=gettext_lazy("Kilometres of path for one kilometre as the crow flies."),
    )
    file = forms.FileField(
        label=gettext_lazy("File of homes"),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy(
            "CSV or Excel (.xlsx), one home a row: code, latitude, longitude, minutes a visit; the risk or the number "
            "of visits; the agent and the days of the week where these are fixed. Codes only: a file with names or "
            "telephone numbers is refused."
        ),
    )


class RhythmForm(forms.Form):
    """How often homes of one risk are visited: to be set by whoever follows them, nothing is proposed."""

    visits = forms.IntegerField(
        label=gettext_lazy("Visits in the period"), min_value=1, max_value=VISITS_MAX, required=False
    )
    gap_days = forms.IntegerField(
        label=gettext_lazy("Days between two visits, at least"), min_value=1, max_value=31, required=False
    )
    priority = forms.FloatField(
        label=gettext_lazy("A missed visit counts (empty: 1)"),
        min_value=0.1,
        max_value=100,
        required=False,
    )

    def rhythm(self) -> Rhythm | None:
        """Return what was said; None when it is not said how often."""
        given = self.cleaned_data
        if not given["visits"]:
            return None
        return Rhythm(given["visits"], given["gap_days"] or 1, given["priority"] or 1.0)


class AccountField(forms.ModelChoiceField):
    """Somebody's account."""

    def label_from_instance(self, obj: Person) -> str:
        """Return her name."""
        return obj.name


class AgentForm(forms.Form):
    """One agent; a row left empty is nobody."""

    code = forms.RegexField(
        label=gettext_lazy("Code, or first name"),
        regex=r"^[^\W_][\w .'’-]{0,39}$",
        required=False,
        max_length=40,
        widget=forms.TextInput({"dir": "auto"}),
    )
    start = forms.CharField(
        label=gettext_lazy("Starts from"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"dir": "auto"}),
    )
    day_minutes = forms.FloatField(
        label=gettext_lazy("Minutes a day"), min_value=10, max_value=DAY_MINUTES_MAX, required=False
    )
    absent_on = forms.CharField(
        label=gettext_lazy("Days absent"),
        required=False,
        max_length=400,
    )
    account = AccountField(
        label=gettext_lazy("Account"),
        queryset=Person.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["account"].queryset = agents_with_accounts(actor, today)  # type: ignore[attr-defined]

    def clean_start(self) -> tuple[float, float] | None:
        """Return where the agent starts (lat, lon): the position written, or that of the place named."""
        said = self.cleaned_data["start"].strip()
        if not said:
            return None
        match = POSITION.fullmatch(said)
        if match:
            return position_from(match)
        return position_of_place(said, self.actor)

    def clean_absent_on(self) -> tuple[dt.date, ...]:
        """Return the dates of absence."""
        words = re.split(r"[\s,;،]+", self.cleaned_data["absent_on"].strip())
        return tuple(sorted({date_from(word) for word in words if word}))

    def clean(self) -> dict[str, Any]:
        """Ask for what a row with something in it lacks."""
        given = dict(super().clean() or {})
        if self.has_changed():
            for name in ("code", "start", "day_minutes"):
                if name in given and not given[name] and not self.fields[name].required:
                    self.add_error(name, _("Fill this in, or empty the whole row."))
        return given

    def terms(self) -> AgentTerms:
        """Return the agent, in a form that is valid and not empty."""
        given = self.cleaned_data
        lat, lon = given["start"]
        person = given["account"]
        return AgentTerms(
            given["code"], lat, lon, given["day_minutes"], given["absent_on"], person.pk if person else None
        )


class AgentFormSet(BaseFormSet):
    """The agents of a team: at least one, the first row, and each once."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Ask for everything that rounds need of the first agent."""
        super().add_fields(form, index)
        if index == 0:
            form.empty_permitted = False
            for name in ("code", "start", "day_minutes"):
                form.fields[name].required = True

    def clean(self) -> None:
        """Refuse two agents of one code."""
        codes = [form.cleaned_data.get("code") for form in self.forms if form.has_changed() and form.is_valid()]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise forms.ValidationError(_("Two agents are called %(code)s: tell them apart.") % {"code": twice})

    def terms(self) -> tuple[AgentTerms, ...]:
        """Return the agents of the rows that were filled in."""
        return tuple(form.terms() for form in self.forms if form.has_changed())


TeamForms = formset_factory(AgentForm, formset=AgentFormSet, extra=AGENTS_MAX, max_num=AGENTS_MAX, absolute_max=100)


class AbsenceForm(forms.Form):
    """Who is absent, from which day to which."""

    agent = forms.ChoiceField(label=gettext_lazy("Who is absent"))
    first = forms.DateField(label=gettext_lazy("First day of absence"), widget=DATE)
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DATE,
        required=False,
    )

    def __init__(self, *args: Any, version: RoundsVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [agent["id"] for agent in version.problem["agents"]]
        self.fields["agent"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]
        dates = version.plan.working_dates()
        for name in ("first", "last"):
            self.fields[name].widget.attrs |= {"min": dates[0].isoformat(), "max": dates[-1].isoformat()}

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first, and more days than any rounds have."""
        given = dict(super().clean() or {})
        first, last = given.get("first"), given.get("last")
        if first and last and not dt.timedelta(0) <= last - first < dt.timedelta(days=366):
            self.add_error("last", _("The last day is before the first, or more than a year later."))
        return given

    def days(self) -> list[dt.date]:
        """Return each day of the absence."""
        first = self.cleaned_data["first"]
        last = self.cleaned_data["last"] or first
        return [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]


def rhythm_forms(given: Mapping[str, Any] | None) -> list[tuple[Risk, RhythmForm]]:
    """Return a form for each risk."""
    return [(risk, RhythmForm(given, prefix=risk.value)) for risk in Risk]


def position_from(match: re.Match[str]) -> tuple[float, float]:
    """Return a position (lat, lon) that was written. Raises ValidationError off the earth."""
    lat, lon = (float(number.replace(",", ".")) for number in match.groups())
    if abs(lat) > 90 or abs(lon) > 180:
        raise forms.ValidationError(_("A latitude is from -90 to 90 and comes first, a longitude from -180 to 180."))
    return lat, lon


def position_of_place(said: str, actor: Actor) -> tuple[float, float]:
    """Return where a place is, by its name. Raises ValidationError for none, or for several of that name."""
    found = [one for one in search_places(said, actor, PLACES_NAMED + 1) if one.place.lat is not None]
    deepest = max((one.place.kind.rank for one in found), default=0)
    best = [one for one in found if one.place.kind.rank == deepest]
    if not best:
        sentence = _("No place is called “%(said)s” here: look at its spelling, or write latitude and longitude.")
        raise forms.ValidationError(sentence % {"said": said})
    if len(best) > 1:
        sentence = _("Several places answer “%(said)s”: write the code of one of them. %(places)s")
        places = pgettext("between the items of a list", "; ").join(place_said(one) for one in best[:PLACES_NAMED])
        raise forms.ValidationError(sentence % {"said": said, "places": places})
    return best[0].place.lat or 0.0, best[0].place.lon or 0.0


def place_said(found: PlaceFound) -> str:
    """Return a place by its name, what contains it and its code."""
    language = get_language() or "fr"
    names = [name_in(one.names, language) for one in (found.place, *found.containers[:1])]
    said = {"place": names[0], "in": names[-1], "code": found.place.code}
    return _("%(place)s, in %(in)s (code %(code)s)") % said


def date_from(word: str) -> dt.date:
    """Return a date as people write it: 2027-01-18, or as the page's language does. Raises ValidationError."""
    for way in ("%Y-%m-%d", "%d/%m/%Y", *formats.get_format("DATE_INPUT_FORMATS")):
        try:
            return dt.datetime.strptime(word, way).date()  # noqa: DTZ007 -- a date has no time zone
        except ValueError:
            continue
    raise forms.ValidationError(_("“%(said)s” is no date: write 2027-01-18.") % {"said": word})
