"""The form of one more box to tick."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id


class TaskForm(forms.Form):
    """Something to do before the day."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    text = forms.CharField(label=_("Something else to do"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
