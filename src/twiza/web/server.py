"""The real server: gunicorn with threads, and the background worker beside it."""

from __future__ import annotations

import gc
import ipaddress
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from twiza.core.errors import InputError

MOST_PROCESSES = 64


class PortTaken(InputError):
    """Something else listens on this port."""


class OpenDoor(InputError):
    """Somebody could reach the server, or be sent to it, without TLS."""


class ProcessesNotUnderstood(InputError):
    """Nobody can run so many, or so few, processes."""


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
        "bind": f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": processes,
        "worker_class": "gthread",
        "threads": 8,
        "timeout": 60,
        "graceful_timeout": 20,
        "loglevel": "warning",
        "preload_app": True,
        # What a proxy says of its client is for Django to believe or not (TWIZA_BEHIND_PROXY), never for gunicorn.
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "when_ready": lambda arbiter: open_door(on_ready),
    }


def open_door(on_ready: Callable[[], None]) -> None:
    """Settle, then say that requests may come."""
    settle()
    on_ready()


def settle() -> None:
    """
    Load the pages, and put what is loaded for good out of the garbage collector's reach, before processes are forked.

    What it does not look at stays one copy for all of them. And a full collection walks through all that it knows,
    whenever some request lets go of much: with our code and the libraries' in it that took 0.11 s of a page, more than
    the page itself; without them 0.01 s.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()


def refuse_plain_http(host: str) -> None:
    """Raise OpenDoor unless only this computer, or a proxy that ends TLS, can reach the address."""
    if settings.IS_PUBLIC and not settings.IS_BEHIND_PROXY:
        raise OpenDoor(
            _(
                "TWIZA_HOSTS asks for TLS, and this server speaks plain http to a proxy that ends it: put one before "
                "Twiza, and set TWIZA_BEHIND_PROXY=true."
            )
        )
    if not settings.IS_PUBLIC and not is_loopback(host):
        raise OpenDoor(
            _(
                "Other machines would reach Twiza at %(host)s over plain http: set TWIZA_HOSTS and "
                "TWIZA_BEHIND_PROXY, with a proxy that ends TLS, or leave --host out."
            )
            % {"host": host or "*"}
        )


def is_loopback(host: str) -> bool:
    """Return whether an address to listen on is this computer's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_processes(processes: int) -> None:
    """Raise ProcessesNotUnderstood unless the number is one that can be run."""
    if not 1 <= processes <= MOST_PROCESSES:
        raise ProcessesNotUnderstood(
            _("%(processes)s web processes cannot be: give --processes from 1 to %(most)s.")
            % {"processes": processes, "most": MOST_PROCESSES}
        )


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken when nobody else could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
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
