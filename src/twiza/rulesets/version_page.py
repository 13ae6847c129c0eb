"""A version as its page shows it: each section by its kind, each row with its evidence and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from twiza.rulesets.evaluation.conditions import LOOKUP
from twiza.rulesets.evaluation.evidence import (
    CITING,
    Content,
    Plain,
    evidence_of,
    is_evidence_key,
    is_list,
    is_to_be_validated,
    sources_in,
)
from twiza.rulesets.evaluation.norms import norm
from twiza.rulesets.evaluation.paths import is_rows, key_text, row_keys
from twiza.rulesets.sections import META, Section, SectionKind, kind_of, sections_of
from twiza.rulesets.wording import (
    EVIDENCE_WORDS,
    INPUT_TYPE_WORDS,
    OUTCOME_WORDS,
    SCHEDULE_WORDS,
    age_words,
    column_words,
    condition_words,
    is_text_key,
    text_in,
    value_words,
)

AGES = frozenset({"due", "min", "max", "interval_min", "from", "to", "every"})
NEVER_COLUMNS = frozenset({"note", *CITING})


@dataclass(frozen=True, slots=True)
class Said:
    """One cell: what it says, and whether it is a value that nobody set."""

    text: str
    is_unset: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: its key, its words, its cells, how it is known, and by which sources."""

    key: str
    text: str
    cells: tuple[Said, ...]
    note: str
    evidence: tuple[tuple[str, bool], ...]
    sources: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    outcome: str = ""
    outcome_words: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section: its path, its kind, its column headings and its rows; `notes` for one that is only texts."""

    path: str
    kind: SectionKind
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    notes: tuple[str, ...] = ()
    has_texts: bool = False

    @property
    def anchor(self) -> str:
        """The name by which links lead to the section."""
        return "section-" + self.path.replace(".", "-")


def section_views(content: Content, language: str) -> list[SectionView]:
    """Return the sections of a content as a page shows them, tables inside rows apart."""
    labels = {str(row["id"]): text_in(row, language) or str(row["id"]) for row in content.get("inputs") or []}
    views = []
    for section in sections_of(content):
        if section.path == "sources":
            continue
        views.append(view_of(section, content, labels, language))
        views += [view_of(inner, content, labels, language) for inner in tables_in_rows(section)]
    return [view for view in views if view.rows or view.notes]


def tables_in_rows(section: Section) -> Iterator[Section]:
    """Yield the tables that stand inside the rows of a table, each named by its row."""
    if not is_rows(section.value):
        return
    for key, row in zip(row_keys(section.value), section.value, strict=True):
        for column, value in row.items():
            if is_rows(value) and column not in {"inputs"}:
                yield Section(f"{section.path}.{key}.{column}", kind_of(column, value), value)


def view_of(section: Section, content: Content, labels: Mapping[str, str], language: str) -> SectionView:
    """Return one section as a page shows it."""
    if section.kind == SectionKind.NOTES:
        texts = section.value if is_list(section.value) else [section.value]
        return SectionView(section.path, section.kind, (), (), tuple(value_words(text) for text in texts))
    if section.kind == SectionKind.NORMS:
        rows = tuple(norm_rows(section.value, "", "", language))
        return SectionView(section.path, section.kind, (), rows)
    rows = section.value
    columns = columns_of(rows)
    keys = row_keys(rows)
    shown = tuple(row_view(key, row, columns, content, labels, language) for key, row in zip(keys, rows, strict=True))
    headings = tuple(heading_of(column, section.kind) for column in columns)
    has_texts = any(row.text for row in shown)
    return SectionView(section.path, section.kind, headings, shown, has_texts=has_texts)


def heading_of(column: str, kind: SectionKind) -> str:
    """Return the heading of a column of a section."""
    if column in SCHEDULE_WORDS and (kind == SectionKind.SCHEDULE or column in {"when", "then"}):
        return str(SCHEDULE_WORDS[column])
    return column_words(column)


def columns_of(rows: Sequence[Content]) -> list[str]:
    """Return the columns of a table beside its key, words, evidence, sources and notes."""
    keys = row_keys(rows)
    columns = dict.fromkeys(column for row in rows for column in row)
    return [
        column
        for column in columns
        if column not in NEVER_COLUMNS
        and not is_text_key(column)
        and not is_evidence_key(column)
        and not is_key_column(column, rows, keys)
        and not any(isinstance(row.get(column), Mapping) for row in rows if column in {"when", "then"})
        and not (column != "inputs" and any(is_rows(row.get(column)) for row in rows))
    ]


def is_key_column(column: str, rows: Sequence[Content], keys: Sequence[str]) -> bool:
    """Return whether a column is the one that names the rows."""
    return all(str(row.get(column)).replace(".", "·") == key for row, key in zip(rows, keys, strict=True))


def row_view(
    key: str, row: Content, columns: Sequence[str], content: Content, labels: Mapping[str, str], language: str
) -> RowView:
    """Return one row of a table as a page shows it."""
    then = row.get("then") if isinstance(row.get("then"), Mapping) else {}
    when = row.get("when") if isinstance(row.get("when"), Mapping) else {}
    outcome = str(then.get("outcome") or "") if isinstance(then, Mapping) else ""
    return RowView(
        key="" if key == key_text(row.get("fr")) else key,
        text=text_in(row, language),
        cells=tuple(cell_of(column, row) for column in columns),
        note=str(row.get("note") or ""),
        evidence=evidence_views(row),
        sources=sources_in(row),
        conditions=tuple(conditions_in_words(when or {}, content, labels)),
        outcome=outcome_words(outcome) if outcome else "",
        outcome_words=outcome_text(then or {}, language),
    )


def outcome_text(then: Content, language: str) -> str:
    """Return what a rule says beside its outcome: the scheme, and the words for the person."""
    said = [str(then["regime"])] if then.get("regime") else []
    return " — ".join([*said, *([text_in(then, language)] if text_in(then, language) else [])])


def outcome_words(outcome: str) -> str:
    """Return an outcome in words."""
    return str(OUTCOME_WORDS.get(outcome, outcome))


def cell_of(column: str, row: Content) -> Said:
    """Return what a row says in a column; a cell that the row lacks says nothing."""
    if column not in row:
        return Said("")
    value = row[column]
    if column in AGES and isinstance(value, str):
        return Said(age_words(value))
    if column == "type" and value in INPUT_TYPE_WORDS:
        return Said(str(INPUT_TYPE_WORDS[value]))
    return Said(value_words(value), is_unset=value is None)


def conditions_in_words(when: Content, content: Content, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the conditions of a rule as sentences; a norm it refers to is said with its value."""
    for name, asked in when.items():
        for sign, wanted in asked.items():
            ref = str(wanted["ref"]) if isinstance(wanted, Mapping) else ""
            said = "…" if LOOKUP.fullmatch(ref) else norm(content, ref) if ref else wanted
            yield condition_words(labels.get(name, name), sign, said, ref)


