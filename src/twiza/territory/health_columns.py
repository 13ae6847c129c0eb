"""Which column of a file says what about health series: guessed from the header, then chosen by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from twiza.territory.locality_columns import columns_spelt

FIELDS = {
    "place_code": _("Code of the place"),
    "place_name": _("Name of the place"),
    "within_name": _("Name of what the place lies in"),
    "series_code": _("Code of what is counted"),
    "series_name": _("Name of what is counted"),
    "period": _("Period"),
    "first_day": _("First day"),
    "last_day": _("Last day"),
    "sex": _("Sex"),
    "ages": _("Ages"),
    "number": _("Number"),
}
DHIS2 = frozenset({"dataelement", "period", "orgunit", "value"})
"""The columns, in small letters, by which an export of aggregate figures of DHIS2 is recognised."""
OPTION_COMBOS = ("categoryoptioncombo", "attributeoptioncombo")

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "place_code": ("placecode", "communecode", "codecommune", "codelieu", "code", "orgunit", "hcpcode", "codehcp",
                   "orgunitcode", "رمزالجماعه", "رمز"),
    "place_name": ("place", "placename", "commune", "lieu", "nomcommune", "communename", "organisationunitname",
                   "orgunitname", "localite", "الجماعه", "جماعه", "المكان"),
    "within_name": ("province", "prefecture", "region", "provincename", "cercle", "الاقليم", "اقليم", "الجهه"),
    "series_code": ("seriescode", "codeserie", "serie", "series", "dataelement", "indicatorcode", "codemaladie",
                    "conditioncode", "cim10", "icd10"),
    "series_name": ("seriesname", "nomserie", "condition", "maladie", "affection", "indicator", "indicateur", "acte",
                    "libelle", "dataelementname", "المرض", "المؤشر"),
    "period": ("period", "periode", "periodid", "mois", "semaine", "trimestre", "annee", "month", "week", "quarter",
               "year", "الفتره", "الشهر", "الاسبوع", "السنه"),
    "first_day": ("start", "startdate", "debut", "datedebut", "premierjour", "firstday", "من"),
    "last_day": ("end", "enddate", "fin", "datefin", "dernierjour", "lastday", "الي"),
    "sex": ("sex", "sexe", "gender", "genre", "الجنس"),
    "ages": ("age", "ages", "agegroup", "trancheage", "trancheages", "groupeage", "السن", "العمر"),
    "number": ("number", "nombre", "value", "valeur", "cas", "cases", "effectif", "total", "count", "consultations",
               "doses", "العدد", "عدد", "القيمه"),
}  # fmt: skip


def guessed_health_columns(columns: Sequence[str]) -> dict[str, str]:
    """Return the column that each field is probably in; fields without one are left out."""
    return columns_spelt(columns, _SPELLINGS)


def is_dhis2(columns: Sequence[str]) -> bool:
    """Say whether this is an export of DHIS2, where one figure comes in several rows to be added up."""
    return {column.casefold() for column in columns} >= DHIS2


def combo_columns(columns: Sequence[str]) -> list[str]:
    """Return the columns that tell apart the rows of one figure in an export of DHIS2."""
    return [column for column in columns if column.casefold() in OPTION_COMBOS]
