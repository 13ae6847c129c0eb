"""What sex, birth and place say beside two names."""

import datetime as dt

import pytest

from twiza.households.names.blocking import blocking_keys
from twiza.households.names.candidates import Described, Reason, ReasonCode, compared

BORN_ON = dt.date(1990, 3, 7)


def aminata(**fields):
    return Described(**{"name": "Aminata Sangaré", "sex": "f", "born_on": BORN_ON, "place": "Sogoniko", **fields})


def test_a_record_is_wholly_like_itself_and_says_why():
    found = compared(aminata(), aminata())

    assert (found.score, found.is_likely) == (1.0, True)
    assert found.reasons == (
        Reason(ReasonCode.SAME_WORD, "Aminata", "Aminata"),
        Reason(ReasonCode.SAME_WORD, "Sangaré", "Sangaré"),
        Reason(ReasonCode.SAME_SEX, "f", "f"),
        Reason(ReasonCode.SAME_BIRTH, "1990-03-07", "1990-03-07"),
        Reason(ReasonCode.SAME_PLACE, "Sogoniko", "Sogoniko"),
    )


@pytest.mark.parametrize(
    ("fields", "code", "is_likely"),
    [
        ({"born_on": dt.date(1990, 7, 3)}, ReasonCode.NEAR_BIRTH, True),
        ({"born_on": dt.date(1991, 3, 7)}, ReasonCode.NEAR_BIRTH, True),
        ({"born_on": dt.date(1993, 7, 1), "is_birth_estimated": True}, ReasonCode.NEAR_BIRTH, True),
        ({"born_on": dt.date(1993, 7, 1)}, ReasonCode.OTHER_BIRTH, False),
        ({"born_on": dt.date(1998, 7, 1), "is_birth_estimated": True}, ReasonCode.OTHER_BIRTH, False),
        ({"sex": "m"}, ReasonCode.OTHER_SEX, False),
        ({"place": "Kalabancoro"}, ReasonCode.OTHER_PLACE, True),
    ],
)
def test_what_else_is_recorded_speaks_for_or_against(fields, code, is_likely):
    found = compared(aminata(), aminata(**fields))

    assert (code in {reason.code for reason in found.reasons}, found.is_likely) == (True, is_likely)


def test_what_nobody_recorded_says_nothing():
    found = compared(aminata(), Described("Aminata Sangaré"))

    assert [reason.code for reason in found.reasons] == [ReasonCode.SAME_WORD, ReasonCode.SAME_WORD]
    assert found.is_likely


def test_an_initial_needs_the_same_sex_and_the_same_birth():
    certain = compared(aminata(), aminata(name="A. Sangare"))
    alone = compared(aminata(), Described("A. Sangare", sex="f"))

    assert (certain.is_likely, alone.is_likely) == (True, False)


def test_the_ending_of_a_woman_s_name_counts_until_both_sexes_are_known():
    unknown = compared(Described("Ibrahima Sow"), Described("Ibrahim Sow"))
    known = compared(Described("Ibrahima Sow", sex="m"), Described("Ibrahim Sow", sex="m"))

    assert unknown.score < known.score
    assert ReasonCode.OTHER_GENDER in {reason.code for reason in unknown.reasons}


def test_keys_meet_across_scripts_and_orders_and_part_other_people():
    keys = [
        blocking_keys(name=name, born_on=None, is_birth_estimated=False)
        for name in ("Khadija Skalli", "الصقلي خديجة", "Fatima Ziani")
    ]

    assert (keys[0] & keys[1] != frozenset(), keys[0] & keys[2]) == (True, frozenset())


def test_the_day_of_birth_makes_a_key_only_when_it_is_known_exactly():
    exact = blocking_keys(name="Issa Sow", born_on=BORN_ON, is_birth_estimated=False)
    estimated = blocking_keys(name="Issa Sow", born_on=BORN_ON, is_birth_estimated=True)

    assert {key for key in exact if "@" in key} == {"s@1990-03-07"}
    assert {key for key in estimated if "@" in key} == set()


def test_a_finer_key_is_kept_for_names_that_a_crowd_has():
    keys = [
        blocking_keys(name=name, born_on=None, is_birth_estimated=False)
        for name in ("Fatoumata Diarra", "ديارا فاطمة", "Fatoumata Doumbia")
    ]
    fine = [{key for key in found if "&" in key} for found in keys]

    assert (fine[0] & fine[1] != set(), fine[0] & fine[2]) == (True, set())
