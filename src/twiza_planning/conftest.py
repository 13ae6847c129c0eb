"""How the engine's properties are tried: the same examples each time, however slow the machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("engine", deadline=None, derandomize=True)
settings.load_profile("engine")
