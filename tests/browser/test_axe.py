"""Nothing that keeps a user out: axe finds no serious or critical fault on any page or state, in both themes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import still
from tests.browser.hands import OpenPage, click, panel, serious
from tests.browser.server import Server


def _filter(page: Page) -> None:
    page.get_by_role("button", name="Time", exact=True).click()
    expect(page.get_by_label("True from")).to_be_visible()


def _entries(page: Page) -> None:
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Iran transfers arms to Russia")
    for name in ("United States", "Iran"):
        panel(page).get_by_role("button", name=re.compile(f"^{name} "), expanded=False).first.click()
    expect(panel(page).get_by_role("article").first).to_be_visible()


def _list(page: Page) -> None:
    page.get_by_role("tab", name="List").click()


def _expand(page: Page) -> None:
    page.get_by_test_id("network").get_by_role("button", name="Expand…").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()


def _help(page: Page) -> None:
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _brief(page: Page) -> None:
    page.get_by_role("button", name="Snapshot", exact=True).click()
    expect(page.locator(".sheet img")).to_be_visible(timeout=20_000)
    page.get_by_text(re.compile("^12 checks")).click()
    expect(page.get_by_text("Citations are complete")).to_be_visible()


def _popover(name: str) -> Callable[[Page], None]:
    def open_(page: Page) -> None:
        page.get_by_role("button", name=re.compile(f"^{name}")).click()
        page.wait_for_timeout(300)

    return open_


def _draft(page: Page) -> None:
    expect(page.get_by_test_id("pair").get_by_role("img").first).to_be_visible()


def _nothing(page: Page) -> None:
    page.wait_for_timeout(200)


def _no_actor(page: Page) -> None:
    expect(page.get_by_role("button", name="Show all")).to_be_visible()


def _several(page: Page) -> None:
    click(page, "iran")
    page.keyboard.down("Shift")
    click(page, "russia")
    page.keyboard.up("Shift")
    expect(page.get_by_role("toolbar")).to_contain_text("2 actors")


def _note(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Charts")).click()
    page.get_by_label("Save this picture as").fill("Read by axe")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Put a note on the canvas").click()
    page.keyboard.type("Ask them")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "opening": ("", _nothing),
    "line": ("?select=iran--russia.positive", _nothing),
    "entries": ("?select=iran.arms_transfer.russia", _entries),
    "actor": ("?select=turkey", _nothing),
    "list": ("", _list),
    "several chosen": ("", _several),
    "a filter open": ("", _filter),
    "expanding": ("?actors=iran&select=turkey", _expand),
    "help": ("", _help),
    "more filters": ("?text=drones", _popover("More")),
    "arranging": ("?layout=map", _popover("Arrange")),
    "a chart with a note": ("", _note),
    "nothing left": ("?actors=iran&hide=iran", _no_actor),
    "away": ("?actors=iran,russia&select=nato", _nothing),
    "notices": ("?actors=atlantis,iran&unreviewed=yes", _nothing),
    "brief": ("", _brief),
    "dossier": ("actors?actor=iran", _nothing),
    "method": ("method", _nothing),
    "review": ("review", _draft),
    "the same actor": ("review?show=same&one=china-mfa&other=china-mod", _nothing),
    "history": ("history?table=actors&id=china-mfa", _nothing),
    "pages": ("sources?q=iran+drones", _nothing),
    "no page left": ("sources?q=nothing+says+this", _nothing),
    "publishers": ("sources?q=news&show=publishers", _nothing),
    "a page": ("sources?source=newscats-2023-12-12", _nothing),
    "a publisher": ("sources?publisher=reuters", _nothing),
}
"""Each state of the product: its address, and what is done there."""


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(open_page: OpenPage, curated: Server, state: str) -> None:
    """In one page: both themes, and last the width of a phone. What stands there does not hang on the theme, only its
    colours do, so the dark one is read for contrast alone.
    """
    address, do = STATES[state]
    page = open_page(curated.url + address, wait=False)
    if do is _no_actor or (address and not address.startswith("?")):
        page.get_by_role("heading", level=1).or_(page.get_by_test_id("network")).first.wait_for()
    else:
        page.get_by_test_id("network").wait_for()
        still(page)
    do(page)
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).not_to_have_css("background-color", "rgb(255, 255, 255)")
    page.wait_for_timeout(150)
    assert serious(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
