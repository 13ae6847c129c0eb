"""Pages of kinds: drawn, compared, drafted from YAML and activated by a named person."""

import pytest
from django.core.files.base import ContentFile

from twiza.procedures.models import KindVersion
from twiza.procedures.queries.kinds import definition_of
from twiza.procedures.reading import kind_from_yaml
from twiza.procedures.tests.conftest import PERMIT

CHANGED = PERMIT.replace("{days: 10}", "{days: 20}").replace("{fr: Demande, ar: طلب, en: Asked}", "{fr: Dépôt, ar: إيداع, en: Handed in}")  # fmt: skip # noqa: E501


@pytest.fixture
def keeper(technical_administrator, browser_of):
    return browser_of(technical_administrator)


def test_what_differs_is_shown_before_anything_is_kept(permit, keeper):
    answer = keeper.post("/en/files/kinds/new/", {"text": CHANGED})

    shown = [(one.change, one.about, one.what, one.before, one.after) for one in answer.context["differences"]]
    assert shown == [
        ("changed", "Step", "Name in French", "Demande", "Dépôt"),
        ("changed", "Step", "Name in Arabic", "طلب", "إيداع"),
        ("changed", "Step", "Name in English", "Asked", "Handed in"),
        ("changed", "Step", "Days to do it", "10", "20"),
    ]
    assert KindVersion.objects.count() == 1


def test_a_draft_is_kept_activated_and_named(permit, keeper, technical_administrator):
    keeper.post("/en/files/kinds/new/", {"text": CHANGED, "keep": "1"})
    draft = KindVersion.objects.get(state="draft")

    keeper.post(f"/en/files/kinds/{draft.pk}/activate/")

    stood = KindVersion.objects.order_by("number").values_list("number", "state", "activated_by__name")
    assert list(stood) == [(1, "superseded", "Tariq"), (2, "active", "Tariq")]
    assert definition_of(KindVersion.objects.get(number=2)) == kind_from_yaml(CHANGED)


def test_a_file_is_taken_as_text_is(db, keeper):
    sent = ContentFile(PERMIT.encode(), name="permit.yml")

    answer = keeper.post("/en/files/kinds/new/", {"file": sent, "keep": "1"})

    assert answer.status_code == 302
    assert list(KindVersion.objects.values_list("kind__code", "state")) == [("permit", "draft")]


def test_what_goes_out_comes_in_again(permit, keeper):
    sent = keeper.get(f"/en/files/kinds/{permit.pk}/kind.yml")

    assert kind_from_yaml(sent.content.decode()) == definition_of(permit)


@pytest.mark.parametrize("text", ["", "steps: [", PERMIT.replace("planner", "king"), "\u200f- x", "a: &a [*a]"])
def test_what_is_not_understood_is_refused_and_kept_on_the_page(db, keeper, text):
    answer = keeper.post("/en/files/kinds/new/", {"text": text, "keep": "1"})

    assert (answer.status_code, KindVersion.objects.count()) == (422, 0)


def test_a_draft_is_forgotten(permit, keeper):
    keeper.post("/en/files/kinds/new/", {"text": CHANGED, "keep": "1"})

    keeper.post(f"/en/files/kinds/{KindVersion.objects.get(state='draft').pk}/forget/")

    assert list(KindVersion.objects.values_list("state", flat=True)) == ["active"]


def test_who_does_not_keep_kinds_looks_at_active_ones_only(permit, keeper, driss, browser_of):
    keeper.post("/en/files/kinds/new/", {"text": CHANGED, "keep": "1"})
    draft, browser = KindVersion.objects.get(state="draft"), browser_of(driss)

    answers = [
        browser.get(f"/en/files/kinds/{permit.pk}/"),
        browser.get(f"/en/files/kinds/{draft.pk}/"),
        browser.get("/en/files/kinds/new/"),
        browser.post(f"/en/files/kinds/{draft.pk}/activate/"),
        browser.post(f"/en/files/kinds/{draft.pk}/forget/"),
    ]

    assert [answer.status_code for answer in answers] == [200, 404, 404, 404, 404]
    assert draft.state == KindVersion.objects.get(pk=draft.pk).state
