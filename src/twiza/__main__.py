"""The one program: `twiza plan …` goes to the engine without Django, everything else to the server."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["plan"]:
        from twiza_planning.cli import main as plan  # noqa: PLC0415 -- slow import

        return plan(arguments[1:])
    from twiza.core.cli import main as serve_and_more  # noqa: PLC0415 -- slow import

    return serve_and_more(arguments)


if __name__ == "__main__":
    sys.exit(main())
