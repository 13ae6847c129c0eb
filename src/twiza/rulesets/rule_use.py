"""What a decision keeps of the rules it used: enough to find the very version and row again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleUse:
    """
    One use of a rule. `inputs` are the names of the facts that were known, never their values.

    `to_be_validated` holds when the version was not in force, or nothing read stands behind the row.
    """

    version_id: uuid.UUID
    table: str
    rule_id: str | None
    inputs: tuple[str, ...]
    outcome: str
    to_be_validated: bool

    def as_plain(self) -> dict[str, object]:
        """Return the use as plain data, for a column of a decision."""
        return {
            "version_id": str(self.version_id),
            "table": self.table,
            "rule_id": self.rule_id,
            "inputs": list(self.inputs),
            "outcome": self.outcome,
            "to_be_validated": self.to_be_validated,
        }
