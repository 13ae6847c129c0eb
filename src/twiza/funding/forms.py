"""Forms of conventions: find them, open one, its lines, what is due, its committees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person
from twiza.core.form_fields import DayField, LineField, TextField
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.funding.actions.convention import Terms
from twiza.funding.actions.meetings import MeetingReport
from twiza.funding.models import Convention, ConventionParty
from twiza.funding.queries.conventions import standing_parties
from twiza.funding.queries.deadlines import PartyFigures
from twiza.funding.queries.people import organisations_to_add, people_who_see_to_it
from twiza.funding.schedule import Standing
from twiza.funding.wording import STANDING_WORDS, party_said
from twiza.organisations.models import Organisation
from twiza.procedures.models import Step
from twiza.procedures.storage import ACCEPTED


class ConventionFilterForm(forms.Form):
    """Which conventions to list."""

    q = LineField(label=_("Title, number or party"), required=False, max_length=100)
    step = forms.ChoiceField(label=_("Stands at"), required=False)
    late = forms.BooleanField(label=_("With something late"), required=False)

    def offer(self, steps: Iterable[Step]) -> None:
        """Fill the list of steps with those of the kind in force."""
        named = [(step.code, name_in(step.names, get_language() or "fr")) for step in steps]
        self.fields["step"].choices = [("", _("All steps")), *named]  # type: ignore[attr-defined]


class DeadlineFilterForm(forms.Form):
    """Which of what is due to list."""

    q = LineField(label=_("Title, number or party"), required=False, max_length=100)
    party = forms.ChoiceField(label=_("Owed by"), required=False)
    standing = forms.ChoiceField(
        label=_("How it stands"),
        required=False,
        choices=[(str(one), words) for one, words in STANDING_WORDS.items()] + [("all", _("All"))],
    )

    def offer(self, parties: Iterable[PartyFigures]) -> None:
        """Fill the list of parties with those that owe something."""
        named = [(one.key, said_of(one)) for one in parties]
        self.fields["party"].choices = [("", _("All parties")), *named]  # type: ignore[attr-defined]

    def chosen_standing(self) -> Standing | None:
        """Return how what is listed stands: late unless something else is asked."""
        chosen = self.cleaned_data.get("standing") or Standing.LATE
        return None if chosen == "all" else Standing(chosen)


def said_of(figures: PartyFigures) -> str:
    """Return the name of a party across conventions."""
    known = figures.organisation
    return name_in(known.names, get_language() or "fr") if known else figures.name


class ConventionForm(forms.Form):
    """What a convention says of itself."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title = LineField(label=_("Title"))
    purpose = TextField(label=_("Purpose"), help_text=_("What the parties want to reach together."))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)
    renewal_terms = TextField(
        label=_("Terms of renewal"),
        required=False,
        rows=2,
        help_text=_("Tacit, by written agreement, with which notice."),
    )

    def clean(self) -> dict[str, Any]:
        """Return the terms; the last day comes after the first one."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day comes before the first one: correct one of them."))
        return cleaned

    def terms(self) -> Terms:
        """Return what is said."""
        given = self.cleaned_data
        return Terms(
            title=given["title"],
            purpose=given["purpose"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            renewal_terms=given["renewal_terms"],
        )


class OrganisationField(forms.ModelChoiceField):
    """An organisation that is known here."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Return the organisation's name."""
        return name_in(obj.names, get_language() or "fr")


class PartyField(forms.ModelChoiceField):
    """A party of the convention."""

    def label_from_instance(self, obj: ConventionParty) -> str:
        """Return the party's name."""
        return party_said(obj)


class PersonField(forms.ModelChoiceField):
    """Somebody who signs in here."""

    def label_from_instance(self, obj: Person) -> str:
        """Return the person's name."""
        return obj.name


