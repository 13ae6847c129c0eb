"""The one program: `twiza plan …` goes to the engine without Django, everything else to the server."""

from __future__ import annotations

import os
import sys

PIPE_CLOSED = 141


def main() -> int:
    """Run the command line and return its exit code."""
    # What Twiza keeps and writes is its owner's: the database and the letters in files first of all.
    os.umask(0o077)
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # `twiza … | head -1`: nobody listens any more, and that is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code


def run(arguments: list[str]) -> int:
    """Run one command; what argparse answers by leaving is an exit code too."""
    try:
        if arguments[:1] == ["plan"]:
            from twiza_planning.cli import main as plan  # noqa: PLC0415 -- slow import

            return plan(arguments[1:])
        from twiza.core.cli import main as serve_and_more  # noqa: PLC0415 -- slow import

        return serve_and_more(arguments)
    except SystemExit as told:
        return told.code if isinstance(told.code, int) else int(told.code is not None)


if __name__ == "__main__":
    sys.exit(main())
