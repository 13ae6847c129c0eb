"""`twiza restore FILE --key KEYFILE`: a backup back into an empty place."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from twiza.core.backup.archive import summary_of
from twiza.core.backup.keys import read_key
from twiza.core.backup.restoring import restore_backup
from twiza.core.tables import make_tables


class Command(BaseCommand):
    help = "Read a backup into an empty place: all of it, or nothing when anything in it is wrong."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what `twiza restore --help` shows."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the backup to read")
        parser.add_argument("--key", type=Path, metavar="KEYFILE", required=True, help="the key file it was made with")
        parser.add_argument("--json", action="store_true", help="print the account of the backup as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the whole backup, make the tables, and bring everything back."""
        key = read_key(options["key"])
        with tqdm(unit=" rows", disable=None, leave=False) as bar:
            manifest = restore_backup(
                path=options["file"],
                key=key,
                files=Path(settings.MEDIA_ROOT),
                make_tables=make_tables,
                on_rows=bar.update,
            )
        summary = {"file": str(options["file"]), **summary_of(manifest)}
        if options["json"]:
            self.stdout.write(json.dumps(summary))
        else:
            self.stdout.write(_("%(file)s is restored. Rows: %(rows)s. Files: %(files)s.") % summary)
