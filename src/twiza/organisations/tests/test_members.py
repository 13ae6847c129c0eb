"""Who acts for whom: added, ended, listed, and refused."""

import datetime as dt
import io
import re

import pytest
from django.core.management import call_command

from twiza.accounts.models import AuditEntry, Person
from twiza.accounts.rules import Role
from twiza.conftest import NOW, PASSWORD, TODAY
from twiza.core.errors import InputError
from twiza.organisations.actions import (
    AlreadyMember,
    NotEnded,
    OwnMembership,
    RoleNotYours,
    add_member,
    create_organisation,
    end_membership,
    restore_membership,
)
from twiza.organisations.models import Membership, Organisation
from twiza.organisations.queries import actor_of, members_of
from twiza.web.chores import send_waiting_letters

NEW = {"email": "zineb@example.org", "name": "Zineb", "role": Role.PLANNER}


@pytest.fixture
def add(council, acting, manager):
    where = {"organisation": council, "territory": [], "site": "http://here"}
    return lambda **said: add_member(**where, **said, actor=acting(manager), at=NOW)


def test_a_new_member_gets_an_account_she_cannot_enter_before_setting_a_password(add):
    membership = add(**NEW)

    assert (membership.person.has_usable_password(), membership.valid_from) == (False, TODAY)


