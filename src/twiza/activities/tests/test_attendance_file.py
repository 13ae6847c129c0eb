"""Attendance sheets that come as files: each fault told with its line, the rest kept."""

import uuid
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from twiza.activities.actions.attendance_file import keep_attendance_file
from twiza.activities.actions.professionals import ProfessionalSaid, register_professional
from twiza.activities.attendance_file import NoAttendance
from twiza.activities.models import Attendance, Participation, Professional
from twiza.conftest import NOW
from twiza.documents.guard import Kind, guard_upload
from twiza.documents.reading import read_table


@pytest.fixture
def send(days, bakary, acting):
    def keep(text, id=None):
        file = guard_upload(ContentFile(text.encode(), name="liste.csv"), kinds=(Kind.CSV,), max_bytes=1_000_000)
        table = read_table(file)
        return keep_attendance_file(id=id or uuid.uuid4(), day=days[0], table=table, actor=acting(bakary), at=NOW)

    return keep


def test_lines_are_kept_and_each_fault_is_told(send, professional):
    known = professional("Aminata Traoré")
    text = (
        "Nom;Fonction;Structure;Présence;Pré-test;Post-test\n"
        "TRAORE Aminata;Sage-femme;CSCOM 1;oui;8,5;16\n"
        "Moussa Keita;Infirmier;CSCOM 2;non;;\n"
        "Moussa Keïta;Infirmier;CSCOM 2;oui;;\n"
        ";Infirmier;CSCOM 2;oui;;\n"
        "Binta Sow;Matrone;CSCOM 3;peut-être;;\n"
        "Awa Diarra;Matrone;CSCOM 3;oui;3;21\n"
        "Issa Ba;;CSCOM 3;oui;;\n"
        "Fatou Sy;Matrone;CSCOM 4;oui;abc;\n"
        "Oumou Sangaré;Matrone;CSCOM 4;✓;;0\n"
    )

    kept = send(text)

    rows = {
        one.professional.name: (one.before, one.after) for one in Participation.objects.select_related("professional")
    }
    assert rows == {
        "Aminata Traoré": (Decimal("8.5"), Decimal(16)),
        "Moussa Keita": (None, None),
        "Oumou Sangaré": (None, Decimal(0)),
    }
    assert (kept.lines, [one.row for one in kept.problems]) == (3, [4, 5, 6, 7, 8, 9])
    assert list(Attendance.objects.order_by("id").values_list("is_present", flat=True)) == [True, False, True]
    assert known.participations.count() == 1


def test_a_file_sent_twice_is_kept_once(send):
    text, sheet = "Nom,Fonction,Présence\nAwa Diarra,Matrone,oui\n", uuid.uuid4()

    first, again = send(text, sheet), send(text, sheet)

    assert (first.lines, again.lines, Professional.objects.count(), Attendance.objects.count()) == (1, 1, 1, 1)


@pytest.mark.parametrize("text", ["Nom,Fonction\nAwa,Matrone\n", "Nom,Présence\n"])
def test_a_file_without_what_it_takes_is_refused_whole(send, text):
    with pytest.raises(NoAttendance):
        send(text)

    assert not Attendance.objects.exists()


def test_five_hundred_lines_keep_what_can_be_kept(send):
    names = [f"{first}{last}" for first in "abdefgijkl" for last in ("ro", "mu", "ti", "na", "le")]
    lines = [f"{one} {other},Matrone,{'oui' if other != names[0] else ''}" for one in names for other in names[:10]]

    kept = send("Nom,Fonction,Présence\n" + "\n".join(lines))

    assert kept.lines + len({one.row for one in kept.problems}) == 500
    assert len([one for one in kept.problems if one.column == "Présence"]) == 50
    assert Attendance.objects.count() == kept.lines > 0


def test_two_people_called_alike_are_told_apart_by_where_they_work_or_by_hand(send, professional, bakary, acting):
    first = professional("Awa Diarra", workplace="CSCOM 1")
    second = register_professional(
        id=uuid.uuid4(), said=ProfessionalSaid("Awa Diarra", "Matrone", workplace="CSCOM 2"), others={first.pk},
        actor=acting(bakary), at=NOW,
    )  # fmt: skip

    kept = send("Nom,Structure,Présence\nAwa Diarra,CSCOM 2,oui\nAwa Diarra,,oui\n")

    assert [one.professional for one in Participation.objects.select_related("professional")] == [second]
    assert (kept.lines, [one.row for one in kept.problems]) == (1, [3])
