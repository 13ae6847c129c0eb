"""One line on a terminal that says how far a plan is."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from twiza_planning.caravans.progress import Progress

CLEAR_LINE = "\r\x1b[K"


class ProgressLine:
    """A line that is rewritten at each report and gone at the end; nothing at all where no one looks on."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_seen = stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.write(CLEAR_LINE)

    def show(self, progress: Progress) -> bool:
        """Show a report; the answer True means go on."""
        figures = [f"{progress.seconds:.0f} s", progress.phase]
        if progress.value is not None:
            figures.append(f"value {progress.value:.6g}")
        if progress.bound is not None:
            figures.append(f"bound {progress.bound:.6g}")
        self.write(CLEAR_LINE + " · ".join(figures))
        return True

    def write(self, text: str) -> None:
        """Write to a terminal only."""
        if self.is_seen:
            self.stream.write(text)
            self.stream.flush()
