"""Headings of files are understood in each language, with or without accents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from twiza.documents.headings import bare, columns_of

TITLES = {"page": gettext_lazy("About"), "age": "Age"}
SPELLINGS = {"age": ("العمر", "agedelapersonne")}


def test_a_heading_is_found_however_it_is_written():
    found = columns_of(["Âge de la personne", "ABOUT", "age", "x"], TITLES, SPELLINGS)

    assert found == {"age": "Âge de la personne", "page": "ABOUT"}


def test_a_field_without_a_column_is_left_out():
    assert columns_of(["العمر"], TITLES, SPELLINGS) == {"age": "العمر"}


def test_a_bare_heading_has_letters_and_digits_only():
    assert bare(" N° d’Ordre-2 ") == "ndordre2"
