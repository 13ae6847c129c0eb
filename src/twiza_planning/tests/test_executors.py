"""Work done here and elsewhere: the same results, whatever is lost on the way."""

import os
import signal
from pathlib import Path

import pytest

from twiza_planning.executors import Here, Processes


def square(number: int) -> int:
    return number * number


def die_once(mark: Path) -> str:
    """Kill the process that does this, the first time."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return mark.name
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def fail(number: int) -> int:
    raise ArithmeticError(number)


@pytest.mark.parametrize("executor", [Here(), Processes(2)], ids=["here", "processes"])
def test_results_come_by_the_rank_of_their_tasks(executor):
    assert executor.run(square, [3, 1, 2], wanted=lambda done: True) == {0: 9, 1: 1, 2: 4}


@pytest.mark.parametrize("executor", [Here(), Processes(2)], ids=["here", "processes"])
def test_nothing_more_is_done_once_nobody_waits(executor):
    assert executor.run(square, [3, 1, 2], wanted=lambda done: False) == {}


def test_a_lost_process_costs_time_not_results(tmp_path):
    marks = [tmp_path / name for name in ("a", "b")]

    assert Processes(2).run(die_once, marks, wanted=lambda done: True) == {0: "a", 1: "b"}


def test_an_error_in_the_work_rises():
    with pytest.raises(ArithmeticError):
        Processes(1).run(fail, [1], wanted=lambda done: True)
