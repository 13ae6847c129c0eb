"""The real server: gunicorn with threads, and the background worker beside it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from twiza.core.errors import InputError


class PortTaken(InputError):
    """Something else listens on this port."""


class Server(BaseApplication):
    """Gunicorn, set up in code: one process with threads by default, as a laptop and SQLite like it."""

    def __init__(self, application: WSGIHandler, settings: dict[str, Any]) -> None:
        self.application = application
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Hand our settings to gunicorn."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Return the application that gunicorn calls."""
        return self.application


def server_settings(*, host: str, port: int, processes: int, on_ready: Callable[[], None]) -> dict[str, Any]:
    """Return gunicorn's settings; `on_ready` is called when the door is open."""
    return {
        "bind": f"{host}:{port}",
        "workers": processes,
        "worker_class": "gthread",
        "threads": 8,
        "timeout": 60,
        "graceful_timeout": 20,
        "loglevel": "warning",
        "preload_app": True,
        "when_ready": lambda arbiter: on_ready(),
    }


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken when nobody else could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            sentence = _("Port %(port)s of %(host)s cannot be used (%(why)s): choose another with --port.")
            why = getattr(error, "strerror", None) or str(error)
            raise PortTaken(sentence % {"port": port, "host": host, "why": why}) from None


def start_worker() -> subprocess.Popen[bytes]:
    """
    Start the background worker; it leaves by itself when this process is gone, however that happened.

    Its standard input is a pipe from us: when we die the pipe closes, and the worker sees it.
    """
    command = [sys.executable, "-m", "twiza", "work", "--leave-with-stdin"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 -- our own program


def stop_worker(worker: subprocess.Popen[bytes]) -> None:
    """Ask the worker to give its job back and leave; after ten seconds insist."""
    worker.terminate()
    try:
        worker.wait(timeout=10)
    except subprocess.TimeoutExpired:
        worker.kill()
