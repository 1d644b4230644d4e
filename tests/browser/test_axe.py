"""Nothing that keeps a user out: axe finds no serious or critical fault on any page or state, in both themes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import still
from tests.browser.hands import OpenPage, panel
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


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "opening": ("", _nothing),
    "line": ("?select=iran--russia.positive", _nothing),
    "entries": ("?select=iran.arms_transfer.russia", _entries),
    "actor": ("?select=turkey", _nothing),
    "list": ("", _list),
    "a filter open": ("", _filter),
    "expanding": ("?actors=iran&select=iran", _expand),
    "help": ("", _help),
    "more filters": ("?text=drones", _popover("More")),
    "arranging": ("?layout=map", _popover("Arrange")),
    "charts": ("", _popover("Charts")),
    "nothing left": ("?actors=iran&hide=iran", _nothing),
    "away": ("?actors=iran,russia&select=nato", _nothing),
    "notices": ("?actors=atlantis,iran&unreviewed=yes", _nothing),
    "brief": ("", _brief),
    "snapshots": ("brief", _nothing),
    "dossier": ("actors?actor=iran", _nothing),
    "method": ("method", _nothing),
    "review": ("review", _draft),
    "the same actor": ("review?show=same&one=china-mfa&other=china-mod", _nothing),
    "history": ("history?table=actors&id=china-mfa", _nothing),
}


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light")])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(open_page: OpenPage, curated: Server, state: str, width: int, theme: str) -> None:
    address, do = STATES[state]
    explore = not address or address.startswith("?")
    page = open_page(curated.url + address, width=width, theme=theme, wait=explore)
    if explore:
        still(page)
    else:
        page.get_by_role("heading", level=1).wait_for()
    do(page)
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
