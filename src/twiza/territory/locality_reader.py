"""Reading localities from a table: every row understood, or every problem named with its row and column."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from twiza.documents.tables import Table
from twiza.territory.commune_book import sound_of_name
from twiza.territory.locality_drafts import LONGEST_CODE, NAMES, draft_of
from twiza.territory.locality_file import (
    ColumnsMissing,
    Draft,
    Findings,
    Locality,
    LocalityFile,
    NoLocalities,
    ReadingRules,
)
from twiza.territory.locality_places import place_drafts


def read_localities(table: Table, rules: ReadingRules, *, has_points: bool) -> LocalityFile:
    """
    Return what a table says. `has_points` is whether its rows have a geometry beside their columns.

    Raises ColumnsMissing or NoLocalities when it cannot say anything, TableProblem when it is damaged on the way.
    """
    refuse_missing_columns(rules.columns.keys(), has_points=has_points)
    findings = Findings(rules.columns)
    drafts = [draft_of(row, rules, findings) for row in table.rows]
    if not drafts:
        raise NoLocalities(_("%(file)s holds no row under its header.") % {"file": table.name})
    place_drafts(drafts, rules, findings)
    _refuse_repeated(drafts, findings)
    return LocalityFile(
        name=table.name,
        localities=[_locality(draft, rules) for draft in drafts if not draft.is_wrong],
        problems=findings.problems.in_order(),
        offers=dict(findings.offers),
        repaired=dict(findings.repaired),
        renumbered=findings.renumbered,
    )


def refuse_missing_columns(chosen: Collection[str], *, has_points: bool) -> None:
    """Raise ColumnsMissing when the columns chosen cannot tell what a locality is called and where it is."""
    fields = set(chosen)
    if not fields & set(NAMES):
        raise ColumnsMissing(_("Choose the column that holds the names of the localities."))
    if ("lat" in fields) != ("lon" in fields):
        raise ColumnsMissing(_("Choose both the latitude and the longitude, or neither."))
    if not has_points and not fields & {"commune_code", "commune_name", "lat"}:
        raise ColumnsMissing(_("Choose the column of the commune’s code, of its name, or those of the coordinates."))


def _refuse_repeated(drafts: Sequence[Draft], findings: Findings) -> None:
    first: dict[str, int] = {}
    for draft in drafts:
        if draft.is_wrong:
            continue
        row = first.setdefault(code_of(draft), draft.row)
        if row == draft.row:
            continue
        if draft.texts["code"]:
            sentence = _("This code is in row %(row)s already.")
            findings.note(draft, "code", sentence % {"row": row})
        else:
            sentence = _("Row %(row)s has this name in the same commune: give each locality a code.")
            findings.note(draft, next(name for name in NAMES if draft.texts[name]), sentence % {"row": row})


def code_of(draft: Draft) -> str:
    """Return the code of a locality: its own, or one made of its commune's and of its name, the same each time."""
    if draft.texts["code"]:
        return draft.texts["code"]
    name = next(draft.texts[name] for name in NAMES if draft.texts[name])
    commune = draft.commune.code if draft.commune else ""
    return f"{commune}:{sound_of_name(name)}"[:LONGEST_CODE]


def _locality(draft: Draft, rules: ReadingRules) -> Locality:
    if draft.commune is None:  # a draft without problems has one
        raise LookupError(draft.row)
    return Locality(
        row=draft.row,
        code=code_of(draft),
        names=names_of(draft),
        kind=rules.kinds.get(sound_of_name(draft.texts["kind"]), rules.default_kind),
        commune=draft.commune,
        lat=draft.lat,
        lon=draft.lon,
        people=draft.people,
        households=draft.households,
        counted_on=draft.counted_on,
    )


def names_of(draft: Draft) -> dict[str, str]:
    """Return the names by language; one of unknown language goes by its letters."""
    names = {"fr": draft.texts["name_fr"], "ar": draft.texts["name_ar"]}
    if name := draft.texts["name"]:
        language = "ar" if any("\u0600" <= letter <= "\u06ff" for letter in name) else "fr"
        names[language] = names[language] or name
    return {language: name for language, name in names.items() if name}
