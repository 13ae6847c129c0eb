"""What a caravan says to the public, in a language: the same facts on the poster and in a text message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from twiza.core.names import name_in
from twiza.outreach.models import Caravan, CaravanDay, PublicInformation
from twiza.outreach.queries.cancelled import is_cancelled
from twiza.outreach.queries.caravans import days_of
from twiza.outreach.queries.partners import partners_of
from twiza.outreach.queries.register import posts_of

PREPARATION = "preparation"
"""The step of a caravan's file at which it is authorised (data/procedures/caravan.yml)."""
POSTER_LANGUAGES = ("ar", "fr")
ROOMY = 4
"""So many specialties fit a poster of one day in the largest letters."""


@dataclass(frozen=True, slots=True)
class PublicDay:
    """When and where people come, in words."""

    date: str
    place: str
    commune: str


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What the public is told, in one language. `hours` and `bring` may be empty: they are not said yet."""

    language: str
    direction: str
    days: Sequence[PublicDay]
    hours: str
    specialties: Sequence[str]
    is_free: bool
    bring: str
    organiser: str
    partners: Sequence[str]

    @property
    def is_crowded(self) -> bool:
        """Whether there is more to say than fits a sheet in the largest letters."""
        return len(self.days) > 1 or len(self.specialties) > ROOMY


def information_of(caravan: Caravan) -> PublicInformation | None:
    """Return what was written for the public, None before anybody did."""
    return PublicInformation.objects.filter(caravan=caravan).first()


def facts_for_public(caravan: Caravan, language: str) -> PublicFacts:
    """Return what the public is told of a caravan, in a language."""
    written = information_of(caravan)
    with override(language):
        return PublicFacts(
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            days=[public_day(day, language) for day in days_of(caravan)],
            hours=hours_said(written),
            specialties=[name_in(post.specialty.names, language) for post in posts_of(caravan).values()],
            is_free=written is None or written.is_free,
            bring=written.bring.get(language, "") if written else "",
            organiser=name_in(caravan.organisation.names, language),
            partners=[name_in(one.organisation.names, language) for one in partners_of(caravan)],
        )


def public_day(day: CaravanDay, language: str) -> PublicDay:
    """Return a day in the active language."""
    return PublicDay(
        date=date_format(day.on, "l j F Y"),
        place=name_in(day.names, language),
        commune=name_in(day.commune.names, language),
    )


def hours_said(written: PublicInformation | None) -> str:
    """Return when the caravan is open, in the active language; empty while nobody said it."""
    if written is None or written.opens_at is None:
        return ""
    opens = time_format(written.opens_at, "H:i")
    if written.closes_at is None:
        return _("From %(opens)s") % {"opens": opens}
    return _("From %(opens)s to %(closes)s") % {"opens": opens, "closes": time_format(written.closes_at, "H:i")}


def composed_message(facts: PublicFacts) -> str:
    """
    Return a text message of a caravan's facts, sentence by sentence, in their language.

    Its apostrophes are straight: a curly one alone would double what an operator counts (sms.py).
    """
    with override(facts.language):
        sentences = [
            _("Medical caravan. %(date)s, %(place)s (%(commune)s).")
            % {"date": day.date, "place": day.place, "commune": day.commune}
            for day in facts.days
        ]
        if facts.hours:
            sentences.append(f"{facts.hours}.")
        listed = pgettext("between the items of a list", ", ").join(facts.specialties)
        sentences.append(_("Care: %(specialties)s.") % {"specialties": listed})
        if facts.is_free:
            sentences.append(_("Free of charge."))
        if facts.bring:
            sentences.append(_("Bring: %(things)s.") % {"things": facts.bring})
        return " ".join(sentences).replace("’", "'")


def message_for(caravan: Caravan, language: str) -> str:
    """Return the text message of a caravan in a language: as somebody wrote it, else composed from its facts."""
    written = information_of(caravan)
    own: str = written.messages.get(language, "") if written else ""
    return own or composed_message(facts_for_public(caravan, language))


def is_authorised(caravan: Caravan) -> bool:
    """Return whether the caravan's file has come to its preparation; a caravan without a file has no such steps."""
    if is_cancelled(caravan):
        return False
    if caravan.file is None:
        return True
    ready = caravan.file.version.steps.filter(code=PREPARATION).first()
    return ready is None or caravan.file.step.position >= ready.position
