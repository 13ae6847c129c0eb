"""What our templates say often."""

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override


def rendered(template, **context):
    """Return a template's text without spaces around it."""
    return Template("{% load twiza %}" + template).render(Context(context)).strip()


@pytest.mark.parametrize(("value", "shown"), [(None, "—"), ("", "—"), (0, "0"), (0.0, "0,0"), ("Tizi", "Tizi")])
def test_dash_stands_for_what_is_not_known_and_zero_is_known(value, shown):
    with override("fr"):
        assert rendered("{{ value|dash }}", value=value) == shown


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("fr", 0.1234, "12,3\u00a0%"),
        ("ar", 0.1234, "12,3%"),
        ("en", 0.1234, "12.3%"),
        ("fr", None, "—"),
        ("fr", 0, "0,0\u00a0%"),
    ],
)
def test_a_share_is_said_in_per_cent_of_the_language(language, value, shown):
    with override(language):
        assert rendered("{{ value|share:1 }}", value=value) == shown


@pytest.mark.parametrize(
    ("asked", "direction", "target"),
    [
        ("", "", "people"),
        ("people", "ascending", "-people"),
        ("-people", "descending", "people"),
        ("name", "", "people"),
    ],
)
def test_a_heading_sorts_one_way_then_the_other(asked, direction, target):
    request = RequestFactory().get("/", {"sort": asked, "page": "3"} if asked else {"page": "3"})

    template = Template('{% load twiza %}{% sort_header "people" "Population" "number" %}')
    heading = template.render(RequestContext(request, {"request": request}))

    assert f'href="?sort={target}"' in heading
    assert ("aria-sort" in heading, f'aria-sort="{direction}"' in heading) == (bool(direction), bool(direction))


def test_an_icon_says_nothing_to_those_who_listen():
    assert rendered('{% icon "next" %}') == (
        '<svg class="icon icon-directional" aria-hidden="true" focusable="false">'
        '<use href="/static/web/icons.svg#next"></use></svg>'
    )
