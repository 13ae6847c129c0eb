"""What a check of a ruleset finds."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from twiza.core.errors import InputError

SENTENCES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the path in the file, and a sentence with the way out."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return _("At %(path)s: %(problem)s") % {"path": self.path, "problem": self.sentence}


class RulesetRefused(InputError):
    """A ruleset holds mistakes: nothing of it is kept. `problems` has them all, in the order of the file."""

    def __init__(self, problems: list[Problem], *, file: str) -> None:
        self.problems = problems
        shown = "\n".join(str(problem) for problem in problems[:SENTENCES_SHOWN])
        super().__init__(
            _("%(file)s holds mistakes; nothing was stored.\n%(problems)s") % {"file": file, "problems": shown}
        )