def test_a_new_member_chooses_her_password_by_the_link_she_is_sent(add, client, mailoutbox):
    membership = add(**NEW)
    send_waiting_letters(NOW)
    link = re.search(r"http://here(/fr/account/password/reset/key/\S+/)", mailoutbox[0].body)

    form = client.get(link.group(1), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    membership.person.refresh_from_db()
    assert membership.person.check_password(PASSWORD)


def test_a_member_keeps_the_account_she_has(add, chama):
    membership = add(email="CHAMA@example.org", name="Somebody", role=Role.PLANNER)

    assert (membership.person, membership.person.name) == (chama, "Chama")


def test_the_same_role_twice_is_refused(add, driss):
    with pytest.raises(AlreadyMember):
        add(email=driss.email, name="Driss", role=Role.PLANNER)

    assert Membership.objects.filter(person=driss).count() == 1


def test_an_ended_membership_gives_no_role_from_that_day_on(add, acting, manager):
    membership = add(**NEW)

    end_membership(membership=membership, actor=acting(manager), at=NOW + dt.timedelta(days=3))

    roles = [actor_of(membership.person, TODAY + dt.timedelta(days=later)).role for later in (0, 2, 3)]
    assert roles == ["planner", "planner", ""]


def test_a_membership_that_has_not_begun_can_be_ended(council, make_person, acting, manager):
    person = make_person("Zineb", council, Role.PLANNER)
    membership = person.memberships.get()
    membership.valid_from = TODAY + dt.timedelta(days=7)
    membership.save()

    end_membership(membership=membership, actor=acting(manager), at=NOW)

    roles = [actor_of(person, TODAY + dt.timedelta(days=later)).role for later in (0, 7, 8)]
    assert roles == ["", "", ""]


def test_a_membership_brought_back_holds_for_as_long_as_was_agreed(add, acting, manager):
    membership = add(**NEW)
    membership.valid_until = TODAY + dt.timedelta(days=9)
    membership.save()
    end_membership(membership=membership, actor=acting(manager), at=NOW)

    restore_membership(membership=membership, actor=acting(manager), at=NOW)

    roles = [actor_of(membership.person, TODAY + dt.timedelta(days=later)).role for later in (0, 8, 9)]
    assert roles == ["planner", "planner", ""]
    assert [entry.outcome for entry in AuditEntry.objects.order_by("number")] == ["added", "ended", "restored"]


def test_a_membership_that_was_not_ended_is_not_brought_back(driss, acting, manager):
    with pytest.raises(NotEnded):
        restore_membership(membership=driss.memberships.get(), actor=acting(manager), at=NOW)

    assert not AuditEntry.objects.exists()


def test_a_membership_is_not_brought_back_beside_a_new_one_of_the_same_role(add, acting, manager):
    membership = add(**NEW)
    end_membership(membership=membership, actor=acting(manager), at=NOW)
    again = add(**NEW)

    with pytest.raises(AlreadyMember):
        restore_membership(membership=membership, actor=acting(manager), at=NOW)

    membership.refresh_from_db()
    assert (membership.ended_on, actor_of(membership.person, TODAY).grant.membership_id) == (TODAY, again.pk)


def test_a_membership_of_the_server_is_not_brought_back_by_a_manager(acting, manager, auditor):
    membership = auditor.memberships.get()
    membership.ended_on = TODAY
    membership.save()

    with pytest.raises(RoleNotYours):
        restore_membership(membership=membership, actor=acting(manager), at=NOW)

    assert actor_of(auditor, TODAY).role == ""


def test_nobody_ends_the_membership_she_acts_under(browser_of, manager, council, acting):
    membership = manager.memberships.get()
    with pytest.raises(OwnMembership):
        end_membership(membership=membership, actor=acting(manager), at=NOW)

    answer = browser_of(manager).post(f"/fr/organisations/{council.pk}/members/{membership.pk}/end/", follow=True)

    membership.refresh_from_db()
    assert (membership.ended_on, "quelqu’un d’autre" in answer.content.decode()) == (None, True)


def test_a_manager_ends_a_membership_and_takes_it_back_on_the_page(browser_of, manager, driss, council):
    browser, membership = browser_of(manager), driss.memberships.get()
    here = f"/fr/organisations/{council.pk}/members/"

    after_end = browser.post(f"{here}{membership.pk}/end/", follow=True).content.decode()
    after_return = browser.post(f"{here}{membership.pk}/restore/", follow=True).content.decode()

    membership.refresh_from_db()
    way_back = f'action="{here}{membership.pk}/restore/"'
    assert [way_back in page for page in (after_end, after_return)] == [True, False]
    assert ("agit de nouveau" in after_return, membership.ended_on) == (True, None)
    assert browser.post(f"{here}{membership.pk}/restore/").status_code == 404


@pytest.mark.parametrize("ended", [1, 3])
def test_the_list_of_the_ended_asks_the_same_questions_for_1_and_3(
    browser_of, manager, council, make_person, ended, django_assert_num_queries
):
    for number in range(ended):
        make_person(f"Person{number}", council, Role.PLANNER).memberships.update(ended_on=TODAY)
    browser = browser_of(manager)
    browser.get(f"/fr/organisations/{council.pk}/members/")

    with django_assert_num_queries(9):
        answer = browser.get(f"/fr/organisations/{council.pk}/members/")

    assert answer.content.decode().count("/restore/") == ended


@pytest.mark.parametrize("role", [Role.TECHNICAL_ADMINISTRATOR, Role.AUDITOR])
def test_a_manager_gives_no_role_that_sees_the_whole_server(add, browser_of, manager, council, role):
    with pytest.raises(RoleNotYours):
        add(**(NEW | {"role": role}))
    answer = browser_of(manager).post(f"/fr/organisations/{council.pk}/members/", NEW | {"role": role})

    assert (answer.status_code, Person.objects.filter(email=NEW["email"]).exists()) == (422, False)


def test_a_technical_administrator_gives_every_role(council, acting, technical_administrator):
    where = {"organisation": council, "territory": [], "site": "http://here", "email": NEW["email"], "name": "Zineb"}
    for role in Role:
        add_member(**where, role=role, actor=acting(technical_administrator), at=NOW)

    assert Membership.objects.filter(person__email=NEW["email"]).count() == len(Role)


def test_a_manager_takes_no_role_of_the_server_away(browser_of, manager, technical_administrator, council):
    membership = Membership.objects.get(person=technical_administrator)

    answer = browser_of(manager).post(f"/fr/organisations/{council.pk}/members/{membership.pk}/end/", follow=True)

    membership.refresh_from_db()
    assert (membership.ended_on, "demandez" in answer.content.decode()) == (None, True)


def test_a_person_acts_under_the_membership_she_chose(driss, association):
    second = Membership.objects.create(
        person=driss, organisation=association, role=Role.SUPERVISOR, valid_from=dt.date(2024, 1, 1)
    )

    assert actor_of(driss, TODAY).role == "planner"
    assert actor_of(driss, TODAY, second.pk).role == "supervisor"


def test_somebody_elses_membership_cannot_be_chosen(driss, manager):
    foreign = Membership.objects.get(person=manager)

    assert actor_of(driss, TODAY, foreign.pk).role == "planner"


def test_an_organisation_without_a_name_is_refused(db, acting, technical_administrator):
    with pytest.raises(InputError):
        create_organisation(names={"fr": "  ", "ar": ""}, actor=acting(technical_administrator), at=NOW)

    assert not Organisation.objects.filter(names={}).exists()


def test_a_manager_adds_a_member_on_the_page_and_the_chain_says_so(browser_of, manager, council):
    answer = browser_of(manager).post(f"/fr/organisations/{council.pk}/members/", NEW)

    assert answer.url == f"/fr/organisations/{council.pk}/members/"
    assert [member.person.name for member in members_of(council, TODAY)] == ["Malika", "Zineb"]
    assert AuditEntry.objects.get().outcome == "added"


def test_another_organisations_members_do_not_exist_for_a_manager(browser_of, manager, association):
    browser = browser_of(manager)

    answer = browser.post(f"/fr/organisations/{association.pk}/members/", NEW)

    assert (answer.status_code, Person.objects.filter(email=NEW["email"]).exists()) == (404, False)
    denied = AuditEntry.objects.get()
    assert (denied.outcome, denied.object_kind, denied.object_id) == ("denied", "members", str(association.pk))


def test_another_organisations_membership_cannot_be_ended(browser_of, manager, chama, other_association):
    membership = Membership.objects.get(person=chama)

    answer = browser_of(manager).post(f"/fr/organisations/{other_association.pk}/members/{membership.pk}/end/")

    membership.refresh_from_db()
    assert (answer.status_code, membership.ended_on) == (404, None)


@pytest.mark.parametrize("members", [1, 3])
def test_the_list_of_members_asks_the_same_questions_for_1_and_3(
    browser_of, manager, council, make_person, members, django_assert_num_queries
):
    for number in range(members - 1):
        make_person(f"Person{number}", council, Role.PLANNER)
    browser = browser_of(manager)
    browser.get(f"/fr/organisations/{council.pk}/members/")

    with django_assert_num_queries(9):
        browser.get(f"/fr/organisations/{council.pk}/members/")


def test_createadmin_makes_an_account_from_standard_input(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))

    call_command("createadmin", email="tariq@example.org", name="Tariq", organisation="Conseil", stdout=io.StringIO())

    made = Person.objects.get()
    assert (made.check_password(PASSWORD), actor_of(made, dt.date.max).role) == (True, "technical_administrator")


@pytest.mark.parametrize("typed", ["", "\udcff\udcfe"])
def test_createadmin_without_anything_readable_is_refused(db, monkeypatch, typed):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    with pytest.raises(InputError):
        call_command("createadmin", email="tariq@example.org", name="Tariq", stdout=io.StringIO())

    assert not Person.objects.exists()


def test_createadmin_refuses_a_weak_password_and_keeps_nothing(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    with pytest.raises(InputError):
        call_command("createadmin", email="tariq@example.org", name="Tariq", organisation="Conseil")

    assert (Person.objects.count(), Organisation.objects.count()) == (0, 0)
