import pytest
from django.conf import settings
from django.core.management import call_command

from twiza.core.errors import InputError
from twiza.facilities.models import Facility, FacilityImport

pytestmark = pytest.mark.usefixtures("places", "facility_types")


def load(file, *more, email="driss@example.org"):
    call_command("load", "facilities", str(file), "--country", "MA", "--source", "Essai", "--as", email, *more)


def test_a_list_is_loaded_from_the_command_line(driss, council):
    load(settings.DATA / "samples" / "facilities.csv")

    assert Facility.objects.filter(organisation=council).count() == 5


def test_columns_and_types_are_named_on_the_command_line(driss, tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text("appellation,genre,ou\nCentre,Clinique,05.081.03.09\n", encoding="utf-8")

    load(file, "--column", "name=appellation", "--column", "type=genre", "--column", "place_code=ou",
         "--means", "Clinique=PRIV")  # fmt: skip

    assert Facility.objects.get().type.code == "PRIV"


def test_a_list_brought_in_again_says_what_to_do(driss):
    sample = settings.DATA / "samples" / "facilities.csv"
    load(sample)
    with pytest.raises(InputError):
        load(sample)

    load(sample, "--like", "skip")

    assert (Facility.objects.count(), FacilityImport.objects.count()) == (5, 0)


@pytest.mark.parametrize("name", ["aminata", "technical_administrator"])
def test_only_planners_and_managers_bring_in_lists(name, request):
    person = request.getfixturevalue(name)

    with pytest.raises(InputError, match="no planner"):
        load(settings.DATA / "samples" / "facilities.csv", email=person.email)

    assert Facility.objects.count() == 0


def test_a_file_that_is_not_there_is_named(driss, tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        load(tmp_path / "nowhere.csv")
