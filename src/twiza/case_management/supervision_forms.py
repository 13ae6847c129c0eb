"""Forms of supervisions: a day planned, what was seen and agreed, an agent's own words, a list filtered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person as Account
from twiza.case_management.models import Seen, SupervisionRecord
from twiza.case_management.supervision_checklist import ChecklistItem, items_of
from twiza.case_management.supervision_terms import SupervisionTerms
from twiza.core.form_fields import DayField, LineField, TextField
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.core.spoken_code import in_halves
from twiza.households.models import Household
from twiza.rulesets.models import RulesetVersion
from twiza.territory.models import Place

ITEM = "item_"
BETWEEN_CODES = re.compile(r"[,;،؛\n]+")


class PlanForm(forms.Form):
    """On which day somebody goes along."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    planned_on = DayField(label=pgettext_lazy("supervision", "Day planned"))


class RecordForm(forms.Form):
    """What was seen at a supervision and what was agreed; an item left as it is was not seen."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    supervision = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    held_on = DayField(label=pgettext_lazy("supervision", "Day of the supervision"))
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none(), required=False, empty_label="—")
    families = LineField(
        label=_("Codes of the families seen"),
        required=False,
        max_length=400,
        help_text=_("A comma between two codes."),
    )
    agreed = TextField(
        label=pgettext_lazy("supervision", "What was agreed"),
        required=False,
        help_text=_("In the words of both. Write no name of a family."),
    )
    next_on = DayField(label=_("Next supervision"), required=False)
    reason = LineField(label=_("Why this is corrected"), max_length=300)

    def offer(
        self,
        *,
        places: Iterable[Place],
        households: Any,
        checklist: RulesetVersion | None,
        is_correction: bool,
    ) -> None:
        """Say where the agent works, which families there are, and which items are looked at."""
        language = get_language() or "fr"
        self.households, self.checklist, self.items = households, checklist, items_of(checklist)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["place"].label_from_instance = lambda place: name_in(place.names, language)  # type: ignore[attr-defined]
        for item in self.items:
            self.fields[ITEM + item.code] = item_field(item, language)
        if not is_correction:
            del self.fields["reason"]

    def item_fields(self) -> list[forms.BoundField]:
        """Return the fields of the checklist, in the order of the sheet."""
        return [self[ITEM + item.code] for item in self.items]

    def clean_families(self) -> Sequence[Household]:
        """Return the families of the codes that were written."""
        codes = [in_halves(one.strip()) for one in BETWEEN_CODES.split(self.cleaned_data["families"]) if one.strip()]
        found = list(self.households.filter(code__in=codes))
        unknown = [one for one in codes if one not in {home.code for home in found}]
        if unknown:
            said = _("%(codes)s: no family that you see has this code. Correct it, or leave it out.")
            raise forms.ValidationError(said % {"codes": " · ".join(unknown)})
        return found

    def terms(self) -> SupervisionTerms:
        """Return what was written."""
        said = self.cleaned_data
        return SupervisionTerms(
            held_on=said["held_on"],
            place=said["place"],
            households=said["families"],
            checklist=self.checklist,
            marks={item.code: said[ITEM + item.code] for item in self.items},
            agreed=said["agreed"],
            next_on=said["next_on"],
            reason=said.get("reason", ""),
        )


def item_field(item: ChecklistItem, language: str) -> forms.ChoiceField:
    """Return the field of one item: nobody saw it unless somebody says so."""
    return forms.ChoiceField(
        label=name_in(item.names, language), choices=Seen.choices, widget=forms.RadioSelect, initial=Seen.NOT_SEEN
    )


def said_before(record: SupervisionRecord) -> dict[str, object]:
    """Return a record as the form that corrects it begins with."""
    return {
        "held_on": record.held_on,
        "place": record.place_id,
        "families": ", ".join(one.code for one in record.households.all()),
        "agreed": record.agreed,
        "next_on": record.next_on,
        **{ITEM + one.item: one.seen for one in record.marks.all()},
    }


class OwnWordsForm(forms.Form):
    """What an agent says herself."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    words = TextField(label=_("Your own words"), help_text=_("What you take along, or see otherwise."))


class SupervisionFilterForm(forms.Form):
    """Which supervisions of a list somebody asks for."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Planned and held")),
            ("planned", pgettext_lazy("supervisions", "Planned, not held")),
            ("held", pgettext_lazy("supervisions", "Held")),
            ("withdrawn", pgettext_lazy("supervisions", "Withdrawn as a mistake")),
        ],
    )
    agent = forms.TypedChoiceField(label=_("Agent"), required=False, coerce=int, empty_value=None)

    def offer(self, agents: Iterable[Account]) -> None:
        """Say whose supervisions there are."""
        self.fields["agent"].choices = [("", _("All agents")), *((one.pk, one.name) for one in agents)]  # type: ignore[attr-defined]
