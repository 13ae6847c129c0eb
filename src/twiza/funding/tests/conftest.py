"""A convention of the council with Aminata's association, for the tests of this house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from twiza.accounts.models import Person
from twiza.accounts.rules import Role
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.funding.actions.convention import Terms, make_convention
from twiza.funding.actions.lines import add_line
from twiza.funding.models import Convention, ConventionParty, Deadline, Obligation
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.kinds import activate_version
from twiza.procedures.loaders import load_shipped_kinds
from twiza.procedures.models import KindVersion

TERMS = Terms(
    title="Offre de soins de la vallée",
    purpose="Rapprocher les soins",
    starts_on=dt.date(2026, 1, 1),
    ends_on=dt.date(2026, 12, 31),
    renewal_terms="Par accord écrit",
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whatever catalogues are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def kind_in_force(technical_administrator) -> KindVersion:
    """Activate the kind of conventions shipped with Twiza."""
    load_shipped_kinds({})
    draft = KindVersion.objects.get(kind__code="convention")
    return activate_version(version=draft, actor=actor_of(technical_administrator, TODAY), at=NOW)


@pytest.fixture
def open_convention(kind_in_force) -> Callable[..., Convention]:
    """Return what opens a convention for a person."""
    return lambda person, terms=TERMS: make_convention(terms=terms, actor=actor_of(person, TODAY), at=NOW, id=new_id())


@pytest.fixture
def convention(open_convention, manager) -> Convention:
    """Return a convention of the council, not signed yet."""
    return open_convention(manager)


@pytest.fixture
def partner(convention, association, manager) -> ConventionParty:
    """Return Aminata's association as a party of the convention."""
    line = ConventionParty(convention=convention, organisation=association, part="Opérateur")
    return add_line(line=line, actor=actor_of(manager, TODAY), at=NOW)


@pytest.fixture
def ghita(make_person, association) -> Person:
    """Return the manager of Aminata's association."""
    return make_person("Ghita", association, Role.MANAGER)


@pytest.fixture
def owe(convention, partner, manager) -> Callable[..., Obligation]:
    """Return what makes the partner owe something."""

    def owe_one(
        text: str = "Remettre le rapport", due_on: dt.date = dt.date(2026, 11, 1), every: int | None = None
    ) -> Obligation:
        line = Obligation(
            convention=convention, owed_by=partner, text=text, due_on=due_on, every_months=every, owner_function="DG"
        )
        return add_line(line=line, actor=actor_of(manager, TODAY), at=NOW)

    return owe_one


@pytest.fixture
def deadline(owe) -> Deadline:
    """Return something that the partner owes and that is late today."""
    return owe().deadlines.get()


def a_pdf(name: str = "rapport.pdf", words: bytes = b"rapport") -> SimpleUploadedFile:
    """Return a small document."""
    return SimpleUploadedFile(name, b"%PDF-1.4\n" + words, content_type="application/pdf")
