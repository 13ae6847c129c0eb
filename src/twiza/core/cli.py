"""The program `twiza`: Django's commands under one name, with errors in one sentence and exit 2 for bad input."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError, ManagementUtility
from django.utils import translation
from django.utils.translation import gettext as _

from twiza.core.errors import DomainError
from twiza.core.failures import DATABASE_ERRORS, WRONG_PATH, sentence_for_database, sentence_for_disk
from twiza.core.names import LANGUAGES

COMMANDS = {
    "demo": "set up a demonstration with the whole of Morocco, and open it",
    "serve": "serve Twiza to browsers, with its background worker",
    "createadmin": "make the account of a technical administrator",
    "check": "look for mistakes in the installation (--deploy before opening it to others)",
    "load": "load places, census and localities",
    "backup": "write everything into one encrypted file, while serving",
    "restore": "read such a file back into an empty place",
    "audit": "verify the chain of what people did",
    "growth": "add WHO z-scores to a CSV of children's measures",
    "rules": "try a case out on a ruleset",
    "plan": "plan caravans and compute access from files, without a database",
}
INTERRUPTED = 130
USAGE = "usage: twiza COMMAND [--help]\n\nTwiza: who is not served, and which caravans serve them best.\n\n"


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 not understood."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())  # noqa: T201 -- this is the command line
        return 0
    # Not setdefault: the terminal of somebody who works on another Django project may name its settings.
    os.environ["DJANGO_SETTINGS_MODULE"] = "twiza.settings"
    try:
        run(arguments)
    except (DomainError, ImproperlyConfigured) as error:
        return refuse(str(error), 2)
    except CommandError as error:
        return refuse(str(error), error.returncode)
    except BrokenPipeError:  # whoever read us has left: __main__ knows
        raise
    except OSError as error:
        return refuse(sentence_for_disk(error), 2 if isinstance(error, WRONG_PATH) else 1)
    except DATABASE_ERRORS as error:
        return refuse(sentence_for_database(error), 1)
    except KeyboardInterrupt:
        return refuse(_("Stopped: what was not finished is not kept."), INTERRUPTED)
    return 0


def run(arguments: list[str]) -> None:
    """Run a Django command so that what it raises reaches us instead of being printed by Django."""
    utility = ManagementUtility(["twiza", *arguments])
    known = ready_commands()
    if arguments[0] not in known:
        raise CommandError(f"There is no command {arguments[0]!r}: `twiza --help` lists them.", returncode=2)
    command = utility.fetch_command(arguments[0])
    options = parsed(command, arguments)
    positional = options.pop("args", ())
    command.execute(*positional, **options)


def parsed(command: BaseCommand, arguments: list[str]) -> dict[str, Any]:
    """Return a command's options. Raises CommandError with exit code 2 on what it does not know."""
    try:
        return vars(command.create_parser("twiza", arguments[0]).parse_args(arguments[1:]))
    except CommandError as error:
        raise CommandError(f"{error} (`twiza {arguments[0]} --help` lists the options)", returncode=2) from None


def ready_commands() -> frozenset[str]:
    """Start Django in the language of the terminal; return the names of every command, ours and Django's."""
    import django  # noqa: PLC0415 -- slow import
    from django.core.management import get_commands  # noqa: PLC0415 -- app ready

    django.setup()
    translation.activate(language_of_terminal())
    return frozenset(get_commands())


def usage() -> str:
    """Return what `twiza --help` prints."""
    width = max(map(len, COMMANDS)) + 2
    return USAGE + "\n".join(f"  {name:<{width}}{text}" for name, text in COMMANDS.items())


def language_of_terminal() -> str:
    """Return the language the terminal speaks if we do too, else French."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in LANGUAGES else "fr"


def refuse(sentence: str, code: int) -> int:
    """Print one sentence on the error stream and return the exit code."""
    print(f"twiza: {sentence}", file=sys.stderr)  # noqa: T201 -- this is the command line
    return code
