"""Invented figures and forms that the design page shows: nobody's, and said to be so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.web.sample_map import PLACES, map_config


class DesignForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name of the plan"), max_length=60, help_text=gettext_lazy("A few words.")
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"), choices=[("", "—"), ("1", "Tazart"), ("2", "Ifri")], required=False
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    teams = forms.IntegerField(label=gettext_lazy("Teams"), min_value=1, max_value=12)
    specialties = forms.MultipleChoiceField(
        label=gettext_lazy("Specialties"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("general", gettext_lazy("General medicine")),
            ("eye", gettext_lazy("Ophthalmology")),
            ("teeth", gettext_lazy("Dental care")),
        ],
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    localities = forms.FileField(
        label=gettext_lazy("File of localities"),
        required=False,
        help_text=gettext_lazy("CSV, XLSX or GeoJSON, 20 MB at most."),
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Show this plan to my whole organisation"), required=False)


def design_sample() -> dict[str, Any]:
    """Return everything the design page shows, in the language of the page."""
    paginator = Paginator(range(1503), 50)
    return {
        "trail": [(_("Home"), "/"), (_("Design system"), "")],
        "legends": legends(),
        "teams": range(1, 9),
        "assumptions": [
            _("A reference hospital is supposed at the seat of each province."),
            _("People are spread evenly over the inhabited part of each commune."),
        ],
        "figures": figures(),
        "page": paginator.page(3),
        "page_numbers": list(paginator.get_elided_page_range(3, on_each_side=1, on_ends=1)),
        "rows": rows(),
        "form": filled_form(),
        "progress": 0.6,
        "days": [dt.date(2026, 11, 2), dt.date(2026, 11, 16)],
        "map": map_config(),
        "views": [("need", _("Need")), ("far", _("Far from care"))],
        "map_legends": [legend | {"is_hidden": legend["palette"] != "need"} for legend in legends()[:2]],
        "attribution": _("Invented country"),
    }


def rows() -> list[dict[str, Any]]:
    """Return the invented communes as the lines of a table."""
    names = ("key", "name", "population", "far", "need")
    return [dict(zip(names, place, strict=True)) for place in PLACES]


def legends() -> list[dict[str, Any]]:
    """Return the legends of the four palettes."""
    titles = {
        "need": _("Need, from 0 to 1"),
        "far": _("Share of people beyond 6 km"),
        "access": _("Supply within reach"),
        "population": _("Population"),
    }
    shared = {"classes": classes_of(0.2), "missing": _("no figure")}
    return [{"palette": palette, "title": title, **shared} for palette, title in titles.items()]


def classes_of(width: float) -> list[tuple[int, str]]:
    """Return five classes of one width with their words."""
    words = _("%(low)s to %(high)s")
    limits = [number_format(step * width, 1) for step in range(6)]
    return [(step, words % {"low": limits[step - 1], "high": limits[step]}) for step in range(1, 6)]


def figures() -> list[dict[str, Any]]:
    """Return four key figures, one of them not known."""
    return [
        {"label": _("People newly reached"), "value": 4_217, "note": _("in 6 communes")},
        {"label": _("Stops"), "value": 42, "note": _("4 teams, 20 days")},
        {"label": _("Distance to the best possible"), "value": _("at most 0.1%"), "note": _("proven")},
        {"label": _("Doctors per 10,000 inhabitants"), "value": None, "note": _("not known here")},
    ]


def filled_form() -> DesignForm:
    """Return a form sent with mistakes, so that their place shows."""
    return DesignForm(
        {"name": "", "region": "1", "first_day": "2026-12-01", "teams": "40", "email": "driss@example.org"}
    )
