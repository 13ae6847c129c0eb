"""`twiza serve`: open the door."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from twiza.core.tables import make_tables
from twiza.web.server import (
    Server,
    refuse_plain_http,
    refuse_processes,
    refuse_taken_port,
    server_settings,
    start_worker,
    stop_worker,
)
from twiza.web.static_files import collect_when_changed


class Command(BaseCommand):
    """Brings the database and the static files up to date, then serves until stopped."""

    help = "Serve Twiza to browsers, with its background worker. Stop with Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (this computer only by default)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--processes", type=int, default=1, help="web processes of 8 threads each (1)")
        parser.add_argument("--no-worker", action="store_true", help="leave background work to `twiza work` elsewhere")

    def handle(self, *args: object, **options: Any) -> None:
        """Prepare, serve, and take the worker along when leaving."""
        refuse_plain_http(options["host"])
        refuse_processes(options["processes"])
        refuse_taken_port(options["host"], options["port"])
        prepare()
        worker = None if options["no_worker"] else start_worker()
        try:
            self.run_server(options)
        finally:
            if worker:
                stop_worker(worker)

    def run_server(self, options: dict[str, Any]) -> None:
        """Serve until a signal ends it."""
        from twiza.wsgi import application  # noqa: PLC0415 -- app ready

        url = f"http://{options['host']}:{options['port']}/"
        chosen = server_settings(
            host=options["host"],
            port=options["port"],
            processes=options["processes"],
            on_ready=lambda: self.say(f"Twiza answers at {url}"),
        )
        Server(application, chosen).run()

    def say(self, sentence: str) -> None:
        """Print a line at once, also into a pipe."""
        self.stdout.write(sentence)
        sys.stdout.flush()


def prepare() -> None:
    """Apply what migrations wait, and collect static files under hashed names."""
    make_tables()
    collect_when_changed()
    connections.close_all()  # gunicorn forks: no process may inherit another's connection
