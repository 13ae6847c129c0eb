"""What the engine says of input it cannot read."""

from __future__ import annotations


class NotUnderstood(ValueError):
    """
    A file holds something that is not in its format.

    `path` says where (`stops[12].service_minutes`; empty for the whole file), `sentence` what is wrong there.
    """

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path = path
        self.sentence = sentence
