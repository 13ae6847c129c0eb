"""Check words and markup: logical styles, no inline code, every message in three languages, no glued sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import django
from django.conf import settings

from twiza.web.tests.text_checks.catalogues import catalogue_mistakes
from twiza.web.tests.text_checks.markup import markup_mistakes
from twiza.web.tests.text_checks.sentences import glued_sentences
from twiza.web.tests.text_checks.styles import physical_styles

DJLINT = [
    str(Path(sys.executable).parent / "djlint"),
    "--lint",
    "--quiet",
    "--profile=django",
    # H006: CSS sizes our pictures; H012: takes a message for an attribute; H030, H031: words for search engines;
    # H043: a button sends its form unless it says otherwise; T002: quotes inside attributes.
    "--ignore=H006,H012,H030,H031,H043,T002",
    "src/twiza",
]


def main() -> int:
    """Print every finding, and return how the check ended."""
    settings.configure(USE_I18N=True)
    django.setup()
    checks = (physical_styles, markup_mistakes, glued_sentences, catalogue_mistakes)
    found = sorted(found for check in checks for found in check())
    for one in found:
        print(one)  # noqa: T201 -- this is a command
    linted = subprocess.run(DJLINT, check=False).returncode  # noqa: S603 -- our own linter
    return 1 if found or linted else 0


if __name__ == "__main__":
    sys.exit(main())
