"""What became of each kind of action is read from records, by hand-made figures, and nobody overwrites it."""

import datetime as dt
from decimal import Decimal

import pytest

from twiza.care_supply.actions.changing import NoSuchPlan, PlanNotYours
from twiza.care_supply.actions.comments import comment_on_action, remove_comment
from twiza.care_supply.follow_up_page import followed
from twiza.care_supply.models import ActionComment
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.facilities.actions.facility import add_facility, change_facility
from twiza.facilities.actions.facts import Origin
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import FacilityChange, Profession
from twiza.funding.actions.convention import Terms, make_convention
from twiza.funding.actions.lines import add_line as add_convention_line
from twiza.funding.models import ConventionParty, Deadline, Obligation
from twiza.outreach.models import Caravan, CaravanDay


@pytest.fixture
def facility(manager, council, places, acting):
    """Return a facility that was closed in 2025 and opened on 1 June 2026 with a nurse."""
    load_shipped_types()
    stated = {
        "code": "F1",
        "name_fr": "Dispensaire de Tabant",
        "type": "CSR1",
        "place": places["05.081.03.09"].path,
        "is_mobile": False,
        "status": "closed",
    }
    origin = Origin(source="Délégation", happened_on=TODAY, recorded_by_id=manager.pk)
    actor = acting(manager)
    made = add_facility(organisation=council, stated=stated, origin=origin, actor=actor, at=NOW)
    change_facility(
        facility=made,
        stated={"status": "open", "post.nurse": {"in_post": 1.0, "norm": None}},
        origin=origin,
        actor=actor,
        at=NOW,
        shown_at=made.updated_at,
    )
    changes = FacilityChange.objects.filter(facility=made)
    changes.filter(field="").update(recorded_at=dt.datetime(2025, 3, 1, tzinfo=dt.UTC))
    changes.exclude(field="").update(recorded_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
    return made


def passages(council, place, manager, days):
    """Make a caravan that passed, or is to pass, on some days: opened or not."""
    caravan = Caravan.objects.create(
        organisation=council, year=2026, number=1, names={"fr": "C"}, search_text="", area=place,
        starts_on=TODAY, ends_on=TODAY, made_by=manager, made_at=NOW,
    )  # fmt: skip
    for rank, (on, is_done) in enumerate(days, start=1):
        CaravanDay.objects.create(
            caravan=caravan, on=on, rank=rank, names={}, commune=place, opened_at=NOW if is_done else None
        )
    return caravan


def what_is_said(version, today=TODAY):
    """Return how each action stands, and what is said of each year."""
    return [
        (row.standing, row.progress, [(year.year, year.said) for year in row.years])
        for row in followed(version.plan, version, today)
    ]


def test_a_facility_reopened_in_time_is_done_with_its_state_at_each_years_end(version, do, facility):
    version.first_year = 2025
    do(version, kind="fixed", work="reopen", facility=facility, text="Rouvrir")

    assert what_is_said(version) == [("done", "", [(2025, ["Closed"]), (2026, ["Open"])])]


def test_posts_not_filled_by_their_day_are_late_by_so_many_days(version, do, facility):
    nurse = Profession.objects.get(code="nurse")
    staffing = {"kind": "fixed", "work": "staff", "facility": facility, "profession": nurse, "target": 2}
    do(version, text="Affecter", due_on=dt.date(2026, 11, 12), **staffing)

    (row,) = followed(version.plan, version, TODAY)

    assert (row.standing, row.days_late, row.progress) == ("late", 10, "1 of 2")
    assert [year.said for year in row.years] == [["Open", "Staff a facility: 1"]]


def test_a_facility_that_nobody_named_is_not_known_even_past_its_day(version, do):
    do(version, kind="fixed", work="open", text="Ouvrir", due_on=dt.date(2026, 2, 1))

    (row,) = followed(version.plan, version, TODAY)

    assert (row.standing, row.days_late, [year.said for year in row.years]) == ("not_known", None, [[]])
    assert row.hint.startswith("No facility is named")


def test_visits_are_counted_in_the_commune_and_expected_as_days_pass(version, do, council, places, manager):
    place = places["05.081.03.09"]
    do(version, commune=place, visits_a_year=4)
    passages(council, place, manager, [(dt.date(2026, 3, 1), True), (dt.date(2026, 6, 1), True), (TODAY, False)])

    assert what_is_said(version) == [
        ("late", "2 of 8", [(2026, ["2 of 3 visits made", "1 commune visited", "0 people seen"])])
    ]


def test_visits_of_an_organisation_that_takes_no_part_do_not_count(version, do, other_association, places, manager):
    place = places["05.081.03.09"]
    do(version, commune=place, visits_a_year=4, starts_on=dt.date(2026, 11, 1))
    passages(other_association, place, manager, [(TODAY, True)])

    assert what_is_said(version) == [("on_track", "0 of 4", [(2026, ["0 of 0 visits made"])])]


def test_what_an_association_owes_under_a_convention_says_how_its_action_stands(
    version, do, association, manager, acting, kind_in_force
):
    actor = acting(manager)
    terms = Terms(title="Soins", purpose="Soins", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))
    convention = make_convention(terms=terms, actor=actor, at=NOW, id=new_id())
    party = ConventionParty(convention=convention, organisation=association, part="Opérateur")
    add_convention_line(line=party, actor=actor, at=NOW)
    for due_on in (dt.date(2026, 3, 1), dt.date(2026, 10, 1), dt.date(2026, 12, 1)):
        obligation = Obligation(convention=convention, owed_by=party, text="Rapport", due_on=due_on)
        add_convention_line(line=obligation, actor=actor, at=NOW)
    Deadline.objects.filter(due_on=dt.date(2026, 3, 1)).update(
        outcome="done", handed_on=dt.date(2026, 3, 1), decided_at=NOW, decided_by=manager
    )
    do(version, kind="association", text="Visiter", association=association, convention=convention)

    (row,) = followed(version.plan, version, TODAY)

    assert (row.standing, row.progress) == ("late", "1 of 3")
    assert [year.said for year in row.years] == [["1 done of 2 due by now, 1 late"]]
    assert row.money == "1 done of 2 due by now, 1 late"


