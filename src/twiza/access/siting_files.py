"""What the siting assistant answered, as a file: one line per place chosen, with what the figures rest on inside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.access.models import AccessScenario, Siting, SitingPost
from twiza.access.need_files import COUNT_FORMAT
from twiza.access.siting_words import answers_of, post_name, siting_assumptions, title_said
from twiza.core.names import name_in
from twiza.documents.table_files import TableColumn, TableFile
from twiza.documents.tables import Cell
from twiza.documents.workbooks import Note


def siting_table(siting: Siting, scenario: AccessScenario, posts: Sequence[SitingPost], *, kind: str) -> TableFile:
    """Return the places chosen as a table to send."""
    totals = accumulate(post.people_added for post in posts)
    return TableFile(
        title=title_said(siting),
        columns=[
            TableColumn("rank", _("Rank")),
            TableColumn("place", _("Place"), width=40),
            TableColumn("commune_code", _("Code of the commune")),
            TableColumn("commune", _("Commune"), width=32),
            TableColumn("lat", _("Latitude"), "0.00000"),
            TableColumn("lon", _("Longitude"), "0.00000"),
            TableColumn("people_added", _("People it adds"), COUNT_FORMAT),
            TableColumn("people_total", _("People in all"), COUNT_FORMAT),
            TableColumn("people_near", _("Newly within its own reach"), COUNT_FORMAT),
        ],
        rows=[cells_of(post, total) for post, total in zip(posts, totals, strict=True)],
        notes=[
            Note(_("Scenario"), scenario.name),
            *(Note(_("Answer"), sentence) for sentence in answers_of(siting)),
            *(Note(_("Assumption"), sentence) for sentence in siting_assumptions(siting, scenario)),
        ],
        geometries=[{"type": "Point", "coordinates": [post.lon, post.lat]} for post in posts]
        if kind == "geojson"
        else (),
    )


def cells_of(post: SitingPost, total: int) -> list[Cell]:
    """Return the line of one place."""
    return [
        post.rank,
        post_name(post),
        post.commune.code,
        name_in(post.commune.names, get_language() or "fr"),
        post.lat,
        post.lon,
        post.people_added,
        total,
        post.people_near,
    ]
