"""
Write pairs.csv: `PYTHONPATH=src python -m twiza.households.tests.name_pairs.generate`.

Two records each, of one person written by two people (`same`), or of two persons (`different`), half and half.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from twiza.households.tests.name_pairs.people import DAYS_IN_A_YEAR, HERE, TODAY, NameWord, Person, somebody, words_in
from twiza.households.tests.name_pairs.writing import (
    bare,
    other_signs,
    other_spelling,
    slipped,
    with_byname,
    with_connector,
)

SEED, PAIRS = 20260105, 5_000
COLUMNS = ["id", "label", "kind"] + [
    f"{side}_{field}" for side in ("left", "right") for field in ("name", "sex", "born_on", "is_estimated")
]
SAME = {"script": 27, "spelling": 28, "arabic": 5, "signs": 10, "connector": 10, "order": 12, "slip": 6, "initial": 2}
DIFFERENT = {
    "sibling": 20, "twin": 6, "near_given": 22, "near_family": 10, "same_given": 12, "parent": 8, "namesake": 10,
    "other": 12,
}  # fmt: skip
SEX_UNKNOWN, BIRTH_UNKNOWN, ESTIMATED = 0.2, 0.15, 0.4
MAY_ALSO_BE_OUT_OF_ORDER, MAY_ALSO_BE_SLIPPED, MAY_HAVE_OTHER_SIGNS = 0.12, 0.05, 0.2
CHILD = 6
"""Below this age in years nobody is three years wrong about it."""
NAMESAKE_YEARS, PARENT_YEARS = (12, 45), (17, 45)

Record = dict[str, str]


@cache
def given_names() -> dict[str, NameWord]:
    """Return the given names, read once."""
    return words_in("given_names.csv")


@cache
def family_names() -> dict[str, NameWord]:
    """Return the family names, read once."""
    return words_in("family_names.csv")


@cache
def words_known() -> set[str]:
    """Return every written word, so that no slip makes another name."""
    words = [*given_names().values(), *family_names().values()]
    return {bare(part).casefold() for word in words for text in word.latin + word.arabic for part in text.split()}


def pairs_of(seed: int, number: int) -> list[Record]:
    """Return so many labelled pairs, half of them of one person, in an order that says nothing."""
    rng = random.Random(seed)  # noqa: S311 -- the same pairs each time, nothing secret
    labels = ["same" if at % 2 else "different" for at in range(number)]
    rng.shuffle(labels)
    return [pair_of(rng, str(at), label) for at, label in enumerate(labels, start=1)]


def pair_of(rng: random.Random, pair_id: str, label: str) -> Record:
    """Return one pair."""
    kinds = SAME if label == "same" else DIFFERENT
    (kind,) = rng.choices(list(kinds), weights=list(kinds.values()))
    left, right = same_pair(rng, kind) if label == "same" else different_pair(rng, kind)
    sides = {
        f"{side}_{field}": value for side, one in (("left", left), ("right", right)) for field, value in one.items()
    }
    return {"id": pair_id, "label": label, "kind": kind, **sides}


def same_pair(rng: random.Random, kind: str) -> tuple[Record, Record]:
    """Return one person as two people wrote her."""
    while True:
        person = somebody(rng, given_names(), family_names())
        left, right = names_of_one(rng, person, kind)
        if left != right:
            break
    first, second = births_of_one(rng, person, is_certain=kind == "initial")
    sexes = (person.given.sex,) * 2 if kind == "initial" else (sex_of(rng, person), sex_of(rng, person))
    return record(left, sexes[0], first), record(right, sexes[1], second)


def names_of_one(rng: random.Random, person: Person, kind: str) -> tuple[str, str]:
    """Return the two writings of one name."""
    script = "arabic" if kind == "arabic" else "latin"
    given, family = (rng.choice(word.spellings(script)) for word in (person.given, person.family))
    left = f"{given} {family}"
    other = second_writing(rng, person, kind, given, family)
    if kind != "order" and rng.random() < MAY_ALSO_BE_OUT_OF_ORDER and kind not in {"connector", "initial"}:
        other = turned(other, person)
    if kind not in {"slip", "initial"} and rng.random() < MAY_ALSO_BE_SLIPPED:
        other = slipped(rng, other, words_known())
    return (left, other) if rng.random() < 0.5 else (other, left)


def second_writing(rng: random.Random, person: Person, kind: str, given: str, family: str) -> str:
    """Return how the second person wrote the name that the first wrote so."""
    givens, families = person.given.spellings("latin"), person.family.spellings("latin")
    if kind == "script":
        return f"{rng.choice(person.given.arabic)} {rng.choice(person.family.arabic)}"
    if kind == "spelling":
        return f"{other_spelling(rng, givens, given)} {other_spelling(rng, families, family)}"
    if kind == "arabic":
        said = f"{rng.choice(person.given.arabic)} {rng.choice(person.family.arabic)}"
        return said if rng.random() < 0.7 else other_signs(rng, said)
    if kind == "connector":
        return connected(rng, person, other_spelling(rng, givens, given), family)
    if kind == "order":
        return f"{rng.choice(families)} {rng.choice(givens)}"
    if kind == "slip":
        return slipped(rng, f"{given} {family}", words_known())
    if kind == "initial":
        return f"{bare(given)[0]}. {family}"
    return other_signs(rng, f"{given} {family}")


def connected(rng: random.Random, person: Person, given: str, family: str) -> str:
    """Return a name with a word between its two parts: in Morocco a particle, in Mali the name that is used."""
    if person.given.country == "ma":
        return with_connector(rng, given, family, person.given.sex)
    alike = [word for word in given_names().values() if (word.sex, word.country) == (person.given.sex, "ml")]
    byname = rng.choice([word for word in alike if word != person.given])
    return with_byname(given, rng.choice(byname.latin), family, person.given.sex)


def turned(name: str, person: Person) -> str:
    """Return a name with its family name first."""
    for given in sorted((*person.given.latin, *person.given.arabic), key=len, reverse=True):
        if name.startswith(f"{given} "):
            return f"{name.removeprefix(f'{given} ')} {given}"
    return name


def different_pair(rng: random.Random, kind: str) -> tuple[Record, Record]:
    """Return two persons who have something in common."""
    person, other = None, None
    while person is None or other is None or (person.given.name == other.given.name and kind not in SAME_GIVEN):
        person = somebody(rng, given_names(), family_names())
        other = OTHERS[kind](rng, person)
    is_certain = kind in {"parent", "namesake", "twin"}
    births = [birth_of(rng, one.born_on, is_certain=is_certain, is_exact=kind == "twin") for one in (person, other)]
    left = record(written(rng, person), sex_of(rng, person), births[0])
    right = record(written(rng, other), sex_of(rng, other), births[1])
    return left, right


def written(rng: random.Random, person: Person) -> str:
    """Return a name as somebody writes it, with the same noise as the pairs of one person."""
    script = "arabic" if rng.random() < 0.25 else "latin"
    given, family = (rng.choice(word.spellings(script)) for word in (person.given, person.family))
    name = f"{given} {family}" if rng.random() > MAY_ALSO_BE_OUT_OF_ORDER else f"{family} {given}"
    name = other_signs(rng, name) if rng.random() < MAY_HAVE_OTHER_SIGNS else name
    return slipped(rng, name, words_known()) if rng.random() < MAY_ALSO_BE_SLIPPED else name


def years_apart(rng: random.Random, person: Person, least: float, most: float) -> dt.date:
    """Return a birth so many years before or after that of a person, not after today."""
    days = dt.timedelta(days=int(rng.uniform(least, most) * DAYS_IN_A_YEAR))
    later = person.born_on + days
    return later if later < TODAY and rng.random() < 0.5 else person.born_on - days


def near(rng: random.Random, word: NameWord, words: dict[str, NameWord]) -> NameWord | None:
    """Return a name near another, or none."""
    return words[rng.choice(word.near)] if word.near else None


def sibling(rng: random.Random, person: Person) -> Person | None:
    """Return a brother or a sister."""
    given = rng.choice([word for word in given_names().values() if word.country == person.given.country])
    return replace(person, given=given, born_on=years_apart(rng, person, 1, 12))


def twin(rng: random.Random, person: Person) -> Person | None:
    """Return who was born the same day of the same parents, half of them with a name that is near."""
    given = near(rng, person.given, given_names()) if rng.random() < 0.5 else sibling(rng, person).given
    return given and replace(person, given=given)


def near_given(rng: random.Random, person: Person) -> Person | None:
    """Return somebody of the same family name whose given name is near."""
    given = near(rng, person.given, given_names())
    return given and replace(person, given=given, born_on=years_apart(rng, person, 0, 8))


def near_family(rng: random.Random, person: Person) -> Person | None:
    """Return somebody of the same given name whose family name is near."""
    family = near(rng, person.family, family_names())
    return family and replace(person, family=family, born_on=years_apart(rng, person, 0, 20))


def same_given(rng: random.Random, person: Person) -> Person | None:
    """Return somebody of the same given name and of another family."""
    of_country = [word for word in family_names().values() if word.country == person.given.country]
    family = rng.choice([word for word in of_country if word != person.family])
    return replace(person, family=family, born_on=years_apart(rng, person, 0, 20))


def parent(rng: random.Random, person: Person) -> Person | None:
    """Return a father or a mother, whose name may be the child's."""
    given = person.given if rng.random() < 0.3 else sibling(rng, person).given
    return replace(person, given=given, born_on=person.born_on - years(rng, PARENT_YEARS))


