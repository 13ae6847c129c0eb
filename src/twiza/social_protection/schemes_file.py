"""Schemes out of YAML: rows of one country, each fault in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from twiza.core.errors import InputError
from twiza.core.evidence import Evidence
from twiza.core.names import LANGUAGES
from twiza.core.safe_yaml import plain_yaml

HEAD = ("country", "enquiry", "ruleset")
TEXTS = ("code", "table", "source", "evidence")
MONTHS_MOST = 600


class SchemesUnreadable(InputError):
    """What is written are no schemes: the sentence says where and what is expected there."""


@dataclass(frozen=True, slots=True)
class SchemeTerms:
    """A scheme as it is written down."""

    country: str
    enquiry: str
    ruleset: str
    code: str
    names: Mapping[str, str]
    table: str
    source: str
    evidence: str
    regimes: tuple[str, ...]
    file_kind: str
    opens_at: str
    first_care_at: str
    months: int | None
    is_renewable: bool | None
    is_contributory: bool
    used_up: str
    alert_months: tuple[int, ...]


def schemes_from_yaml(text: str) -> list[SchemeTerms]:
    """Return the schemes that a YAML text describes. Raises SchemesUnreadable."""
    try:
        content = plain_yaml(text)
    except (yaml.YAMLError, ValueError):
        raise SchemesUnreadable(_("This text is not written as YAML.")) from None
    if not isinstance(content, dict) or not isinstance(content.get("schemes"), list):
        raise SchemesUnreadable(_("Write the country, then its schemes as a list."))
    head = {key: text_at(content, key, key) for key in HEAD}
    rows: Sequence[Any] = content["schemes"]
    return [scheme_from(row, head, f"schemes[{number}]") for number, row in enumerate(rows, start=1)]


def scheme_from(row: Any, head: Mapping[str, str], where: str) -> SchemeTerms:
    """Return one scheme. Raises SchemesUnreadable."""
    if not isinstance(row, dict):
        raise unreadable(where, _("write names and values, one a line"))
    said = {key: text_at(row, key, where) for key in TEXTS}
    names = row.get("names")
    if not isinstance(names, dict) or set(names) != set(LANGUAGES) or not all(names.values()):
        raise unreadable(f"{where}.names", _("write the name in fr, ar and en"))
    if said["evidence"] not in Evidence.values:
        raise unreadable(f"{where}.evidence", _("write one of %(known)s") % {"known": ", ".join(Evidence.values)})
    if row.get("file") and not row.get("opens_at"):
        raise unreadable(f"{where}.opens_at", _("say at which step of the file the right is open"))
    return SchemeTerms(
        **head,
        **said,
        names=names,
        regimes=tuple(str(one) for one in row.get("regimes") or ()),
        file_kind=str(row.get("file") or ""),
        opens_at=str(row.get("opens_at") or ""),
        first_care_at=str(row.get("first_care_at") or ""),
        months=months_from(row.get("months"), f"{where}.months"),
        is_renewable=row.get("renewable") if isinstance(row.get("renewable"), bool) else None,
        is_contributory=row.get("contributory") is True,
        used_up=str(row.get("used_up") or ""),
        alert_months=tuple(months for one in row.get("alert_months") or () if (months := months_from(one, where))),
    )


def text_at(content: Mapping[str, Any], key: str, where: str) -> str:
    """Return a text. Raises SchemesUnreadable."""
    value = content.get(key)
    if not isinstance(value, str) or not value.strip():
        raise unreadable(f"{where}.{key}", _("write a text"))
    return value.strip()


def months_from(value: Any, where: str) -> int | None:
    """Return a number of months, None where none is set. Raises SchemesUnreadable."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MONTHS_MOST:
        raise unreadable(where, _("write a number of months from 1 to %(most)s") % {"most": MONTHS_MOST})
    return value


def unreadable(where: str, expected: str) -> SchemesUnreadable:
    """Return the refusal of something at a place."""
    return SchemesUnreadable(_("At “%(where)s”: %(expected)s.") % {"where": where, "expected": expected})
