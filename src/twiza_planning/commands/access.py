"""`twiza plan access`: who reaches which care."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming, number, positive, refuse_unwritable
from twiza_planning.commands.executor_choice import add_executor_options, executor_for
from twiza_planning.errors import NotUnderstood

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from twiza_planning.access import Decay, Vector
    from twiza_planning.access_files import Places
    from twiza_planning.nearest import Nearest

DESCRIPTION = """Measure access to care: by locality, the nearest facility, the minutes to it, and the supply within
reach per inhabitant (empty where no facility is within the threshold)."""
EXITS = "Exits with 0 when the table is written; 2 when a file cannot be read."
METHODS = ("2sfca", "e2sfca", "m2sfca", "3sfca", "raam")
DECAYS = "gaussian:ZERO, exponential:HALF or linear:FULL:ZERO"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser("access", help="measure access to care", description=DESCRIPTION, epilog=EXITS)
    add = parser.add_argument
    add("--localities", metavar="L.csv", type=Path, required=True, help="table id,lat,lon,population")
    add("--facilities", metavar="F.csv", type=Path, required=True, help="table id,lat,lon,supply")
    add(
        "--pairs",
        metavar="P.csv",
        type=Path,
        help="table locality,facility,minutes, CSV or .parquet, instead of coordinates",
    )
    add("--method", choices=METHODS, default="2sfca", help="floating catchment or rational agents (2sfca)")
    add("--threshold", type=number(least=0), default=60.0, help="reach, minutes, inclusive (60)")
    add("--weights", type=bands, default="10:1,20:0.68,30:0.22", help="minutes:weight,… for the weighted methods")
    add("--decay", type=decay, help=f"weights that fall by minutes, instead of --weights: {DECAYS}")
    add("--speed", type=positive, default=40.0, help="km/h (40)")
    add("--detour", type=number(least=1), default=1.35, help="road km per great-circle km (1.35)")
    add("--out", metavar="A.csv", type=Path, required=True, help="where id,nearest_facility,minutes,access is written")
    add_executor_options(parser)
    add("--json", action="store_true", help="print a summary as JSON")
    parser.set_defaults(run=run)


def bands(text: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Read `minutes:weight` bands, comma between; minutes rise."""
    read_number = number(least=0)
    parts = [part.split(":") for part in text.split(",")]
    if not all(len(part) == 2 for part in parts):
        raise argparse.ArgumentTypeError(f"{text} is not of the form 10:1,20:0.68,30:0.22")
    upper = tuple(read_number(minutes) for minutes, _ in parts)
    if list(upper) != sorted(set(upper)):
        raise argparse.ArgumentTypeError(f"the minutes of {text} do not rise")
    return upper, tuple(read_number(weight) for _, weight in parts)


def decay(text: str) -> Decay:
    """Read `name:minutes`, with two minutes for `linear`."""
    from twiza_planning.decay import Exponential, Gaussian, Linear  # noqa: PLC0415 -- slow import

    name, *minutes = text.split(":")
    makers: dict[tuple[str, int], Callable[..., Decay]] = {
        ("gaussian", 1): Gaussian,
        ("exponential", 1): Exponential,
        ("linear", 2): Linear,
    }
    make = makers.get((name, len(minutes)))
    if make is None:
        raise argparse.ArgumentTypeError(f"{text} is not one of {DECAYS}, in minutes")
    try:
        return make(*(number(least=0)(part) for part in minutes))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from error


def run(arguments: argparse.Namespace) -> int:
    """Measure access, write it, and say how many are out of reach. Raises NotUnderstood."""
    from twiza_planning.access_files import read_places, read_unplaced, write_access  # noqa: PLC0415 -- slow import

    with naming(arguments.out):
        refuse_unwritable(arguments.out)
    read = read_places if arguments.pairs is None else read_unplaced
    with naming(arguments.localities):
        localities = read(arguments.localities, "population")
    with naming(arguments.facilities):
        facilities = read(arguments.facilities, "supply")
    nearest, minutes = measure_travel(arguments, localities, facilities)
    access = measure_access(arguments, localities, facilities, minutes)
    with naming(arguments.out):
        write_access(arguments.out, localities, facilities, nearest, access)
    print_outcome(arguments, localities, access)
    return 0


def measure_travel(arguments: argparse.Namespace, localities: Places, facilities: Places) -> tuple[Nearest, csr_array]:
    """Return the nearest facilities, and the minutes of the pairs within reach."""
    from twiza_planning.access_files import read_pairs  # noqa: PLC0415 -- slow import
    from twiza_planning.nearest import (  # noqa: PLC0415 -- slow import
        TooManyPairs,
        nearest_by_speed,
        nearest_of_pairs,
        pairs_by_speed,
    )

    if arguments.pairs is not None:
        with naming(arguments.pairs):
            minutes = read_pairs(arguments.pairs, localities, facilities)
        return nearest_of_pairs(minutes), minutes
    road = {"speed_kmh": arguments.speed, "detour": arguments.detour}
    places = localities.positions, facilities.positions
    try:
        return nearest_by_speed(*places, **road), pairs_by_speed(*places, **road, within=arguments.threshold)
    except TooManyPairs as error:
        raise NotUnderstood("--threshold", str(error)) from error


def measure_access(
    arguments: argparse.Namespace, localities: Places, facilities: Places, minutes: csr_array
) -> Vector:
    """Return supply per inhabitant by locality, by the method asked for."""
    from twiza_planning import access  # noqa: PLC0415 -- slow import
    from twiza_planning.access_by_region import access_by_region  # noqa: PLC0415 -- slow import
    from twiza_planning.rational_agents import rational_agents  # noqa: PLC0415 -- slow import

    problem = access.AccessProblem(localities.amounts, facilities.amounts, minutes)
    if arguments.method == "raam":
        return rational_agents(problem, within=arguments.threshold).access
    methods = {
        "2sfca": access.enhanced_floating_catchment,
        "e2sfca": access.enhanced_floating_catchment,
        "m2sfca": access.modified_floating_catchment,
        "3sfca": access.three_step_floating_catchment,
    }
    weighted = arguments.decay or access.Bands(*arguments.weights)
    with executor_for(arguments) as executor:
        return access_by_region(
            problem,
            method=methods[arguments.method],
            within=arguments.threshold,
            decay=access.everyone_alike if arguments.method == "2sfca" else weighted,
            executor=executor,
            positions=localities.positions,
        )


def print_outcome(arguments: argparse.Namespace, localities: Places, access: Vector) -> None:
    """Say on standard output how many localities and people have no facility within reach."""
    unreached = access != access
    people, all_people = float(localities.amounts[unreached].sum()), float(localities.amounts.sum())
    figures = {
        "localities": len(access),
        "localities_without_facility": int(unreached.sum()),
        "population": all_people,
        "population_without_facility": people,
        "out": str(arguments.out),
    }
    if arguments.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            f"{len(access)} localities, {int(unreached.sum())} of them ({people:.0f} of {all_people:.0f} people)"
            f" without a facility within {arguments.threshold:g} minutes: {arguments.out}\n"
        )
