"""Forms about organisations and their members."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.accounts.rules import Role


class OrganisationForm(forms.Form):
    """The names of an organisation, in the languages it is known by."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=200, required=False)
    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=200, required=False, widget=forms.TextInput({"dir": "rtl", "lang": "ar"})
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)

    def names(self) -> dict[str, str]:
        """Return the names given, by language."""
        return {language: self.cleaned_data[f"name_{language}"] for language in ("fr", "ar", "en")}


class MemberForm(forms.Form):
    """Who is to act for the organisation, and as what."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"))

    def offer(self, roles: Iterable[Role]) -> None:
        """Fill the list of roles with those that may be given."""
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