def test_actions_set_aside_are_not_followed(version, do):
    do(version, decision="set_aside")

    assert followed(version.plan, version, TODAY) == []


def test_a_comment_stands_beside_the_figures_and_changes_none(version, do, manager, acting):
    action = do(version, kind="fixed", work="open", text="Ouvrir")
    before = what_is_said(version)
    said = {"plan": version.plan, "action": action, "actor": acting(manager), "at": NOW, "id": new_id()}

    comment = comment_on_action(**said, year=2026, text="Terrain trouvé")
    comment_on_action(**said, year=2026, text="Terrain trouvé")

    (row,) = followed(version.plan, version, TODAY)
    assert [one.text for one in row.years[0].comments] == ["Terrain trouvé"]
    assert what_is_said(version) == before
    remove_comment(comment=comment, actor=acting(manager), at=NOW)
    assert ActionComment.objects.get().removed_at == NOW


@pytest.mark.parametrize(("year", "text"), [(2031, "Loin"), (2026, " ")])
def test_a_comment_of_another_year_or_empty_is_refused(version, do, manager, acting, year, text):
    action = do(version)

    with pytest.raises(NoSuchPlan):
        comment_on_action(
            plan=version.plan, action=action, year=year, text=text, actor=acting(manager), at=NOW, id=new_id()
        )

    assert ActionComment.objects.count() == 0


def test_a_party_comments_nothing(version, do, partner, ghita, acting):
    action = do(version, amount=Decimal(1))

    with pytest.raises(PlanNotYours):
        comment_on_action(
            plan=version.plan, action=action, year=2026, text="x", actor=acting(ghita), at=NOW, id=new_id()
        )
