"""Walk through every page that a person can reach, once in each language, and note what each is like."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from accessibility import axe_findings
from browsers import HEIGHT
from playwright.sync_api import APIRequestContext, APIResponse, Page, expect

DIRECTION = {"fr": "ltr", "ar": "rtl", "en": "ltr"}
WIDTH = {"fr": 1280, "ar": 360, "en": 1280}
NARROW = 360
# The same page in another order or further on: nothing new to look at.
SAME_PAGE = {"sort", "page"}
# An id of ours, a number, or a code as indicators have one: CAR_CONS.
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b|(?<=/)[A-Z][A-Z0-9_]+(?=/)")
FILE = re.compile(r"(/|\.)(file|json|geojson|xlsx|csv|pdf|txt)(\.\w+)?/?$")
WORDS = """page => {
    const said = new Set([page.title.split(' · ')[0]]);
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const place = walker.currentNode.parentElement;
        if (!place.closest('script, style, noscript, bdi, code, [lang]:not(html)')) said.add(walker.currentNode.data);
    }
    for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'data-label'])
        for (const element of page.querySelectorAll(`[${name}]:not([lang])`)) said.add(element.getAttribute(name));
    return [...said].map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => text);
}"""
READ = f"""html => {{
    const page = new DOMParser().parseFromString(html, 'text/html');
    const {{lang, dir}} = page.documentElement;
    return {{lang, direction: dir, title: page.title, headings: page.querySelectorAll('h1').length,
             words: ({WORDS})(page)}};
}}"""
DRAWN_BY_SCRIPTS = "<twiza-map"
UNSETTLED_MAP = "twiza-map:not([data-state=ready], [data-state=error], [data-state=unsupported])"


@dataclass
class Seen:
    """One page as one person saw it in one language."""

    who: str
    language: str
    path: str
    status: int
    html: str
    title: str
    headings: int
    lang: str
    direction: str
    words: list[str]
    wider_than_360: int = 0
    axe: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what a failing test calls the page."""
        return f"{self.who} /{self.language}{self.path}"


class Links(HTMLParser):
    """Collects where the links of a page lead; those that are there to keep a file are left."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link leads."""
        said = dict(attrs)
        if tag == "a" and said.get("href") and "download" not in said:
            self.found.append(str(said["href"]))


def links_of(answer: APIResponse) -> list[str]:
    """Return the whole addresses that a page links to, in its order."""
    reader = Links()
    reader.feed(answer.text())
    return [urljoin(answer.url, link) for link in reader.found]


def walk(visitor: APIRequestContext, start: Sequence[str]) -> dict[str, int]:
    """
    Return the paths, without language, of the pages that links lead to, one of each kind, and how each answered.

    Pages of one kind differ by their data: thousands of communes are too many to look at. Nothing is drawn yet: the
    links stand in what the server sends.
    """
    answers: dict[str, int] = {}
    waiting = deque(start)
    kinds = {kind_of(path) for path in start}
    while waiting:
        path = waiting.popleft()
        answer = visitor.get(f"/fr{path}")
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        answers[path] = answer.status
        for found in (own_path(link, answer.url) for link in links_of(answer)):
            if found and kind_of(found) not in kinds:
                kinds.add(kind_of(found))
                waiting.append(found)
    return answers


def look_at(page: Page, who: str, language: str, path: str, errors: list[str]) -> Seen | None:
    """
    Open a page in a language, at the width that is tried in it, and note what it is like.

    None when the visitor is sent elsewhere: that page is looked at under its own address.
    """
    errors.clear()
    page.set_viewport_size({"width": WIDTH[language], "height": HEIGHT})
    answer = page.goto(f"/{language}{path}", wait_until="load")
    assert answer is not None
    if not is_at(page.url, language, path):
        return None
    expect(page.locator(UNSETTLED_MAP)).to_have_count(0, timeout=20_000)
    seen = Seen(
        who=who,
        language=language,
        path=path,
        status=answer.status,
        html=answer.text(),
        title=page.title(),
        headings=page.locator("h1").count(),
        lang=page.evaluate("document.documentElement.lang"),
        direction=page.evaluate("getComputedStyle(document.body).direction"),
        words=page.evaluate(f"({WORDS})(document)"),
        axe=axe_findings(page),
    )
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    seen.wider_than_360 = page.evaluate("document.documentElement.scrollWidth") - NARROW
    seen.errors = list(errors)
    return seen


def read_at(page: Page, who: str, language: str, path: str, errors: list[str]) -> Seen | None:
    """Read a page as the server sends it: enough to compare its words, and sooner than to draw it; not so a map."""
    answer = page.request.get(f"/{language}{path}")
    html = answer.text()
    if not is_at(answer.url, language, path):
        return None
    if DRAWN_BY_SCRIPTS in html:
        return look_at(page, who, language, path, errors)
    page.goto("about:blank")  # our own pages let no script parse HTML
    return Seen(who=who, language=language, path=path, status=answer.status, html=html, **page.evaluate(READ, html))


def is_at(address: str, language: str, path: str) -> bool:
    """Say whether an address is that of a page in a language, whatever the page was asked."""
    return urlsplit(address).path == f"/{language}{urlsplit(path).path}"


def own_path(link: str, here: str) -> str | None:
    """Return a link to one of our pages as a path without language; None for files and for elsewhere."""
    parts, own = urlsplit(link), urlsplit(here)
    if parts.netloc != own.netloc or not parts.path.startswith("/fr/") or FILE.search(parts.path):
        return None
    return parts.path.removeprefix("/fr") + (f"?{parts.query}" if parts.query else "")


def kind_of(path: str) -> str:
    """Return a path without its ids and without the values it asks for."""
    parts = urlsplit(path)
    asked = set(parse_qs(parts.query, keep_blank_values=True)) - SAME_PAGE
    return " ".join([AN_ID.sub("…", parts.path), *sorted(asked)])