def namesake(rng: random.Random, person: Person) -> Person | None:
    """Return somebody of the same name and of another age."""
    return replace(person, born_on=years_apart(rng, person, *NAMESAKE_YEARS))


def another(rng: random.Random, person: Person) -> Person | None:
    """Return anybody else."""
    return somebody(rng, given_names(), family_names())


def years(rng: random.Random, bounds: tuple[int, int]) -> dt.timedelta:
    """Return a time of so many years."""
    return dt.timedelta(days=int(rng.uniform(*bounds) * DAYS_IN_A_YEAR))


SAME_GIVEN = {"near_family", "same_given", "parent", "namesake"}
OTHERS: dict[str, Callable[[random.Random, Person], Person | None]] = {
    "sibling": sibling, "twin": twin, "near_given": near_given, "near_family": near_family, "same_given": same_given,
    "parent": parent, "namesake": namesake, "other": another,
}  # fmt: skip


def sex_of(rng: random.Random, person: Person) -> str:
    """Return the sex as it was recorded, or nothing."""
    return "" if rng.random() < SEX_UNKNOWN else person.given.sex


def births_of_one(rng: random.Random, person: Person, *, is_certain: bool) -> tuple[Record, Record]:
    """Return the birth of one person as two people recorded it."""
    first, second = (birth_of(rng, person.born_on, is_certain=is_certain, is_exact=is_certain) for _side in "lr")
    if second["is_estimated"] == "n" and not is_certain and rng.random() < 0.1:
        second = {**second, "born_on": wrong_birth(rng, person.born_on).isoformat()}
    return first, second


