"""Which column of a file says what about facilities: guessed from the header, then chosen by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from twiza.core.names import LANGUAGES
from twiza.core.text import fold

FIELDS = {
    "code": _("Code of the facility"),
    "name_fr": _("Name in French"),
    "name_ar": _("Name in Arabic"),
    "name": _("Name, in either language"),
    "type": _("Type"),
    "place_code": _("Code of the commune"),
    "place_name": _("Name of the commune or of a larger place"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "status": _("Status"),
    "status_since": _("Status since"),
    "mobile": _("Mobile"),
    "doctors": _("Doctors"),
    "nurses": _("Nurses"),
    "midwives": _("Midwives"),
    "beds": _("Beds"),
    "services": _("Services"),
    "source": _("Source"),
    "verified_by": _("Verified by"),
    "verified_on": _("Verified on"),
}
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "codeetablissement", "facilitycode", "id", "identifiant", "ref", "رمز", "رمزالمؤسسه"),
    "name_fr": ("namefr", "nomfr", "nomfrancais", "libellefr"),
    "name_ar": ("namear", "nomar", "nomarabe", "libellear", "اسم", "الاسم", "اسمالمؤسسه"),
    "name": ("name", "nom", "etablissement", "facility", "facilityname", "nometablissement", "structure", "libelle"),
    "type": ("type", "facilitytype", "typeetablissement", "categorie", "category", "النوع", "نوع"),
    "place_code": ("communecode", "codecommune", "placecode", "hcpcode", "رمزالجماعه"),
    "place_name": ("commune", "communename", "nomcommune", "الجماعه", "جماعه", "region"),
    "lat": ("lat", "latitude", "y", "gpslat", "خطالعرض"),
    "lon": ("lon", "lng", "long", "longitude", "x", "gpslon", "gpslong", "خطالطول"),
    "status": ("status", "statut", "etat", "الحاله"),
    "status_since": ("statussince", "etatdepuis", "statutdepuis"),
    "beds": ("beds", "lits", "nblits", "الاسره"),
    "mobile": ("mobile", "estmobile", "متنقل"),
    "doctors": ("doctors", "medecins", "nbmedecins", "الاطباء"),
    "nurses": ("nurses", "infirmiers", "nbinfirmiers", "الممرضون"),
    "midwives": ("midwives", "sagesfemmes", "القابلات"),
    "services": ("services", "prestations", "الخدمات"),
    "source": ("source", "origine", "المصدر"),
    "verified_by": ("verifiedby", "verifiepar"),
    "verified_on": ("verifiedon", "verifiele", "dateverification"),
}


def guessed_columns(columns: Sequence[str]) -> dict[str, str]:
    """Return the column that each field is probably in; fields without one are left out."""
    bare = {column: bare_text(column) for column in columns}
    guessed: dict[str, str] = {}
    for field, spellings in _SPELLINGS.items():
        for spelling in (*own_titles(field), *spellings):
            match = next((column for column in columns if bare[column] == spelling), None)
            if match is not None and match not in guessed.values():
                guessed[field] = match
                break
    return guessed


def own_titles(field: str) -> list[str]:
    """Return our own titles of a field in every language: what we sent out comes in again."""
    titles = []
    for language in LANGUAGES:
        with override(language):
            titles.append(bare_text(str(FIELDS[field])))
    return titles


def bare_text(text: str) -> str:
    """Return the letters and digits of a text, folded: how headings and kinds are compared."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
