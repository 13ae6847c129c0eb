"""One way to read every file that a ruleset may come in."""

from __future__ import annotations

from twiza.documents.guard import Kind, Upload, guard_upload
from twiza.rulesets.evaluation.evidence import Plain
from twiza.rulesets.workbooks import content_from_xlsx
from twiza.rulesets.yaml_files import MOST_BYTES, content_from_yaml

KINDS = (Kind.YAML, Kind.XLSX)


def content_from_upload(file: Upload) -> tuple[str, dict[str, Plain]]:
    """
    Return the name of a file fit to be shown, and the content in it.

    Raises FileTooLarge, WrongKind, UnsafeArchive, UnreadableText, NotARuleset, TableProblem.
    """
    guarded = guard_upload(file, kinds=KINDS, max_bytes=MOST_BYTES)
    if guarded.kind == Kind.XLSX:
        return guarded.name, content_from_xlsx(guarded)
    return guarded.name, content_from_yaml(guarded.text, file=guarded.name)