def birth_of(rng: random.Random, born_on: dt.date, *, is_certain: bool, is_exact: bool) -> Record:
    """Return a birth as it was recorded: exact, estimated to a few years, or not at all."""
    if not is_certain and rng.random() < BIRTH_UNKNOWN:
        return {"born_on": "", "is_estimated": ""}
    if is_exact or rng.random() > ESTIMATED:
        return {"born_on": born_on.isoformat(), "is_estimated": "n"}
    age = (TODAY - born_on).days / DAYS_IN_A_YEAR
    wrong_by = rng.randint(-1, 1) if age < CHILD else rng.randint(-3, 3)
    return {"born_on": f"{min(born_on.year + wrong_by, TODAY.year - 1)}-07-01", "is_estimated": "y"}


def wrong_birth(rng: random.Random, born_on: dt.date) -> dt.date:
    """Return an exact birth written wrong: the day and the month exchanged where that is a date, or the next year."""
    if born_on.day <= 12 and rng.random() < 0.7:
        return dt.date(born_on.year, born_on.day, born_on.month)
    return born_on + dt.timedelta(days=rng.choice((1, -1, 31, 365)))


def record(name: str, sex: str, birth: Record) -> Record:
    """Return one side of a pair."""
    return {"name": name, "sex": sex, **birth}


def text_of(pairs: list[Record]) -> str:
    """Return the pairs as CSV."""
    text = io.StringIO()
    written_rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    written_rows.writeheader()
    written_rows.writerows(pairs)
    return text.getvalue()


if __name__ == "__main__":
    (HERE / "pairs.csv").write_bytes(text_of(pairs_of(SEED, PAIRS)).encode())
