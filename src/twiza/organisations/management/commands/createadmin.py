"""`twiza createadmin`: the first account of an installation."""

from __future__ import annotations

import getpass
import sys

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.core.tables import make_tables
from twiza.organisations.actions import create_administrator


class NothingTyped(InputError):
    """Standard input ended, or is no text: there is nobody to ask."""


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
        make_tables()
        membership = create_administrator(
            email=options["email"] or asked("E-mail: "),
            name=options["name"] or asked("Name: "),
            organisation_name=options["organisation"] or asked("Organisation: "),
            password=asked_password(),
            at=timezone.now(),
        )
        email = membership.person.email
        self.stdout.write(f"{email} may sign in. Two-step verification is asked for at the first page.")


def asked(question: str) -> str:
    """Return what is typed after a question. Raises NothingTyped."""
    try:
        return as_text(input(question))
    except (EOFError, UnicodeDecodeError):
        raise nothing_typed() from None


def asked_password() -> str:
    """Return the password typed without being shown, or the next line of standard input. Raises NothingTyped."""
    try:
        if not sys.stdin.isatty():
            return as_text(sys.stdin.readline().rstrip("\n"))
        return as_text(getpass.getpass("Password (10 characters at least): "))
    except (EOFError, UnicodeDecodeError):
        raise nothing_typed() from None


def as_text(typed: str) -> str:
    """Return what was typed. Raises NothingTyped for bytes that are no text (Python keeps them as lone surrogates)."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise nothing_typed() from None
    return typed


def nothing_typed() -> NothingTyped:
    """Return the refusal of an input that ended too soon or is no text."""
    return NothingTyped(
        _("Nothing readable was typed: give --email, --name and --organisation, and the password on standard input.")
    )
