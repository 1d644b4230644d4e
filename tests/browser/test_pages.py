"""The pages beside the picture, what lies over it, and what the server says of itself."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import still
from tests.browser.hands import OpenPage, click, ids, panel
from tests.browser.server import Server


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (390, 844)])
@pytest.mark.parametrize("page_name", ["", "actors?actor=iran", "method"])
def test_nothing_scrolls_sideways(
    open_page: OpenPage, curated: Server, page_name: str, width: int, height: int
) -> None:
    page = open_page(curated.url, width=width, height=height)
    if page_name:
        _go(page, page_name.partition("?")[0].capitalize(), width)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_dossier_tells_ties_both_ways_denials_and_what_it_says_about_others(
    open_page: OpenPage, curated: Server
) -> None:
    page = open_page(curated.url + "?select=iran")
    panel(page).get_by_role("link", name="Open the dossier").click()
    expect(page.get_by_role("heading", level=1, name="Iran")).to_be_visible()
    expect(page).to_have_url(re.compile("actors[?]actor=iran"))
    for heading in ("Its ties", "What it denies or questions", "What it says about others"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    for group in ("Transfers arms to", "Receives arms from"):
        expect(page.get_by_role("rowheader", name=group)).to_be_visible()
    page.get_by_role("link", name="Iran transfers arms to Russia", exact=True).click()
    expect(panel(page).get_by_role("heading", name="Iran transfers arms to Russia")).to_be_visible()


def test_another_actor_is_chosen_on_the_dossier_and_the_address_follows(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "actors?actor=iran", wait=False)
    picker = page.get_by_role("combobox", name="Actor")
    picker.click()
    page.keyboard.type("Turkey")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Turkey")).to_be_visible()
    expect(page).to_have_url(re.compile("actor=turkey"))
    expect(page.get_by_role("heading", name="What it declines")).to_be_visible()


def test_an_unknown_actor_in_the_address_is_named(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "actors?actor=atlantis", wait=False)
    expect(page.get_by_text("There is no actor “atlantis” on this list.")).to_be_visible()


def test_a_notice_that_was_dismissed_is_not_told_again_after_a_drag(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?actors=atlantis,iran&v=1")
    notice = page.get_by_text("This link had parts that mean nothing here")
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()
    page.evaluate(
        """async () => {
          const told = await import(new URL("assets/ui/told.js", document.baseURI).href);
          told.did({ do: "move", actors: ["iran"], x: 5, y: 5 });
        }"""
    )
    expect(page).to_have_url(re.compile("at="))
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    expect(notice).to_have_count(0)


def test_the_method_page_tells_the_rule_the_figures_the_gaps_and_the_vocabulary(
    open_page: OpenPage, curated: Server
) -> None:
    page = open_page(curated.url)
    _go(page, "Method", 1280)
    for heading in ("Who backs a tie", "Who answers it", "This list in figures", "The vocabulary", "Gaps"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_a_citation_is_copied_with_one_click(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?select=iran.arms_transfer.russia")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel(page).get_by_role("button", name=re.compile("^United States")).first.click()
    panel(page).get_by_role("button", name="Copy citation").first.click()
    expect(panel(page).get_by_text("copied", exact=True).first).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"https?://\S+", copied)
    assert re.search(r"20\d\d", copied)


def test_filters_by_voice_keep_denials_in_sight_as_hidden(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?stances=asserts")
    expect(page.get_by_test_id("caption")).to_contain_text(re.compile(r"\d+ denials hidden by your filter"))
    assert ids(page)["lines"]
    click(page, "iran--russia.positive")
    expect(panel(page)).to_contain_text("denial hidden by your filter")


def test_a_window_counts_what_has_no_date(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?from=2022&to=2022")
    expect(page.get_by_test_id("caption")).to_contain_text("True when: 2022 to 2022")
    expect(page.get_by_test_id("caption")).to_contain_text(re.compile(r"\d+ entries without a date of their own"))


def test_what_is_not_reviewed_is_drawn_only_when_asked_for_and_marked(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    reviewed = ids(page)["lines"]
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_text("Show unreviewed entries").click()
    expect(page).to_have_url(re.compile("unreviewed=yes"))
    still(page)
    assert len(ids(page)["lines"]) > len(reviewed)
    expect(panel(page).get_by_text("not reviewed yet").first).to_be_visible()
    expect(page.get_by_test_id("caption")).to_contain_text("none of them can be exported")


def test_the_server_is_ready_and_strict(curated: Server) -> None:
    with urllib.request.urlopen(curated.url + "readyz", timeout=5) as answer:
        assert json.load(answer)["ready"] is True
    with urllib.request.urlopen(curated.url, timeout=5) as answer:
        policy = answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def _go(page: Page, name: str, width: int) -> None:
    """To another page by the menu, as a user would; on a phone it lies behind a button."""
    if width < 640:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name=name, exact=True).first.click()
