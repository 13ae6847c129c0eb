"""What people write about an accompaniment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.accompaniment.code_lists import Coded, kinds_of, obstacle_codes
from twiza.accompaniment.models import (
    Appointment,
    AppointmentState,
    Closing,
    Group,
    InterpreterMode,
    Interpreting,
    Part,
    Request,
    RequestState,
)
from twiza.accompaniment.rules import SHAREABLE
from twiza.accompaniment.terms import (
    Agreed,
    AppointmentTerms,
    LineTerms,
    MoveTerms,
    ObstacleTerms,
    OpeningTerms,
    OutcomeTerms,
    RequestTerms,
    SharingTerms,
    StepTerms,
)
from twiza.accounts.models import Person as Account
from twiza.core.form_fields import DayField, LineField, TextField
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.households.models import ConsentHow, Person, SpokenLanguage
from twiza.organisations.models import Organisation

TIME = forms.TimeInput({"type": "time"}, format="%H:%M")
CODE = {"dir": "ltr", "autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}


def coded_options(rows: Iterable[Coded], first: Any) -> list[tuple[str, Any]]:
    """Return the rows of a list as options, in the language of the page."""
    language = get_language() or "fr"
    return [("", first), *((one.code, name_in(one.names, language)) for one in rows)]


def house_options(organisations: Iterable[Organisation], first: Any) -> list[tuple[str, Any]]:
    """Return organisations as options, in the language of the page."""
    language = get_language() or "fr"
    return [("", first), *((str(one.pk), name_in(one.names, language)) for one in organisations)]


class NewForm(forms.Form):
    """Something new, with an id made where it was first written."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class ProtectedField(forms.BooleanField):
    """That something is read by its writer and those the person names, and by nobody else."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Protected"),
            required=False,
            help_text=_(
                "Violence, residence, a shelter…: only you and those she names will read it; it is on no paper."
            ),
        )


class AgreedForm(NewForm):
    """How somebody agreed, herself or by who answers for her."""

    guardian = forms.ChoiceField(label=_("Who agrees"), required=False)
    how = forms.ChoiceField(label=_("How she said so"), choices=ConsentHow.choices, widget=forms.RadioSelect)
    spoken = forms.ChoiceField(label=_("Explained in"), choices=SpokenLanguage.choices)

    def offer_guardians(self, guardians: Iterable[Person], *, is_child: bool) -> None:
        """Fill the list with who may answer for the person."""
        self.adults = {str(one.pk): one for one in guardians}
        herself = [] if is_child else [("", _("The person herself"))]
        named = [(pk, one.name) for pk, one in self.adults.items()]
        self.fields["guardian"].choices = [*herself, *named]  # type: ignore[attr-defined]

    def agreed(self, at: dt.datetime) -> Agreed:
        """Return how it was agreed."""
        said = self.cleaned_data
        return Agreed(said["how"], said["spoken"], at, self.adults.get(said["guardian"]))


class OpenForm(AgreedForm):
    """For what somebody is accompanied, and how she is understood."""

    purpose = LineField(label=_("What she asks you for"), max_length=300)
    opened_on = DayField(label=_("Opened on"))
    language = forms.ChoiceField(label=_("Language she speaks"), choices=SpokenLanguage.choices)
    interpreter = forms.ChoiceField(label=_("Interpreter"), choices=InterpreterMode.choices)
    field_order = ("id", "purpose", "opened_on", "language", "interpreter", "guardian", "how", "spoken")

    def terms(self) -> OpeningTerms:
        """Return what is said."""
        said = self.cleaned_data
        return OpeningTerms(said["purpose"], said["opened_on"], said["language"], said["interpreter"])


class RequestForm(NewForm):
    """A right or help that is asked for."""

    kind = forms.ChoiceField(label=_("What is asked for"))
    words = LineField(label=_("What exactly"), required=False)
    office = LineField(label=_("Asked of"), required=False, max_length=120, help_text=_("The office or service."))
    asked_on = DayField(label=pgettext_lazy("request", "Asked on"))
    missing = LineField(label=_("Documents still missing"), required=False, max_length=300)
    is_protected = ProtectedField()

    def offer(self, country: str) -> None:
        """Fill the list with what is asked for in a country."""
        self.fields["kind"].choices = coded_options(kinds_of(country), _("Choose"))  # type: ignore[attr-defined]

    def terms(self) -> RequestTerms:
        """Return what is asked."""
        said = self.cleaned_data
        return RequestTerms(
            said["kind"], said["asked_on"], said["words"], said["office"], said["missing"], said["is_protected"]
        )


class MoveForm(NewForm):
    """Where a request stands now."""

    state = forms.ChoiceField(label=_("Where it stands now"), widget=forms.RadioSelect)
    happened_on = DayField(label=pgettext_lazy("request", "Since"))
    reason = LineField(
        label=_("Why"), required=False, max_length=300, help_text=_("Needed when it was refused or given up.")
    )

    def offer(self, request: Request) -> None:
        """Fill the list with where the request does not stand."""
        others = [one for one in RequestState.choices if one[0] != request.state]
        self.fields["state"].choices = others  # type: ignore[attr-defined]

    def terms(self) -> MoveTerms:
        """Return where it stands."""
        said = self.cleaned_data
        return MoveTerms(said["id"], said["state"], said["happened_on"], said["reason"])


class AppointmentForm(NewForm):
    """With whom, where and when."""

    with_whom = LineField(label=_("With whom"), max_length=120)
    on = DayField(label=_("Day"))
    at = forms.TimeField(label=_("Hour"), required=False, widget=TIME)
    place = LineField(label=_("Where"), required=False, max_length=160)
    interpreting = forms.ChoiceField(label=_("Interpreter"), choices=Interpreting.choices)
    is_protected = ProtectedField()

    def terms(self) -> AppointmentTerms:
        """Return the appointment."""
        said = self.cleaned_data
        return AppointmentTerms(
            said["with_whom"], said["on"], said["at"], said["place"], said["interpreting"], said["is_protected"]
        )


class OutcomeForm(forms.Form):
    """What became of an appointment."""

    state = forms.ChoiceField(
        label=pgettext_lazy("appointment", "What became of it"),
        choices=AppointmentState.choices,
        widget=forms.RadioSelect,
    )
    missed_because = forms.ChoiceField(label=_("What stood in the way"), required=False)
    interpreting = forms.ChoiceField(label=_("Interpreter"), choices=Interpreting.choices)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        options = coded_options(obstacle_codes().values(), _("Not said"))
        self.fields["missed_because"].choices = options  # type: ignore[attr-defined]

    def terms(self) -> OutcomeTerms:
        """Return what became of it."""
        said = self.cleaned_data
        return OutcomeTerms(said["state"], said["missed_because"], said["interpreting"])


def outcome_said(appointment: Appointment) -> dict[str, str]:
    """Return what became of an appointment as its form says it."""
    return {name: getattr(appointment, name) for name in ("state", "missed_because", "interpreting")}


class ObstacleForm(NewForm):
    """What stood in the way."""

    code = forms.ChoiceField(label=_("What stood in the way"))
    met_on = DayField(label=_("Met on"))
    words = LineField(label=_("In a few words"), required=False, max_length=300)
    is_protected = ProtectedField()

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["code"].choices = coded_options(obstacle_codes().values(), _("Choose"))  # type: ignore[attr-defined]

    def terms(self) -> ObstacleTerms:
        """Return the obstacle."""
        said = self.cleaned_data
        return ObstacleTerms(said["code"], said["met_on"], said["words"], said["is_protected"])


class StepForm(NewForm):
    """What comes next."""

    words = LineField(label=_("What comes next"))
    with_whom = LineField(label=_("With whom"), required=False, max_length=120)
    due_on = DayField(label=_("By when"))
    is_protected = ProtectedField()

    def terms(self) -> StepTerms:
        """Return the step."""
        said = self.cleaned_data
        return StepTerms(said["words"], said["due_on"], said["with_whom"], said["is_protected"])


class LineForm(NewForm):
    """Some sentences of the story."""

    part = forms.ChoiceField(label=_("It is about"), choices=Part.choices, widget=forms.RadioSelect)
    text = TextField(label=_("What she tells"), rows=6, help_text=_("In her words; others read it instead of asking."))
    told_on = DayField(label=_("Told on"))
    is_protected = ProtectedField()

    def offer(self, groups: Iterable[str]) -> None:
        """Offer the parts of the story that somebody reads."""
        known = set(groups)
        self.fields["part"].choices = [one for one in Part.choices if one[0] in known]  # type: ignore[attr-defined]

    def terms(self) -> LineTerms:
        """Return the line."""
        said = self.cleaned_data
        return LineTerms(said["text"], said["told_on"], said["part"], said["is_protected"])


class ShareForm(AgreedForm):
    """Which organisation may read which parts."""

    recipient = forms.ChoiceField(label=_("Which organisation"))
    groups = forms.MultipleChoiceField(
        label=_("What it may read"),
        choices=[(one.value, one.label) for one in SHAREABLE],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("id", "recipient", "groups", "guardian", "how", "spoken")

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Fill the list with the other organisations."""
        self.houses = {str(one.pk): one for one in organisations}
        options = house_options(self.houses.values(), _("Choose"))
        self.fields["recipient"].choices = options  # type: ignore[attr-defined]

    def terms(self) -> SharingTerms:
        """Return what is shared."""
        said = self.cleaned_data
        return SharingTerms(self.houses[said["recipient"]], tuple(said["groups"]))


