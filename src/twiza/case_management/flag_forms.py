"""Which records to list, and what is done about one."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person as Account
from twiza.case_management.models import FlagAct, FlagKind
from twiza.case_management.queries.record_flags import FlagFilter
from twiza.core.form_fields import DayField, TextField
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.territory.models import Place

ALL = "all"
STATE_CHOICES = [
    ("", pgettext_lazy("record flags", "Open")),
    ("asked", pgettext_lazy("record flags", "The agent was asked")),
    ("told", pgettext_lazy("record flags", "The agent answered")),
    ("answered", pgettext_lazy("record flags", "Answered")),
    ("gone", pgettext_lazy("record flags", "Found no more")),
    (ALL, pgettext_lazy("record flags", "All")),
]
ANSWERS = [FlagAct.RIGHT, FlagAct.CORRECTED, FlagAct.ASKED, FlagAct.UNKNOWABLE]


class FlagFilterForm(forms.Form):
    """Which records to list: those that wait, when nothing else is said."""

    state = forms.ChoiceField(label=pgettext_lazy("record flags", "State"), required=False, choices=STATE_CHOICES)
    kind = forms.ChoiceField(
        label=pgettext_lazy("record flags", "Kind"), required=False, choices=[("", _("All kinds")), *FlagKind.choices]
    )
    agent = forms.TypedChoiceField(label=_("Agent"), required=False, coerce=int, empty_value=None)
    place = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    since = DayField(label=pgettext_lazy("period", "From"), required=False)
    until = DayField(label=pgettext_lazy("period", "Until"), required=False)

    def offer(self, agents: Iterable[Account], places: Iterable[Place]) -> None:
        """Offer the agents and the places that have a record pointed out."""
        language = get_language() or "fr"
        self.fields["agent"].choices = [("", _("All agents")), *((one.pk, one.name) for one in agents)]  # type: ignore[attr-defined]
        named = [(one.pk, name_in(one.names, language)) for one in places]
        self.fields["place"].choices = [("", _("All places")), *named]  # type: ignore[attr-defined]

    def asked(self) -> FlagFilter:
        """Return what is asked; what was not understood asks nothing."""
        self.is_valid()
        said = self.cleaned_data
        state = said.get("state", "")
        return FlagFilter(
            state="" if state == ALL else state or "open",
            kind=said.get("kind", ""),
            agent_id=said.get("agent"),
            place_id=said.get("place"),
            since=said.get("since"),
            until=said.get("until"),
        )


class FlagTellForm(forms.Form):
    """What an agent answers about her record."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    words = TextField(label=_("What happened"))


class FlagAnswerForm(forms.Form):
    """What a supervisor did about a record."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    act = forms.ChoiceField(label=_("What was done"), widget=forms.RadioSelect)
    words = TextField(label=_("In words"), help_text=_("What you looked at, and what you found or asked."))

    def __init__(self, *args: object, may_ask: bool, **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        offered = [one for one in ANSWERS if may_ask or one != FlagAct.ASKED]
        self.fields["act"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
