"""`twiza serve`: a real server, in a process of its own, until it is told to stop or is killed."""

import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override

from twiza.web.server import PortTaken, refuse_taken_port
from twiza.web.static_files import collect_when_changed


@pytest.fixture
def two_files(settings, tmp_path):
    """Make a folder of two static files the only one there is."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.css").write_text("a{color:red}")
    (tmp_path / "source" / "b.css").write_text("b{color:red}")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    finders.get_finder.cache_clear()
    yield tmp_path / "source"
    finders.get_finder.cache_clear()


def test_static_files_are_collected_again_only_when_one_changed(two_files):
    times = [collect_when_changed(), collect_when_changed()]
    (two_files / "a.css").write_text("a{color:blue}")
    times.append(collect_when_changed())

    assert times == [True, False, True]


def test_a_taken_port_is_refused_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with override("en"), pytest.raises(PortTaken, match=f"^Port {port} of 127.0.0.1 cannot be used"):
            refuse_taken_port("127.0.0.1", port)


@pytest.fixture
def serving(tmp_path):
    """Serve an empty Twiza; whatever still runs at the end is killed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {**os.environ, "TWIZA_HOME": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "twiza", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.communicate()


PATIENCE_SECONDS = 120
"""A worker looks every few seconds whether who started it is there still: longer where the machine is busy."""


def children_of(process):
    return [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def has_left(number):
    path = Path(f"/proc/{number}/stat")
    return not path.exists() or path.read_text().split()[2] == "Z"


def wait_until_left(numbers):
    """Block until each process is gone: a handle on it becomes readable when it ends."""
    for number in numbers:
        try:
            handle = os.pidfd_open(number)
        except ProcessLookupError:
            continue
        select.select([handle], [], [], PATIENCE_SECONDS)
        os.close(handle)


def test_it_answers_and_takes_its_worker_along_when_told_to_stop(serving):
    process, url = serving
    said = process.stdout.readline()
    with urllib.request.urlopen(f"{url}/health") as answer:
        health = answer.read()
    family = children_of(process)

    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)

    assert (said, health) == (f"Twiza answers at {url}/\n", b'{"status": "ok"}')
    assert [number for number in family if not has_left(number)] == []


def test_killed_outright_it_leaves_no_worker_behind(serving):
    process, _url = serving
    process.stdout.readline()
    family = children_of(process)

    process.kill()
    process.wait(timeout=30)
    wait_until_left(family)

    assert [number for number in family if not has_left(number)] == []
