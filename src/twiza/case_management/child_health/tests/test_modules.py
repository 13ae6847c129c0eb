"""Modules of a visit, by age and by when they were last asked."""

import datetime as dt

import pytest

from twiza.case_management.child_health.modules import AskedModule, Frequency, modules_at_visit
from twiza.rulesets.tests.shipped import shipped

BORN_ON = dt.date(2020, 1, 1)
EVERY = "IDENT DANGER"
OF_BANDS = {
    dt.date(2020, 1, 10): "IDENT DANGER POIDS ALIM VACC MIILDA ETATCIVIL PROT MERE COUV CONSEIL",
    dt.date(2020, 3, 1): "IDENT DANGER SYMPT14 POIDS ALIM VACC MIILDA EAU DEV ETATCIVIL PROT MERE COUV CONSEIL",
    dt.date(
        2020, 8, 1
    ): "IDENT DANGER SYMPT14 POIDS TAILLE PB ALIM VACC SUPPL MIILDA EAU DEV ETATCIVIL PROT HANDI MERE COUV CONSEIL",
    dt.date(
        2023, 1, 1
    ): "IDENT DANGER SYMPT14 POIDS TAILLE PB ALIM VACC SUPPL MIILDA EAU DEV ETATCIVIL PROT HANDI COUV CONSEIL",
    dt.date(2026, 1, 1): "IDENT DANGER SYMPT14 POIDS TAILLE PB MIILDA EAU ETATCIVIL ECOLE PROT HANDI COUV CONSEIL",
    dt.date(2031, 1, 1): "IDENT DANGER SYMPT14 POIDS TAILLE PB VACC EAU ETATCIVIL ECOLE PROT ADO HANDI COUV CONSEIL",
    dt.date(2036, 1, 1): "IDENT DANGER SYMPT14 POIDS TAILLE ETATCIVIL ECOLE PROT ADO HANDI COUV CONSEIL",
    dt.date(2038, 1, 1): "",
}


def at_visit(on, **last_asked):
    return {
        one.code: one
        for one in modules_at_visit(shipped("visit_schedule"), born_on=BORN_ON, on=on, last_asked=last_asked)
    }


@pytest.mark.parametrize("on", OF_BANDS)
def test_each_age_has_its_modules(on):
    assert list(at_visit(on)) == OF_BANDS[on].split()


def test_every_module_of_the_schedule_is_asked_at_some_age():
    asked = {code for codes in OF_BANDS.values() for code in codes.split()}

    assert asked == {row["code"] for row in shipped("visit_schedule")["modules"]}


@pytest.mark.parametrize(
    ("code", "last", "is_due"),
    [
        ("DANGER", dt.date(2026, 1, 31), True),
        ("POIDS", dt.date(2025, 11, 2), False),
        ("POIDS", dt.date(2025, 11, 1), True),
        ("HANDI", dt.date(2025, 2, 2), False),
        ("HANDI", dt.date(2025, 2, 1), True),
    ],
)
def test_a_module_rests_for_its_time(code, last, is_due):
    found = at_visit(dt.date(2026, 2, 1), **{code: last})

    assert (found[code].last_asked_on, found[code].is_due) == (last, is_due)


def test_a_module_says_its_rules_whether_it_is_sensitive_and_when_it_comes_back():
    found = at_visit(dt.date(2023, 1, 1), PROT=dt.date(2022, 12, 1))

    assert found["PROT"] == AskedModule(
        code="PROT",
        frequency=Frequency.QUARTERLY,
        is_due=False,
        due_on=dt.date(2023, 3, 1),
        last_asked_on=dt.date(2022, 12, 1),
        is_sensitive=True,
        rules="",
        to_be_validated=True,
    )
    assert (found["PB"].rules, found["PB"].due_on, found["PB"].is_due) == ("anthropometry", None, True)
