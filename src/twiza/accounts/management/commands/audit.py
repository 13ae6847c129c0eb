"""`twiza audit verify`: does the chain of what people did still hold?"""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from twiza.accounts.audit import first_broken_entry
from twiza.accounts.models import AuditEntry


class Command(BaseCommand):
    """Recomputes every hash; names the first entry that does not fit."""

    help = "Verify the audit chain; exit 1 naming the first entry that was changed, removed or added by hand."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the one thing there is to do."""
        parser.add_argument("what", choices=["verify"])

    def handle(self, *args: object, **options: object) -> None:
        """Verify, and say so."""
        broken = first_broken_entry()
        if broken is not None:
            raise CommandError(
                f"The audit chain is broken at entry {broken}: restore a backup made before.", returncode=1
            )
        self.stdout.write(f"The audit chain holds: {AuditEntry.objects.count()} entries.")
