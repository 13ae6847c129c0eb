"""The form that sends a child followed at home to a facility."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.models import Specialty
from twiza.case_management.actions.child_referrals import ChildReferralTerms
from twiza.case_management.models import Urgency
from twiza.case_management.referral_forms import said
from twiza.core.form_fields import DayField, LineField
from twiza.core.ids import new_id
from twiza.facilities.models import Facility


class ReferChildForm(forms.Form):
    """Where a child is sent, for what, how soon."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    specialty = forms.ChoiceField(label=_("Specialty"))
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect)
    facility = forms.ChoiceField(label=_("Facility"), required=False)
    facility_words = LineField(label=_("Where to, when no facility is chosen"), required=False)
    reason = LineField(
        label=_("Reason"), required=False, max_length=300, help_text=_("The slip shows it. Do not write a name.")
    )
    issued_on = DayField(label=_("Issued on"))

    def offer(self, specialties: Iterable[Specialty], facilities: Sequence[Facility]) -> None:
        """Fill the lists with what there is; the first facility is the one proposed."""
        self.specialties = {one.code: one for one in specialties}
        self.facilities = {str(one.pk): one for one in facilities}
        named = [(key, said(one.names)) for key, one in self.facilities.items()]
        self.fields["specialty"].choices = [(code, said(one.names)) for code, one in self.specialties.items()]  # type: ignore[attr-defined]
        self.fields["facility"].choices = [*named, ("", _("Elsewhere"))]  # type: ignore[attr-defined]

    def terms(self) -> ChildReferralTerms:
        """Return what was chosen."""
        given = self.cleaned_data
        facility = self.facilities.get(given["facility"])
        return ChildReferralTerms(
            specialty=self.specialties[given["specialty"]],
            urgency=given["urgency"],
            issued_on=given["issued_on"],
            facility=facility,
            facility_words="" if facility else given["facility_words"],
            reason=given["reason"],
        )
