"""What a check found, and where the texts to check lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[5]
STREET = HOUSE / "src" / "twiza"
BUILT = ("dist", "node_modules", ".venv")


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One mistake: the file from the root of the house, the line, and what is wrong with its way out."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


def finding(path: Path, line: int, words: str) -> Finding:
    """Return a finding with the path as people write it."""
    shown = path.relative_to(HOUSE) if path.is_relative_to(HOUSE) else path
    return Finding(str(shown), line, words)


def templates() -> Iterator[Path]:
    """Yield every template of ours, pages and messages alike."""
    for kind in ("html", "txt"):
        yield from sorted(STREET.glob(f"*/templates/**/*.{kind}"))


def style_sheets() -> Iterator[Path]:
    """Yield every style sheet we wrote."""
    for folder in (STREET, HOUSE / "frontend"):
        yield from (path for path in sorted(folder.rglob("*.css")) if is_written(path))


def scripts() -> Iterator[Path]:
    """Yield every TypeScript module we wrote."""
    yield from (path for path in sorted((HOUSE / "frontend").rglob("*.ts")) if is_written(path))


def python_modules() -> Iterator[Path]:
    """Yield every Python module that a person may hear from."""
    for path in sorted(STREET.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path


def is_written(path: Path) -> bool:
    """Return whether people wrote a file, and no build."""
    return not any(part in BUILT for part in path.relative_to(HOUSE).parts)
