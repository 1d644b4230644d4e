"""What a user's hands and eyes do on the picture and the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

OpenPage = Callable[..., Page]


def ids(page: Page) -> dict[str, list[str]]:
    """What is in the picture."""
    found: dict[str, list[str]] = page.get_by_test_id("network").evaluate("element => element.attest.ids()")
    return found


def point(page: Page, id_: str) -> tuple[float, float]:
    """A pixel of the page where a click picks exactly `id_`."""
    place: dict[str, float] | None = page.get_by_test_id("network").evaluate(
        "(element, id) => element.attest.pointOf(id)", id_
    )
    assert place is not None, f"no point of {id_} can be clicked"
    return place["x"], place["y"]


def click(page: Page, id_: str) -> None:
    """Click the pixel of an actor or a line."""
    page.mouse.click(*point(page, id_))


def panel(page: Page) -> Locator:
    """The panel."""
    return page.get_by_test_id("evidence")


def places(page: Page) -> dict[str, Any]:
    """Where every actor stands, in page pixels."""
    found: dict[str, Any] = page.get_by_test_id("network").evaluate(
        "element => Object.fromEntries(element.attest.ids().actors.map((id) => [id, element.attest.pointOf(id)]))"
    )
    return found


def focused(page: Page) -> dict[str, Any]:
    """What has the focus, through shadow roots: role, name and address."""
    found: dict[str, Any] = page.evaluate(
        """() => {
          let e = document.activeElement;
          while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
          const roles = { A: 'link', BUTTON: 'button', INPUT: e.type === 'search' ? 'searchbox' : 'textbox' };
          const label = e.getAttribute('aria-label') || e.textContent.trim() || e.placeholder || '';
          return { role: e.getAttribute('role') || roles[e.tagName] || e.tagName, name: label, href: e.href || '' };
        }"""
    )
    return found


def tab_to(page: Page, role: str, name: str, most: int = 150) -> None:
    """Press Tab until something of this role, whose name begins so, has the focus; that it is reached is the test."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = focused(page)
        if here["role"] == role and str(here["name"]).startswith(name):
            return
        seen.append(f"{here['role']} {str(here['name'])[:40]}")
    raise AssertionError(f"no {role} “{name}” after {most} times Tab; the last: {seen[-12:]}")


def serious(page: Page, rules: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """The serious and critical faults that axe finds, of all rules or of some."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in Axe().run(page, options=options).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
