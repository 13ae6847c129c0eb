"""Checking where the localities of a file lie: in their commune, and not in the sea."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twiza.core.figures import rounded
from twiza.core.names import name_in
from twiza.territory.commune_book import Commune
from twiza.territory.locality_file import Draft, Findings, ReadingRules, Repair
from twiza.territory.queries.communes_at import FoundCommune

BORDER_KM = 2.0
"""How far outside the commune it names a locality may lie: borders are drawn to some hundred metres."""


def place_drafts(drafts: Sequence[Draft], rules: ReadingRules, findings: Findings) -> None:
    """Give each draft its commune, by its point where it names none; what cannot be is noted."""
    located = [draft for draft in drafts if draft.lat is not None and draft.lon is not None and not draft.is_wrong]
    lats, lons = [draft.lat or 0.0 for draft in located], [draft.lon or 0.0 for draft in located]
    found = rules.shapes.at(lats, lons)
    mirrored = rules.shapes.at([max(-90.0, min(90.0, lon)) for lon in lons], lats)
    for draft, here, there in zip(located, found, mirrored, strict=True):
        _place(draft, here, there, rules, findings)
    _refuse_other_territories(drafts, rules, findings)


def _place(
    draft: Draft, here: FoundCommune | None, there: FoundCommune | None, rules: ReadingRules, findings: Findings
) -> None:
    if here is None and there is not None and Repair.SWAP in rules.repairs:
        findings.repaired[Repair.SWAP] += 1
        draft.lat, draft.lon, here = draft.lon, draft.lat, there
    if here is None:
        _note_lost(draft, there, rules, findings)
    elif draft.commune is None:
        draft.commune = rules.book.by_code[here.code]
    elif draft.commune.id != here.place_id:
        _note_elsewhere(draft, draft.commune, rules.book.by_code[here.code], rules, findings)


def _note_lost(draft: Draft, there: FoundCommune | None, rules: ReadingRules, findings: Findings) -> None:
    if there is None:
        findings.note(draft, "lat", _("This point is in no commune of the country: at sea, or abroad."))
        return
    findings.offers[Repair.SWAP] += 1
    sentence = _("Latitude and longitude are exchanged: the other way round, this point is in %(commune)s.")
    findings.note(draft, "lat", sentence % {"commune": named(rules.book.by_code[there.code])})


def _note_elsewhere(draft: Draft, stated: Commune, found: Commune, rules: ReadingRules, findings: Findings) -> None:
    km = rules.shapes.distance_km(stated.id, draft.lat or 0.0, draft.lon or 0.0)
    if km is None or km <= BORDER_KM:
        return
    sentence = _("This point is in %(found)s, about %(km)s km outside %(stated)s.")
    words = {"found": named(found), "stated": named(stated), "km": rounded(km)}
    findings.note(draft, "lat", sentence % words)


def _refuse_other_territories(drafts: Sequence[Draft], rules: ReadingRules, findings: Findings) -> None:
    communes = {draft.commune.path: draft.commune for draft in drafts if draft.commune and not draft.is_wrong}
    refused = {path for path in communes if not rules.may_import_into(path)}
    for draft in drafts:
        if draft.commune and draft.commune.path in refused:
            sentence = _("%(commune)s is outside the territory you act for.")
            findings.note(draft, "commune_code", sentence % {"commune": named(draft.commune)})


def named(commune: Commune) -> str:
    """Return the name of a commune in the language of the reader."""
    return name_in(commune.names, get_language() or "fr")
