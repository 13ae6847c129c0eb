"""What people choose and type about lists for offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twiza.core.form_fields import DayField, LineField
from twiza.social_protection.models import BatchAnswer, BatchLine

FILES_MOST = 500
STAY = ""


class DeskForm(forms.Form):
    """For which office a list is made."""

    desk = forms.ChoiceField(label=_("For which office"))

    def offer(self, desks: Iterable[tuple[str, str]]) -> None:
        """Offer the steps at which files wait for an office."""
        self.fields["desk"].choices = [("", _("Choose")), *desks]  # type: ignore[attr-defined]


class BatchForm(forms.Form):
    """Which files go on a list, and since when it is one."""

    made_on = DayField(label=_("Made on"))
    enrolments = forms.MultipleChoiceField(label=_("Files"), widget=forms.CheckboxSelectMultiple)

    def offer(self, files: Sequence[tuple[str, str]]) -> None:
        """Offer the files that wait."""
        self.fields["enrolments"].choices = files[:FILES_MOST]  # type: ignore[attr-defined]


class AnswersForm(forms.Form):
    """What an office answered on one day, line by line; a line left empty waits on."""

    answered_on = DayField(label=_("Answered on"))

    def offer(self, lines: Iterable[BatchLine]) -> None:
        """Ask for the answer and the reason of each line."""
        self.lines = list(lines)
        for line in self.lines:
            answer = forms.ChoiceField(choices=[("", "—"), *BatchAnswer.choices], required=False, initial=line.answer)
            answer.widget.attrs["aria-label"] = _("Answer to number %(number)s") % {"number": line.number}
            reason = LineField(max_length=500, required=False, initial=line.reason)
            reason.widget.attrs["aria-label"] = _("Reason for number %(number)s") % {"number": line.number}
            self.fields |= {f"answer_{line.number}": answer, f"reason_{line.number}": reason}

    def rows(self) -> list[tuple[BatchLine, forms.BoundField, forms.BoundField]]:
        """Return each line with its two fields."""
        return [(one, self[f"answer_{one.number}"], self[f"reason_{one.number}"]) for one in self.lines]


class AnswersFileForm(forms.Form):
    """The workbook of a list as it came back."""

    file = forms.FileField(
        label=_("The list as it came back"),
        help_text=_("Workbook (XLSX) or CSV: number, answer (yes or no), day of the answer, reason."),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
    )


class FollowForm(forms.Form):
    """To which step the files go that were accepted, and those that were rejected."""

    yes = forms.ChoiceField(label=_("Accepted files go to"), required=False)
    no = forms.ChoiceField(label=pgettext_lazy("files of rights", "Rejected files go to"), required=False)

    def offer(self, on: Sequence[tuple[str, str]], refused: Sequence[tuple[str, str]]) -> None:
        """Offer the steps that follow: without a reason for yes, with one for no."""
        stay = [(STAY, _("They stay where they are"))]
        self.fields["yes"].choices = [*on, *stay]  # type: ignore[attr-defined]
        self.fields["no"].choices = [*refused, *stay]  # type: ignore[attr-defined]
