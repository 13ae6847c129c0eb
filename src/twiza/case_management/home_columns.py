"""Which column of a file says what about homes, and which columns have no place in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twiza.documents.headings import bare, columns_of

TITLES = {
    "code": gettext_lazy("Code of the home"),
    "lat": gettext_lazy("Latitude"),
    "lon": gettext_lazy("Longitude"),
    "risk": gettext_lazy("Risk"),
    "visits": gettext_lazy("Visits in the period"),
    "minutes": gettext_lazy("Minutes a visit"),
    "agent": gettext_lazy("Agent"),
    "weekdays": gettext_lazy("Days of the week"),
}
REQUIRED = ("code", "lat", "lon", "minutes")
SPELLINGS = {
    "code": ("code", "id", "home", "codehome", "codefoyer", "foyer", "codemenage", "رمز"),
    "lat": ("lat", "latitude", "خطالعرض"),
    "lon": ("lon", "lng", "long", "longitude", "خطالطول"),
    "risk": ("risk", "riskclass", "class", "risque", "classe", "classederisque", "الخطر"),
    "visits": ("visits", "visites", "visitsinperiod", "nombredevisites", "الزيارات", "عددالزيارات"),
    "minutes": ("minutes", "visitminutes", "duree", "minutesparvisite", "المده", "الدقائق"),
    "agent": ("agent", "agentcode", "codeagent", "العامل", "العامله"),
    "weekdays": ("days", "weekdays", "jours", "joursdelasemaine", "الايام"),
}
# Words by which a heading speaks of people; codes are all that rounds need.
OF_PEOPLE = frozenset({
    "nom", "noms", "name", "names", "famille", "chef", "mere", "pere", "mother", "father", "enfant", "child",
    "patient", "beneficiaire", "gsm", "mobile", "portable", "whatsapp", "cin", "cni", "cnie", "nina", "passeport",
    "passport", "mail", "courriel", "naissance", "birth", "ddn", "dob", "الاسم", "اسم", "النسب", "لقب",
    "اللقب", "الهاتف", "هاتف", "العنوان", "البطاقه", "بطاقه", "الام", "الاب", "الميلاد",
})  # fmt: skip
BEGINNINGS_OF_PEOPLE = (
    *(
        "prenom",
        "firstname",
        "lastname",
        "surname",
        "fullname",
        "nomcomplet",
        "nometprenom",
        "nomdefamille",
        "nomchef",
    ),
    *("tel", "phone", "adresse", "address", "email", "datenaissance", "datedenaissance", "رقمالهاتف", "تاريخالميلاد"),
)


def columns_of_people(header: Sequence[str]) -> list[str]:
    """Return the columns that seem to hold names, telephone numbers, papers or addresses of people."""
    read = set(columns_of(header, TITLES, SPELLINGS).values())
    return [column for column in header if column not in read and _is_of_people(column)]


def _is_of_people(column: str) -> bool:
    words = {bare(word) for word in column.replace("_", " ").replace("-", " ").split()}
    return bare(column).startswith(BEGINNINGS_OF_PEOPLE) or bool(words & OF_PEOPLE)


def titles() -> list[str]:
    """Return the headings in the language of the page."""
    return [str(title) for title in TITLES.values()]


def required_said() -> str:
    """Return which columns a file must have, as a sentence."""
    return _("A file of homes has at least these columns: code, latitude, longitude, minutes a visit.")
