"""The power fails while a plan is made: the job is taken up again, done once, and the page says so."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from browsers import errors_of, guarded_context, sign_in_as
from planning import RUNNING_PAGE, plans_listed, wait_for_plan
from playwright.sync_api import Browser, Page, expect
from servers import Running, serve

PATIENCE_SECONDS = 30


@pytest.fixture
def own_home(server: Running, tmp_path: Path) -> Path:
    """Return a copy of the demonstration, which may be killed without harm to the other stories."""
    home = tmp_path / "home"
    shutil.copytree(server.home, home, ignore=shutil.ignore_patterns("*.sqlite3*"))
    database = database_in(server.home)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(home / database.name)) as copy:
        source.backup(copy)
        copy.execute("DELETE FROM jobs_job")
        copy.commit()
    return home


def test_a_plan_in_the_making_survives_the_death_of_its_server(chromium: Browser, server: Running, own_home: Path):
    first = serve(own_home, server.demonstration)
    with guarded_context(chromium, first) as context:
        page = context.new_page()
        sign_in_as(page, first.account_of("driss"), "fr")
        page.wait_for_url("**/home/")
        ask_for_long_plan(page)
        hold_worker_at_work(first)
        expect(page.locator(".job-running progress")).to_be_visible()
        state, address = context.storage_state(), page.url.removeprefix(first.url)
        page.goto("about:blank")
    first.kill()

    second = serve(own_home, server.demonstration)
    with guarded_context(chromium, second, storage_state=state) as context:
        page = context.new_page()
        errors = errors_of(page)
        page.goto(address)
        expect(page.locator("progress")).to_be_visible()
        let_the_lease_run_out(own_home)
        plan = wait_for_plan(page).removeprefix(second.url)
        page.goto("/fr/jobs/")
        expect(page.locator(".progress [role=status]")).to_have_text(["Terminé"])
        listed = [one for one in plans_listed(page) if one == plan]
    second.stop()

    assert errors == []
    assert listed == [plan]
    assert jobs_in(own_home) == [("done", 2, 1)]


def ask_for_long_plan(page: Page) -> None:
    """Ask for a plan of a whole region, which takes a few seconds."""
    page.goto("/fr/plans/new/")
    page.locator("[name=area]").select_option(label="Drâa-Tafilalet, toute la région")
    page.locator("[name=stop_count]").fill("200")
    page.locator("[name=team_count]").fill("6")
    page.locator("[name=specialties]").nth(1).check()
    page.locator("button[name=plan]").click()
    page.wait_for_url(RUNNING_PAGE)


def hold_worker_at_work(running: Running) -> None:
    """Stop the worker's clock as soon as it has begun, so that the plan is surely still in the making."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(state == "running" for state, _attempts, _plans in jobs_in(running.home)):
        assert time.monotonic() < until, "The job never began."
        time.sleep(0.02)
    os.kill(running.worker(), signal.SIGSTOP)


def let_the_lease_run_out(home: Path) -> None:
    """Let the minute pass for which the dead worker had taken the job."""
    with closing(sqlite3.connect(database_in(home))) as database, database:
        database.execute("UPDATE jobs_job SET lease_until = '2000-01-01 00:00:00' WHERE state = 'running'")


def jobs_in(home: Path) -> list[tuple[str, int, int]]:
    """Return the state of each job somebody asked for, how often it was begun, and how many plans it made."""
    question = """SELECT state, attempts, (SELECT count(*) FROM outreach_plan WHERE job_id = jobs_job.id) FROM jobs_job
                  WHERE owner_id IS NOT NULL"""
    with closing(sqlite3.connect(database_in(home))) as database:
        return list(database.execute(question))


def database_in(home: Path) -> Path:
    """Return the database file of a home."""
    return next(home.glob("*.sqlite3"))
