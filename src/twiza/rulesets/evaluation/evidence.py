"""How sure a row of a ruleset is: what was read where, and what is only known or proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Plain: TypeAlias = Any
"""Text, number, truth, None, or a list or mapping of these: what a YAML file holds."""
Content: TypeAlias = Mapping[str, Plain]

SEEN_PRIMARY, SEEN_SECONDARY, KNOWN, DESIGN = "seen_primary", "seen_secondary", "known", "design"
EVIDENCES = (SEEN_PRIMARY, SEEN_SECONDARY, KNOWN, DESIGN)
SEEN = frozenset({SEEN_PRIMARY, SEEN_SECONDARY})
CITING = ("src", "src2", "sources", "heading_seen")
"""The keys under which a row names its sources."""


def evidence_of(row: Plain) -> str:
    """Return the evidence that a row states; empty when it states none."""
    return str(row.get("ev") or "") if isinstance(row, Mapping) else ""


def is_to_be_validated(evidence: str) -> bool:
    """Return whether nothing that was read stands behind a row; saying nothing of it counts as not read."""
    return evidence not in SEEN


def is_evidence_key(key: str) -> bool:
    """Return whether a key says how sure something is: `ev`, `ev_norm`, `file_ev`."""
    return key == "ev" or key.startswith("ev_") or key.endswith("_ev")


def sources_in(row: Plain) -> tuple[str, ...]:
    """Return the ids of the sources that a row itself names, in its order."""
    if not isinstance(row, Mapping):
        return ()
    named = [source for key in CITING for source in as_list(row.get(key))]
    return tuple(dict.fromkeys(str(source) for source in named))


def sources_cited(content: Plain, path: str = "") -> Iterator[tuple[str, Plain]]:
    """Yield every id of a source that a content names, with the path where it stands."""
    for where, key, value in entries_of(content, path):
        if key in CITING:
            yield from ((where, source) for source in as_list(value))
        else:
            yield from sources_cited(value, where)


def entries_of(value: Plain, path: str) -> Iterator[tuple[str, str, Plain]]:
    """Yield what stands directly in a mapping or a list, each with its path and its key."""
    if isinstance(value, Mapping):
        yield from ((f"{path}.{key}" if path else key, key, inner) for key, inner in value.items())
    elif is_list(value):
        yield from ((f"{path}.{number}", str(number), inner) for number, inner in enumerate(value, start=1))


def is_list(value: Plain) -> bool:
    """Return whether a value is a list, and no text."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def as_list(value: Plain) -> list[Plain]:
    """Return a list as it is, one value as a list of one, and nothing as none."""
    if value is None:
        return []
    return list(value) if is_list(value) else [value]


def rows_to_validate(content: Plain) -> int:
    """Return how many rows say of themselves that nothing read stands behind them."""
    own = isinstance(content, Mapping) and any(
        is_evidence_key(key) and is_to_be_validated(str(value)) for key, value in content.items()
    )
    return int(own) + sum(rows_to_validate(inner) for _path, _key, inner in entries_of(content, ""))
