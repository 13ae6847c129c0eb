"""Forms of the information of the public: what is said, one contact, a file of contacts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models import ConsentHow
from twiza.outreach.actions.information import Agreement, ContactTerms, PublicTerms
from twiza.outreach.models import PublicInformation, SpokenLanguage

LONGEST_MESSAGE = 1_000
FR, AR = {"lang": "fr", "dir": "ltr"}, {"lang": "ar", "dir": "rtl"}
TIME = {"type": "time"}


class PublicForm(forms.Form):
    """What the public is told."""

    opens_at = forms.TimeField(label=_("Open from"), required=False, widget=forms.TimeInput(TIME, format="%H:%M"))
    closes_at = forms.TimeField(label=_("Open until"), required=False, widget=forms.TimeInput(TIME, format="%H:%M"))
    is_free = forms.BooleanField(label=_("Free of charge"), required=False, initial=True)
    bring_fr = forms.CharField(
        label=_("What to bring, in French"), required=False, max_length=300, widget=forms.TextInput(FR)
    )
    bring_ar = forms.CharField(
        label=_("What to bring, in Arabic"), required=False, max_length=300, widget=forms.TextInput(AR)
    )
    message_fr = forms.CharField(
        label=_("Text message in French"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 3, **FR}),
        help_text=_("Left empty, it is composed from the facts of this caravan."),
    )
    message_ar = forms.CharField(
        label=_("Text message in Arabic"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 3, **AR}),
        help_text=_("Left empty, it is composed from the facts of this caravan."),
    )

    def clean(self) -> dict[str, Any]:
        """Return what is told; nobody closes before she opens."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Choose an hour after the opening."))
        return cleaned

    def terms(self) -> PublicTerms:
        """Return what is told."""
        said = self.cleaned_data
        return PublicTerms(
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
            is_free=said["is_free"],
            bring={"fr": said["bring_fr"], "ar": said["bring_ar"]},
            messages={"fr": said["message_fr"], "ar": said["message_ar"]},
        )


def initial_of(written: PublicInformation | None) -> dict[str, Any]:
    """Return what was written as its form shows it."""
    if written is None:
        return {}
    texts = {f"bring_{language}": text for language, text in written.bring.items()}
    texts |= {f"message_{language}": text for language, text in written.messages.items()}
    return {"opens_at": written.opens_at, "closes_at": written.closes_at, "is_free": written.is_free, **texts}


class AgreementForm(forms.Form):
    """When and how people agreed that their name and number are kept."""

    agreed_on = forms.DateField(
        label=_("Agreed on"), widget=forms.DateInput({"type": "date"}), initial=timezone.localdate
    )
    agreed_how = forms.ChoiceField(label=_("How"), choices=ConsentHow.choices, widget=forms.RadioSelect)

    def agreement(self) -> Agreement:
        """Return the agreement."""
        return Agreement(self.cleaned_data["agreed_on"], self.cleaned_data["agreed_how"])


class ContactForm(AgreementForm):
    """Somebody who passes the word on."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}),
    )
    locality = forms.CharField(
        label=_("Locality"), required=False, max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=SpokenLanguage.choices,
        initial=SpokenLanguage.ARABIC,
        widget=forms.RadioSelect,
    )
    field_order = ("id", "name", "phone", "locality", "language", "agreed_on", "agreed_how")

    def terms(self) -> ContactTerms:
        """Return who passes the word on."""
        said = self.cleaned_data
        return ContactTerms(said["name"], said["phone"], said["language"], said["locality"])


class ContactsFileForm(AgreementForm):
    """Contacts that were listed in a spreadsheet, all of whom agreed."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
        help_text=_("CSV or Excel (.xlsx), a person a row: name, telephone, locality, language (fr or ar)."),
    )
    field_order = ("file", "agreed_on", "agreed_how")
