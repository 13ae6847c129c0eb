"""A backup in a process of its own, that says when it has begun and waits: `python -m … FILE`."""

import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 -- app ready
from django.utils import timezone  # noqa: E402 -- app ready

from twiza.core.backup.saving import save_backup  # noqa: E402 -- app ready


def wait(rows: int) -> None:
    print("begun", flush=True)  # noqa: T201
    input()


save_backup(path=Path(sys.argv[1]), key=bytes(32), files=settings.MEDIA_ROOT, made_at=timezone.now(), on_rows=wait)
