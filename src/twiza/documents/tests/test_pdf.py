"""Printed documents can be read, searched and copied in French and in Arabic, and call nobody."""

import io

import pytest
from pypdf import PdfReader

from twiza.documents.pdf import render_pdf
from twiza.documents.printing import print_page

BODY = """{% extends "documents/pdf/base.html" %}
{% block title %}{{ title }}{% endblock %}
{% block content %}<h1>{{ title }}</h1><p>{{ text }}</p>{% endblock %}"""


@pytest.fixture
def template(tmp_path, settings):
    (tmp_path / "sheet.html").write_text(BODY, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return "sheet.html"


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_french_text_can_be_found_in_the_document(template):
    text = text_of(
        render_pdf(template, {"title": "Caravanes de santé", "text": "Aït Bou Guemez, œdème"}, language="fr")
    )

    assert "Caravanes de santé" in text
    assert "Aït Bou Guemez, œdème" in text
    assert "Page 1 sur 1" in text


@pytest.mark.parametrize("word", ["قافلة", "الصحة", "الأمومة", "بني", "ملال", "الصفحة"])
def test_arabic_words_can_be_found_in_the_document(template, word):
    context = {"title": "قافلة الصحة", "text": "دار الأمومة، جهة بني ملال خنيفرة"}

    assert word in text_of(render_pdf(template, context, language="ar"))


def test_a_document_says_its_language_and_direction(template):
    reader = PdfReader(io.BytesIO(render_pdf(template, {"title": "قافلة", "text": ""}, language="ar")))

    assert (reader.trailer["/Root"]["/Lang"], reader.metadata.title) == ("ar", "قافلة")


def test_a_code_keeps_its_order_after_arabic():
    page = '<html lang="ar" dir="rtl"><title>x</title><p>الهاتف <bdi class="code">+212 6 00 00 01</bdi></p></html>'

    assert "+212 6 00 00 01" in text_of(print_page(page))


def test_a_demonstration_says_so(template):
    context = {"title": "Plan", "text": "", "is_demonstration": True}

    assert "Démonstration : rien ici ne doit servir pour de vrai." in text_of(
        render_pdf(template, context, language="fr")
    )


@pytest.mark.parametrize("address", ["http://example.org/x.png", "https://example.org/x.png", "file:///etc/passwd"])
def test_an_address_that_is_not_ours_stops_the_printing(address):
    with pytest.raises(ValueError, match="Error fetching"):
        print_page(f'<img src="{address}">')