def evidence_views(row: Content) -> tuple[tuple[str, bool], ...]:
    """Return how a row is known, each in words with whether it is to be validated."""
    stated = dict.fromkeys(str(value) for key, value in row.items() if is_evidence_key(key))
    return tuple((str(EVIDENCE_WORDS[one]), is_to_be_validated(one)) for one in stated if one in EVIDENCE_WORDS)


def norm_rows(value: Content, path: str, evidence: str, language: str) -> Iterator[RowView]:
    """Yield one row for each norm inside a mapping, with the evidence of what it stands in when it states none."""
    evidence = evidence_of(value) or evidence
    for key, inner in value.items():
        if is_evidence_key(key) or key in NEVER_COLUMNS or is_rows(inner) or (path == "" and key == META):
            continue
        inner_path = f"{path}.{key}" if path else key
        if isinstance(inner, Mapping) and "value" not in inner and not is_words(inner):
            yield from norm_rows(inner, inner_path, evidence, language)
        else:
            yield norm_row(inner_path, inner, evidence, language)


def is_words(value: Content) -> bool:
    """Return whether a mapping is a text in some languages, with how it is known."""
    said = [key for key in value if not is_evidence_key(key) and key not in NEVER_COLUMNS]
    return bool(said) and all(is_text_key(key) and isinstance(value[key], str) for key in said)


def norm_row(path: str, value: Plain, evidence: str, language: str) -> RowView:
    """Return one norm as a row: its path, its value, or that it is not set."""
    row: Content = value if isinstance(value, Mapping) else {"value": value}
    unit = str(row.get("unit") or "")
    said = Said(value_words(row["value"]), is_unset=row["value"] is None) if "value" in row else Said("")
    known = evidence_of(row) or evidence
    return RowView(
        key=path,
        text=text_in(row, language),
        cells=(said, Said(unit)),
        note=str(row.get("note") or ""),
        evidence=((str(EVIDENCE_WORDS[known]), is_to_be_validated(known)),) if known in EVIDENCE_WORDS else (),
        sources=sources_in(row),
    )
