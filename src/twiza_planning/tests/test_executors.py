"""Work done here and elsewhere: the same results, whatever is lost on the way."""

import os
import signal
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from twiza_planning.executors import Cluster, Here, Processes


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


@pytest.fixture(params=[1, 2], ids=["here", "processes"])
def executor(request):
    """Here, or two processes."""
    if request.param == 1:
        yield Here()
        return
    with Processes(request.param) as processes:
        yield processes


def process_of(_task: int) -> int:
    return os.getpid()


def test_results_come_by_the_rank_of_their_tasks(executor):
    assert executor.run(square, [3, 1, 2], wanted=lambda done: True) == {0: 9, 1: 1, 2: 4}


def test_nothing_more_is_done_once_nobody_waits(executor):
    assert executor.run(square, [3, 1, 2], wanted=lambda done: False) == {}


def test_a_lost_process_costs_time_not_results(tmp_path):
    marks = [tmp_path / name for name in ("a", "b")]

    with Processes(2) as processes:
        assert processes.run(die_once, marks, wanted=lambda done: True) == {0: "a", 1: "b"}


def test_processes_stay_for_the_next_run_and_are_replaced_when_they_were_not_waited_for():
    with Processes(1) as processes:
        first = processes.run(process_of, [0], wanted=lambda done: True)
        again = processes.run(process_of, [0], wanted=lambda done: True)
        processes.run(process_of, [0], wanted=lambda done: False)
        later = processes.run(process_of, [0], wanted=lambda done: True)

    assert first == again != later


def test_an_error_in_the_work_rises():
    with pytest.raises(ArithmeticError), Processes(1) as processes:
        processes.run(fail, [1], wanted=lambda done: True)


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster of two workers in processes of their own."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local,
        Client(local) as client,
    ):
        yield Cluster(client)


def test_a_cluster_gives_results_by_the_rank_of_their_tasks(cluster):
    assert cluster.run(square, [3, 1, 2], wanted=lambda done: True) == {0: 9, 1: 1, 2: 4}


def test_a_lost_worker_of_a_cluster_costs_time_not_results(cluster, tmp_path):
    marks = [tmp_path / name for name in ("a", "b", "c")]
    marks[1].touch()
    marks[2].touch()

    assert cluster.run(die_once, marks, wanted=lambda done: True) == {0: "a", 1: "b", 2: "c"}


def test_a_cluster_is_left_when_nobody_waits(cluster):
    assert cluster.run(square, [3, 1, 2], wanted=lambda done: False).keys() <= {0, 1, 2}


def test_an_error_in_the_work_rises_from_a_cluster(cluster):
    with pytest.raises(ArithmeticError):
        cluster.run(fail, [1], wanted=lambda done: True)
