"""`twiza backup FILE --key KEYFILE`: everything into one encrypted file, while Twiza serves."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from twiza.core.backup.archive import summary_of
from twiza.core.backup.keys import make_key, read_key
from twiza.core.backup.saving import save_backup
from twiza.core.errors import InputError


class Command(BaseCommand):
    help = "Write every row and every file into one encrypted file, while Twiza serves."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what `twiza backup --help` shows."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the backup to write")
        parser.add_argument("--key", type=Path, metavar="KEYFILE", help="the key file that seals it")
        parser.add_argument("--new-key", type=Path, metavar="KEYFILE", help="make a new key file, and nothing else")
        parser.add_argument("--json", action="store_true", help="print the account of the backup as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a key, or a backup."""
        if options["new_key"]:
            self._make_key(options["new_key"])
        elif options["file"] and options["key"]:
            self._save(options["file"], read_key(options["key"]), options["json"])
        else:
            raise InputError(_("Write “twiza backup FILE --key KEYFILE”, or “twiza backup --new-key KEYFILE”."))

    def _make_key(self, path: Path) -> None:
        make_key(path)
        self.stdout.write(
            _("Keep %(file)s in two safe places away from this machine: without it, no backup can be read.")
            % {"file": path}
        )

    def _save(self, path: Path, key: bytes, is_for_a_machine: bool) -> None:
        with tqdm(unit=" rows", disable=None, leave=False) as bar:
            manifest = save_backup(
                path=path, key=key, files=Path(settings.MEDIA_ROOT), made_at=timezone.now(), on_rows=bar.update
            )
        summary = {"file": str(path), "bytes": path.stat().st_size, **summary_of(manifest)}
        if is_for_a_machine:
            self.stdout.write(json.dumps(summary))
        else:
            self.stdout.write(_("%(file)s is written. Rows: %(rows)s. Files: %(files)s.") % summary)
