"""Static files under hashed names, collected again only when one of them changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"


def collect_when_changed() -> bool:
    """Collect and compress the static files unless none changed since last time; return whether it was done."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    digest = digest_of_sources()
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest, encoding="ascii")
    return True


def digest_of_sources() -> str:
    """Return a digest of the names, sizes and times of every static file."""
    lines = sorted(line_of(path) for path in source_files())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def source_files() -> Iterator[Path]:
    """Yield every static file of every house."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def line_of(path: Path) -> str:
    """Return what tells a file from its older self."""
    known = path.stat()
    return f"{path}:{known.st_size}:{known.st_mtime_ns}"
