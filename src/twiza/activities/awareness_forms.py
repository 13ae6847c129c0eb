"""Forms of awareness sessions: find them, record one, its list, its topics."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from twiza.access.place_options import Options
from twiza.activities.actions.awareness import SessionSaid
from twiza.activities.actions.people import PersonSaid
from twiza.activities.fields import DayField, LineField, TextField
from twiza.activities.models import AgeBand, AwarenessSession, Group, Topic
from twiza.activities.models.awareness import GROUPS
from twiza.activities.place_field import PlacedForm
from twiza.activities.queries.awareness import HELD, PLANNED, WITHDRAWN, SessionFilter
from twiza.core.ids import new_id
from twiza.core.names import name_in
from twiza.core.text import sounds_asked

MOST_CONTACTS = 100_000
STATES = [
    (PLANNED, pgettext_lazy("session", "Planned")),
    (HELD, pgettext_lazy("session", "Held")),
    (WITHDRAWN, pgettext_lazy("session", "Withdrawn")),
]


def choices_of(topics: Iterable[Topic]) -> list[tuple[str, str]]:
    """Return topics to choose from, in the language of the page."""
    return [(str(one.pk), name_in(one.names, get_language() or "fr")) for one in topics]


class SessionFilterForm(forms.Form):
    """Which sessions to list."""

    q = LineField(label=_("Topic, place or words"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("Up to and including"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES])

    def offer(self, *, topics: Iterable[Topic], areas: Options) -> None:
        """Fill the lists with what there is."""
        self.fields["topic"].choices = [("", _("All")), *choices_of(topics)]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("Everywhere")), *areas]  # type: ignore[attr-defined]

    def asked(self) -> SessionFilter:
        """Return what is asked; what is not understood asks nothing."""
        self.is_valid()
        given = self.cleaned_data
        return SessionFilter(
            sounds=sounds_asked(given.get("q", "")),
            topic=given.get("topic", ""),
            area_path=given.get("area", ""),
            state=given.get("state", ""),
            start=given.get("start"),
            end=given.get("end"),
        )


class ContactsField(forms.IntegerField):
    """How many contacts; empty when nobody counted them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_CONTACTS, required=False, **given)


class SessionForm(PlacedForm):
    """What somebody says of a session."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    held_on = DayField(label=pgettext_lazy("session", "Day"))
    place_words = LineField(
        label=_("Where exactly"), required=False, help_text=_("A yard, a health centre, a school.")
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    topic_words = LineField(label=_("Another topic, in words"), required=False)
    facilitators = TextField(
        label=_("Who held it with you"),
        required=False,
        rows=2,
        help_text=_("One a line. Leave it empty if you were alone."),
    )
    women = ContactsField(label=_("Women"))
    men = ContactsField(label=_("Men"))
    girls = ContactsField(label=_("Girls"))
    boys = ContactsField(label=_("Boys"))
    unknown = ContactsField(label=_("Not told apart"))
    notes = TextField(label=_("Notes"), required=False, help_text=_("What people asked. Write nobody's name."))

    def offer(self, topics: Iterable[Topic]) -> None:
        """Say which topics there are."""
        self.known = {str(one.pk): one for one in topics}
        self.fields["topics"].choices = choices_of(self.known.values())  # type: ignore[attr-defined]

    def said(self) -> SessionSaid:
        """Return what is said; only of a form without errors."""
        given = self.cleaned_data
        return SessionSaid(
            held_on=given["held_on"],
            place=self.place_found,
            place_words=given["place_words"],
            topics=tuple(self.known[key] for key in given["topics"]),
            topic_words=given["topic_words"],
            facilitators=given["facilitators"],
            contacts={name: given[name] for name in GROUPS if given[name] is not None},
            notes=given["notes"],
        )


def filled_in(session: AwarenessSession) -> dict[str, Any]:
    """Return a session as its form shows it."""
    names = ("held_on", "place_words", "topic_words", "facilitators", "notes", *GROUPS)
    topics = [str(topic.pk) for topic in session.topics.all()]
    said = {name: getattr(session, name) for name in names}
    return said | {"id": session.pk, "place": session.place.code, "topics": topics}


class PersonForm(forms.Form):
    """Somebody on the list of a session."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    group = forms.ChoiceField(label=_("Who"), choices=Group.choices)
    name = LineField(
        label=_("First name or nickname"), required=False, max_length=80, help_text=_("Leave it empty if she prefers.")
    )
    age_band = forms.ChoiceField(label=_("Age"), required=False, choices=[("", _("Not said")), *AgeBand.choices])
    card_code = LineField(
        label=_("Code of the household's card"),
        required=False,
        max_length=40,
        help_text=_("With it, somebody who comes to several sessions is counted once."),
    )

    def said(self) -> tuple[uuid.UUID, PersonSaid]:
        """Return the id and what is written of her; only of a form without errors."""
        given = self.cleaned_data
        return given["id"], PersonSaid(
            group=given["group"], name=given["name"], age_band=given["age_band"], card_code=given["card_code"]
        )


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = LineField(label=_("Why it is withdrawn"), required=False, max_length=500)


class TopicForm(forms.Form):
    """The names of a topic."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    fr = forms.CharField(
        label=_("Name in French"), required=False, max_length=120, widget=forms.TextInput({"lang": "fr", "dir": "ltr"})
    )
    ar = forms.CharField(
        label=_("Name in Arabic"), required=False, max_length=120, widget=forms.TextInput({"lang": "ar", "dir": "rtl"})
    )

    def names(self) -> dict[str, str]:
        """Return the names; only of a form without errors."""
        return {"fr": self.cleaned_data["fr"], "ar": self.cleaned_data["ar"]}
