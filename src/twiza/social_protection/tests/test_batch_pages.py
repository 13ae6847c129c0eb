"""Lists for offices on the pages: made, sent, answered by hand and by file, followed by the files; hers only."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.documents.tests.test_pdf import text_of
from twiza.jobs.once import FIELD
from twiza.social_protection.actions.batches import make_batch
from twiza.social_protection.models import Batch, BatchLine
from twiza.social_protection.tests.test_pages import OUTSIDERS, page


@pytest.fixture
def files(household, register, enrol, step_on):
    """Return the files of three families, of whom the social enquiry was asked for."""
    found = [enrol(one) for one in (household, register(name="Awa Keita"), register(name="Kadi Traoré"))]
    return [step_on(one, ("pre_enquete", TODAY), ("enquete_demandee", TODAY)) for one in found]


@pytest.fixture
def batch(files, schemes, agent):
    """Return the list of the three files."""
    return make_batch(
        id=new_id(), scheme=schemes["ramed"], step="enquete_demandee", enrolments=files, made_on=TODAY, actor=agent,
        at=NOW,
    )  # fmt: skip


def desk(schemes):
    return f"{schemes['ramed'].pk}-enquete_demandee"


def test_an_agent_chooses_an_office_and_the_files_that_wait_for_it(browser_of, aminata, files, schemes):
    browser = browser_of(aminata)
    address = f"/en/rights/lists/new/?desk={desk(schemes)}"
    form = {"made_on": "2026-11-22", "enrolments": [str(one.pk) for one in files[:2]], FIELD: str(new_id())}

    lists = page(browser, "lists/")
    shown = browser.get(address).content.decode()
    twice = [browser.post(address, form) for _press in range(2)]

    made = Batch.objects.get()
    assert f'href="/en/rights/lists/new/?desk={desk(schemes)}"' in lists
    assert "SLDSES" in lists
    assert shown.count(" checked>") == 3
    assert [one.url for one in twice] == [f"/en/rights/lists/{made.pk}/"] * 2
    assert BatchLine.objects.count() == 2


def test_what_is_on_a_list_is_not_ticked_again(browser_of, aminata, batch, schemes):
    shown = browser_of(aminata).get(f"/en/rights/lists/new/?desk={desk(schemes)}").content.decode()

    assert (shown.count("On list 1"), shown.count(" checked>")) == (3, 0)


def test_a_list_without_files_is_refused_in_words(browser_of, aminata, files, schemes):
    answer = browser_of(aminata).post(f"/en/rights/lists/new/?desk={desk(schemes)}", {"made_on": "2026-11-22"})

    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert Batch.objects.count() == 0


def test_answers_are_typed_and_the_files_follow(browser_of, aminata, batch):
    browser, address = browser_of(aminata), f"/en/rights/lists/{batch.pk}/"
    answers = {"answered_on": "2026-11-22", "answer_1": "yes", "answer_2": "no", "reason_2": "Moved away"}

    browser.post(f"{address}answers/", answers)
    shown = browser.get(address).content.decode()
    followed = browser.post(f"{address}follow/", {"yes": "enquete_faite", "no": "rejete"}, follow=True)

    steps = BatchLine.objects.order_by("number").values_list("enrolment__file__step__code", flat=True)
    assert "2 answered files are still here" in shown
    assert "2 files went on." in followed.content.decode()
    assert list(steps) == ["enquete_faite", "rejete", "enquete_demandee"]


def test_a_typed_answer_that_cannot_be_is_told_and_the_others_are_kept(browser_of, aminata, batch):
    address = f"/en/rights/lists/{batch.pk}/answers/"

    answer = browser_of(aminata).post(address, {"answered_on": "2026-11-22", "answer_1": "yes", "answer_2": "no"})

    assert answer.status_code == 422
    assert "Number 2: Write why the office said no." in answer.content.decode()
    assert list(BatchLine.objects.order_by("number").values_list("answer", flat=True)) == ["yes", "", ""]


def workbook_of(browser, batch, language="en"):
    """Return the workbook of a list, as its office gets it."""
    content = browser.get(f"/{language}/rights/lists/{batch.pk}/list.xlsx").content
    return openpyxl.load_workbook(io.BytesIO(content))


def sent_back(browser, batch, workbook):
    """Return the answer to a workbook that comes back."""
    kept = io.BytesIO()
    workbook.save(kept)
    file = SimpleUploadedFile("réponse.xlsx", kept.getvalue())
    return browser.post(f"/en/rights/lists/{batch.pk}/answers/file/", {"file": file})


@pytest.mark.parametrize(("language", "yes", "no"), [("fr", "Oui", "non"), ("ar", "نعم", "لا"), ("en", "Yes", "No")])
def test_the_workbook_comes_back_filled_in_any_language(browser_of, aminata, batch, language, yes, no):
    browser = browser_of(aminata)
    book = workbook_of(browser, batch, language)
    for row, cells in ((2, (yes, TODAY, None)), (3, (no, TODAY, "Parti"))):
        for column, value in zip("FGH", cells, strict=True):
            book.worksheets[0][f"{column}{row}"] = value

    first, again = sent_back(browser, batch, book), sent_back(browser, batch, book)

    assert [one.status_code for one in (first, again)] == [302, 302]
    said = BatchLine.objects.order_by("number").values_list("answer", "answered_on", "reason")
    assert list(said) == [("yes", TODAY, ""), ("no", TODAY, "Parti"), ("", None, "")]


def test_a_workbook_with_every_fault_keeps_what_can_be_kept(browser_of, aminata, batch):
    browser = browser_of(aminata)
    book = workbook_of(browser, batch)
    sheet = book.worksheets[0]
    for column, value in (("F", "yes"), ("G", TODAY)):
        sheet[f"{column}2"] = value
    sheet["A3"], sheet["F3"], sheet["G3"] = 77, "maybe", "31/02/2026"
    sheet["B4"], sheet["F4"] = "AAAA-BBBB", "no"
    sheet.append([1, None, None, None, None, "yes", "2035-01-01"])

    answer = sent_back(browser, batch, book)

    text = answer.content.decode()
    for sentence in (
        "No file of this list has this number.",
        "Write yes or no as the answer.",
        "“31/02/2026” is not a possible date",
        "On the list, number 3 is household",
        "Write on which day the office answered.",
        "Write why the office said no.",
        "Row 2 has this number already.",
        "is in the future.",
    ):
        assert sentence in text
    assert answer.status_code == 422
    assert list(BatchLine.objects.order_by("number").values_list("answer", flat=True)) == ["yes", "", ""]


def test_a_file_that_is_no_list_is_refused(browser_of, aminata, batch):
    file = SimpleUploadedFile("liste.csv", b"a,b\n1,2\n")

    answer = browser_of(aminata).post(f"/en/rights/lists/{batch.pk}/answers/file/", {"file": file})

    assert answer.status_code == 422
    assert "has no column for: No.; Answer; Answered on." in answer.content.decode()


def test_a_list_is_cancelled_and_nobody_answers_it_then(browser_of, aminata, batch):
    browser, address = browser_of(aminata), f"/en/rights/lists/{batch.pk}/"

    browser.post(f"{address}cancel/")

    shown = browser.get(address).content.decode()
    assert "This list is cancelled" in shown
    assert "Keep the answers" not in shown


def test_a_list_on_paper_has_a_line_for_each_file(browser_of, aminata, batch):
    for language, said in (("fr", "Liste 1"), ("ar", "1")):
        answer = browser_of(aminata).get(f"/{language}/rights/lists/{batch.pk}/list.pdf")

        assert answer.headers["Content-Type"] == "application/pdf"
        text = text_of(answer.content)
        assert said in text
        assert "Awa Keita" in text


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_sees_no_list(browser_of, request, batch, who):
    browser = browser_of(request.getfixturevalue(who))

    asked = [browser.get(f"/en/rights/lists/{batch.pk}/{end}") for end in ("", "list.xlsx", "list.pdf")]

    assert [one.status_code for one in asked] == [404] * 3


def test_one_sees_the_lines_of_the_families_that_one_follows(browser_of, aminata, agent, batch, files, bakary):
    kept = files[0].household.assignments.get(ended_at=None)
    kept.agent = bakary
    kept.save()

    shown = page(browser_of(aminata), f"lists/{batch.pk}/")

    assert files[0].household.code not in shown
    assert files[1].household.code in shown
    assert "1 line is of a family that you do not follow" in shown


def test_the_list_of_lists_takes_as_many_queries_for_three(
    browser_of, aminata, batch, files, schemes, agent, django_assert_num_queries
):
    browser = browser_of(aminata)
    browser.get("/en/rights/lists/")
    with django_assert_num_queries(QUERIES):
        browser.get("/en/rights/lists/")
    for _list in range(2):
        make_batch(
            id=new_id(), scheme=schemes["ramed"], step="enquete_demandee", enrolments=files, made_on=TODAY,
            actor=agent, at=NOW,
        )  # fmt: skip

    with django_assert_num_queries(QUERIES):
        assert "3 lists" in browser.get("/en/rights/lists/").content.decode()


QUERIES = 10
