"""Pages of trainings: written, ticked, sent as files, printed; how often the database is asked."""

import uuid
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from twiza.activities.actions.participants import enrol, take_attendance
from twiza.activities.models import Attendance, Module, Observation, Participation, Professional, Sheet, Training
from twiza.activities.tests.conftest import TABANT
from twiza.conftest import NOW
from twiza.core.ids import new_id


def page(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def browser(bakary, browser_of):
    return browser_of(bakary)


def test_a_module_and_a_training_are_written_from_forms_once(places, browser):
    module_sent = {"id": str(uuid.uuid4()), "fr": "Croissance", "ar": "", "hours": "6"}
    for _time in range(2):
        browser.post(page("training_modules"), module_sent)
    sent = {
        "id": str(uuid.uuid4()), "module": module_sent["id"], "starts_on": "2026-04-01", "ends_on": "2026-04-02",
        "place": TABANT, "given_by": "Santé Sud", "max_score": "20",
    }  # fmt: skip

    answers = [browser.post(page("training_new"), sent) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert (Module.objects.count(), Training.objects.count()) == (1, 1)


@pytest.mark.parametrize("people", [1, 3])
def test_a_training_asks_as_often_for_three_people_as_for_one(
    training, days, take_part, browser, django_assert_num_queries, people
):
    for number in range(people):
        take_part(f"Awa {'abc'[number] * 5}")

    with django_assert_num_queries(11):
        answer = browser.get(page("training", training.pk))

    assert answer.status_code == 200


def test_ticks_are_kept_once_and_who_is_not_ticked_was_absent(training, days, take_part, browser):
    here, away = take_part("Awa"), take_part("Binta")
    sent = {"id": str(uuid.uuid4()), "on_sheet": [str(here.pk), str(away.pk)], "present": [str(here.pk)]}

    answers = [browser.post(page("training_day", training.pk, days[0].pk), sent) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert dict(Attendance.objects.values_list("participation", "is_present")) == {here.pk: True, away.pk: False}
    assert Sheet.objects.count() == 1


def test_a_file_keeps_what_can_be_kept_and_says_the_rest(training, days, browser):
    def send(identity):
        file = ContentFile(
            "Nom,Fonction,Présence\nAwa Diarra,Matrone,oui\nBinta Sow,Matrone,\n".encode(), name="a.csv"
        )
        address = page("training_day_file", training.pk, days[0].pk)
        return browser.post(address, {"id": identity, "file": file})

    identity = str(uuid.uuid4())
    first, _again = send(identity), send(identity)

    assert first.status_code == 422
    assert [one.row for one in first.context["kept"].problems] == [3]
    assert (Participation.objects.count(), Sheet.objects.count()) == (1, 1)


def test_a_file_that_is_no_table_is_refused_on_the_page(training, days, browser):
    file = ContentFile(b"%PDF-1.4", name="a.csv")

    answer = browser.post(page("training_day_file", training.pk, days[0].pk), {"id": str(uuid.uuid4()), "file": file})

    assert (answer.status_code, Sheet.objects.count()) == (422, 0)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_sheet_is_printed_in_the_language_of_the_page(training, days, take_part, browser, language):
    take_part("Awa Diarra")

    answer = browser.get(page("training_day_sheet", training.pk, days[0].pk).replace("/en/", f"/{language}/"))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_somebody_called_alike_is_offered_before_another_is_written(training, professional, browser):
    known = professional("Aminata Traoré")
    sent = {"id": str(uuid.uuid4()), "name": "Traore Aminata", "function": "Médecin", "workplace": ""}

    offered = browser.post(page("training_person_new", training.pk), sent)
    again = browser.post(page("training_person_new", training.pk), sent | {"others": offered.context["others"]})

    assert (offered.status_code, offered.context["alike"], again.status_code) == (422, (known,), 302)
    assert (Professional.objects.count(), Participation.objects.count()) == (2, 1)


def test_somebody_of_the_register_is_found_however_she_is_spelt_and_enrolled(training, professional, browser):
    known = professional("Aïssata Coulibaly")

    found = browser.get(page("training_person_new", training.pk), {"q": "aissata koulibali"}).context["found"]
    browser.post(page("training_person_enrol", training.pk, known.pk))

    assert (found, [one.professional for one in Participation.objects.all()]) == ([known], [known])


def test_scores_and_an_observation_are_kept_and_a_wrong_one_refused(training, days, take_part, browser):
    one = take_part("Awa")
    address = page("training_person", training.pk, one.pk)

    wrong = browser.post(address, {"before": "5", "after": "21"})
    kept = browser.post(address, {"before": "5", "after": ""})
    seen = {"id": str(uuid.uuid4()), "observed_on": "2026-09-01", "asked": "10", "met": "7", "note": ""}
    for _time in range(2):
        browser.post(page("training_person_observe", training.pk, one.pk), seen)
    one.refresh_from_db()

    assert (wrong.status_code, kept.status_code) == (422, 302)
    assert (one.before, one.after, Observation.objects.count()) == (Decimal(5), None, 1)


def test_pages_answer_and_are_closed_to_others(training, days, take_part, browser, browser_of, aminata, chama, driss):
    one = take_part("Awa")
    addresses = [
        page("trainings"), page("training_new"), page("training_observations"), page("training_modules"),
        page("training", training.pk), page("training_change", training.pk), page("training_day_new", training.pk),
        page("training_day", training.pk, days[0].pk), page("training_person_new", training.pk),
        page("training_person", training.pk, one.pk), page("training_people_export", training.pk, "csv"),
        page("trainings_export", "xlsx"),
    ]  # fmt: skip

    assert {browser.get(address).status_code for address in addresses} == {200}
    for outsider in (aminata, chama, driss):
        closed = browser_of(outsider)
        assert {closed.get(address).status_code for address in addresses} == {404}


def test_work_to_observe_is_listed_with_what_is_late(training, days, take_part, bakary, acting, browser):
    one = take_part("Awa")
    take_attendance(
        id=new_id(), day=days[0], present={one.pk: True}, taken_at=NOW, actor=acting(bakary), at=NOW
    )  # fmt: skip
    enrol(id=new_id(), training=training, professional=one.professional, actor=acting(bakary), at=NOW)

    shown = browser.get(page("training_observations"))

    assert list(shown.context["page"].object_list) == [one]
    assert "late" in shown.content.decode() or "en retard" in shown.content.decode()
