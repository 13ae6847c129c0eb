"""The whole planning job without a mouse: Tab, arrows, Space and Enter, and always seeing where one is."""

from __future__ import annotations

from contextlib import suppress

from browsers import Open
from planning import PLAN_PAGE, figure, number_in, wait_for_map, wait_for_plan
from playwright.sync_api import Locator, Page, TimeoutError, expect

TABS_AT_MOST = 250
CHOICES_AT_MOST = 120
SCROLLED_WITHIN = 3_000
# What a sighted keyboard user sees: an outline or a shadow, on a thing that is on the screen and not covered.
LOOK_OF_FOCUS = """element => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
    const top = document.elementFromPoint(x, Math.min(Math.max(y, 1), innerHeight - 1));
    return {
        name: element.tagName + '#' + element.id + '.' + element.className + ' ' + (element.name ?? ''),
        isMarked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
        isOnScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
        isUncovered: [element, ...(element.labels ?? [])].some(part => part.contains(top) || top?.contains(part)),
    };
}"""
IS_SEEN = f"""element => {{
    const look = ({LOOK_OF_FOCUS})(element);
    return look.isMarked && look.isOnScreen && look.isUncovered;
}}"""


def test_the_whole_planning_job_by_keyboard(open_for: Open):
    page = open_for("driss")
    page.goto("/fr/home/")

    see_who_is_in_need_and_far(page)
    ask_for_a_plan(page)
    wait_for_plan(page)
    first, people = page.url, figure(page, 0)
    read_the_plan(page)
    take_a_file_along(page)
    plan_again_without_a_stop(page, first)
    compare_with_the_first(page, people)
    delete_and_bring_back(page)


def see_who_is_in_need_and_far(page: Page) -> None:
    press(page, page.locator("header nav a[href$='/needs/']").first, "Enter")
    page.wait_for_url("**/needs/")
    choose(page, page.locator("[name=area]"), "Béni Mellal")
    choose(page, page.locator("[name=scenario]"), "Hôpitaux")
    press(page, page.locator("form.filters button"), "Enter")
    page.wait_for_url("**/needs/?*")
    wait_for_map(page)
    first_view = page.locator(".map-views input:checked").first
    tab_to(page, first_view)
    before = first_view.get_attribute("value")
    page.keyboard.press("ArrowRight")
    expect(page.locator(f".map-views input[value='{before}']")).not_to_be_checked()
    expect(page.locator("#needs-table tbody tr")).to_have_count(5)


def ask_for_a_plan(page: Page) -> None:
    page.keyboard.press("Control+Home")
    press(page, page.locator("header nav a[href$='/plans/']").first, "Enter", backwards=True)
    page.wait_for_url("**/plans/")
    press(page, page.locator("a[href$='/plans/new/']"), "Enter")
    page.wait_for_url("**/plans/new/")
    choose(page, page.locator("[name=area]"), "Azilal")
    press(page, page.locator("[name=specialties]").nth(1), "Space")
    expect(page.locator("[name=specialties]").nth(1)).to_be_checked()
    write(page, page.locator("[name=day_count]"), "5")
    write(page, page.locator("[name=team_count]"), "2")
    press(page, page.locator("button[name=plan]"), "Enter")


def read_the_plan(page: Page) -> None:
    wait_for_map(page)
    day = page.locator("#day")
    tab_to(page, day)
    page.keyboard.press("ArrowDown")
    expect(day).not_to_have_value("")
    tab_to(page, page.locator(".map-canvas canvas"))
    page.keyboard.press("+")
    tab_to(page, page.locator(".table-frame", has=page.locator("#visits")))
    expect(page.locator("#visits tbody tr")).to_have_count(figure(page, 2))


def take_a_file_along(page: Page) -> None:
    link = page.locator("main a[href$='/plan.xlsx']").last
    tab_to(page, link)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")


def plan_again_without_a_stop(page: Page, first: str) -> None:
    page.goto(first)
    wait_for_map(page)
    left_out = page.locator("#visits [name=forbid]").first
    name = page.locator("#visits tbody th").first.inner_text()
    press(page, left_out, "Space")
    press(page, page.locator("form[action$='/again/'] button:not([form])"), "Enter")
    page.wait_for_url(lambda url: bool(PLAN_PAGE.search(url)) and url != first, timeout=60_000)
    assert name not in page.locator("#visits tbody th").all_inner_texts()


def compare_with_the_first(page: Page, people_of_first: int) -> None:
    people = figure(page, 0)
    tab_to(page, page.locator("#other"))
    press(page, page.locator("form[action$='/compare/'] button"), "Enter")
    page.wait_for_url("**/compare/?*")
    compared = page.locator("[aria-labelledby=figures-caption] tbody tr").nth(2).locator("td")
    assert [number_in(one) for one in compared.all()] == [people, people_of_first, people_of_first - people]


def delete_and_bring_back(page: Page) -> None:
    press(page, page.locator("[aria-labelledby=figures-caption] tbody a").first, "Enter")
    page.wait_for_url(PLAN_PAGE)
    plan = page.url
    path = plan[plan.index("/fr/") :]
    wait_for_map(page)
    press(page, page.locator(f"form[action='{path}delete/'] button"), "Enter")
    page.wait_for_url("**/plans/")
    expect(page.locator(f"table a[href='{path}']")).to_have_count(0)
    press(page, page.locator(f"form[action='{path}restore/'] button"), "Enter")
    page.wait_for_url(plan)


def tab_to(page: Page, target: Locator, *, backwards: bool = False) -> None:
    """Press Tab until the target has the focus; each thing passed must show that it has it."""
    for _press in range(TABS_AT_MOST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        assert_focus_is_seen(page)
    raise AssertionError(f"No way to {target} with the Tab key.")


def assert_focus_is_seen(page: Page) -> None:
    """Fail when the thing in focus is off the screen, covered or unmarked."""
    focused = page.locator(":focus")
    if focused.count() == 0:  # the browser's own bar, between the last thing of the page and the first
        return
    with suppress(TimeoutError):  # a page may still be scrolling there: what never comes into sight fails below
        page.wait_for_function(IS_SEEN, arg=focused.element_handle(), timeout=SCROLLED_WITHIN)
    look = focused.evaluate(LOOK_OF_FOCUS)
    assert look == {"name": look["name"], "isMarked": True, "isOnScreen": True, "isUncovered": True}


def press(page: Page, target: Locator, key: str, *, backwards: bool = False) -> None:
    """Go to a thing with Tab and press a key on it."""
    tab_to(page, target, backwards=backwards)
    page.keyboard.press(key)


def choose(page: Page, target: Locator, beginning: str) -> None:
    """Go to a list of choices, and down in it with the arrow to the first that begins like this."""
    tab_to(page, target)
    for _press in range(CHOICES_AT_MOST):
        if target.evaluate("list => list.selectedOptions[0].label.trim()").startswith(beginning):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"No choice begins with {beginning}.")


def write(page: Page, target: Locator, text: str) -> None:
    """Go to a field, and write over what it holds: Tab selects it."""
    tab_to(page, target)
    page.keyboard.type(text)
    expect(target).to_have_value(text)
