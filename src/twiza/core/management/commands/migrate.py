"""`twiza migrate`: Django's own, but on an empty database, where every table is made at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from twiza.core.tables import make_at_once

SOME_ONLY = ("app_label", "plan", "fake", "fake_initial", "check_unapplied", "prune")


class Command(migrate.Command):
    """Brings the tables up to date."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make every table of an empty database; take the steps that wait on another one."""
        connection = connections[options["database"]]
        if any(options[name] for name in SOME_ONLY) or connection.introspection.table_names():
            super().handle(*args, **options)
        else:
            make_at_once(connection)
