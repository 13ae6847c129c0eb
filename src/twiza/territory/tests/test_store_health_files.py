import pytest

from twiza.accounts.decisions import NOBODY
from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.territory.actions.health_files import (
    FileNotStored,
    FileReplacedSince,
    FileStored,
    PlacesNotDecided,
    SeriesNotDescribed,
    store_health_file,
    undo_health_file,
)
from twiza.territory.models import HealthCount, HealthFile, HealthSeries
from twiza.territory.row_problems import RowsRefused
from twiza.territory.tests.health_files import (
    BZOU,
    FOUM_JEMAA,
    RFALA,
    TAGUELLA,
    csv_of,
    figures,
    read,
    received,
    stored,
)

pytestmark = pytest.mark.usefixtures("azilal")

FILE = csv_of(f"{BZOU},d,2026-01,10", f"{BZOU},d,2026-02,20", f"{TAGUELLA},d,2026-01,30")
AS_FILED = [
    ("d", TAGUELLA, "2026-01-01", 30),
    ("d", BZOU, "2026-01-01", 10),
    ("d", BZOU, "2026-02-01", 20),
]


def undo(kept):
    return undo_health_file(kept=kept, actor=NOBODY, at=NOW)


def outcome(kept):
    return (kept.added, kept.replaced, kept.unchanged)


def hidden_places():
    rows = HealthCount.objects.filter(replaced_in=None, is_protected=True).order_by("place__code", "pk")
    return list(rows.values_list("place__code", flat=True))


def test_a_file_is_stored_with_its_series():
    kept = stored(FILE)

    series = HealthSeries.objects.get()
    assert (figures(), outcome(kept), bytes(kept.content)) == (AS_FILED, (3, 0, 0), b"")
    assert (series.code, series.names, series.unit, series.period_kind, series.given_by) == (
        "d", {"fr": "d"}, "cases", "month", "Délégation de la santé")  # fmt: skip
    assert [(one.action, one.outcome) for one in AuditEntry.objects.all()] == [
        ("territory.import_series_into", "added 3, replaced 0")
    ]


def test_the_same_file_twice_stores_nothing_twice():
    stored(FILE)

    again = stored(FILE)

    assert (figures(), outcome(again), HealthCount.objects.count()) == (AS_FILED, (0, 0, 3), 3)


def test_a_corrected_file_replaces_and_keeps_what_was_there():
    stored(FILE)

    corrected = stored(csv_of(f"{BZOU},d,2026-01,11", f"{BZOU},d,2026-02,20"))

    assert outcome(corrected) == (0, 1, 1)
    assert figures() == [AS_FILED[0], ("d", BZOU, "2026-01-01", 11), AS_FILED[2]]
    assert list(corrected.replaced_counts.values_list("number", flat=True)) == [10]


def test_a_file_is_undone_and_what_it_replaced_comes_back():
    first = stored(FILE)
    corrected = stored(csv_of(f"{BZOU},d,2026-01,11", f"{BZOU},d,2026-03,5"))

    with pytest.raises(FileReplacedSince):
        undo(first)
    undo(corrected)

    assert figures() == AS_FILED
    undo(first)
    assert figures() == []
    with pytest.raises(FileNotStored):
        undo(first)


def test_a_file_that_was_undone_can_be_stored_again():
    undo(stored(FILE))

    again = stored(FILE)

    assert (figures(), outcome(again)) == (AS_FILED, (3, 0, 0))


@pytest.mark.parametrize(
    ("content", "chosen", "error"),
    [
        (csv_of(f"{BZOU},d,2026-01,10", f"{BZOU},d,2026-02,x"), {}, RowsRefused),
        (csv_of("Ailleurs,d,2026-01,10", f"{BZOU},d,2026-01,10"), {}, PlacesNotDecided),
        (FILE, {"given_by": " "}, SeriesNotDescribed),
        (FILE, {"unit": ""}, SeriesNotDescribed),
        (csv_of(f"{BZOU},d,2026-01,"), {}, SeriesNotDescribed),
    ],
)
def test_a_refused_file_leaves_nothing(content, chosen, error):
    with pytest.raises(error):
        stored(content, **chosen)

    assert (HealthCount.objects.count(), HealthSeries.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)
    assert HealthFile.objects.get().stored_at is None


def test_a_file_is_stored_once_even_when_it_is_asked_twice():
    kept = received(FILE)
    reading = read(kept)
    store_health_file(kept=kept, reading=reading, actor=NOBODY, at=NOW)

    with pytest.raises(FileStored):
        store_health_file(kept=kept, reading=reading, actor=NOBODY, at=NOW)

    assert figures() == AS_FILED


def test_what_an_organisation_decided_of_a_place_is_proposed_again():
    rows = csv_of("Ait Tagalat,d,2026-01,7", header="commune,maladie,mois,nombre")
    stored(rows, places={"Ait Tagalat": TAGUELLA})

    ours, theirs = received(rows), received(rows, organisation_id=8)

    assert (ours.choices["places"], theirs.choices["places"]) == ({"Ait Tagalat": TAGUELLA}, {})


def test_a_small_figure_is_hidden():
    stored(csv_of(f"{BZOU},d,2026-01,3", f"{TAGUELLA},d,2026-01,30", f"{RFALA},d,2026-01,0"))

    assert hidden_places() == [BZOU]


def test_beside_the_figure_of_their_province_another_commune_is_hidden_with_a_small_one():
    stored(csv_of(f"{BZOU},d,2026-01,3", f"{TAGUELLA},d,2026-01,30", f"{FOUM_JEMAA},d,2026-01,12",
                  "05.081,d,2026-01,45", f"{TAGUELLA},d,2026-02,7"))  # fmt: skip

    assert hidden_places() == [BZOU, FOUM_JEMAA]


def test_a_figure_that_its_source_hides_is_hidden_with_what_would_give_it_away():
    stored(csv_of(f"{BZOU},d,2026-01,<5", f"{TAGUELLA},d,2026-01,30", "05.081,d,2026-01,33"))

    assert hidden_places() == [TAGUELLA, BZOU]


def test_figures_by_sex_are_all_hidden_where_one_is_small_and_above():
    header = "code,maladie,mois,sexe,nombre"
    stored(csv_of(f"{BZOU},d,2026-01,,43", f"{BZOU},d,2026-01,F,3", f"{BZOU},d,2026-01,M,40",
                  f"{TAGUELLA},d,2026-01,F,20", "05.081,d,2026-01,F,23", header=header))  # fmt: skip

    assert hidden_places() == ["05.081", BZOU, BZOU]


def test_undoing_a_file_shows_again_what_it_made_hide():
    stored(csv_of(f"{TAGUELLA},d,2026-01,30", "05.081,d,2026-01,33"))
    small = stored(csv_of(f"{BZOU},d,2026-01,3"))
    with_it = hidden_places()

    undo(small)

    assert (with_it, hidden_places()) == ([TAGUELLA, BZOU], [])


def test_a_file_remembers_the_smallest_place_that_holds_its_figures():
    one, several = stored(csv_of(f"{BZOU},d,2026-01,10")), stored(csv_of(f"{BZOU},e,2026-01,1", "05.081,e,2026-01,9"))

    assert (one.area_path, several.area_path) == ("MA/05/05.081/05.081.05/05.081.05.07", "MA/05/05.081")
