"""A plan is begun once, changes until it is adopted, and its versions stand once published."""

import uuid

import pytest

from twiza.accounts.models import AuditEntry
from twiza.care_supply.actions.changing import ChangedMeanwhile, NoSuchPlan, PlanNotYours, VersionFrozen
from twiza.care_supply.actions.lines import add_line, bring_back_line, change_line, remove_line
from twiza.care_supply.actions.parties import add_party, remove_party
from twiza.care_supply.actions.plan import PlanTerms, VersionUnderWay, begin_version, change_terms, make_plan
from twiza.care_supply.actions.publishing import NotAdopted, publish_version
from twiza.care_supply.models import CareSupplyPlan, Gap, PlannedAction, PlanParty, PlanVersion
from twiza.care_supply.plan_page import difference_rows
from twiza.care_supply.queries.plans import plans_of
from twiza.care_supply.tests.conftest import NAMES, TERMS, move_to, read_again
from twiza.conftest import NOW
from twiza.core.ids import new_id
from twiza.facilities.tests.places import make_place
from twiza.procedures.actions.files import take_back_move
from twiza.procedures.models import File


def lines_of(version):
    """Return all that a version keeps, as rows."""
    return [list(model.objects.filter(version=version).order_by("id").values()) for model in (Gap, PlannedAction)] + [
        list(PlanVersion.objects.filter(pk=version.pk).values())
    ]


@pytest.fixture
def published(version, lack, do, adopt, manager, acting):
    """Return a version with a gap and an action, published."""
    do(version, [lack(version)])
    adopted = adopt(version)
    publish_version(version=adopted, seen_turn=adopted.file.turn, actor=acting(manager), at=NOW)
    return read_again(version.plan)


def test_a_plan_is_begun_once_however_often_it_is_sent(kind_in_force, places, manager, acting):
    sent = {"names": NAMES, "area": places["05"], "terms": TERMS, "actor": acting(manager), "at": NOW}
    key = uuid.uuid4()

    first, again = make_plan(**sent, id=key), make_plan(**sent, id=key)

    assert (first, list(PlanVersion.objects.values_list("plan", "number"))) == (again, [(first.pk, 1)])
    assert AuditEntry.objects.filter(action="care_supply.write_plan", outcome="begun").count() == 1


@pytest.mark.parametrize(
    ("names", "terms"),
    [
        ({"fr": " "}, TERMS),
        (NAMES, PlanTerms("", 2028, 2026, "MAD")),
        (NAMES, PlanTerms("", 2026, 2060, "MAD")),
        (NAMES, PlanTerms("", 2026, 2028, "D1")),
    ],
)
def test_an_impossible_plan_is_refused_and_nothing_is_kept(kind_in_force, places, manager, acting, names, terms):
    with pytest.raises(NoSuchPlan):
        make_plan(names=names, area=places["05"], terms=terms, actor=acting(manager), at=NOW, id=new_id())

    assert (CareSupplyPlan.objects.count(), File.objects.count()) == (0, 0)


def test_nobody_begins_a_plan_outside_her_territory(kind_in_force, places, make_person, council, acting):
    hamid = make_person("Hamid", council, "planner", ("MA/08",))

    with pytest.raises(PlanNotYours):
        make_plan(names=NAMES, area=places["05"], terms=TERMS, actor=acting(hamid), at=NOW, id=new_id())


def test_parties_read_a_plan_and_strangers_find_none(plan, partner, ghita, chama, esther, manager, driss, acting):
    seen = {who.name: list(plans_of(acting(who))) for who in (manager, driss, ghita, chama, esther)}

    assert seen == {"Malika": [plan], "Driss": [plan], "Ghita": [plan], "Chama": [], "Esther": []}


def test_a_party_changes_no_line(version, partner, lack, ghita, acting):
    gap = lack(version)

    with pytest.raises(PlanNotYours):
        remove_line(line=gap, actor=acting(ghita), at=NOW)

    assert Gap.objects.get(pk=gap.pk).removed_at is None


def test_of_two_tabs_the_second_is_told_and_overwrites_nothing(version, lack, manager, acting):
    gap = lack(version)
    first, second = (Gap.objects.select_related("version__plan", "commune").get(pk=gap.pk) for _tab in range(2))
    first.note, second.note = "premier", "second"

    change_line(line=first, seen_revision=1, actor=acting(manager), at=NOW)
    with pytest.raises(ChangedMeanwhile):
        change_line(line=second, seen_revision=1, actor=acting(manager), at=NOW)

    assert Gap.objects.get(pk=gap.pk).note == "premier"


