"""The form by which many families change agents."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person as Account
from twiza.case_management.queries.caseloads import Caseload
from twiza.case_management.referral_forms import said
from twiza.core.form_fields import LineField
from twiza.core.ids import new_id

NOBODY = "0"


class HandoverForm(forms.Form):
    """Whose families, where, go to whom: asked to look at what would move."""

    leaving = forms.ChoiceField(label=_("Families of"))
    place = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    taking = forms.TypedMultipleChoiceField(
        label=_("Shared among"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets as many as the others; neighbours stay together."),
    )

    def offer(self, loads: Sequence[Caseload]) -> None:
        """Fill the lists with who follows some families, where they live, and who may follow them."""
        self.loads = {str(one.agent.pk) if one.agent else NOBODY: one for one in loads}
        places = {place.pk: said(place.names) for one in loads for place in one.places}
        able = [one.agent for one in loads if one.agent and one.may_follow]
        self.agents = {one.pk: one for one in able}
        holding = [(key, one) for key, one in self.loads.items() if one.households]
        self.fields["leaving"].choices = [(key, name_of(one.agent)) for key, one in holding]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("Everywhere")), *sorted(places.items(), key=lambda one: one[1])]  # type: ignore[attr-defined]
        self.fields["taking"].choices = [(one.pk, one.name) for one in able]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Return what was chosen; nobody hands over to herself."""
        cleaned: dict[str, object] = super().clean() or {}
        if str(cleaned.get("leaving")) in {str(one) for one in self.cleaned_data.get("taking", [])}:
            self.add_error("taking", _("She follows these families already: leave her out."))
        return cleaned

    def leaving_agent(self) -> Account | None:
        """Return whose families they are; None for nobody's."""
        return self.loads[self.cleaned_data["leaving"]].agent

    def taking_agents(self) -> list[Account]:
        """Return who is to follow them."""
        return [self.agents[pk] for pk in self.cleaned_data["taking"]]


class HandoverReasonForm(forms.Form):
    """Why, and which families were looked at."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    expected = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = LineField(label=_("Reason"), max_length=300)


def name_of(agent: Account | None) -> str:
    """Return the name of an agent, or that there is none."""
    return agent.name if agent else str(_("Nobody"))
