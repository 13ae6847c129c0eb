"""Compile every catalogue of translations that is newer than its compiled form."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src"


def compile_catalogue(path: Path) -> None:
    """Write the `.mo` beside a `.po`, whole or not at all."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3], domain="django")
    target = path.with_suffix(".mo")
    draft = target.with_suffix(".mo.draft")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(target)


for po in sorted(SOURCE.glob("twiza/*/locale/*/LC_MESSAGES/django.po")):
    compile_catalogue(po)
