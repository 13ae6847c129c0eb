"""What people write and choose on the pages of files."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twiza.core.names import name_in
from twiza.procedures.actions.files import PartyTerms
from twiza.procedures.models import KindVersion, Move, Part, Requirement, ValueKind
from twiza.procedures.storage import ACCEPTED

Options = list[tuple[str, str]]
TEXT_MOST = 5_000


def date_field(label: object, *, required: bool = True) -> forms.DateField:
    """Return a field for a day, with the calendar of the browser."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)  # type: ignore[arg-type]


def reason_field(*, required: bool) -> forms.CharField:
    """Return a field for the reason of something."""
    widget = forms.Textarea({"rows": 2, "dir": "auto"})
    return forms.CharField(label=_("Reason"), required=required, max_length=TEXT_MOST, widget=widget)


def versions_named(versions: Iterable[KindVersion]) -> Options:
    """Return the kinds of some versions as options."""
    return [(one.kind.code, name_in(one.names, get_language() or "fr")) for one in versions]


class FileFilterForm(forms.Form):
    """Which files to show."""

    q = forms.CharField(
        label=_("Title or number"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("open", _("Open")), ("late", _("Late")), ("closed", _("Closed"))],
    )

    def offer(self, versions: Iterable[KindVersion]) -> None:
        """Fill the list of kinds."""
        self.fields["kind"].choices = [("", _("All")), *versions_named(versions)]  # type: ignore[attr-defined]


class WaitingFilterForm(forms.Form):
    """Which of the files that wait to show."""

    q = forms.CharField(
        label=_("Title or number"), required=False, max_length=100, widget=forms.TextInput({"dir": "auto"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)

    def offer(self, versions: Iterable[KindVersion]) -> None:
        """Fill the list of kinds."""
        self.fields["kind"].choices = [("", _("All")), *versions_named(versions)]  # type: ignore[attr-defined]


class DelayFilterForm(forms.Form):
    """Whose delays to show, and of which period."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    start = date_field(_("Steps left from"), required=False)
    end = date_field(_("until the day before"), required=False)

    def offer(self, versions: Iterable[KindVersion]) -> None:
        """Fill the list of kinds."""
        self.fields["kind"].choices = [("", _("All")), *versions_named(versions)]  # type: ignore[attr-defined]


class OpenFileForm(forms.Form):
    """What a file is when it is opened."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    opened_on = date_field(_("Opened on"))
    anchor_on = forms.DateField(
        label=_("Date of reference"),
        required=False,
        help_text=_("The day from which steps are due, where the kind has one: the day of a caravan."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def offer(self, versions: Iterable[KindVersion]) -> None:
        """Fill the list of kinds."""
        self.fields["kind"].choices = versions_named(versions)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """A move along one way; `turn` is what the person saw."""

    move = forms.IntegerField(widget=forms.HiddenInput)
    turn = forms.IntegerField(widget=forms.HiddenInput)
    happened_on = date_field(_("Happened on"))
    owner = forms.TypedChoiceField(
        label=_("Who does the next step"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def suit(self, move: Move, owners: Options) -> None:
        """Ask for a reason as the move needs it, and offer who may do the next step."""
        self.fields["reason"] = reason_field(required=move.needs_reason)
        self.fields["owner"].choices = [("", _("Nobody in particular")), *owners]  # type: ignore[attr-defined]
        if move.to_step.is_end:
            del self.fields["owner"]


class OwnerForm(forms.Form):
    """Who does the present step."""

    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None, choices=[])

    def offer(self, owners: Options) -> None:
        """Fill the list of people."""
        self.fields["owner"].choices = [("", _("Nobody in particular")), *owners]  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """Another due date of the present step, and why."""

    due_on = date_field(_("Due date"), required=False)
    reason = reason_field(required=True)


class AnchorForm(forms.Form):
    """Another date from which steps are due, and why."""

    anchor_on = date_field(_("Date of reference"), required=False)
    reason = reason_field(required=True)


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput({"dir": "auto"}))


class PartyForm(forms.Form):
    """An organisation that is to take part, and as what."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int, choices=[])
    part = forms.ChoiceField(label=_("Part"), required=False)
    label = forms.CharField(label=_("In your own words"), required=False, max_length=120)

    def offer(self, organisations: Options, parts: Iterable[Part]) -> None:
        """Fill the lists of organisations and of parts."""
        language = get_language() or "fr"
        named = [(part.code, name_in(part.names, language)) for part in parts]
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["part"].choices = [("", _("None of these")), *named]  # type: ignore[attr-defined]

    def terms(self) -> PartyTerms:
        """Return who takes part, as what."""
        given = self.cleaned_data
        return PartyTerms(given["organisation"], part=given["part"], label=given["label"])


class CommentForm(forms.Form):
    """What somebody has to say."""

    text = forms.CharField(
        label=_("Your comment"), max_length=TEXT_MOST, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )


class PieceForm(forms.Form):
    """A document to attach."""

    file = forms.FileField(
        label=_("Document"),
        max_length=200,
        help_text=_("PDF, photograph (JPEG, PNG) or workbook (XLSX), 10 MB at most."),
        widget=forms.FileInput({"accept": ACCEPTED}),
    )


class OtherPieceForm(PieceForm):
    """A document that nobody asked for."""

    label = forms.CharField(label=_("What it is"), max_length=200, widget=forms.TextInput({"dir": "auto"}))


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = reason_field(required=True)


class CheckForm(forms.Form):
    """That one has checked something, and when."""

    confirmed_on = date_field(_("Checked on"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("Who told you, or where you looked."),
        widget=forms.TextInput({"dir": "auto"}),
    )


class ValueForm(forms.Form):
    """An answer."""

    text = forms.CharField(label=_("Answer"), max_length=500)

    def suit(self, requirement: Requirement) -> None:
        """Ask for what the requirement wants."""
        widgets = {
            ValueKind.DATE: forms.DateInput({"type": "date"}),
            ValueKind.NUMBER: forms.TextInput({"inputmode": "decimal"}),
        }
        self.fields["text"].widget = widgets.get(ValueKind(requirement.value_kind), forms.TextInput({"dir": "auto"}))


class KindTextForm(forms.Form):
    """A kind of file, as a YAML file or as text."""

    file = forms.FileField(
        label=_("File"), required=False, max_length=200, widget=forms.FileInput({"accept": ".yml,.yaml,.txt"})
    )
    text = forms.CharField(
        label=_("Text (YAML)"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea({"rows": 18, "dir": "ltr", "spellcheck": "false"}),
    )
