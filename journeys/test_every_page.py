"""Every page that somebody can reach, in French and Arabic, on a wide and on a narrow screen, looked at once."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import pytest
from accessibility import html_findings_of
from browsers import HEIGHT, Doors, errors_of, guarded_context
from crawling import DIRECTION, Seen, kind_of, look_at, read_at, walk
from planning import RUNNING_PAGE, ask_for_plan, make_plan, wait_for_map, worker_asleep
from playwright.sync_api import Browser, Page
from servers import Running

# Nobody yet, then those who have an account; Chama has made nothing, so she sees the pages that are empty.
VISITORS = ("nobody", "driss", "malika", "tariq", "aicha", "chama", "bakary", "aminata")
DOORS = {"nobody": ["/", "/account/login/", "/account/password/reset/", "/design/", "/never-was/"]}
NEVER_WAS = "/never-was/"
EMPTY = {"/plans/", "/access/", "/jobs/"}
# What is written alike everywhere: acronyms, names of languages, and the places that the design page invents.
ALIKE = {
    "FR",
    "INT",
    "MA",
    "ML",
    "YAML",
    "Assif",
    "CSV",
    "English",
    "Français",
    "GeoJSON",
    "Ifri",
    "PDF",
    "Tizi",
    "Twiza",
    "XLSX",
}
# A source is cited in the words of whoever made it.
CITED = ("Python package", "RGPH", "Recensement général", "Limites des communes")
A_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
WITH_A_WORD, AN_ID = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[0-9a-f-]{32,36}|[0-9a-f]{64}")
"""Ids and figures are no names: there are hundreds of thousands of them."""
NOT_WORDS = {"km", "min", "max", "ha", "cm", "mm"}
# Each is a word of English and of neither French nor a place of ours.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|with|without|for|from|this|that|which|their|your|you|how|who|where|what|when|each|every"
    r"|none|not|by|to|be|it|its|nobody|people|choose|show|needs?|access|care)\b",
    re.IGNORECASE,
)


@dataclass
class Crawl:
    """What was seen, how links answered, and the names that are written alike everywhere."""

    seen: list[Seen]
    answers: dict[str, int]
    names: set[str]

    def in_language(self, *languages: str) -> list[Seen]:
        """Return what was seen in some languages."""
        return [one for one in self.seen if one.language in languages]


@pytest.fixture(scope="module")
def crawl(chromium: Browser, server: Running, doors: Doors) -> Crawl:
    """Let each visitor walk, and look at each kind of page for the first who reaches it, in three languages."""
    found = Crawl(seen=[], answers={}, names=names_in(server))
    kinds: set[str] = set()
    for who in VISITORS:
        state = None if who == "nobody" else doors.state_of(who)
        with guarded_context(
            chromium, server, storage_state=state, viewport={"width": 1280, "height": HEIGHT}
        ) as door:
            page = door.new_page()
            start = [*DOORS.get(who, ["/home/"]), *(prepared(page, server) if who == "driss" else [])]
            answers = walk(door.request, start)
            found.answers |= {f"{who} {path}": status for path, status in answers.items() if path != NEVER_WAS}
            new = [path for path in answers if kind_of(path) not in kinds or (who == "chama" and path in EMPTY)]
            kinds |= {kind_of(path) for path in new}
            found.seen += looks(page, who, new)
    return found


def test_every_link_leads_to_a_page(crawl: Crawl):
    assert [path for path, status in crawl.answers.items() if status != 200] == []
    assert len(crawl.answers) > 100


def test_no_page_has_an_error(crawl: Crawl):
    assert [(one.name, one.errors) for one in crawl.seen if one.errors and one.path != NEVER_WAS] == []


def test_axe_finds_nothing(crawl: Crawl):
    assert [(one.name, one.axe) for one in crawl.seen if one.axe] == []


def test_the_html_validator_finds_nothing(crawl: Crawl):
    pages = crawl.in_language("fr", "ar")

    found = html_findings_of([one.html for one in pages])

    assert [(one.name, words) for one, words in zip(pages, found, strict=True) if words] == []


def test_no_page_is_wider_than_a_narrow_screen(crawl: Crawl):
    assert [(one.name, one.wider_than_360) for one in crawl.seen if one.wider_than_360 > 0] == []


def test_every_page_says_its_language_and_its_direction(crawl: Crawl):
    said = [(one.name, one.lang, one.direction) for one in crawl.seen]

    assert said == [(one.name, one.language, DIRECTION[one.language]) for one in crawl.seen]


def test_every_page_has_one_first_heading(crawl: Crawl):
    assert [(one.name, one.headings) for one in crawl.seen if one.headings != 1] == []


def test_every_title_belongs_to_one_kind_of_page(crawl: Crawl):
    kinds: dict[tuple[str, str], set[str]] = {}
    for one in crawl.in_language("fr", "ar"):
        kinds.setdefault((one.language, one.title), set()).add(kind_of(one.path).split(" ")[0])

    assert {title: sorted(those) for title, those in kinds.items() if len(those) > 1} == {}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_is_left_in_english(crawl: Crawl, language: str):
    english = {(one.who, one.path): set(one.words) for one in crawl.in_language("en")}

    left = {
        (words, one.name)
        for one in crawl.in_language(language)
        for words in set(one.words) & english[one.who, one.path]
        if is_left_in_english(words, language, crawl.names)
    }

    assert sorted(left) == []


def prepared(page: Page, server: Running) -> list[str]:
    """Leave something on every list: a second plan, one deleted, a job cancelled; return pages no link leads to."""
    make_plan(page)
    wait_for_map(page)
    page.locator("form[action$='/delete/'] button").last.click()
    page.wait_for_url("**/plans/")
    first = make_plan(page).split("/")[-2]
    second = make_plan(page).split("/")[-2]
    with worker_asleep(server):
        ask_for_plan(page)
        page.wait_for_url(RUNNING_PAGE)
        cancelled = page.url[page.url.index("/plans/") :]
        page.locator("main form[action*='/cancel/'] button").click()
        page.locator(".job-cancelled").wait_for()
    return [
        cancelled,
        f"/plans/compare/?plan={first}&plan={second}",
        "/needs/?area=MA%2F05&level=commune&scenario=" + reach_of(page),
        "/needs/comparison/?place=MA%2F05&place=MA%2F01",
        "/territory/search/?q=azilal",
        "/territory/search/?q=zzzzzz",
        *(f"/territory/places/{number}/" for number in first_of_each_kind(server)),
    ]


def looks(page: Page, who: str, paths: list[str]) -> Iterator[Seen]:
    """
    Look at each page in French and Arabic, and read it in English, one page after another.

    Some pages ask for the password again a quarter of an hour after it was given: all languages see the same of them.
    """
    errors = errors_of(page)
    for path in paths:
        for language, note in (("fr", look_at), ("ar", look_at), ("en", read_at)):
            if seen := note(page, who, language, path, errors):
                yield seen


def reach_of(page: Page) -> str:
    """Return the id of the scenario of access that the demonstration made."""
    page.goto("/fr/access/")
    return str(page.locator("main table th a").first.get_attribute("href")).split("/")[-2]


def first_of_each_kind(server: Running) -> list[int]:
    """Return one place of each kind: the country, a region, a province, a commune."""
    with closing(sqlite3.connect(next(server.home.glob("*.sqlite3")))) as database:
        return [row[0] for row in database.execute("SELECT min(id) FROM territory_place GROUP BY kind_id ORDER BY 1")]


# Tables whose words are people's own, in the language that they wrote them in.
WRITTEN_BY_PEOPLE = (
    "funding_",
    "procedures_",
    "rulesets_",
    "access_expressed",
    "outreach_",
    "care_supply_",
    "case_management_",
    "households_",
    "social_protection_",
    "accompaniment_",
    "quality_",
)


def names_in(server: Running) -> set[str]:
    """Return the names of everything in the database: they are written alike in several languages."""
    with closing(sqlite3.connect(next(server.home.glob("*.sqlite3")))) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [(table, row[1]) for table in tables for row in database.execute(f"PRAGMA table_info({table})")]
        return {
            name
            for table, column in columns
            if (column in {"names", "name"} or table.startswith(WRITTEN_BY_PEOPLE)) and not table.startswith("sqlite")
            for (value,) in database.execute(f'SELECT DISTINCT "{column}" FROM {table}')  # noqa: S608 -- names of our own tables
            for name in names_of(value)
        }


def names_of(value: object) -> Iterator[str]:
    """Yield the names in a column that holds one, or one for each language, or rules with words of their own."""
    if isinstance(value, str) and value.startswith(("{", "[")):
        yield from texts_in(json.loads(value))
    elif isinstance(value, str) and WITH_A_WORD.search(value) and not AN_ID.fullmatch(value):
        yield from texts_in(value)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value, however deep, on one line."""
    if isinstance(value, str) and value:
        yield " ".join(value.split())
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def is_left_in_english(words: str, language: str, names: set[str]) -> bool:
    """Say whether a text that the English page has too is English that nobody translated."""
    if words in names or any(citation in words for citation in CITED):
        return False
    letters = [word for word in A_WORD.findall(words) if word not in NOT_WORDS and word not in ALIKE]
    if language == "fr":
        return bool(ENGLISH.search(words)) and len(letters) > 0
    return len(letters) > 0 and not any(name in words for name in names if len(name) > 4)
