"""Somebody referred is followed until the loop is closed: every step, every refusal, and what it leaves untouched."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from twiza.access.models import Specialty
from twiza.accounts.decisions import decide
from twiza.accounts.rules import Role
from twiza.case_management.actions.referral_consents import (
    ConsentTerms,
    NobodyToReach,
    NobodyToTell,
    agree_to_be_called,
    agree_to_tell_facility,
    forget_person,
    stop_telling_facility,
)
from twiza.case_management.actions.referrals import (
    FailureUnsaid,
    GoesNowhere,
    OwnerNeeded,
    ReferralNotYours,
    ReferralTerms,
    hand_on_referral,
    move_referral,
    refer_person,
    set_appointment,
    take_back_referral_move,
)
from twiza.case_management.models import Referral, ReferralConsent
from twiza.case_management.queries.referrals import (
    ReferralFilter,
    facilities_of,
    facts_of_referral,
    referrals_asked,
    referrals_of,
    waiting_by_facility,
)
from twiza.case_management.rules import SEE_REFERRAL
from twiza.case_management.tests.referral_world import (
    activate_referrals,
    list_facility,
    make_specialty,
    refer,
    step_on,
)
from twiza.conftest import NOW, TODAY
from twiza.core.ids import new_id
from twiza.core.spoken_code import code_of
from twiza.core.text import sounds_asked
from twiza.facilities.loaders import load_shipped_types
from twiza.facilities.models import FacilityFact
from twiza.facilities.tests.places import make_small_country
from twiza.organisations.queries import actor_of
from twiza.procedures.actions.details import OwnerCannotSee
from twiza.procedures.actions.files import (
    DateNotPossible,
    FileMovedMeanwhile,
    MoveNotFromHere,
    NoActiveVersion,
    NothingToTakeBack,
)
from twiza.procedures.models import File, KindVersion, Party, Passage
from twiza.procedures.queries.files import files_of, waiting_for

ORAL = ConsentTerms("person", "oral", NOW)


@pytest.fixture
def kind(technical_administrator) -> KindVersion:
    return activate_referrals(technical_administrator)


@pytest.fixture
def specialty(db) -> Specialty:
    return make_specialty()


@pytest.fixture
def facility(council, driss):
    load_shipped_types()
    return list_facility(council, driss, make_small_country()["05.081.03.09"])


@pytest.fixture
def referral(kind, specialty, facility, aminata) -> Referral:
    return refer(aminata, specialty, facility=facility)


def test_a_referral_is_made_with_its_file_under_a_code_that_names_nobody(referral, aminata):
    file = File.objects.get()

    assert (referral.pk, file.title, file.number) == (file.pk, code_of(file.pk), "REF-2026-0001")
    assert (file.owner, file.step.code, file.due_on) == (aminata, "issued", TODAY + dt.timedelta(days=2))


def test_a_referral_sent_twice_is_made_once(kind, specialty, aminata):
    id = uuid.uuid4()

    first, again = refer(aminata, specialty, id=id), refer(aminata, specialty, id=id)

    assert (again, Referral.objects.count(), File.objects.count()) == (first, 1, 1)


def test_the_id_of_somebody_elses_referral_is_refused(referral, specialty, bakary):
    with pytest.raises(ReferralNotYours):
        refer(bakary, specialty, id=referral.pk)

    assert Referral.objects.get().made_by_id == referral.made_by_id


@pytest.mark.parametrize("who", ["driss", "manager", "chama", "esther", "technical_administrator", "auditor"])
def test_only_those_who_follow_people_refer_them(request, kind, specialty, who):
    with pytest.raises(ReferralNotYours):
        refer(request.getfixturevalue(who), specialty)

    assert (Referral.objects.count(), File.objects.count()) == (0, 0)


def test_a_referral_goes_somewhere_and_is_somebodys(kind, specialty, aminata, acting):
    terms = ReferralTerms(specialty=specialty, sex="male", age_years=3, issued_on=TODAY, urgency="soon")
    with pytest.raises(GoesNowhere):
        refer_person(id=new_id(), terms=terms, owner=aminata, actor=acting(aminata), at=NOW)
    named = ReferralTerms(
        specialty=specialty, sex="male", age_years=3, issued_on=TODAY, urgency="soon", facility_words="Hôpital"
    )
    with pytest.raises(OwnerNeeded):
        refer_person(id=new_id(), terms=named, owner=None, actor=acting(aminata), at=NOW)

    assert File.objects.count() == 0


def test_nobody_owns_a_referral_who_could_not_see_it(kind, specialty, aminata, driss, chama):
    for stranger in (driss, chama):
        with pytest.raises(OwnerCannotSee):
            refer(aminata, specialty, owner=stranger)

    assert (Referral.objects.count(), File.objects.count()) == (0, 0)


def test_without_a_kind_in_force_nobody_is_referred(specialty, aminata):
    with pytest.raises(NoActiveVersion):
        refer(aminata, specialty)

    assert Referral.objects.count() == 0


def test_a_referral_issued_tomorrow_is_refused(kind, specialty, aminata):
    with pytest.raises(DateNotPossible):
        refer(aminata, specialty, issued_on=TODAY + dt.timedelta(days=1))

    assert Referral.objects.count() == 0


def test_the_loop_is_closed_step_by_step_by_the_same_owner(referral, aminata):
    for step, words in (
        ("accepted", ""),
        ("arrived", ""),
        ("treated", ""),
        ("counter_referred", "Revoir à un mois."),
        ("followed_up", ""),
    ):
        referral = step_on(referral, step, aminata, words=words)

    assert (referral.file.closed_at, referral.file.owner, referral.outcome) == (NOW, aminata, "Revoir à un mois.")
    assert "Revoir" not in " ".join(Passage.objects.values_list("reason", flat=True))


def test_a_failure_is_one_of_the_reasons_and_is_taken_back_with_its_step(referral, aminata, acting):
    with pytest.raises(FailureUnsaid):
        step_on(referral, "not_completed", aminata, failure="fate")
    failed = step_on(referral, "not_completed", aminata, failure="transport", words="Oued en crue")

    take_back_referral_move(referral=failed, seen_turn=failed.file.turn, actor=acting(aminata), at=NOW)

    back = Referral.objects.select_related("file__step").get()
    assert (failed.failure, failed.file.step.code) == ("transport", "not_completed")
    assert (back.failure, back.file.step.code, back.file.owner) == ("", "issued", aminata)


def test_what_the_facility_says_is_taken_back_with_its_step(referral, aminata, acting):
    for step in ("accepted", "arrived", "treated"):
        referral = step_on(referral, step, aminata)
    referral = step_on(referral, "counter_referred", aminata, words="Revoir.")

    take_back_referral_move(referral=referral, seen_turn=referral.file.turn, actor=acting(aminata), at=NOW)

    assert Referral.objects.get().outcome == ""


def test_somebody_elses_step_is_not_taken_back(referral, aminata, bakary, acting):
    moved = step_on(referral, "accepted", aminata)

    with pytest.raises(NothingToTakeBack):
        take_back_referral_move(referral=moved, seen_turn=moved.file.turn, actor=acting(bakary), at=NOW)

    assert File.objects.get().step.code == "accepted"


def test_a_step_pressed_twice_and_one_pressed_in_an_old_tab_are_refused(referral, aminata, acting):
    def press(step):
        move_referral(referral=referral, step=step, seen_turn=1, happened_on=TODAY, actor=acting(aminata), at=NOW)

    press("accepted")
    with pytest.raises(MoveNotFromHere):
        press("accepted")
    with pytest.raises(FileMovedMeanwhile):
        press("arrived")

    assert (File.objects.get().step.code, Passage.objects.count()) == ("accepted", 2)


@pytest.mark.parametrize("step", ["treated", "nowhere"])
def test_no_step_is_skipped(referral, aminata, step):
    with pytest.raises(MoveNotFromHere):
        step_on(referral, step, aminata)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_step_happened_since_the_one_before_and_not_tomorrow(referral, aminata, days):
    with pytest.raises(DateNotPossible):
        step_on(referral, "accepted", aminata, on=TODAY + dt.timedelta(days=days))

    assert File.objects.get().step.code == "issued"


@pytest.mark.parametrize("who", ["driss", "manager", "chama", "esther", "technical_administrator", "auditor", "agent"])
def test_a_stranger_moves_hands_on_and_changes_nothing(
    request, referral, aminata, make_person, association, acting, who
):
    stranger = make_person("Amina", association, Role.FIELD_AGENT) if who == "agent" else request.getfixturevalue(who)
    actor, rest = acting(stranger), {"referral": referral, "actor": acting(stranger), "at": NOW}

    with pytest.raises(ReferralNotYours):
        step_on(referral, "accepted", stranger)
    with pytest.raises(ReferralNotYours):
        hand_on_referral(owner=stranger, **rest)
    with pytest.raises(ReferralNotYours):
        set_appointment(on=TODAY, hour=None, **rest)
    with pytest.raises(ReferralNotYours):
        agree_to_be_called(name="X", phone="06", terms=ORAL, **rest)
    with pytest.raises(ReferralNotYours):
        agree_to_tell_facility(recipient=None, terms=ORAL, **rest)
    with pytest.raises(ReferralNotYours):
        stop_telling_facility(**rest)
    with pytest.raises(ReferralNotYours):
        take_back_referral_move(seen_turn=1, **rest)

    kept = Referral.objects.select_related("file__step").get()
    assert (kept.file.step.code, kept.file.owner, kept.name, kept.appointment_on) == ("issued", aminata, "", None)
    assert not list(referrals_of(actor))


def test_who_sees_a_referral_is_the_same_to_the_rule_and_to_the_list(
    kind, specialty, facility, aminata, bakary, chama, driss, manager, esther, technical_administrator, auditor,
    make_person, association, council, acting
):  # fmt: skip
    owner = make_person("Amina", association, Role.FIELD_AGENT)
    professional = make_person("Salma", council, Role.PROFESSIONAL)
    shared = refer(aminata, specialty, facility=facility, owner=owner, place_path="MA/05")
    agree_to_tell_facility(referral=shared, recipient=council, terms=ORAL, actor=acting(aminata), at=NOW)
    everybody = [
        aminata, owner, bakary, professional, chama, driss, manager, esther, technical_administrator, auditor,
        make_person("Brahim", association, Role.SUPERVISOR, ("MA/08",)),
        make_person("Btissam", association, Role.SUPERVISOR, ("MA/05",)),
        make_person("Baya", council, Role.SUPERVISOR), make_person("Ghita", association, Role.PLANNER),
        make_person("Samir", association, Role.PROFESSIONAL), make_person("Fatima", association, Role.COORDINATOR),
    ]  # fmt: skip

    seeing = [one.name for one in everybody if shared in referrals_of(acting(one))]
    decided = [
        one.name for one in everybody if decide(acting(one), SEE_REFERRAL, facts_of_referral(shared, acting(one)))
    ]

    assert seeing == decided == ["Aminata", "Amina", "Bakary", "Salma", "Btissam"]


def test_a_rule_of_rows_never_shows_a_person_to_a_planner(technical_administrator, specialty, aminata, driss, acting):
    activate_referrals(technical_administrator)
    referral = refer(aminata, specialty)
    KindVersion.objects.update(is_restricted=False)
    File.objects.update(organisation_id=driss.memberships.get().organisation_id)

    assert list(files_of(acting(driss))) == [referral.file]
    assert list(referrals_of(acting(driss))) == []


def test_a_late_referral_waits_for_its_owner_and_nobody_else(
    kind, specialty, aminata, bakary, make_person, association
):
    owner = make_person("Amina", association, Role.FIELD_AGENT)
    late = refer(aminata, specialty, owner=owner, issued_on=TODAY - dt.timedelta(days=30))

    waiting = {
        one.name: list(waiting_for(actor_of(one, TODAY)).filter(due_on__lt=TODAY)) for one in (aminata, bakary, owner)
    }

    assert waiting == {"Aminata": [], "Bakary": [], "Amina": [late.file]}


def test_handed_on_it_waits_for_the_other(referral, aminata, bakary, acting):
    hand_on_referral(referral=referral, owner=bakary, actor=acting(aminata), at=NOW)

    assert [list(waiting_for(acting(one))) for one in (aminata, bakary)] == [[], [referral.file]]
    with pytest.raises(OwnerNeeded):
        hand_on_referral(referral=referral, owner=None, actor=acting(aminata), at=NOW)


def test_an_appointment_puts_off_the_day_of_arrival_and_no_other(referral, aminata, acting):
    in_a_month = TODAY + dt.timedelta(days=30)
    set_appointment(referral=referral, on=in_a_month, hour=dt.time(9), actor=acting(aminata), at=NOW)
    before = File.objects.get().due_on

    accepted = step_on(referral, "accepted", aminata)
    arrived = step_on(referral, "arrived", aminata)

    assert before == TODAY + dt.timedelta(days=2)
    assert accepted.file.due_on == in_a_month + dt.timedelta(days=2)
    assert arrived.file.due_on == TODAY + dt.timedelta(days=7)


def test_an_appointment_taken_away_takes_its_hour_along(referral, aminata, acting):
    for on in (TODAY, None):
        set_appointment(referral=referral, on=on, hour=dt.time(9), actor=acting(aminata), at=NOW)

    kept = Referral.objects.get()
    assert (kept.appointment_on, kept.appointment_at) == (None, None)


def test_a_name_is_kept_under_consent_and_forgotten_when_it_is_withdrawn(referral, aminata, acting):
    actor = acting(aminata)
    with pytest.raises(NobodyToReach):
        agree_to_be_called(referral=referral, name="Zahra", phone=" ", terms=ORAL, actor=actor, at=NOW)
    agree_to_be_called(referral=referral, name=" Zahra ", phone="0600000000", terms=ORAL, actor=actor, at=NOW)
    known = Referral.objects.get()

    forget_person(referral=referral, actor=actor, at=NOW)

    forgotten = Referral.objects.get()
    assert (known.name, known.phone) == ("Zahra", "0600000000")
    assert (forgotten.name, forgotten.phone, forgotten.age_years) == ("", "", 34)
    assert [one.withdrawn_at for one in ReferralConsent.objects.all()] == [NOW]


def test_said_again_a_consent_is_corrected(referral, aminata, acting):
    for phone in ("0600000000", "0611111111"):
        agree_to_be_called(referral=referral, name="Zahra", phone=phone, terms=ORAL, actor=acting(aminata), at=NOW)

    assert (Referral.objects.get().phone, ReferralConsent.objects.count()) == ("0611111111", 1)


def test_a_facility_is_told_under_consent_until_it_is_withdrawn(referral, aminata, make_person, council, acting):
    salma, rest = make_person("Salma", council, Role.PROFESSIONAL), {"referral": referral, "actor": acting(aminata)}
    before = list(referrals_of(acting(salma)))

    agree_to_tell_facility(recipient=council, terms=ORAL, at=NOW, **rest)
    told = list(referrals_of(acting(salma)))
    stop_telling_facility(at=NOW, **rest)

    assert (before, told, list(referrals_of(acting(salma)))) == ([], [referral], [])
    assert Party.objects.count() == 0


def test_forgetting_a_person_tells_the_facility_nothing_more(referral, aminata, make_person, council, acting):
    salma = make_person("Salma", council, Role.PROFESSIONAL)
    agree_to_tell_facility(referral=referral, recipient=council, terms=ORAL, actor=acting(aminata), at=NOW)

    forget_person(referral=referral, actor=acting(aminata), at=NOW)

    assert list(referrals_of(acting(salma))) == []


def test_one_tells_another_organisation_only(referral, aminata, association, acting):
    for recipient in (None, association):
        with pytest.raises(NobodyToTell):
            agree_to_tell_facility(referral=referral, recipient=recipient, terms=ORAL, actor=acting(aminata), at=NOW)

    assert ReferralConsent.objects.count() == 0


def test_a_professional_of_the_facility_moves_what_happens_there_only(referral, aminata, make_person, council, acting):
    salma = make_person("Salma", council, Role.PROFESSIONAL)
    agree_to_tell_facility(referral=referral, recipient=council, terms=ORAL, actor=acting(aminata), at=NOW)

    with pytest.raises(ReferralNotYours):
        step_on(referral, "accepted", salma)
    for step in ("accepted", "arrived"):
        referral = step_on(referral, step, aminata)
    treated = step_on(referral, "treated", salma)

    assert (treated.file.step.code, treated.file.owner) == ("treated", aminata)


def test_a_referral_answered_renews_what_it_bears_out_of_the_facility(referral, facility, aminata):
    step_on(referral, "accepted", aminata)
    step_on(referral, "arrived", aminata)
    at_arrival = verified()

    step_on(referral, "treated", aminata)

    assert at_arrival == {"status": ("Association Tazart", TODAY)}
    assert verified() == {
        "status": ("Association Tazart", TODAY), "service.consultation_generale": ("Association Tazart", TODAY)
    }  # fmt: skip


def test_somebody_received_where_care_is_said_not_to_be_given_bears_nothing_out(
    kind, specialty, council, driss, aminata
):
    load_shipped_types()
    closed = list_facility(council, driss, make_small_country()["05.081.03.09"], status="closed")
    referral = refer(aminata, specialty, facility=closed)

    for step in ("accepted", "arrived"):
        referral = step_on(referral, step, aminata)

    assert verified() == {}


def test_what_waits_at_each_facility_is_counted_with_its_days(kind, specialty, facility, aminata, acting):
    for days in (1, 3, 10):
        refer(aminata, specialty, facility=facility, issued_on=TODAY - dt.timedelta(days=days))
    refer(aminata, specialty)

    found = waiting_by_facility(referrals_of(acting(aminata)), TODAY)

    assert [(one.words, one.open, one.late, one.median_days, one.longest_days) for one in found] == [
        ("", 3, 2, 3, 10),
        ("Hôpital de Béni Mellal", 1, 0, 0, 0),
    ]


def test_a_filter_offers_the_facilities_where_most_wait_and_the_one_asked_for(
    kind, specialty, facility, council, driss, aminata, acting
):
    other = list_facility(council, driss, facility.place, name="CSR Zaouiat")
    for to in (facility, facility, other):
        refer(aminata, specialty, facility=to)
    never = list_facility(council, driss, facility.place, name="CSR Agouti")
    seen = referrals_of(acting(aminata))

    offered = [facilities_of(seen, asked, most=1) for asked in ("", str(other.pk), str(never.pk), "x")]

    assert offered == [[facility], [facility, other], [facility], [facility]]


def test_a_referral_is_found_by_the_name_of_its_facility_as_it_sounds(kind, specialty, facility, aminata, acting):
    there, _elsewhere = refer(aminata, specialty, facility=facility), refer(aminata, specialty)
    seen = referrals_of(acting(aminata))

    found = [list(referrals_asked(seen, ReferralFilter(sounds=sounds_asked(said)))) for said in ("tabannt", "Agouti")]

    assert found == [[there], []]


def verified() -> dict[str, tuple[str, dt.date]]:
    """Return which facts are verified, by whom and when."""
    facts = FacilityFact.objects.filter(verified_on__isnull=False)
    return {one.field: (one.verified_by, one.verified_on) for one in facts}
