"""What every test of this repository shares."""

from __future__ import annotations

from hypothesis import settings

# A loaded machine is no failure, and the same examples each time make a red test tell of a change, not of chance.
settings.register_profile("repository", deadline=None, derandomize=True)
settings.load_profile("repository")
