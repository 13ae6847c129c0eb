"""What `make check` says of our words and markup, said by the tests as well; and the checks themselves, checked."""

from pathlib import Path

import pytest

from twiza.web.tests.text_checks.catalogues import catalogue_mistakes
from twiza.web.tests.text_checks.markup import markup_mistakes, mistakes_in
from twiza.web.tests.text_checks.sentences import glued_in_python, glued_in_template, glued_sentences
from twiza.web.tests.text_checks.styles import physical_declarations, physical_styles

HERE = Path("page.html")


def words(findings):
    """Return the lines of findings, which is what people look for first."""
    return [found.line for found in findings]


def test_styles_know_no_left_and_no_right():
    assert list(physical_styles()) == []


def test_templates_hold_no_code_and_no_untranslated_word():
    assert list(markup_mistakes()) == []


def test_no_sentence_is_glued_from_pieces():
    assert list(glued_sentences()) == []


def test_every_message_has_its_french_and_its_arabic():
    assert [str(found) for found in catalogue_mistakes()] == []


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1px",
        "left: 0",
        "text-align: right",
        "border-top-left-radius: 2px",
        "float: left",
        "padding-right: 0",
    ],
)
def test_physical_declarations_are_found_however_deep(declaration):
    css = f"@media print {{\n  .a {{\n    {declaration};\n  }}\n}}"

    assert words(physical_declarations(HERE, css)) == [3]


def test_logical_declarations_are_left_alone():
    css = "@page { margin-left: 2cm } .a { margin-inline-start: 1px; text-align: start; transform: rotate(45deg) }"

    assert list(physical_declarations(HERE, css)) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Hello</p>",
        "<p>{% if x %}مرحبا{% endif %}</p>",
        '<img alt="A map">',
        '<p onclick="go()"></p>',
        '<p style="color:red"></p>',
        "<script>go()</script>",
        "<style>p{}</style>",
        '<a href="javascript:go()"></a>',
        '<p data-hx-on:click="go()"></p>',
        '{% include "x.html" with title="Nothing here" %}',
        "<bdi>{{ name }}</bdi>, {{ day }}",
    ],
)
def test_code_and_untranslated_words_are_found(markup):
    assert words(mistakes_in(HERE, f"\n{markup}")) == [2]


@pytest.mark.parametrize(
    "markup",
    [
        '{% translate "Hello" %} · {{ name }} · Twiza',
        "{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}",
        "{% comment %}Why this is so.{% endcomment %}",
        '<script type="application/json">{"a": 1}</script>',
        '<p class="{% if a %}b{% endif %}" lang="fr">12 %</p>',
        "<code>06.181</code>",
        "{% block page_class %}page-wide{% endblock %}",
        '{% include "x.html" with kind="error" title="" label=label %}',
        "<a>CSV</a>",
    ],
)
def test_what_needs_no_translation_is_left_alone(markup):
    assert list(mistakes_in(HERE, markup)) == []


@pytest.mark.parametrize(
    ("template", "lines"),
    [
        ('<p>{% translate "a" %} {{ n }} {% translate "b" %}</p>', [1]),
        ('<p>{% translate "a" %}\n<strong>{% translate "b" %}</strong></p>', [2]),
        ('<p>{% translate "a" %}</p><p>{% translate "b" %}</p>', []),
        ('<p>{% if x %}{% translate "a" %}{% else %}{% translate "b" %}{% endif %}</p>', []),
        ('<a class="x" href="{% url "y" %}">{% translate "a" %}</a><a class="x" href="">{% translate "b" %}</a>', []),
        ('{% translate "a" as a %}{% translate "b" as b %}<p>{{ a }}</p>', []),
        ('<b title="{% translate "a" %}">{% translate "b" %}</b>', []),
    ],
)
def test_glued_templates_are_found(template, lines):
    assert words(glued_in_template(HERE, template)) == lines


@pytest.mark.parametrize(
    ("module", "lines"),
    [
        ('x = _("Stops: ") + str(n)', [1]),
        ("x = f\"{_('Stops')} {n}\"", [1]),
        ('x = " ".join([_("a"), _("b")])', [1]),
        ('x = _(f"Stops {n}")', [1]),
        ('x = _("%d stops" % n)', [1]),
        ('x = _("%(n)s stops") % {"n": n}', []),
        ('x = [_("a")] + others', []),
    ],
)
def test_glued_python_is_found(module, lines):
    assert words(glued_in_python(HERE, module)) == lines
