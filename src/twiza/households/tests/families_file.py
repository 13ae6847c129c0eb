"""A file of families with every fault, the same for a seed: what each household says, and what is said of it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable

HEADINGS = ("Household", "Place", "Language spoken at home", "Name", "Other names", "Sex", "Birth", "Age",
            "To the head", "For a child, the head is", "Telephone", "Papers held", "Lives here since",
            "She agrees", "How she said so", "Explained in", "Agreed on")  # fmt: skip
FIRST = ("Fatoumata", "Aïssata", "Mariam", "Kadiatou", "Oumou", "Rokia", "Sira", "Djeneba")
LAST = ("Diarra", "Traoré", "Koné", "Keïta", "Coulibaly", "Sissoko", "Touré", "Cissé")
Line = dict[str, str]


def a_line(key: str, name: str, **said: str) -> Line:
    """Return the row of an adult who agrees to be registered, but for what is said."""
    usual = {
        "Household": key, "Place": "Quartier 1", "Language spoken at home": "Bambara", "Name": name, "Sex": "F",
        "Birth": "1990", "To the head": "Head of the household", "Telephone": "+223 76 00 00 00",
        "She agrees": "register, visits", "How she said so": "oral", "Explained in": "bm", "Agreed on": "15/01/2026",
    }  # fmt: skip
    return usual | {heading.replace("_", " "): value for heading, value in said.items()}


def a_child(key: str, name: str, **said: str) -> Line:
    """Return the row of a child of the head, on the head's word, but for what is said."""
    usual = {
        "Household": key, "Name": name, "Sex": "M", "Birth": "09/03/2020", "To the head": "child",
        "For a child, the head is": "mother",
    }  # fmt: skip
    return usual | {heading.replace("_", " "): value for heading, value in said.items()}


def with_head(**said: str) -> Callable[[list[Line]], None]:
    """Return what makes a fault of the head's row."""
    return lambda lines: lines[0].update({heading.replace("_", " "): value for heading, value in said.items()})


def with_child(**said: str) -> Callable[[list[Line]], None]:
    """Return what makes a fault of the first child's row."""
    return lambda lines: lines[1].update({heading.replace("_", " "): value for heading, value in said.items()})


def older_than_head(lines: list[Line]) -> None:
    """Make the first child older than its mother."""
    lines[0]["Birth"], lines[1]["Birth"] = "2015", "2012"


def second_head(lines: list[Line]) -> None:
    """Make the first child another head."""
    lines[1].update(a_line(lines[1]["Household"], "Awa Dembélé"))
    lines[1]["For a child, the head is"] = ""


DATE_OR_AGE = "write a date (09/03/2025), a month (03/2025), a year (1994) or an age (32, 8 months)."
BIRTH = "This birth is still to come, or more than 120 years ago: correct it."
KEPT_NAME = "She has not agreed that we keep her name: ask her, or leave her out."
# Each fault: what makes it, the column it is in, and how its sentence begins.
FAULTS: dict[str, tuple[Callable[[list[Line]], object], str, str]] = {
    "born in the future": (with_child(Birth="01/01/2031"), "Birth", BIRTH),
    "older than its mother": (older_than_head, "Birth", "CHILD would be older than HEAD"),
    "impossible date": (with_child(Birth="31/02/2020"), "Birth", "“31/02/2020” is not understood: " + DATE_OR_AGE),
    "age and birth disagree": (with_head(Age="60"), "Age", "The age and the birth do not agree"),
    "no age": (with_head(Birth="", Age="old"), "Age", "This is no age"),
    "unknown sex": (with_child(Sex="z"), "Sex", "Write one of these: Female; Male."),
    "no sex": (with_child(Sex=""), "Sex", "Write one of these: Female; Male."),
    "unknown place": (with_head(Place="Xyzzyq"), "Place", "No place is called so where you act"),
    "no place": (with_head(Place=""), "Place", "Write where the household lives."),
    "empty name": (with_child(Name=""), "Name", "Write the name."),
    "two heads": (second_head, "To the head", "Row HEADROW is the head already"),
    "no head": (with_head(To_the_head="spouse"), "To the head", "Nobody of this household is its head"),
    "two places": (with_child(Place="Quartier 2"), "Place", "This household is in Quartier 1 in another row"),
    "no consent": (with_head(She_agrees="", How_she_said_so="", Explained_in="", Agreed_on=""), "She agrees",
                   "An adult agrees herself"),
    "consent withdrawn": (with_head(She_agrees="withdrawn"), "She agrees", "She does not agree, or agrees no more"),
    "consent without the name": (with_head(She_agrees="visits"), "She agrees", KEPT_NAME),
    "consent before birth": (with_head(Birth="01/02/1990", Agreed_on="01/01/1989"), "Agreed on",
                             "She agreed before she was born"),
    "consent to come": (with_head(Agreed_on="01/01/2031"), "Agreed on", "This day is still to come"),
    "consent without a day": (with_head(Agreed_on=""), "Agreed on", "Write the day on which she agreed."),
    "a formula": (with_child(Name='=HYPERLINK("http://x")'), "Name", "This begins like a formula"),
    "unknown paper": (with_child(Papers_held="passeport lunaire"), "Papers held", "Write one of these: "),
    "came in the future": (with_child(Lives_here_since="01/01/2031"), "Lives here since", "This day is still"),
}  # fmt: skip


def households(many: int, seed: int) -> list[tuple[str, str, list[Line]]]:
    """Return households as their code, the fault made in each ("" in half of them) and their rows."""
    chance = random.Random(seed)  # noqa: S311 -- a made-up family
    kinds = list(FAULTS)
    made = []
    for number in range(many):
        key, fault = f"m-{number:04}", kinds[number // 2 % len(kinds)] if number % 2 else ""
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        lines = [a_line(key, name), a_child(key, f"Moussa {name.split()[1]}")]
        lines += [a_child(key, f"Ali {name.split()[1]}", Birth="", Age=f"{chance.randint(1, 9)}")]
        if fault:
            FAULTS[fault][0](lines)
        made.append((key, fault, lines))
    return made


def as_csv(lines: list[Line]) -> bytes:
    """Return rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()
