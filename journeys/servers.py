"""Twiza as a stranger runs it: a home of its own, the program, a port nobody uses."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TWIZA = [sys.executable, "-m", "twiza"]


@dataclass
class Running:
    """A server that answers, and what its demonstration printed."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    demonstration: dict[str, Any] = field(default_factory=dict)

    def account(self, role: str) -> dict[str, str]:
        """Return the first demonstration account of a role."""
        return next(one for one in self.demonstration["accounts"] if one["role"] == role)

    def account_of(self, name: str) -> dict[str, str]:
        """Return the demonstration account of one of the cast: driss, malika, tariq, aicha, chama."""
        return next(one for one in self.demonstration["accounts"] if one["email"].startswith(f"{name}@"))

    def stop(self) -> None:
        """Ask the server to leave, and wait until it has."""
        with self.process:
            self.process.terminate()
            self.process.wait(timeout=20)

    def kill(self) -> None:
        """End the server and its worker at once, as a power cut does."""
        with self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=20)

    def worker(self) -> int:
        """Return the process of the background worker: the server's child that was started as `twiza work`."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next(int(child) for child in children if b"work" in command_of(child))


def run_twiza(home: Path, *words: str, typed: str = "") -> str:
    """Run the program to its end and return what it printed."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [*TWIZA, *words], env=environment_of(home), input=typed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def open_demonstration(home: Path, shared: Path) -> dict[str, Any]:
    """
    Set up the demonstration in a home, as a stranger would, and return what it printed.

    It is made once for all who ask with the same folder, and each gets a copy: it takes a minute.
    """
    made, printed = shared / "demonstration", shared / "demonstration.json"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            made.mkdir()
            printed.write_text(run_twiza(made, "demo", "--no-serve", "--json"))
    shutil.copytree(made, home, dirs_exist_ok=True)
    return dict(json.loads(printed.read_text()))


def serve(home: Path, demonstration: dict[str, Any]) -> Running:
    """Serve a home on a free port, in a process group of its own, and wait until it answers."""
    port = free_port()
    with (home / "server.log").open("a") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own program
            [*TWIZA, "serve", "--port", str(port)],
            env=environment_of(home),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    assert process.stdout is not None
    assert "answers" in process.stdout.readline(), (home / "server.log").read_text()
    return Running(f"http://127.0.0.1:{port}", home, process, demonstration)


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a Twiza that keeps everything in this home, on SQLite."""
    return {**os.environ, "TWIZA_HOME": str(home), "DATABASE_URL": "", "LANG": "C.UTF-8"}


def command_of(process: str) -> list[bytes]:
    """Return the words a process was started with."""
    return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")


def free_port() -> int:
    """Return a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
