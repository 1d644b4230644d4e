"""The list of ties keeps what somebody has begun in it while the picture changes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.hands import OpenPage, panel
from tests.browser.server import Server

_DRAWN_ANEW = """async (less) => {
  const bus = await import(new URL("assets/ui/bus.js", document.baseURI).href);
  const scene = structuredClone(bus.scene());
  scene.lines.splice(0, less);
  bus.draw(scene);
}"""


def test_words_place_and_focus_outlast_a_change_of_the_picture_and_a_look_at_a_tie(
    open_page: OpenPage, curated: Server
) -> None:
    page = open_page(curated.url)
    ties = page.get_by_test_id("ties")
    assert ties.locator("li").count() == 0, "nobody has seen the list yet"
    page.get_by_role("tab", name="List").click()
    narrow = ties.get_by_role("searchbox")
    narrow.fill("iran")
    last = ties.locator("li:visible").last
    last.evaluate("row => { row.dataset.first = 'yes'; }")

    page.evaluate(_DRAWN_ANEW, 0)
    expect(last).to_have_attribute("data-first", "yes")
    expect(narrow).to_be_focused()
    shown = ties.locator("li:visible").count()
    page.evaluate(_DRAWN_ANEW, 3)
    expect(last).not_to_have_attribute("data-first", "yes")
    expect(narrow).to_be_focused()
    expect(narrow).to_have_value("iran")
    assert ties.locator("li:visible").count() <= shown

    last.get_by_role("button").focus()
    page.evaluate(_DRAWN_ANEW, 4)
    expect(last.get_by_role("button")).to_be_focused()
    top = ties.evaluate("list => list.scrollTop")
    assert top > 0
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", level=2)).to_be_visible()
    page.get_by_role("tab", name="List").click()
    expect(narrow).to_have_value("iran")
    assert ties.evaluate("list => list.scrollTop") == top
