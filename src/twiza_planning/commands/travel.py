"""`twiza plan travel`: how long from each locality to each facility over ground, as pairs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twiza_planning.commands.arguments import naming, number, refuse_unwritable
from twiza_planning.errors import NotUnderstood

if TYPE_CHECKING:
    from twiza_planning.access_files import Places
    from twiza_planning.ground.ground import Ground
    from twiza_planning.ground.times import TimeMatrix

DESCRIPTION = """Measure how long the way over ground takes from each locality to each facility within reach. What is
written are pairs that `twiza plan access --pairs` reads. Rasters are GeoTIFF, which needs the extra `raster`."""
EXITS = "Exits with 0 when the table is written; 2 when a file cannot be read."


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command."""
    parser = commands.add_parser("travel", help="measure ways over ground", description=DESCRIPTION, epilog=EXITS)
    add = parser.add_argument
    add("--friction", metavar="F.tif", type=Path, help="minutes by metre; without it people walk")
    add("--per", choices=("metre", "km"), default="metre", help="of what friction is the minutes (metre)")
    add("--elevation", metavar="E.tif", type=Path, help="metres, on the cells of friction: slopes slow people down")
    add("--localities", metavar="L.csv", type=Path, required=True, help="table id,lat,lon,population")
    add("--facilities", metavar="F.csv", type=Path, required=True, help="table id,lat,lon,supply")
    add("--threshold", type=number(least=0), default=120.0, help="reach, minutes, inclusive (120)")
    add("--out", metavar="PAIRS.csv", type=Path, required=True, help="where locality,facility,minutes is written")
    add("--json", action="store_true", help="print a summary as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure ways, write them, and say who has none. Raises NotUnderstood."""
    from twiza_planning.access_files import read_places  # noqa: PLC0415 -- slow import
    from twiza_planning.pairs_file import write_minutes  # noqa: PLC0415 -- slow import

    with naming(arguments.out):
        refuse_unwritable(arguments.out)
    with naming(arguments.localities):
        localities = read_places(arguments.localities, "population")
    with naming(arguments.facilities):
        facilities = read_places(arguments.facilities, "supply")
    times = measure(arguments, read_ground(arguments), localities, facilities)
    with naming(arguments.out):
        write_minutes(arguments.out, localities.ids, facilities.ids, times.minutes)
    print_outcome(arguments, times)
    return 0


def read_ground(arguments: argparse.Namespace) -> Ground:
    """Return the ground that the rasters tell. Raises NotUnderstood."""
    from twiza_planning.ground.ground import PER_KM, PER_METRE  # noqa: PLC0415 -- slow import
    from twiza_planning.ground.read_geotiff import (  # noqa: PLC0415 -- slow import
        read_friction,
        read_friction_with_slopes,
        read_walking_ground,
    )

    over_m = {"metre": PER_METRE, "km": PER_KM}[arguments.per]
    if arguments.friction is None and arguments.elevation is None:
        raise NotUnderstood("", "give --friction, --elevation, or both")
    if arguments.friction is None:
        with naming(arguments.elevation):
            return read_walking_ground(arguments.elevation)
    with naming(arguments.friction):
        if arguments.elevation is None:
            return read_friction(arguments.friction, over_m=over_m)
        return read_friction_with_slopes(arguments.friction, arguments.elevation, over_m=over_m)


def measure(arguments: argparse.Namespace, ground: Ground, localities: Places, facilities: Places) -> TimeMatrix:
    """Return the minutes of the pairs within reach. Raises NotUnderstood."""
    from twiza_planning.ground.read_geotiff import positions_on  # noqa: PLC0415 -- slow import
    from twiza_planning.ground.times import time_matrix  # noqa: PLC0415 -- slow import
    from twiza_planning.nearest import TooManyPairs  # noqa: PLC0415 -- slow import

    points, sources = (positions_on(ground.grid, places.positions) for places in (localities, facilities))
    try:
        return time_matrix(ground, points, sources, within=arguments.threshold)
    except TooManyPairs as error:
        raise NotUnderstood("--threshold", str(error)) from error


def print_outcome(arguments: argparse.Namespace, times: TimeMatrix) -> None:
    """Say on standard output how many pairs there are, and which places have none."""
    from twiza_planning.ground.times import State  # noqa: PLC0415 -- slow import

    states = {"unreached": State.UNREACHED, "on_barrier": State.ON_BARRIER, "off_raster": State.OFF_RASTER}
    figures: dict[str, object] = {"pairs": int(times.minutes.nnz)}
    for name, found in (("localities", times.point_state), ("facilities", times.source_state)):
        figures[name] = len(found)
        figures |= {f"{name}_{word}": int((found == state).sum()) for word, state in states.items()}
    if arguments.json:
        sys.stdout.write(json.dumps(figures | {"out": str(arguments.out)}, ensure_ascii=False) + "\n")
        return
    without = [int((found != State.REACHED).sum()) for found in (times.point_state, times.source_state)]
    sys.stdout.write(
        f"{figures['pairs']} pairs within {arguments.threshold:g} minutes; localities without a way {without[0]} of"
        f" {figures['localities']}, facilities {without[1]} of {figures['facilities']}: {arguments.out}\n"
    )
