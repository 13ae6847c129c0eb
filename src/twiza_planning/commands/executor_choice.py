"""Where a command does its work: here, in processes of this machine, or on a cluster."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from twiza_planning.commands.arguments import whole
from twiza_planning.errors import NotUnderstood
from twiza_planning.executors import Cluster, Executor, Here, Processes

CONNECT_SECONDS = 10


def add_executor_options(parser: argparse.ArgumentParser) -> None:
    """Add --workers and --cluster."""
    parser.add_argument("--workers", type=whole(least=1, most=1024), default=1, help="processes at work (1)")
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="the scheduler of a Dask cluster, such as tcp://host:8786"
    )


@contextmanager
def executor_for(arguments: argparse.Namespace) -> Iterator[Executor]:
    """Give the executor that --workers or --cluster ask for. Raises NotUnderstood when there is no such cluster."""
    if arguments.cluster is None and arguments.workers == 1:
        yield Here()
        return
    if arguments.cluster is None:
        with Processes(arguments.workers) as processes:
            yield processes
        return
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra
    except ImportError:
        raise NotUnderstood("--cluster", "Dask is not installed: install the extra `cluster`") from None
    try:
        client = Client(arguments.cluster, timeout=CONNECT_SECONDS)
    except (OSError, ValueError):
        raise NotUnderstood("--cluster", f"no scheduler of a Dask cluster answers at {arguments.cluster}") from None
    with client:
        yield Cluster(client)
