"""The product as a stranger meets it: set up, start, pages, map, a region's plan, memory."""

from __future__ import annotations

import gzip
import http.cookiejar
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.browser import measured_in_browser
from bench.figures import Figure

TWIZA = [sys.executable, "-m", "twiza"]
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in browser without a screen."""

    url: str
    opener: urllib.request.OpenerDirector

    def get(self, path: str) -> tuple[float, bytes]:
        """Return how many seconds a page took, and its bytes as they crossed the wire (gzip asked for)."""
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310 -- ours
        started = time.perf_counter()
        with self.opener.open(request) as answer:
            body = answer.read()
        return time.perf_counter() - started, body


def measured() -> Iterator[Figure]:
    """Yield the figures of the server, on fresh homes that are thrown away."""
    yield loaded_country()
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TWIZA_HOME": home, "DATABASE_URL": ""}
        seconds, _printed = timed([*TWIZA, "demo", "--no-serve", "--json"], environment)
        yield Figure("demonstration set up from nothing (after `make setup`)", seconds, "s", 240)
        again, printed = timed([*TWIZA, "demo", "--no-serve", "--json"], environment)
        yield Figure("demonstration, second start", again, "s", 10)
        with serving(environment) as (url, process):
            planner = next(one for one in json.loads(printed)["accounts"] if one["role"] == "planner")
            yield from measured_pages(signed_in(url, planner))
            yield from measured_in_browser(url, planner)
            yield Figure("memory of the server with its worker", memory_of(process), "MB", 400)


def loaded_country() -> Figure:
    """Return how long the whole of Morocco takes to load into an empty database, checks included."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TWIZA_HOME": home, "DATABASE_URL": ""}
        seconds, _printed = timed([*TWIZA, "load", "morocco"], environment)
        return Figure("country loaded into an empty database", seconds, "s", 60)


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Return how long a command took and what it printed."""
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    return time.perf_counter() - started, done.stdout


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*TWIZA, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- ours
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(timeout=30)


def signed_in(url: str, account: dict[str, str]) -> Visitor:
    """Return a visitor who signed in through the form, as anybody does."""
    jar = http.cookiejar.CookieJar()
    visitor = Visitor(url, urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)))
    with visitor.opener.open(f"{url}/fr/account/login/") as answer:
        form = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token is not None
    said = {"login": account["email"], "password": account["password"], "csrfmiddlewaretoken": token.group(1)}
    visitor.opener.open(f"{url}/fr/account/login/", urllib.parse.urlencode(said).encode())
    return visitor


def measured_pages(visitor: Visitor) -> Iterator[Figure]:
    """Yield, for each page of the planning job, the time that 19 requests of 20 do not pass."""
    for path in pages_of(visitor):
        visitor.get(path)  # the first request of a process imports and compiles
        seconds = [visitor.get(path)[0] for _round in range(ROUNDS)]
        yield Figure(f"page {without_id(path)}, p95", percentile_95(seconds) * 1000, "ms", 300)


def pages_of(visitor: Visitor) -> list[str]:
    """Return the addresses of the pages measured: those of the menu, one plan, one scenario, one place, a search."""
    plan = first_link(visitor, "/fr/plans/", r"/fr/plans/[0-9a-f-]{36}/")
    scenario = first_link(visitor, "/fr/access/", r"/fr/access/[0-9a-f-]{36}/")
    place = first_link(visitor, "/fr/territory/", r"/fr/territory/places/[0-9]+/")
    fixed = ["/fr/home/", "/fr/needs/", "/fr/needs/?level=commune", "/fr/plans/", "/fr/plans/new/", "/fr/territory/"]
    return [*fixed, plan, scenario, place, "/fr/territory/search/?q=ait+melloul"]


def first_link(visitor: Visitor, path: str, pattern: str) -> str:
    """Return the first address on a page that looks so."""
    found = re.search(pattern, gzip.decompress(visitor.get(path)[1]).decode())
    assert found is not None, f"{path} leads to no {pattern}"
    return found.group(0)


def without_id(path: str) -> str:
    """Return an address without the id that differs at every run."""
    return re.sub(r"[0-9a-f-]{36}", "…", path)


def percentile_95(seconds: list[float]) -> float:
    """Return the time that 19 requests of 20 do not pass."""
    return statistics.quantiles(seconds, n=20)[18]


def memory_of(process: subprocess.Popen[str]) -> float:
    """Return the proportional memory of a process and all below it, in MB."""
    return sum(proportional_memory(number) for number in family_of(process.pid)) / 1000


def family_of(number: int) -> Iterator[int]:
    """Yield a process and its descendants."""
    yield number
    children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    for child in map(int, children):
        yield from family_of(child)


def proportional_memory(number: int) -> float:
    """Return a process's share of memory (PSS), in kB."""
    for line in Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1])
    return 0.0
