"""`twiza growth zscore`, as a terminal runs it."""

import os
import subprocess
import sys

import pytest

MEASURES = "id,sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,armc_cm,oedema\né1,m,400,9.5,75,L,46,14,n\n"


def run(given: bytes) -> subprocess.CompletedProcess[bytes]:
    """Give the program something on its standard input."""
    command = [sys.executable, "-m", "twiza", "growth", "zscore"]
    return subprocess.run(command, input=given, env={**os.environ, "LANG": "en"}, capture_output=True, check=False)


def test_measures_come_back_with_their_scores():
    done = run(b"\xef\xbb\xbf" + MEASURES.encode())

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        MEASURES.splitlines()[0] + ",zwei,zlen,zwfl,zbmi,zhc,zac,flags",
        MEASURES.splitlines()[1] + ",-0.38,-0.86,0.00,0.17,-0.29,-0.61,",
    ]


@pytest.mark.parametrize(("given", "said"), [(b"\xff\xfe", b"no CSV in UTF-8"), (b"a,b\n1,2\n", b"The first line")])
def test_what_is_no_file_of_measures_is_refused_in_one_sentence(given, said):
    done = run(given)

    assert (done.returncode, done.stdout, said in done.stderr, done.stderr.count(b"\n")) == (2, b"", True, 1)
