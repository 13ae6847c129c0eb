"""Awareness sessions as a table to send."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from twiza.activities.models import AwarenessSession
from twiza.activities.models.awareness import GROUPS
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note

WHOLE, DATE = "#,##0", "dd/mm/yyyy"


def sessions_table(sessions: Iterable[AwarenessSession]) -> TableFile:
    """Return sessions as `queries.awareness.listed` gives them, in the language of the page; nobody is named."""
    columns = [
        TableColumn("held_on", pgettext("session", "Day"), DATE),
        TableColumn("place_code", _("Code of the place"), width=20),
        TableColumn("place", _("Place"), width=28),
        TableColumn("topics", _("Topics"), width=48),
        TableColumn("held_by", _("Held by"), width=24),
        TableColumn("women", _("Women"), WHOLE),
        TableColumn("men", _("Men"), WHOLE),
        TableColumn("girls", _("Girls"), WHOLE),
        TableColumn("boys", _("Boys"), WHOLE),
        TableColumn("unknown", _("Not told apart"), WHOLE),
        TableColumn("contacts", _("Contacts"), WHOLE),
        TableColumn("on_list", _("People on the list"), WHOLE),
        TableColumn("withdrawn_for", _("Why it is withdrawn"), width=32),
    ]
    return TableFile(_("Awareness sessions"), columns, [row_of(one) for one in sessions], notes=[how_counted()])


def row_of(session: AwarenessSession) -> tuple[Cell, ...]:
    """Return a session as a row; what nobody counted is an empty cell."""
    return (
        session.held_on,
        session.place.code,
        name_in(session.place.names, get_language() or "fr"),
        " · ".join(topics_said(session)),
        session.held_by.name,
        *(getattr(session, name) for name in GROUPS),
        session.contacts,
        session.on_list or None,  # type: ignore[attr-defined]
        session.withdrawn_for or None,
    )


def topics_said(session: AwarenessSession) -> list[str]:
    """Return what a session was about, in the language of the page."""
    named = [name_in(topic.names, get_language() or "fr") for topic in session.topics.all()]
    return [*named, *([session.topic_words] if session.topic_words else [])]


def how_counted() -> Note:
    """Return how contacts and people are counted."""
    said = _(
        "A contact is one coming of one person: who comes three times makes three contacts. People on lists are "
        "another figure, never added to contacts. An empty cell was not counted."
    )
    return Note(_("How it is counted"), said)
