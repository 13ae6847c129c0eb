"""Where what a job made is shown."""

from __future__ import annotations

from typing import Any

from twiza.core.addresses import in_other_language


def result_path(result: dict[str, Any] | None, language: str) -> str:
    """
    Return our own path of the page that a job made, in the reader's language; empty when it made no page.

    The job ran in its owner's language, and she may read its page in another.
    """
    path = str((result or {}).get("url", ""))
    is_ours = path.startswith("/") and not path.startswith("//")
    return in_other_language(path, language) if is_ours else ""
