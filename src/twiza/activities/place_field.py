"""A place asked for by its name or its code, in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twiza.access.expressed_form import labelled
from twiza.accounts.decisions import Actor
from twiza.territory.commune_book import sound_of_name
from twiza.territory.models import Place
from twiza.territory.queries.places import places_of
from twiza.territory.queries.search import PlaceFound, search_places

PLACES_OFFERED = 8


class PlacedForm(forms.Form):
    """A form about something at a place; several places of one name are offered to choose from."""

    place = forms.CharField(
        label=_("Place"),
        max_length=100,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Name or code of a commune, a quarter or a locality."),
    )
    place_choice = forms.ChoiceField(label=_("Which of these places"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        self.actor = actor
        self.found: Place | None = None
        self.offered: list[PlaceFound] = []
        if self.is_bound:
            self._look_for_place(self.data.get("place", "").strip()[:100], self.data.get("place_choice", ""))

    def clean(self) -> dict[str, Any]:
        """Ask which place is meant when the name does not say."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("place") and self.found is None:
            unsaid = _("Choose one of the places below.") if self.offered else _("No place is called so.")
            self.add_error("place", unsaid)
        return given

    @property
    def place_found(self) -> Place:
        """Return the place; only of a form without errors. Raises LookupError."""
        if self.found is None:
            raise LookupError(self.data.get("place"))
        return self.found

    def _look_for_place(self, text: str, chosen: str) -> None:
        """Find the place by its code or its name; where several are called so, offer them."""
        exact = list(places_of(self.actor).filter(code=text)[:2])
        if len(exact) == 1:
            self.found = exact[0]
            return
        answers = search_places(text, self.actor, PLACES_OFFERED)
        sound = sound_of_name(text)
        alike = [one.place for one in answers if sound in {sound_of_name(name) for name in one.place.names.values()}]
        if len(alike) == 1:
            self.found = alike[0]
            return
        self.offered = answers
        labels = [(one.place.code, labelled(one.place, one.containers)) for one in answers]
        self.fields["place_choice"].choices = labels  # type: ignore[attr-defined]
        self.found = next((one.place for one in answers if one.place.code == chosen), None)
