"""Forms about one's own account."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person


class ProfileForm(forms.ModelForm):
    """What a person says of herself: her name and her language."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Person
        fields = ["name", "language"]
