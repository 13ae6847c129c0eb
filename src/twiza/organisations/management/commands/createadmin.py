"""`twiza createadmin`: the first account of an installation."""

from __future__ import annotations

import getpass
import sys

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from twiza.organisations.actions import create_administrator


class Command(BaseCommand):
    """Asks for what was not given; the password comes from the terminal or standard input, never from the line."""

    help = "Make the account of a technical administrator: it opens the installation, and sees no case data."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--email", help="e-mail address to sign in with")
        parser.add_argument("--name", help="the person's name")
        parser.add_argument("--organisation", help="name of the organisation that runs this installation")

    def handle(self, *args: object, **options: str | None) -> None:
        """Make the account, or refuse in one sentence."""
        membership = create_administrator(
            email=options["email"] or input("E-mail: "),
            name=options["name"] or input("Name: "),
            organisation_name=options["organisation"] or input("Organisation: "),
            password=asked_password(),
            at=timezone.now(),
        )
        self.stdout.write(f"{membership.person.email} may sign in. A second factor is asked for at the first page.")


def asked_password() -> str:
    """Return the password typed twice alike, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass("Password (10 characters at least): ")