class LineForm(forms.Form):
    """A line of a convention, new or known."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, convention: Convention, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(convention)

    def offer(self, convention: Convention) -> None:
        """Fill the lists of choices."""

    def values(self) -> dict[str, Any]:
        """Return the fields of the line."""
        return {name: value for name, value in self.cleaned_data.items() if name != "id"}


class ConventionPartyForm(LineForm):
    """Who signs: an organisation that is known here, or a name."""

    organisation = OrganisationField(
        label=_("Organisation with an account"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Its planners, managers and coordinators see the convention."),
    )
    name = LineField(label=_("Or a name"), required=False)
    part = LineField(
        label=_("Part in the convention"), help_text=_("Operator, funder, owner of the building, supervision…")
    )

    def offer(self, convention: Convention) -> None:
        """Offer every organisation."""
        self.fields["organisation"].queryset = organisations_to_add()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return an organisation or a name, one of them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("organisation")) == bool(cleaned.get("name")):
            raise forms.ValidationError(_("Choose an organisation, or give a name: one of them."))
        return cleaned


class AxisForm(LineForm):
    """A line of what the convention is about."""

    pillar = LineField(label=_("Pillar"), max_length=60, help_text=_("A code or a name of your own, such as 1."))
    axis = LineField(label=_("Axis"), max_length=60, required=False)
    action = LineField(label=pgettext_lazy("of an axis", "Action"), max_length=60, required=False)
    text = TextField(label=_("What is meant"))


class ObligationForm(LineForm):
    """What a party owes, and when."""

    text = TextField(label=_("What is owed"), rows=2)
    owed_by = PartyField(label=_("Owed by"), queryset=ConventionParty.objects.none())
    owner = PersonField(
        label=_("Person who sees to it"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody")
    )
    owner_function = LineField(label=_("Or a function"), required=False, max_length=120)
    due_on = DayField(label=_("Due on"), help_text=_("The first time, when it repeats."))
    every_months = forms.IntegerField(
        label=_("Again every … months"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Empty: once. It repeats until the convention ends."),
    )
    proof_asked = LineField(label=_("Proof asked for"), required=False)

    def offer(self, convention: Convention) -> None:
        """Offer the parties of the convention and their people."""
        parties = standing_parties().filter(convention=convention)
        self.fields["owed_by"].queryset = parties  # type: ignore[attr-defined]
        self.fields["owner"].queryset = people_who_see_to_it(convention)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what is owed, seen to by a person or a function."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("owner") and cleaned.get("owner_function"):
            self.add_error("owner_function", _("Choose a person, or write a function: one of them."))
        return cleaned


class CommitteeForm(LineForm):
    """A committee that follows the convention."""

    name = LineField(label=_("Name"))
    members = TextField(label=_("Functions that sit in it"), required=False, help_text=_("One a line."))
    rhythm = LineField(label=_("How often it meets"), required=False, max_length=120)


class SignatureForm(forms.Form):
    """When all parties had signed."""

    signed_on = DayField(label=_("Day on which all parties had signed"))


class AmendmentForm(forms.Form):
    """An amendment to write down."""

    signed_on = DayField(label=_("Signed on"), help_text=_("Its lines hold from this day on."))
    subject = TextField(label=_("What it changes"), rows=2)


class ProofForm(forms.Form):
    """A document that shows that something was done."""

    file = forms.FileField(
        label=_("Proof"),
        help_text=_("PDF, photograph or workbook, 10 MB at most."),
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    handed_on = DayField(label=_("Handed in on"))


class MeetingForm(forms.Form):
    """A meeting to plan."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    planned_on = DayField(label=_("Planned on"))
    place = LineField(label=_("Place"), required=False)
    agenda = TextField(label=_("Agenda"), required=False)


class ReportForm(forms.Form):
    """What happened at a meeting."""

    held_on = DayField(label=_("Held on"))
    attendance = TextField(label=_("Functions that were there"), help_text=_("One a line: functions, no names."))
    minutes = TextField(label=_("Minutes"), required=False, rows=6)
    file = forms.FileField(
        label=_("Minutes as a document"), required=False, widget=forms.FileInput({"accept": ACCEPTED})
    )

    def report(self) -> MeetingReport:
        """Return what is said of the meeting."""
        given = self.cleaned_data
        return MeetingReport(held_on=given["held_on"], attendance=given["attendance"], minutes=given["minutes"])


class DayForm(forms.Form):
    """A day to look at."""

    on = DayField(label=_("As it was on"))
