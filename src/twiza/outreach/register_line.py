"""
One line of a paper register, as it is typed: `f34 1` is a woman of 34 who was seen at post 1.

    57: f34 1 3-2 @4

is the person number 57, a woman of 34 from locality 4, seen at post 1 and not seen at post 3 for reason 2; `1>5` is
seen at post 1 and referred for post 5; `h8m` is a boy of 8 months. The sex may be typed `f`, `h` or `m`, `أ` or `ذ`,
or with digits alone `1.` or `2.`; digits may be those of Arabic. Without `57:` it is the next number, without `@4`
the locality of the line before.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.core.errors import DomainError
from twiza.core.text import fold
from twiza.households.models import AGE_MAX, PersonSex
from twiza.outreach.models import NotSeen

MONTHS_MAX = 23
SEXES = {
    **dict.fromkeys(("f", "ا", "ن", "1."), PersonSex.FEMALE),
    **dict.fromkeys(("h", "m", "ذ", "2."), PersonSex.MALE),
}
NUMBER = re.compile(r"^\s*(\d{1,6})\s*[:)]\s*")
WHO = re.compile(r"^\s*([fhmانذ]|[12][.,\s])\s*(\d{1,3})\s*([mش]?)(?=[\s.,/@]|$)[.,/]?")
LOCALITY = re.compile(r"@\s*(\d{1,4})\s*$")
POST = re.compile(r"^(\d)(?:-(\d)|>(\d))?$")


class LineNotUnderstood(DomainError):
    """What was typed is not a line of the register: says which part, and how it is written."""


@dataclass(frozen=True, slots=True)
class TypedPost:
    """A post that the person came for, why she was not seen if so, and the post she was referred for if so."""

    number: int
    not_seen_why: int | None = None
    referred_for: int | None = None


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it was understood. `queue_number` and `locality` are None when they were left out."""

    queue_number: int | None
    sex: str
    age_years: int
    age_months: int | None
    posts: tuple[TypedPost, ...]
    locality: int | None


def understand_line(text: str, *, posts: Collection[int], localities: Collection[int]) -> TypedLine:
    """Return a typed line, with the numbers of posts and localities that the caravan has. Raises LineNotUnderstood."""
    rest = fold(text).strip()
    number = NUMBER.match(rest)
    rest = rest[number.end() :] if number else rest
    place = LOCALITY.search(rest)
    rest = rest[: place.start()] if place else rest
    who = WHO.match(rest)
    if who is None:
        raise LineNotUnderstood(
            _("“%(text)s”: begin with the sex and the age, such as f34 or h8m (8 months).") % {"text": text.strip()}
        )
    years, months = age_of(int(who[2]), is_months=bool(who[3]))
    return TypedLine(
        queue_number=_known_number(number),
        sex=SEXES[who[1].replace(",", ".").replace(" ", ".")],
        age_years=years,
        age_months=months,
        posts=tuple(posts_in(rest[who.end() :], posts)),
        locality=_known_locality(place, localities),
    )


def age_of(number: int, *, is_months: bool) -> tuple[int, int | None]:
    """Return whole years, and months under 2 years when they are told. Raises LineNotUnderstood."""
    if is_months and number > MONTHS_MAX:
        raise LineNotUnderstood(
            _("%(number)d months: from %(most)d months on, type the age in years.")
            % {"number": number, "most": MONTHS_MAX + 1}
        )
    if not is_months and number > AGE_MAX:
        raise LineNotUnderstood(_("An age of %(number)d years is not possible.") % {"number": number})
    return (number // 12, number) if is_months else (number, None)


def posts_in(text: str, known: Collection[int]) -> list[TypedPost]:
    """Return the posts in what is typed after the person. Raises LineNotUnderstood."""
    words = [word for part in re.split(r"[\s.,/]+", text) if part for word in apart(part)]
    if not words:
        raise LineNotUnderstood(_("Say which post she came for: %(posts)s.") % {"posts": listed(known)})
    posts = [post_in(word, known) for word in words]
    numbers = [post.number for post in posts]
    if twice := next((number for number in numbers if numbers.count(number) > 1), None):
        raise LineNotUnderstood(_("Post %(number)d is typed twice.") % {"number": twice})
    return posts


def apart(part: str) -> list[str]:
    """Return the posts that were typed without a space between them: `13` is 1 and 3."""
    return re.findall(r"\d(?:[->].?)?", part) if re.fullmatch(r"(?:\d(?:[->]\d)?)+", part) else [part]


def post_in(word: str, known: Collection[int]) -> TypedPost:
    """Return one post as typed: `3`, `3-2` or `3>5`. Raises LineNotUnderstood."""
    typed = POST.match(word)
    if typed is None:
        raise LineNotUnderstood(
            _("“%(word)s”: a post is one digit; 3-2 is not seen at post 3 for reason 2, 3>5 referred for post 5.")
            % {"word": word}
        )
    number, why, other = (int(digit) if digit else None for digit in typed.groups())
    for asked in filter(None, (number, other)):
        if asked not in known:
            raise LineNotUnderstood(
                _("There is no post %(number)d: %(posts)s.") % {"number": asked, "posts": listed(known)}
            )
    if why is not None and why not in NotSeen.values:
        raise LineNotUnderstood(
            _("There is no reason %(number)d: %(reasons)s.") % {"number": why, "reasons": listed(NotSeen.values)}
        )
    return TypedPost(number or 0, why, other)


def listed(numbers: Collection[int]) -> str:
    """Return numbers as they are read."""
    return ", ".join(str(number) for number in sorted(numbers))


def _known_number(match: re.Match[str] | None) -> int | None:
    if match and int(match[1]) == 0:
        raise LineNotUnderstood(_("Numbers begin at 1."))
    return int(match[1]) if match else None


def _known_locality(match: re.Match[str] | None, localities: Collection[int]) -> int | None:
    if match is None:
        return None
    if int(match[1]) not in localities:
        raise LineNotUnderstood(
            _("There is no locality %(number)s: %(localities)s.")
            % {"number": match[1], "localities": listed(localities)}
        )
    return int(match[1])
