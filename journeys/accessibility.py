"""What axe and the HTML validator have against a page. A journey asks both of every page it passes."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
VALIDATOR = FRONTEND / "node_modules" / ".bin" / "html-validate"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "standards => axe.run(document, {runOnly: standards, resultTypes: ['violations'], preload: false})"


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it stands: rule, place and what to do."""
    page.wait_for_load_state()  # before its styles are there, a page has other faults
    page.evaluate(axe_source())
    violations = page.evaluate(RUN_AXE, STANDARDS)["violations"]
    return [words for violation in violations for words in words_of(violation)]


def looked_at(page: Page) -> str:
    """Ask axe of the page as it stands, and return its HTML for the validator."""
    assert axe_findings(page) == []
    return page.content()


def words_of(violation: dict[str, Any]) -> list[str]:
    """Return one line for each element that breaks a rule."""
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for node in violation["nodes"]
    ]


@cache
def axe_source() -> str:
    """Return axe as one expression for the browser."""
    return AXE.read_text(encoding="utf-8")


def html_findings(html: str) -> list[str]:
    """Return what the validator finds in the HTML that the server sent: line, rule and what is wrong."""
    return html_findings_of([html])[0]


def html_findings_of(pages: Sequence[str]) -> list[list[str]]:
    """Return what the validator finds in each of these pages, in one run: starting it takes a second."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, html in enumerate(pages):
            (folder / f"{number}.html").write_text(html, encoding="utf-8")
        # Its report goes to a file: on a pipe the validator leaves before it has said everything.
        report = folder / "report.json"
        asked = [f"--formatter=json={report}", "--config", FRONTEND / "htmlvalidate.json", f"{folder}/*.html"]
        answer = subprocess.run([VALIDATOR, *asked], capture_output=True, text=True, check=False, cwd=FRONTEND)  # noqa: S603 -- our own validator
        if not report.exists():
            raise RuntimeError(f"The HTML validator could not run: {answer.stderr or answer.stdout}")
        results = json.loads(report.read_text(encoding="utf-8"))
    found = {int(Path(result["filePath"]).stem): result["messages"] for result in results}
    return [[validator_words(one) for one in found.get(number, [])] for number in range(len(pages))]


def validator_words(message: dict[str, Any]) -> str:
    """Return one finding of the validator as a line."""
    return f"{message['line']}:{message['column']} {message['ruleId']}: {message['message']}"