class NameReaderForm(AgreedForm):
    """Which one person reads what is protected."""

    reader = forms.ChoiceField(label=_("Who may read what is protected"))
    field_order = ("id", "reader", "guardian", "how", "spoken")

    def offer(self, readers: Iterable[tuple[Account, Organisation]]) -> None:
        """Fill the list with the people of the organisations that accompany her."""
        language = get_language() or "fr"
        self.readers = {f"{house.pk}-{one.pk}": (one, house) for one, house in readers}
        named = [(key, f"{one.name} · {name_in(house.names, language)}") for key, (one, house) in self.readers.items()]
        self.fields["reader"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    def terms(self) -> SharingTerms:
        """Return what is shared, and with whom."""
        reader, house = self.readers[self.cleaned_data["reader"]]
        return SharingTerms(house, (Group.PROTECTED,), reader)


class CloseForm(forms.Form):
    """That somebody is accompanied no more."""

    because = forms.ChoiceField(label=_("Why"), choices=Closing.choices, widget=forms.RadioSelect)
    on = DayField(label=pgettext_lazy("request", "Since"))


class HandOnForm(forms.Form):
    """Who accompanies somebody from now on."""

    to = forms.ChoiceField(label=_("Who accompanies her from now on"))

    def offer(self, colleagues: Iterable[Account]) -> None:
        """Fill the list with who may."""
        self.colleagues = {str(one.pk): one for one in colleagues}
        named = [(pk, one.name) for pk, one in self.colleagues.items()]
        self.fields["to"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    def colleague(self) -> Account:
        """Return who was chosen."""
        return self.colleagues[self.cleaned_data["to"]]


class WaitingForm(forms.Form):
    """Which accompaniments to list."""

    q = LineField(label=_("Name"), required=False, max_length=100)
    wait = forms.ChoiceField(
        label=_("What waits"),
        required=False,
        choices=[
            ("", _("All")),
            ("late", _("The next step is late")),
            ("week", _("An appointment within seven days")),
            ("nothing_planned", _("No next step")),
        ],
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", _("All")),
            ("mine", pgettext_lazy("accompaniment", "Mine only")),
            ("ours", _("Of our organisation")),
            ("shared", _("Shared with us")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("accompaniment", "Open")),
            ("closed", pgettext_lazy("accompaniment", "Closed")),
            ("all", _("All")),
        ],
    )


class CodeForm(forms.Form):
    """The code on paper."""

    code = forms.CharField(
        label=_("The code on your paper"), max_length=60, widget=forms.TextInput(CODE), help_text=_("Twenty figures.")
    )


class SheetForm(forms.Form):
    """In which language a person's own file is printed."""

    language = forms.ChoiceField(
        label=_("Language of the paper"),
        choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")],
        widget=forms.RadioSelect,
    )