def test_terms_of_two_tabs_are_not_overwritten_either(version, manager, acting):
    changed = {"version": version, "names": NAMES, "seen_revision": 1, "actor": acting(manager), "at": NOW}

    change_terms(**changed, terms=PlanTerms("Un", 2026, 2028, "mad"))
    with pytest.raises(ChangedMeanwhile):
        change_terms(**changed, terms=PlanTerms("Deux", 2026, 2028, "MAD"))

    kept = read_again(version.plan)
    assert (kept.purpose, kept.currency, kept.revision) == ("Un", "MAD", 2)


def test_a_line_is_taken_out_and_brought_back(version, lack, manager, acting):
    gap = lack(version)

    remove_line(line=gap, actor=acting(manager), at=NOW)
    gone = version.gaps.filter(removed_at=None).count()
    bring_back_line(line=gap, actor=acting(manager), at=NOW)

    assert (gone, version.gaps.filter(removed_at=None).count()) == (0, 1)


def test_a_gap_of_another_area_is_refused(version, lack, places):
    places["far"] = make_place("commune", 3, "08.1", "Loin", "بعيد", "MA/08/08.1")

    with pytest.raises(NoSuchPlan):
        lack(version, code="far")


def test_an_adopted_version_changes_no_more(version, lack, adopt, manager, acting):
    gap = lack(version)
    adopt(version)

    with pytest.raises(VersionFrozen):
        remove_line(line=gap, actor=acting(manager), at=NOW)


def test_only_an_adopted_version_is_published(version, manager, acting):
    with pytest.raises(NotAdopted):
        publish_version(version=version, seen_turn=version.file.turn, actor=acting(manager), at=NOW)


def test_a_published_version_never_changes_even_when_its_publication_is_taken_back(published, manager, acting):
    before = lines_of(published)
    gap = published.gaps.get()
    file = File.objects.get(pk=published.file_id)
    take_back_move(file=file, seen_turn=file.turn, actor=acting(manager), at=NOW)
    reopened = move_to(published, "under_discussion", manager)

    tries = [
        lambda: change_line(line=gap, seen_revision=1, actor=acting(manager), at=NOW),
        lambda: remove_line(line=gap, actor=acting(manager), at=NOW),
        lambda: add_line(
            line=Gap(version=reopened, commune=gap.commune, figure_on=NOW.date()), actor=acting(manager), at=NOW
        ),
        lambda: change_terms(
            version=reopened, names=NAMES, terms=TERMS, seen_revision=1, actor=acting(manager), at=NOW
        ),
    ]
    for attempt in tries:
        with pytest.raises(VersionFrozen):
            attempt()

    assert lines_of(published) == before


def test_the_next_version_has_the_same_lines_and_changes_leave_the_first_as_it_was(published, manager, acting, do):
    before = lines_of(published)
    second = begin_version(plan=published.plan, actor=acting(manager), at=NOW, id=new_id())
    second = read_again(published.plan)
    action = second.actions.select_related("version__plan").get()
    action.text = "Caravane de cardiologie"
    change_line(line=action, answers=list(action.gaps.all()), seen_revision=1, actor=acting(manager), at=NOW)
    do(second, text="Ouvrir un poste", kind="fixed", work="open")

    rows = difference_rows(read_of(published), second)

    assert lines_of(published) == before
    assert [(row.sort, row.change, row.title) for row in rows] == [
        ("action", "changed", "Caravane de cardiologie"),
        ("action", "added", "Ouvrir un poste"),
    ]
    assert [(one.field, one.before, one.after) for _label, one in rows[0].fields] == [
        ("text", "Caravane de soins généraux", "Caravane de cardiologie")
    ]


def read_of(version):
    version.plan = CareSupplyPlan.objects.select_related("area").get(pk=version.plan_id)
    return version


def test_no_version_begins_while_another_is_under_way(version, manager, acting):
    with pytest.raises(VersionUnderWay):
        begin_version(plan=version.plan, actor=acting(manager), at=NOW, id=new_id())


def test_publishing_the_second_version_replaces_the_first(published, adopt, manager, acting):
    begin_version(plan=published.plan, actor=acting(manager), at=NOW, id=new_id())
    second = adopt(read_again(published.plan))

    publish_version(version=second, seen_turn=second.file.turn, actor=acting(manager), at=NOW)

    steps = PlanVersion.objects.order_by("number").values_list("number", "file__step__code")
    assert list(steps) == [(1, "replaced"), (2, "published")]


def test_parties_see_the_file_of_every_version(published, association, ghita, manager, acting):
    begin_version(plan=published.plan, actor=acting(manager), at=NOW, id=new_id())
    party = PlanParty(plan=published.plan, organisation=association, part="Association")
    add_party(party=party, actor=acting(manager), at=NOW)
    seen = File.objects.filter(parties__organisation_id=association.pk).count()
    remove_party(party=party, actor=acting(manager), at=NOW)

    assert (seen, File.objects.filter(parties__organisation_id=association.pk).count()) == (2, 0)
