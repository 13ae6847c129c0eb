"""Which column of a file says what about localities: guessed from the header, then chosen by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from twiza.core.text import fold

FIELDS = {
    "code": _("Code of the locality"),
    "name_fr": _("Name in French"),
    "name_ar": _("Name in Arabic"),
    "name": _("Name, in either language"),
    "commune_code": _("Code of the commune"),
    "commune_name": _("Name of the commune"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "population": _("Inhabitants"),
    "households": _("Households"),
    "kind": _("Kind (douar, neighbourhood…)"),
    "counted_on": _("Date of the count"),
}
HCP_DOUARS = frozenset(
    {"code", "commune_code", "fraction_code", "fraction_ar", "name_ar", "type", "households", "population"}
)
"""The columns by which the file of douars of the Haut-Commissariat au Plan is recognised; it has no coordinates."""

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "codelocalite", "codedouar", "id", "identifiant", "ref", "رمز"),
    "name_fr": ("namefr", "nomfr", "nomfrancais", "libellefr", "nomdouarfr", "douarfr"),
    "name_ar": ("namear", "nomar", "nomarabe", "libellear", "nomdouarar", "اسم", "الاسم", "الدوار", "دوار"),
    "name": ("name", "nom", "localite", "locality", "douar", "village", "quartier", "libelle"),
    "commune_code": ("communecode", "codecommune", "codecom", "hcpcode", "codehcp", "رمزالجماعه"),
    "commune_name": ("commune", "communename", "nomcommune", "communefr", "الجماعه", "جماعه"),
    "lat": ("lat", "latitude", "y", "gpslat", "خطالعرض"),
    "lon": ("lon", "lng", "long", "longitude", "x", "gpslon", "gpslong", "خطالطول"),
    "population": ("population", "pop", "habitants", "inhabitants", "people", "الساكنه", "السكان", "عددالسكان"),
    "households": ("households", "menages", "foyers", "nbmenages", "الاسر", "عددالاسر"),
    "kind": ("type", "kind", "nature", "النوع", "نوع"),
    "counted_on": ("date", "countedon", "datecomptage", "daterecensement", "التاريخ", "تاريخ"),
}


def guessed_columns(columns: Sequence[str]) -> dict[str, str]:
    """Return the column that each field is probably in; fields without one are left out."""
    return columns_spelt(columns, _SPELLINGS)


def columns_spelt(columns: Sequence[str], spellings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return by field the first column, not taken yet, that is called by one of its spellings."""
    bare = {column: _bare(column) for column in columns}
    guessed: dict[str, str] = {}
    for field, known in spellings.items():
        for spelling in known:
            match = next((column for column in columns if bare[column] == spelling), None)
            if match is not None and match not in guessed.values():
                guessed[field] = match
                break
    return guessed


def is_hcp_douars(columns: Sequence[str]) -> bool:
    """Say whether this is the HCP's file of douars: people known, places not."""
    return set(columns) >= HCP_DOUARS


def _bare(column: str) -> str:
    return "".join(letter for letter in fold(column) if letter.isalnum())
