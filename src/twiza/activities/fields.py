"""Fields of forms: days, lines, sentences, numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
AUTO = {"dir": "auto"}
LONGEST_TEXT = 4_000


class DayField(forms.DateField):
    """A day of our time."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **given)

    def validate(self, value: Any) -> None:
        """Refuse a day that is not of our time."""
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))


class LineField(forms.CharField):
    """A short text in any script."""

    def __init__(self, *, max_length: int = 200, **given: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.TextInput(AUTO), **given)


class TextField(forms.CharField):
    """Some sentences in any script."""

    def __init__(self, *, rows: int = 3, **given: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, widget=forms.Textarea(AUTO | {"rows": rows}), **given)
