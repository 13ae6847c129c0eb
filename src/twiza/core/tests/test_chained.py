"""Several lists are paged as one."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator

from twiza.core.chained import Chained


class Asked(list):
    """A list that says whether anything of it was asked for."""

    is_asked = False

    def __getitem__(self, wanted):
        self.is_asked = True
        return super().__getitem__(wanted)


@pytest.mark.parametrize("sizes", [(3, 2, 4), (0, 5, 0), (1,), (2, 0, 1), ()])
@pytest.mark.parametrize("per_page", [1, 2, 4, 25])
def test_pages_hold_every_row_once_and_in_order(sizes, per_page):
    rows = [(part, number) for part, size in enumerate(sizes) for number in range(size)]
    chained = Chained(*((Asked(row for row in rows if row[0] == part), size) for part, size in enumerate(sizes)))

    pages = Paginator(chained, per_page)

    assert [row for page in pages for row in page.object_list] == rows
    assert pages.count == len(rows)


def test_only_the_lists_that_a_page_touches_are_asked_for():
    first, second = Asked("ab"), Asked("cd")

    assert Chained((first, 2), (second, 2))[0:2] == ["a", "b"]
    assert (first.is_asked, second.is_asked) == (True, False)
