"""`twiza plan …`: the engine on files, without a database or settings."""

from __future__ import annotations

import argparse
import sys

from twiza_planning.commands import access, caravans, check, fairest, locate, rounds, travel
from twiza_planning.commands.arguments import OneSentenceParser
from twiza_planning.errors import NotUnderstood

INTERRUPTED = 130


def main(argv: list[str]) -> int:
    """Run one planning command and return its exit code: 0 done, 1 no, 2 not understood."""
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as told:
        return int(told.code or 0)
    try:
        return int(arguments.run(arguments))
    except NotUnderstood as error:
        sys.stderr.write(f"twiza plan {arguments.command}: {printable(str(error))}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write(f"twiza plan {arguments.command}: stopped, nothing was written.\n")
        return INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every planning command."""
    parser = OneSentenceParser(prog="twiza plan", description="Plan on files, without a database.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in (caravans, fairest, check, access, travel, rounds, locate):
        command.add_parser(commands)
    return parser


def printable(sentence: str) -> str:
    """Return a sentence on one line, whatever the ids in it hold."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in sentence)
