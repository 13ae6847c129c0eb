"""What `twiza load` can load: each house says in its `ready()` what it brings."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Loader:
    """
    One thing that `twiza load NAME` loads.

    `declare` adds its own arguments; `load` gets all of them by name and returns what is there now, to be printed.
    """

    name: str
    help: str
    declare: Callable[[ArgumentParser], None]
    load: Callable[[Mapping[str, Any]], dict[str, object]]


_loaders: dict[str, Loader] = {}


def register_loader(loader: Loader) -> None:
    """Offer something to `twiza load`. Raises ValueError when the name is taken."""
    if loader.name in _loaders:
        raise ValueError(f"`twiza load {loader.name}` exists already.")
    _loaders[loader.name] = loader


def known_loaders() -> tuple[Loader, ...]:
    """Return what `twiza load` can load, in alphabetical order."""
    return tuple(_loaders[name] for name in sorted(_loaders))


def loader_named(name: str) -> Loader | None:
    """Return the loader of this name, if a house brought one."""
    return _loaders.get(name)
