"""What a file of facilities would bring in, before anything is stored."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor, Facts, decide
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.documents.tables import Row, TableProblem, text_of
from twiza.facilities.books import FacilityBook, by_code_and_names, places_by_name
from twiza.facilities.candidates import Candidate, read_candidates
from twiza.facilities.duplicates import Duplicate, Likeness, find_duplicates
from twiza.facilities.locating import locate
from twiza.facilities.models import Facility, FacilityImport, FacilityType, Service
from twiza.facilities.queries.merges import survivor_of
from twiza.territory.models import Place
from twiza.territory.queries.boundaries import box_around
from twiza.territory.queries.communes import commune_book
from twiza.territory.row_problems import ProblemList, RowProblem

FILE_KINDS = (Kind.CSV, Kind.XLSX, Kind.GEOJSON)
MOST_BYTES = 10 * 1_000_000
MOST_ROWS = 20_000
SKIP, UPDATE, ADD = "skip", "update", "add"
ALL_LIKE = "all"
"""The decision for every row that may be there already and has none of its own."""


@dataclass(frozen=True, slots=True)
class FileRows:
    """The columns and rows of a file that is understood as a table."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file says with its columns as they were chosen: facilities, mistakes, and what may be there already."""

    columns: tuple[str, ...]
    candidates: Sequence[Candidate]
    problems: Sequence[RowProblem]
    unknown_types: Sequence[str]
    duplicates: Sequence[Duplicate]
    decisions: Mapping[int, str]

    @property
    def undecided(self) -> Sequence[Duplicate]:
        """Return the rows of which nobody has said what to do."""
        return [one for one in self.duplicates if one.candidate.number not in self.decisions]

    @property
    def is_ready(self) -> bool:
        """Return whether everything is understood and decided, and there is something to store."""
        return bool(self.candidates) and not self.problems and not self.undecided


def imports_of(actor: Actor) -> QuerySet[FacilityImport]:
    """Return the files on their way in that the actor may go on with: her own, for the organisation acted for."""
    if actor.grant is None or not decide(actor, "facilities.keep"):
        return FacilityImport.objects.none()
    return FacilityImport.objects.filter(organisation=actor.grant.organisation_id, made_by=actor.person_id)


def rows_in(name: str, content: bytes) -> FileRows:
    """Return the table in a file. Raises the refusals of the guard, and TableProblem."""
    upload = io.BytesIO(content)
    upload.name = name
    table = read_table(guard_upload(upload, kinds=FILE_KINDS, max_bytes=MOST_BYTES))
    rows = []
    for row in table.rows:
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise TableProblem(_("There are more than %(most)s rows: split the file.") % {"most": MOST_ROWS})
    if not rows:
        raise TableProblem(_("%(file)s has a header and no rows.") % {"file": table.name})
    return FileRows(table.columns, tuple(rows))


def read_import(draft: FacilityImport, actor: Actor, today: dt.date) -> ImportReading:
    """Return what a file would bring in. Raises the refusals of the guard, and TableProblem."""
    file = rows_in(draft.file_name, bytes(draft.content))
    book = facility_book(draft.country, draft.types)
    problems = ProblemList()
    candidates = read_candidates(
        file.rows,
        draft.columns,
        book,
        default_type=draft.default_type,
        source=draft.source,
        today=today,
        problems=problems,
    )
    locate(candidates, draft.country, box_around(Place.objects.filter(country=draft.country)), problems)
    note_codes_given_twice(candidates, problems)
    note_places_of_others(candidates, actor, draft.organisation_id, problems)
    found = find_duplicates(candidates, known_facilities(draft.country), draft.organisation_id)
    duplicates = [behind_survivor(one, draft.organisation_id) for one in found]
    return ImportReading(
        columns=file.columns,
        candidates=candidates,
        problems=problems.in_order(),
        unknown_types=unknown_types(file.rows, draft.columns.get("type", ""), book),
        duplicates=duplicates,
        decisions=decisions_on(duplicates, draft.decisions),
    )


def facility_book(country: str, said: Mapping[str, str]) -> FacilityBook:
    """Return the types, services and places of a country by what people call them."""
    types = list(FacilityType.objects.filter(country=country))
    return FacilityBook(
        types=by_code_and_names(types),
        services=by_code_and_names(list(Service.objects.all())),
        communes=commune_book(country),
        places=places_by_name(Place.objects.filter(country=country).exclude(kind__code="commune")),
        said=said,
    )


def known_facilities(country: str) -> QuerySet[Facility]:
    """Return the facilities of a country, whoever keeps them."""
    return Facility.objects.filter(place__country=country).select_related("organisation").order_by("id")


def behind_survivor(duplicate: Duplicate, organisation_id: int) -> Duplicate:
    """Return a likeness to what is hidden as one to the facility that stands for it."""
    if duplicate.facility is None or duplicate.facility.merged_into is None:
        return duplicate
    kept = survivor_of(duplicate.facility)
    return replace(duplicate, facility=kept, is_ours=kept.organisation_id == organisation_id)


def note_codes_given_twice(candidates: Sequence[Candidate], problems: ProblemList) -> None:
    """Note every row whose code an earlier row has."""
    seen: Counter[str] = Counter()
    for candidate in candidates:
        if candidate.code and seen[candidate.code]:
            problems.note(candidate.number, "", _("The code %(code)s is in two rows.") % {"code": candidate.code})
        seen[candidate.code] += 1


def note_places_of_others(
    candidates: Sequence[Candidate], actor: Actor, organisation_id: int, problems: ProblemList
) -> None:
    """Note every row that lies where the actor may change nothing."""
    paths = {candidate.place_path for candidate in candidates if candidate.place_path}
    refused = {
        path
        for path in paths
        if not decide(actor, "facilities.change", Facts(organisation_id=organisation_id, place_path=path))
    }
    for candidate in candidates:
        if candidate.place_path in refused:
            problems.note(candidate.number, "", _("This place is outside your territory."))


def unknown_types(rows: Sequence[Row], column: str, book: FacilityBook) -> list[str]:
    """Return the words of the type column that mean none of our types, most frequent first."""
    words = Counter(text for row in rows if (text := " ".join(text_of(row.values.get(column)).split())))
    return [word for word, _count in words.most_common() if book.type_called(word) is None]


def decisions_on(duplicates: Collection[Duplicate], said: Mapping[str, str]) -> dict[int, str]:
    """Return what to do with each row that may be there already, for those of which it was said and is possible."""
    decided = {}
    for duplicate in duplicates:
        number = duplicate.candidate.number
        decision = said.get(str(number)) or said.get(ALL_LIKE, "")
        if decision in possible_decisions(duplicate):
            decided[number] = decision
    return decided


def possible_decisions(duplicate: Duplicate) -> tuple[str, ...]:
    """Return what may be done: only our own facilities are updated, and a code of ours is never given twice."""
    if duplicate.likeness == Likeness.NAME_NEARBY_IN_FILE:
        return (SKIP, ADD)
    if not duplicate.is_ours:
        return (SKIP, ADD)
    return (SKIP, UPDATE) if duplicate.likeness == Likeness.CODE else (SKIP, UPDATE, ADD)
