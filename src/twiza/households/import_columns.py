"""The columns of a file of families, and the words that may stand in them, in the languages of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twiza.core.names import in_every_language
from twiza.documents.headings import bare
from twiza.households.models import (
    ConsentHow,
    ConsentPurpose,
    GuardianKind,
    Paper,
    PersonSex,
    Relation,
    SpokenLanguage,
)

Choices = Iterable[tuple[str, "str | Promise"]]

TITLES = {
    "household": _("Household"),
    "place": _("Place"),
    "landmark": _("Landmark"),
    "language": _("Language spoken at home"),
    "name": _("Name"),
    "aliases": _("Other names"),
    "sex": _("Sex"),
    "birth": _("Birth"),
    "age": _("Age"),
    "relation": _("To the head"),
    "guardian": _("For a child, the head is"),
    "phone": _("Telephone"),
    "papers": _("Papers held"),
    "since": _("Lives here since"),
    "purposes": _("She agrees"),
    "how": _("How she said so"),
    "spoken": _("Explained in"),
    "agreed_on": _("Agreed on"),
}
NEEDED = ("household", "place", "language", "name", "sex", "relation", "purposes", "how", "spoken", "agreed_on")
SPELLINGS = {
    "household": ("menage", "codemenage", "numeromenage", "famille", "householdcode", "householdid", "الاسره",
                  "رمزالاسره"),
    "place": ("lieu", "localite", "quartier", "village", "douar", "locality", "المكان", "الحي", "الدوار"),
    "landmark": ("repere", "المعلم"),
    "language": ("langue", "language", "اللغه"),
    "name": ("nom", "nometprenom", "nomcomplet", "fullname", "الاسم", "الاسمالكامل"),
    "aliases": ("surnom", "surnoms", "alias", "aliases", "اللقب"),
    "sex": ("sexe", "genre", "gender", "الجنس"),
    "birth": ("datedenaissance", "naissance", "neele", "birthdate", "dateofbirth", "born", "تاريخالميلاد", "الميلاد"),
    "age": ("العمر", "السن"),
    "relation": ("lien", "liendeparente", "relation", "relationship", "القرابه", "صلهالقرابه"),
    "guardian": ("tuteur", "guardian", "الوصي"),
    "phone": ("telephone", "tel", "phone", "الهاتف"),
    "papers": ("papiers", "documents", "papers", "الوثائق"),
    "since": ("arriveele", "arrivele", "depuis", "arrivedon", "since", "منذ"),
    "purposes": ("accord", "accordpour", "consentement", "purposes", "consent", "الموافقه"),
    "how": ("accordcomment", "comment", "consenthow", "how", "كيف"),
    "spoken": ("langueaccord", "consentlanguage", "لغهالموافقه"),
    "agreed_on": ("dateaccord", "datedelaccord", "consentdate", "consenton", "تاريخالموافقه"),
}  # fmt: skip

# What people write beside the labels of the pages.
MORE_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "sex": {
        PersonSex.FEMALE: ("f", "femme", "féminin", "fille", "woman", "أنثى", "امرأة"),
        PersonSex.MALE: ("m", "h", "homme", "masculin", "garçon", "man", "ذكر", "رجل"),
    },
    "relation": {
        Relation.HEAD: ("chef", "chef de ménage", "cheffe", "رب الأسرة", "ربة الأسرة"),
        Relation.SPOUSE: ("époux", "épouse", "conjoint", "conjointe", "mari", "wife", "husband", "زوج", "زوجة"),
        Relation.CHILD: ("enfant", "fils", "fille", "son", "daughter", "ابن", "ابنة", "بنت"),
        Relation.GRANDCHILD: ("petit-fils", "petite-fille", "حفيد", "حفيدة"),
        Relation.PARENT: ("mère", "père", "mother", "father", "أم", "أب"),
        Relation.SIBLING: ("frère", "sœur", "brother", "sister", "أخ", "أخت"),
    },
    "guardian": {},
    "language": {},
    "spoken": {},
    "how": {
        ConsentHow.ORAL: ("oralement", "à voix haute", "aloud", "شفويا"),
        ConsentHow.WRITTEN: ("écrit", "par écrit", "in writing", "كتابة"),
    },
    "purposes": {
        ConsentPurpose.REGISTER: ("enregistrement", "registre", "التسجيل"),
        ConsentPurpose.VISITS: ("visites", "visite", "الزيارات"),
        ConsentPurpose.CONTACT: ("appels", "appel", "الاتصال"),
        ConsentPurpose.RIGHTS: ("droits", "droit", "الحقوق"),
    },
    "papers": {
        Paper.BIRTH: ("acte de naissance", "extrait de naissance"),
        Paper.IDENTITY: ("nina", "cin"),
    },
}  # fmt: skip
CHOICES: Mapping[str, Choices] = {
    "sex": PersonSex.choices,
    "relation": Relation.choices,
    "guardian": GuardianKind.choices,
    "language": SpokenLanguage.choices,
    "spoken": SpokenLanguage.choices,
    "how": ConsentHow.choices,
    # Sharing names another organisation: that is agreed to on the person's page.
    "purposes": [one for one in ConsentPurpose.choices if one[0] != ConsentPurpose.SHARING],
    "papers": Paper.choices,
}
AGREES_NO_MORE = {bare(word) for word in ("non", "no", "refuse", "refusé", "retiré", "withdrawn", "refused", "لا",
                                          "رفض", "سحب")}  # fmt: skip


def labels_everywhere(label: str | Promise) -> set[str]:
    """Return a label in every language of the pages."""
    return set(in_every_language(lambda _language: str(label)).values())


def words_of(field: str) -> dict[str, str]:
    """Return the value that each word of a field means, whatever its accents."""
    words: dict[str, str] = {}
    for value, label in CHOICES[field]:
        for word in (value, *labels_everywhere(label), *MORE_WORDS[field].get(value, ())):
            words.setdefault(bare(word), value)
    return words
