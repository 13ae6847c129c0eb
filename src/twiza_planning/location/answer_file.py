"""Write and read an answer file (`twiza-location-answer/1`)."""

from __future__ import annotations

from pathlib import Path

from twiza_planning.json_file import read_json, write_json
from twiza_planning.json_shape import GREATEST_NUMBER, Node
from twiza_planning.location.answer import LocationAnswer
from twiza_planning.location.read_problem import refuse_other_format

FORMAT = "twiza-location-answer/1"
STATUSES = ("optimal", "feasible", "infeasible")
KEYS = ("format", "status", "value", "bound", "gap", "open", "assignment", "why", "seconds", "seed")


def write_answer(path: Path | str, answer: LocationAnswer) -> None:
    """Write an answer file, whole or not at all. Raises NotUnderstood when the place cannot be written."""
    write_json(Path(path), answer_to_json(answer))


def answer_to_json(answer: LocationAnswer) -> dict[str, object]:
    """Return an answer as it stands in its file."""
    content: dict[str, object] = {
        "format": FORMAT,
        "status": answer.status,
        "value": answer.value,
        "bound": answer.bound,
        "gap": answer.gap,
        "open": list(answer.open),
        "assignment": dict(answer.assignment),
    }
    if answer.why:
        content["why"] = list(answer.why)
    return content | {"seconds": answer.seconds, "seed": answer.seed}


def read_answer(path: Path | str) -> LocationAnswer:
    """
    Return the answer in a file; only its open sites are required.

    Whether it is allowed is for `broken_rules` to say. Raises NotUnderstood.
    """
    fields = read_json(Path(path)).fields(known=KEYS, required=("open",))
    if "format" in fields:
        refuse_other_format(fields["format"], FORMAT)
    assignment = fields["assignment"].entries() if "assignment" in fields else {}
    return LocationAnswer(
        status=fields["status"].one_of(STATUSES, "status") if "status" in fields else "feasible",
        value=number_or_none(fields, "value"),
        bound=number_or_none(fields, "bound"),
        gap=number_or_none(fields, "gap"),
        open=tuple(item.name() for item in fields["open"].items()),
        assignment={point: site.name() for point, site in assignment.items()},
        why=tuple(item.text() for item in fields["why"].items()) if "why" in fields else (),
        seconds=fields["seconds"].number() if "seconds" in fields else 0.0,
        seed=fields["seed"].whole(most=2**31 - 1) if "seed" in fields else 1,
    )


def number_or_none(fields: dict[str, Node], key: str) -> float | None:
    """Return a number of either sign, None where it is null or not given."""
    if key not in fields or fields[key].is_null():
        return None
    return fields[key].number(least=-GREATEST_NUMBER)
