"""What the documentation promises is there."""

import re
from pathlib import Path

from twiza.core.cli import COMMANDS
from twiza.core.loading import known_loaders

ROOT = Path(__file__).resolve().parents[4]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")]


def test_every_link_between_pages_leads_somewhere():
    links = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not target.startswith("http")
    ]

    broken = [f"{page.relative_to(ROOT)} -> {target}" for page, target in links if not (page.parent / target).exists()]

    assert (broken, len(links) > 20) == ([], True)


def test_every_command_of_the_program_is_in_the_reference():
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"`twiza {name}" not in reference] == []


def test_everything_that_can_be_loaded_is_in_the_reference():
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")

    assert [one.name for one in known_loaders() if f"`twiza load {one.name}`" not in reference] == []
