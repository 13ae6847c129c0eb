"""The design page: every component, looked at by axe and the validator, used with and without a script."""

from __future__ import annotations

import re

import pytest
from accessibility import axe_findings, html_findings
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

READY = 'twiza-map[data-state="ready"]'
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
WITH_CONFIG = """config => {
    const words = document.createElement('div');
    words.id = 'other-config';
    words.hidden = true;
    words.textContent = JSON.stringify(config);
    document.body.append(words);
    const map = document.querySelector('twiza-map');
    map.dataset.config = '#other-config';
    map.replaceWith(map.cloneNode(true));
}"""
FAR_AWAY = {
    "bounds": [-9, 29, -5, 32],
    "sources": {"communes": {"key": "key", "url": "/communes-for-test.json"}},
    "layers": [{"id": "communes", "type": "areas", "source": "communes"}],
}


@pytest.fixture
def design(page: Page) -> Page:
    """Open the design page in French and wait for its map."""
    page.goto("/fr/design/")
    expect(page.locator(READY)).to_be_visible(timeout=20_000)
    return page


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
def test_design_page_gives_axe_and_the_validator_nothing_to_say(page: Page, language: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})

    answer = page.goto(f"/{language}/design/")
    expect(page.locator(READY)).to_be_visible(timeout=20_000)

    assert answer is not None
    assert axe_findings(page) == []
    assert html_findings(answer.text()) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_row_pointed_at_is_named_on_the_map(design: Page):
    design.locator('[data-feature="d"] input').focus()

    expect(design.locator(".map-popup")).to_have_text(re.compile("Tizi"))


def test_a_place_pressed_on_the_map_is_chosen_in_the_table(design: Page):
    canvas = design.locator(".map-canvas canvas")
    place = canvas.bounding_box()

    canvas.click(position={"x": place["width"] * 0.5, "y": place["height"] * 0.8})

    expect(design.locator('[data-feature="b"] input')).to_be_checked()


def test_another_view_brings_its_legend(design: Page):
    design.locator(".map-views label").nth(1).click()

    expect(design.locator('[data-legend-for="design-map"]:visible')).to_have_attribute("data-view", "far")


def test_the_map_moves_by_keyboard(design: Page):
    canvas = design.locator(".map-canvas canvas")
    before = canvas.screenshot()

    canvas.focus()
    canvas.press("+")
    design.wait_for_timeout(800)

    assert canvas.screenshot() != before


def test_the_map_says_so_when_the_browser_cannot_draw(page: Page):
    page.add_init_script(NO_WEBGL)

    page.goto("/fr/design/")

    expect(page.locator('.map-notice[data-when="unsupported"]')).to_be_visible()
    expect(page.locator("#design-map-table")).to_be_visible()


def test_a_map_that_could_not_load_can_be_tried_again(context: BrowserContext):
    page = context.new_page()
    page.goto("/fr/design/")
    expect(page.locator(READY)).to_be_visible(timeout=20_000)

    page.evaluate(WITH_CONFIG, FAR_AWAY)
    expect(page.locator('.map-notice[data-when="error"]')).to_be_visible()
    context.route(
        "**/communes-for-test.json", lambda route: route.fulfill(json={"type": "FeatureCollection", "features": []})
    )
    page.locator('[data-do="retry"]').click()

    expect(page.locator(READY)).to_be_visible(timeout=20_000)


def test_an_answer_of_the_server_takes_its_place_under_the_content_security_policy(design: Page):
    design.evaluate("document.querySelector('#key-figures').dataset.old = 'yes'")

    design.locator("[data-hx-get]").click()

    expect(design.locator("#key-figures:not([data-old])")).to_be_visible()


def test_no_script_may_write_html(context: BrowserContext):
    page = context.new_page()
    page.goto("/fr/design/")

    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<b>x</b>'")


def test_a_plan_is_deleted_only_by_its_name(design: Page):
    design.locator('[data-dialog="delete-plan"]').click()
    dangerous = design.locator("#delete-plan [data-confirmed]")

    expect(dangerous).to_be_disabled()
    design.locator("#delete-plan input[name=confirmed_name]").fill("tazart · تازارت")

    expect(dangerous).to_be_enabled()
    assert axe_findings(design) == []


def test_menus_and_languages_work_without_a_script(chromium: Browser, server):
    context = chromium.new_context(
        base_url=server.url, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto("/fr/design/")

    page.locator("header details.menu:has(button[value=ar]) summary").click()
    page.locator("header button[value=ar]").click()

    expect(page).to_have_url(f"{server.url}/ar/design/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator('.map-notice[data-when="unsupported"]')).to_be_visible()
    context.close()
