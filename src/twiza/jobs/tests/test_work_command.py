"""`twiza work` as a process that somebody started."""

import os
import subprocess
import sys


def test_a_worker_leaves_when_whoever_started_it_is_gone(tmp_path):
    surroundings = {**os.environ, "TWIZA_HOME": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "twiza", "work", "--leave-with-stdin"]
    worker = subprocess.Popen(command, env=surroundings, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)

    worker.communicate(timeout=50)

    assert worker.returncode == 0
