"""Questions about files of families: whose they are, what they say, and who of them may be known already."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db.models import Count, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from twiza.accounts.decisions import Actor
from twiza.core.text import search_text_of
from twiza.documents.guard import GuardedFile, Kind, guard_upload
from twiza.documents.reading import read_table
from twiza.households.actions.name_keys import keys_of
from twiza.households.household_file import FileHousehold, FileProblem, HouseholdFile, person_said
from twiza.households.import_columns import TITLES
from twiza.households.import_reading import read_households
from twiza.households.models import Household, HouseholdImport, NameKey, Person
from twiza.households.names.candidates import Candidate, compared
from twiza.households.names.scanning import REACH
from twiza.households.queries.alike import CROWD, described, people_of
from twiza.households.queries.households import households_of
from twiza.households.queries.places import places_called

KINDS = (Kind.CSV, Kind.XLSX)
MAX_BYTES = 10_000_000
T = TypeVar("T")
M = TypeVar("M", bound=Model)
AT_ONCE = 500
"""Values in one question to the database."""


@dataclass(frozen=True, slots=True)
class LikeKnown:
    """The head of a household in a file, somebody registered whom she might be, how likely, and why."""

    row: int
    name: str
    known: Person
    candidate: Candidate


def imports_of(actor: Actor) -> QuerySet[HouseholdImport]:
    """Return the files that an actor sent herself, in the organisation she acts for."""
    if actor.grant is None or actor.person_id is None:
        return HouseholdImport.objects.none()
    own = HouseholdImport.objects.filter(made_by=actor.person_id, organisation=actor.grant.organisation_id)
    return own.select_related("job")


def guarded_file_of(kept: HouseholdImport) -> GuardedFile:
    """Return the file of an import, guarded again."""
    return guard_upload(ContentFile(bytes(kept.content), name=kept.file_name), kinds=KINDS, max_bytes=MAX_BYTES)


def households_in(kept: HouseholdImport, actor: Actor) -> HouseholdFile:
    """Return what a file says, ages being said on the day it came. Raises NoFamilies, TableProblem."""
    file = read_households(
        read_table(guarded_file_of(kept)),
        organisation_id=kept.organisation_id,
        today=timezone.localdate(kept.received_at),
        places_called=lambda words: places_called(words, actor),
    )
    note_registered_before(file)
    return file


def note_registered_before(file: HouseholdFile) -> None:
    """Note which households are registered already; a code that another household bears is noted as wrong."""
    registered = found_in(Household.objects.all(), [one.id for one in file.households])
    heads = Person.objects.all()
    names = {one.pk: one for one in found_in(heads, [one.head.id for one in file.households])}
    file.before = {one.pk for one in registered}
    others = [one for one in file.households if one.id in file.before and is_another(one, names.get(one.head.id))]
    for one in others:
        file.problems.append(code_taken(one))
    file.households = [one for one in file.households if one not in others]
    file.problems.sort(key=lambda one: one.row)


def is_another(household: FileHousehold, head: Person | None) -> bool:
    """Return whether the household registered under a code has another head; who was forgotten has no name."""
    if head is None or not head.name:
        return False
    return search_text_of([head.name]) != search_text_of([household.head.person.name])


def code_taken(household: FileHousehold) -> FileProblem:
    """Return what is wrong with a household under the code of another one."""
    sentence = _("Another household was registered under this code: give this one another code.")
    return FileProblem(household.members[0].row, household.key, str(TITLES["household"]), household.key, sentence)


def parts_of(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values, as many at once as one question to the database takes."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def found_in(rows: QuerySet[M], ids: Collection[uuid.UUID]) -> Iterator[M]:
    """Yield the rows with these ids, a few hundred at once."""
    for some in parts_of(list(ids)):
        yield from rows.filter(pk__in=some)


def heads_known_already(file: HouseholdFile, actor: Actor) -> list[LikeKnown]:
    """Return the heads of new households who might be somebody the actor sees, the likeliest first."""
    heads = [(one, person_said(one.head, actor.grant.organisation_id)) for one in file.new] if actor.grant else []
    keys = {person.pk: keys_of(person.name, person) for _household, person in heads}
    sharing = people_by_key({key for some in keys.values() for key in some}, actor)
    found = []
    for household, person in heads:
        others = {other.pk: other for key in keys[person.pk] for other in sharing.get(key, ())}
        found += [like_known(household, person, other) for other in others.values() if may_be(person, other)]
    return sorted((one for one in found if one.candidate.is_likely), key=lambda one: -one.candidate.score)


def like_known(household: FileHousehold, person: Person, other: Person) -> LikeKnown:
    """Return a head beside somebody registered."""
    return LikeKnown(household.members[0].row, person.name, other, compared(described(person), described(other)))


def may_be(person: Person, other: Person) -> bool:
    """Return whether sex and birth let two people be one."""
    if person.sex and other.sex and person.sex != other.sex:
        return False
    return person.born_on is None or other.born_on is None or abs(person.born_on - other.born_on) <= REACH


def people_by_key(keys: Collection[str], actor: Actor) -> dict[str, list[Person]]:
    """Return those an actor sees by the keys of their names, without the keys that a crowd shares."""
    if actor.grant is None:
        return {}
    found: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    kept = NameKey.objects.filter(organisation=actor.grant.organisation_id)
    for some in parts_of(sorted(keys)):
        ours = kept.filter(key__in=some)
        shared = ours.order_by().values("key").annotate(people=Count("pk")).filter(people__lte=CROWD).values("key")
        for key, person in kept.filter(key__in=shared).values_list("key", "person"):
            found[key].append(person)
    ids = {one for some in found.values() for one in some}
    people = {one.pk: one for one in found_in(people_of(actor), sorted(ids))}
    return {key: [people[one] for one in some if one in people] for key, some in found.items()}


def registered_by(kept: HouseholdImport, file: HouseholdFile, actor: Actor) -> list[Household]:
    """Return the households of a file that its job registered and the actor sees."""
    if kept.job is None:
        return []
    seen = households_of(actor).filter(registered_at__gte=kept.job.created_at)
    return list(found_in(seen, [one.id for one in file.households]))
