"""What axe and the HTML validator have against a page. A journey asks both of every page it passes."""

from __future__ import annotations

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
VALIDATOR = FRONTEND / "node_modules" / ".bin" / "html-validate"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "standards => axe.run(document, {runOnly: standards, resultTypes: ['violations']})"


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it stands: rule, place and what to do."""
    page.evaluate(axe_source())
    violations = page.evaluate(RUN_AXE, STANDARDS)["violations"]
    return [words for violation in violations for words in words_of(violation)]


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
    with tempfile.TemporaryDirectory() as folder:
        # Its report goes to a file: on a pipe the validator leaves before it has said everything.
        report = Path(folder) / "report.json"
        command = [VALIDATOR, "--stdin", f"--formatter=json={report}", "--config", FRONTEND / "htmlvalidate.json"]
        answer = subprocess.run(command, input=html, capture_output=True, text=True, check=False, cwd=FRONTEND)  # noqa: S603 -- our own validator
        if not report.exists():
            raise RuntimeError(f"The HTML validator could not run: {answer.stderr or answer.stdout}")
        results = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{one['line']}:{one['column']} {one['ruleId']}: {one['message']}"
        for result in results
        for one in result["messages"]
    ]
