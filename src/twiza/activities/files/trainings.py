"""Trainings, and who takes part in one, as tables to send."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.activities.counting_rule import training_rule
from twiza.activities.files.tables import DATE, WHOLE
from twiza.activities.models import Professional, Training
from twiza.activities.queries.training import Followed
from twiza.activities.wording import trained_rule_said
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note

SHARE, NUMBER = "0%", "0.##"


def trainings_table(trainings: Iterable[Training]) -> TableFile:
    """Return trainings as `queries.training.listed_trainings` gives them, in the language of the page."""
    columns = [
        TableColumn("module", _("Module"), width=40),
        TableColumn("starts_on", _("First day"), DATE),
        TableColumn("ends_on", _("Last day"), DATE),
        TableColumn("place_code", _("Code of the place"), width=20),
        TableColumn("place", _("Place"), width=28),
        TableColumn("given_by", _("Taught by"), width=32),
        TableColumn("people", _("People who take part"), WHOLE),
        TableColumn("observe_on", _("Observe from"), DATE),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            said(one.module.names),
            one.starts_on,
            one.ends_on,
            one.place.code,
            said(one.place.names),
            one.given_by,
            one.people,  # type: ignore[attr-defined]
            one.observe_on,
        )
        for one in trainings
    ]
    return TableFile(_("Trainings"), columns, rows)


def participants_table(training: Training, followed: Iterable[Followed]) -> TableFile:
    """Return who takes part in a training, and what it amounts to by the counting rule."""
    columns = [
        TableColumn("name", _("Name"), width=32),
        TableColumn("function", _("Function"), width=28),
        TableColumn("workplace", _("Works at"), width=32),
        TableColumn("hours", _("Hours attended"), NUMBER),
        TableColumn("share", _("Share of the module"), SHARE),
        TableColumn("before", _("Score before"), NUMBER),
        TableColumn("after", _("Score after"), NUMBER),
        TableColumn("trained", _("Trained")),
        TableColumn("observed_on", _("Seen at work on"), DATE),
        TableColumn("met", _("Points that held"), WHOLE),
        TableColumn("asked", _("Points of the checklist looked at"), WHOLE),
    ]
    notes = [Note(_("How it is counted"), trained_rule_said(training_rule()))]
    return TableFile(said(training.module.names), columns, [row_of(one) for one in followed], notes=notes)


def row_of(followed: Followed) -> tuple[Cell, ...]:
    """Return somebody's part in a training as a row; a test not done is an empty cell."""
    one = followed.participation
    seen = getattr(one, "observation", None)
    return (
        one.professional.name,
        one.professional.function,
        workplace_of(one.professional) or None,
        float(followed.hours),
        followed.share,
        None if one.before is None else float(one.before),
        None if one.after is None else float(one.after),
        _("yes") if followed.is_trained else _("no"),
        seen.observed_on if seen else None,
        seen.met if seen else None,
        seen.asked if seen else None,
    )


def workplace_of(professional: Professional) -> str:
    """Return where somebody works: her facility, or the words for it."""
    return said(professional.facility.names) if professional.facility else professional.workplace


def said(names: dict[str, str]) -> str:
    """Return names in the language of the page."""
    return name_in(names, get_language() or "fr")
