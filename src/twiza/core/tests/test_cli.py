"""The program: one sentence for an error, exit 2 for what is not understood."""

import json
import os
import subprocess
import sys

from twiza.core.cli import COMMANDS, main


def test_help_lists_every_command(capsys):
    code = main([])

    printed = capsys.readouterr().out
    assert (code, [name for name in COMMANDS if f"  {name}" not in printed]) == (0, [])


def test_an_unknown_command_is_refused_in_one_sentence(capsys):
    code = main(["dmeo"])

    assert (code, capsys.readouterr().err) == (2, "twiza: There is no command 'dmeo': `twiza --help` lists them.\n")


def test_an_unknown_option_exits_with_2(capsys):
    code = main(["createadmin", "--colour"])

    said = "twiza: Error: unrecognized arguments: --colour (`twiza createadmin --help` lists the options)\n"
    assert (code, capsys.readouterr().err) == (2, said)


def test_plan_starts_without_django():
    script = """
import sys
from twiza.__main__ import main
sys.argv = ["twiza", "plan", "--help"]
try:
    main()
finally:
    print("django" in sys.modules)
"""

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout

    assert printed.splitlines()[-1] == "False"


def test_the_first_command_that_needs_the_database_makes_it(tmp_path):
    environment = {**os.environ, "TWIZA_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "twiza", "load", "facility-types", "--json"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["facility_types"] > 0
