"""A list in parts reads as one list."""

import datetime as dt

import pytest
from django.core.paginator import Paginator

from twiza.conftest import NOW
from twiza.procedures.actions.files import PartyTerms
from twiza.procedures.models import File
from twiza.procedures.newest import NewestFirst
from twiza.procedures.queries.files import files_apart, files_of


@pytest.fixture
def listed(notice, driss, chama, council, open_for, acting):
    """Return seven files that Driss sees, three of them as a party, in the order of their opening."""
    made = []
    for place in range(7):
        is_ours = place % 2 == 0
        parties = () if is_ours else (PartyTerms(council.pk, label="Témoin"), PartyTerms(council.pk, part="authority"))
        file = open_for(driss if is_ours else chama, title=str(place), parties=parties)
        File.objects.filter(pk=file.pk).update(opened_at=NOW + dt.timedelta(hours=place))
        made.append(file)
    return made


def test_every_file_is_in_the_list_once_and_the_newest_comes_first(listed, driss, acting):
    found = NewestFirst(files_apart(acting(driss)))

    assert found.count() == 7
    assert found[0:7] == listed[::-1]
    assert set(found[0:100]) == set(files_of(acting(driss)))


def test_pages_hold_the_list_without_a_gap(listed, driss, acting):
    paginator = Paginator(NewestFirst(files_apart(acting(driss))), 3)

    pages = [list(page.object_list) for page in paginator]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [one for page in pages for one in page] == listed[::-1]
