"""The tables of the database, made where they are missing and brought up to date."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def make_tables() -> None:
    """Apply the migrations that wait; makes TWIZA_HOME when it is the first thing done in it."""
    Path(settings.TWIZA_HOME).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
