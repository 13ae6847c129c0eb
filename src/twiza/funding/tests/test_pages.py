"""Pages of conventions: who reads what, what a form keeps, how often the database is asked."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from twiza.accounts.models import AuditEntry
from twiza.conftest import NOW
from twiza.funding.actions.lines import add_line
from twiza.funding.models import Axis, Committee, Convention, ConventionParty, Obligation
from twiza.funding.schedule import Kept
from twiza.funding.tests.conftest import a_pdf

TERMS = {
    "title": "Soins de la vallée",
    "purpose": "Rapprocher les soins",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "renewal_terms": "",
}


@pytest.fixture
def browser(manager, browser_of):
    return browser_of(manager)


def page(name, *args):
    return reverse(name, args=args)


def test_a_convention_is_opened_from_a_form_once(kind_in_force, browser):
    sent = TERMS | {"id": str(uuid.uuid4())}

    answers = [browser.post(page("convention_new"), sent) for _time in range(2)]

    convention = Convention.objects.get()
    assert [(one.status_code, one.url) for one in answers] == [(302, page("convention", convention.pk))] * 2


def test_a_form_that_is_wrong_says_what_and_keeps_nothing(kind_in_force, browser):
    answer = browser.post(page("convention_new"), TERMS | {"id": str(uuid.uuid4()), "ends_on": "2025-01-01"})

    assert (answer.status_code, Convention.objects.count()) == (422, 0)
    assert "comes before the first one" in answer.content.decode()


def test_without_a_kind_in_force_the_form_says_whom_to_ask(browser):
    answer = browser.post(page("convention_new"), TERMS | {"id": str(uuid.uuid4())})

    assert (answer.status_code, Convention.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("sort", "sent", "model"),
    [
        ("parties", {"name": "Fondation Amal", "part": "Bailleur"}, ConventionParty),
        ("axes", {"pillar": "1", "axis": "", "action": "", "text": "Unités mobiles"}, Axis),
        ("committees", {"name": "Suivi", "members": "", "rhythm": ""}, Committee),
    ],
)
def test_each_sort_of_line_is_added_changed_taken_out_and_brought_back(convention, browser, sort, sent, model):
    line_id = uuid.uuid4()
    browser.post(page("convention_line_new", convention.pk, sort), sent | {"id": str(line_id)})
    browser.post(page("convention_line", convention.pk, sort, line_id), sent | {"id": str(line_id)})
    browser.post(page("convention_line_remove", convention.pk, sort, line_id))
    removed = model.objects.get(pk=line_id).removed_at
    shown = browser.get(page("convention", convention.pk)).content.decode()

    browser.post(page("convention_line_remove", convention.pk, sort, line_id))

    assert removed is not None
    assert "Bring back" in shown or "Rétablir" in shown
    assert model.objects.get(pk=line_id).removed_at is None


def test_an_unknown_sort_of_line_is_nowhere(convention, browser):
    assert browser.get(page("convention_line_new", convention.pk, "secrets")).status_code == 404


def test_an_obligation_is_added_proved_and_accepted(convention, partner, browser, ghita, browser_of):
    sent = {"id": str(uuid.uuid4()), "text": "Rapport", "owed_by": str(partner.pk), "due_on": "2026-11-01"}
    browser.post(page("convention_line_new", convention.pk, "obligations"), sent)
    deadline = Obligation.objects.get().deadlines.get()
    hers = browser_of(ghita)

    hers.post(page("deadline_proof", convention.pk, deadline.pk), {"file": a_pdf(), "handed_on": "2026-11-01"})
    hers.post(page("deadline_decide", convention.pk, deadline.pk), {"decision": "accept"})
    deadline.refresh_from_db()
    by_herself = deadline.outcome
    browser.post(page("deadline_decide", convention.pk, deadline.pk), {"decision": "accept"})

    deadline.refresh_from_db()
    proof = deadline.proofs.get()
    sent_back = hers.get(page("proof_file", convention.pk, deadline.pk, proof.pk))
    assert (by_herself, deadline.outcome) == ("open", "done")
    assert sent_back.content.startswith(b"%PDF")
    assert sent_back.headers["Content-Disposition"].startswith("attachment;")


def test_what_is_due_today_is_not_broken_yet(convention, owe, browser):
    owe("À faire aujourd’hui", timezone.localdate())

    before = browser.get(page("convention", convention.pk)).context["kept"]
    listed = browser.get(page("deadlines")).context["kept"]

    assert (before, listed) == (Kept(in_time=0, due=0), Kept(in_time=0, due=0))


def test_a_partner_reads_and_a_stranger_finds_nothing(
    convention, partner, deadline, ghita, chama, aminata, browser_of
):
    addresses = [
        page("convention", convention.pk),
        page("convention_pdf", convention.pk),
        page("convention_on", convention.pk),
        page("deadline", convention.pk, deadline.pk),
    ]

    read = {who.name: [browser_of(who).get(one).status_code for one in addresses] for who in (ghita, chama, aminata)}

    assert read == {"Ghita": [200] * 4, "Chama": [404] * 4, "Aminata": [404] * 4}


def test_a_partner_changes_no_line(convention, partner, ghita, browser_of):
    answer = browser_of(ghita).post(page("convention_change", convention.pk), TERMS | {"id": str(uuid.uuid4())})

    convention.file.refresh_from_db()
    assert (answer.status_code, convention.file.title) == (404, "Offre de soins de la vallée")


def test_a_meeting_is_planned_written_down_and_decides(convention, partner, manager, browser, acting):
    committee = add_line(line=Committee(convention=convention, name="Suivi"), actor=acting(manager), at=NOW)
    meeting_id = uuid.uuid4()
    browser.post(page("meeting_new", convention.pk, committee.pk), {"id": str(meeting_id), "planned_on": "2026-11-10"})
    browser.post(
        page("meeting_report", convention.pk, meeting_id),
        {"held_on": "2026-11-10", "attendance": "Présidence\nDPS", "minutes": "Vu", "file": a_pdf("pv.pdf")},
    )
    browser.post(
        page("decision_new", convention.pk, meeting_id),
        {"id": str(uuid.uuid4()), "text": "Ouvrir le poste", "owed_by": str(partner.pk), "due_on": "2026-11-15"},
    )

    shown = browser.get(page("deadlines")).content.decode()
    assert "Ouvrir le poste" in shown
    assert browser.get(page("meeting_minutes", convention.pk, meeting_id)).content.startswith(b"%PDF")


def test_a_meeting_is_cancelled_and_planned_again(convention, manager, browser, acting):
    committee = add_line(line=Committee(convention=convention, name="Suivi"), actor=acting(manager), at=NOW)
    meeting = committee.meetings.create(planned_on=NOW.date(), made_at=NOW, made_by=manager)
    cancelled = []
    for _time in range(2):
        browser.post(page("meeting_cancel", convention.pk, meeting.pk))
        meeting.refresh_from_db()
        cancelled.append(meeting.cancelled_at is not None)

    assert cancelled == [True, False]


def test_a_signature_then_an_amendment_from_the_pages(convention, browser):
    browser.post(page("convention_sign", convention.pk), {"signed_on": "2026-03-01"})
    refused = browser.post(page("convention_change", convention.pk), TERMS | {"id": str(uuid.uuid4())})
    browser.post(page("amendment_new", convention.pk), {"signed_on": "2026-06-01", "subject": "Titre"})
    browser.post(page("convention_change", convention.pk), TERMS | {"id": str(uuid.uuid4())})
    amendment = convention.amendments.get()
    browser.post(page("amendment_close", convention.pk, amendment.pk))

    amendment.refresh_from_db()
    before = browser.get(page("convention_on", convention.pk), {"on": "2026-05-31"}).content.decode()
    after = browser.get(page("convention_on", convention.pk), {"on": "2026-11-22"}).content.decode()
    assert refused.status_code == 422
    assert amendment.closed_at is not None
    assert "Soins de la vallée" in after
    assert '<dd dir="auto">Soins de la vallée</dd>' not in before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["conventions_export", "deadlines_export"])
def test_lists_leave_as_files_and_the_trail_says_so(deadline, browser, name, kind):
    answer = browser.get(page(name, kind))

    assert answer.status_code == 200
    assert AuditEntry.objects.filter(outcome="exported").count() == 1
    assert browser.get(page(name, "exe")).status_code == 404


def test_the_file_of_what_is_late_says_by_whom_and_since_when(deadline, browser):
    answer = browser.get(page("deadlines_export", "csv"))

    assert "Remettre le rapport,Association Tazart,DG," in answer.content.decode("utf-8-sig")


def test_what_is_late_is_found_however_it_is_spelt(deadline, browser):
    found = [
        "Remettre le rapport" in browser.get(page("deadlines"), {"q": words}).content.decode()
        for words in ("ofre sions", "offre soin", "Tazarte", "autre chose")
    ]

    assert found == [False, True, False, False]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_convention_leaves_as_a_pdf(deadline, convention, browser, language):
    answer = browser.get(page("convention_pdf", convention.pk).replace("/en/", f"/{language}/"))

    assert answer.content.startswith(b"%PDF")


def test_a_renewal_is_offered_once(convention, browser):
    sent = TERMS | {"id": str(uuid.uuid4()), "starts_on": "2027-01-01", "ends_on": "2027-12-31"}
    browser.post(page("convention_renew", convention.pk), sent)

    following = Convention.objects.get(renews=convention)
    assert browser.get(page("convention_renew", convention.pk)).url == page("convention", following.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_database_as_often_for_one_line_as_for_three(
    convention, partner, owe, manager, acting, browser, django_assert_num_queries, count
):
    for number in range(count):
        owe(f"Rapport {number}", every=1)
        line = Axis(convention=convention, pillar="1", text=f"Ligne {number}")
        add_line(line=line, actor=acting(manager), at=NOW)
        committee = add_line(
            line=Committee(convention=convention, name=f"Suivi {number}"), actor=acting(manager), at=NOW
        )
        committee.meetings.create(planned_on=NOW.date(), made_at=NOW, made_by=manager)
    addresses = [page("convention", convention.pk), page("conventions"), page("deadlines")]
    for address in addresses:
        browser.get(address)

    for address, queries in zip(addresses, QUERIES, strict=True):
        with django_assert_num_queries(queries):
            browser.get(address)


QUERIES = (23, 11, 11)
