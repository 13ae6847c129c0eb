"""The form that turns those who were referred in a caravan into referrals, each with where she goes."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person
from twiza.core.ids import new_id
from twiza.facilities.models import Facility
from twiza.outreach.actions.referrals import SendOn
from twiza.outreach.fields import said
from twiza.outreach.models import Consultation
from twiza.outreach.queries.referrals import ProposedFacility


class SendOnForm(forms.Form):
    """Where one person goes: a facility of our list, or nowhere we know, and then the words for all of them hold."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    is_sent = forms.BooleanField(label=_("Refer now"), required=False, initial=True)
    facility = forms.ChoiceField(label=_("Facility"), required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"})
    )
    appointment_on = forms.DateField(
        label=_("Appointment"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def offer(self, proposed: Sequence[ProposedFacility]) -> None:
        """Fill the list of facilities, the one to propose first."""
        self.known = {str(one.facility.pk): one.facility for one in proposed}
        named = [(str(one.facility.pk), said(one.facility.names)) for one in proposed]
        self.fields["facility"].choices = [*named, ("", _("Elsewhere"))]  # type: ignore[attr-defined]

    def chosen(self) -> Facility | None:
        """Return the facility chosen."""
        return self.known.get(self.cleaned_data["facility"])


class SendPeopleOnForm(forms.Form):
    """What holds for all of them: who follows them, and where those go whose facility is not in our list."""

    owner = forms.TypedChoiceField(label=_("Followed by"), coerce=int, choices=[])
    facility_words = forms.CharField(
        label=_("Where to, when no facility is chosen"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
    )

    def offer(self, people: Sequence[Person]) -> None:
        """Fill the list of people."""
        self.people = {one.pk: one for one in people}
        self.fields["owner"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """One person to be sent on, with her form."""

    consultation: Consultation
    form: SendOnForm


@dataclass(frozen=True, slots=True)
class SendingForms:
    """The forms of a page: one for all, and one for each person."""

    common: SendPeopleOnForm
    rows: Sequence[Row]

    def is_valid(self) -> bool:
        """Return whether everything that was sent can be understood."""
        return all([self.common.is_valid(), *(row.form.is_valid() for row in self.rows)])

    def asked(self) -> Iterator[SendOn]:
        """Yield what is asked for of those who are ticked."""
        words = self.common.cleaned_data["facility_words"]
        for row in self.rows:
            given = row.form.cleaned_data
            if given["is_sent"]:
                facility = row.form.chosen()
                yield SendOn(
                    consultation=row.consultation,
                    id=given["id"],
                    facility=facility,
                    facility_words="" if facility else words,
                    reason=given["reason"],
                    appointment_on=given["appointment_on"],
                )

    def owner(self) -> Person | None:
        """Return who is to follow them."""
        return self.common.people.get(self.common.cleaned_data["owner"])


def sending_forms(
    consultations: Sequence[Consultation],
    proposed: Mapping[tuple[int, int], Sequence[ProposedFacility]],
    people: Sequence[Person],
    *,
    data: Any = None,
    owner_id: int | None = None,
) -> SendingForms:
    """Return the forms for some consultations; `proposed` are the facilities by day and specialty."""
    common = SendPeopleOnForm(data, initial={"owner": owner_id}, prefix="all")
    common.offer(people)
    rows = []
    for one in consultations:
        form = SendOnForm(data, prefix=f"c{one.pk}", initial={"id": uuid.UUID(str(new_id()))})
        form.offer(proposed[one.attendance.day_id, one.referred_for_id or 0])
        rows.append(Row(one, form))
    return SendingForms(common, rows)
