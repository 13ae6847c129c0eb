"""What people choose and write on the pages of referrals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.case_management.models import Failure, Told
from twiza.case_management.queries.referrals import WORDS
from twiza.case_management.referral_steps import COUNTER_REFERRED, ISSUED, NOT_COMPLETED
from twiza.core.names import name_in
from twiza.facilities.models import Facility
from twiza.households.models import ConsentBy, ConsentHow
from twiza.procedures.models import Step

LTR = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
WORDS_MOST = 2_000
Options = list[tuple[str, str]]


def said(names: dict[str, str]) -> str:
    """Return a name in the language of the page."""
    return name_in(names, get_language() or "fr")


class ReferralFilterForm(forms.Form):
    """Which referrals to show."""

    q = forms.CharField(
        label=_("Code or name of a facility"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )
    state = forms.ChoiceField(label=_("Where it stands"), required=False)
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    facility = forms.ChoiceField(label=_("Facility"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)
    mine = forms.BooleanField(label=_("Mine only"), required=False)

    def offer(
        self, *, steps: Iterable[Step], specialties: Iterable[Specialty], facilities: Iterable[Facility]
    ) -> None:
        """Fill the lists with what there is."""
        states = [("open", _("Open")), ("closed", _("Closed")), *((one.code, said(one.names)) for one in steps)]
        places = [(str(one.pk), said(one.names)) for one in facilities]
        offered: dict[str, Options] = {
            "state": states,  # type: ignore[dict-item]
            "specialty": [(one.code, said(one.names)) for one in specialties],
            "facility": [*places, (WORDS, _("Not in our list"))],  # type: ignore[list-item]
        }
        for name, options in offered.items():
            self.fields[name].choices = [("", _("All")), *options]  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step of a referral: when it happened, and what there is to say of it."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=40)
    turn = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    happened_on = forms.DateField(label=_("Happened on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    failure = forms.ChoiceField(
        label=_("Why"),
        choices=[("", _("Choose")), *Failure.choices],
        error_messages={"required": _("Choose why this referral was not completed.")},
    )
    words = forms.CharField(
        label=_("What the facility says"),
        required=False,
        max_length=WORDS_MOST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def suit(self, step: str) -> None:
        """Ask for what this step needs and nothing else."""
        if step != NOT_COMPLETED:
            del self.fields["failure"]
        if step == NOT_COMPLETED:
            self.fields["words"].label = _("More about it")
        elif step == ISSUED:
            self.fields["words"].label, self.fields["words"].required = _("Why"), True
        elif step != COUNTER_REFERRED:
            del self.fields["words"]

    def terms(self) -> dict[str, Any]:
        """Return what was said of the step; nothing of what was not asked."""
        said = self.cleaned_data
        words = {name: said.get(name, "") for name in ("words", "failure")}
        return words | {"seen_turn": said["turn"], "happened_on": said["happened_on"]}


class HandOnForm(forms.Form):
    """Who follows a referral from now on."""

    owner = forms.TypedChoiceField(label=_("Followed by"), coerce=int, choices=[])

    def offer(self, owners: Options) -> None:
        """Fill the list of people."""
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class AppointmentForm(forms.Form):
    """When the facility expects the person; without a day there is no appointment."""

    on = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class CallForm(forms.Form):
    """That somebody agrees to be called, and how."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    phone = forms.CharField(label=_("Telephone"), max_length=30, widget=forms.TextInput(LTR | {"inputmode": "tel"}))
    given_by = forms.ChoiceField(label=_("Who agrees"), choices=ConsentBy.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("How"), choices=ConsentHow.choices, widget=forms.RadioSelect)


class TellForm(forms.Form):
    """That somebody agrees that the facility is told, and which organisation that is."""

    recipient = forms.TypedChoiceField(label=_("Organisation told"), coerce=int, choices=[])
    given_by = forms.ChoiceField(label=_("Who agrees"), choices=ConsentBy.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("How"), choices=ConsentHow.choices, widget=forms.RadioSelect)

    def offer(self, organisations: Options) -> None:
        """Fill the list of organisations."""
        self.fields["recipient"].choices = organisations  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What a facility says of somebody referred to it, and who says so; `id` is the answer's."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    told = forms.ChoiceField(label=_("What happened?"), choices=Told.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("Happened on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    words = forms.CharField(
        label=_("What was found and what is to be done"),
        required=False,
        max_length=WORDS_MOST,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    failure = forms.ChoiceField(
        label=_("If she did not come or could not be treated, why"),
        required=False,
        choices=[("", _("Choose")), *Failure.choices],
    )
    by = forms.CharField(
        label=_("Your name and your function"), max_length=120, widget=forms.TextInput({"dir": "auto"})
    )

    def terms(self) -> dict[str, Any]:
        """Return what was said, without the id of the answer."""
        return {name: value for name, value in self.cleaned_data.items() if name != "id"}
