"""The search over the picture, in a real Chromium: from the first letter to the evidence, and where there is none."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import still
from tests.browser.hands import OpenPage, focused, ids, panel, places, serious
from tests.browser.server import Server, serve


def box(page: Page) -> Locator:
    """The box to search in."""
    return page.get_by_role("combobox", name="Find an actor, tie, entry or source")


def options(page: Page, group: str = "") -> Locator:
    """What was found, all of it or one group."""
    listed = page.get_by_role("listbox", name="What was found")
    return (listed.get_by_role("group", name=re.compile(f"^{group}")) if group else listed).get_by_role("option")


def type_(page: Page, words: str) -> None:
    """Go to the box with a slash and type."""
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type(words)


def test_from_the_first_letter_to_the_evidence_by_keyboard_alone(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "iran drones russia")
    # Pressed while the answer is on its way; they count when it is there.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"select=iran\.arms_transfer\.russia"))
    heading = panel(page).get_by_role("heading", name="Iran transfers arms to Russia")
    expect(heading).to_be_focused()
    expect(options(page)).to_have_count(0)
    assert page.get_by_test_id("network").evaluate("e => Boolean(e.attest.pointOf('iran--russia.positive'))")
    page.keyboard.press("Tab")
    while focused(page)["role"] != "button" or "says so" not in str(focused(page)["name"]):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("article").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "actor"), [("Россия", "russia"), ("ایران", "iran"), ("ukriane", "ukraine"), ("Pekin", "china")]
)
def test_an_actor_is_found_in_its_script_and_with_a_typo(
    open_page: OpenPage, curated: Server, query: str, actor: str
) -> None:
    page = open_page(curated.url)
    before = places(page)
    type_(page, query)
    expect(options(page, "Actors").first).to_have_attribute("data-id", actor)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"select={actor}$|select={actor}&"))
    expect(panel(page).get_by_role("heading", level=2)).to_be_focused()
    still(page)
    assert places(page) == before, "what is in view already moves nothing"


def test_a_word_of_a_statement_leads_to_its_entry(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "kpler")
    expect(options(page, "Entries")).to_have_count(1)
    options(page, "Entries").first.click()
    entry = panel(page).get_by_role("article").filter(has_text="Tracking firm Kpler estimated")
    expect(entry).to_be_focused()
    expect(entry).to_be_in_viewport()


def test_arrows_home_end_and_escape(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "iran")
    expect(options(page).first).to_be_visible()
    many = options(page).count()
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("End", many - 1), ("ArrowDown", 0), ("ArrowUp", many - 1)):
        page.keyboard.press(key)
        expect(options(page).nth(place)).to_have_attribute("aria-selected", "true")
        expect(box(page)).to_have_attribute("aria-activedescendant", str(options(page).nth(place).get_attribute("id")))
        expect(options(page).nth(place)).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("iran")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    assert "select=" not in page.url


def test_groups_tell_how_many_there_are(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "russia")
    groups = page.get_by_role("listbox", name="What was found").get_by_role("group")
    expect(groups).to_have_count(4)
    expect(groups.nth(2)).to_contain_text(re.compile(r"^Entries 1\d\d"))
    expect(groups.nth(2)).to_contain_text(re.compile(r"and 1\d\d more"))
    told = page.get_by_test_id("network").get_by_role("status").filter(has_text="found")
    expect(told).to_have_text(re.compile(r"^\d+ actors, \d+ ties, 1\d\d entries, \d+ sources found\. Choose with"))


def test_nothing_is_said_clearly(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "xyzzyqq")
    words = "Nothing on this list matches “xyzzyqq”. Try fewer words or another spelling."
    expect(page.get_by_test_id("network").get_by_text(words, exact=True).filter(visible=True).first).to_be_visible()
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    assert "select=" not in page.url


def test_what_lies_outside_the_view_is_brought_into_it_at_the_same_zoom(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    outside = [id_ for id_, place in places(page).items() if place is None]
    assert "nato" in outside
    type_(page, "nato")
    expect(options(page, "Actors").first).to_have_attribute("data-id", "nato")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", name="NATO", exact=True)).to_be_focused()
    page.wait_for_timeout(400)
    assert places(page)["nato"] is not None
    assert [id_ for id_, place in places(page).items() if place is None], "the zoom is what it was"


def test_an_actor_that_is_not_drawn_says_so_and_opens_all_the_same(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    assert "kremlin" not in ids(page)["actors"]
    type_(page, "kremlin")
    expect(options(page, "Actors").first).to_contain_text("not in this picture")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", name="Kremlin (Presidency of Russia)")).to_be_focused()


def test_a_source_leads_to_its_page(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "REFILE")
    expect(options(page, "Sources")).to_have_count(1)
    options(page, "Sources").first.click()
    page.wait_for_url(re.compile(r"/sources\?source=reuters-2015-11-17$"))


def test_a_slash_in_a_text_stays_a_slash(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "a/b")
    expect(box(page)).to_have_value("a/b")
    page.get_by_role("tab", name="List").click()
    narrow = page.get_by_role("searchbox", name="Narrow the list of ties")
    narrow.click()
    page.keyboard.type("a/b")
    expect(narrow).to_have_value("a/b")


def test_names_that_run_from_right_to_left_keep_to_themselves(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    type_(page, "روسيه")
    expect(options(page, "Actors").first).to_have_text(re.compile("Russia state · “روسیه”"))
    directions = options(page, "Actors").first.evaluate("e => [...e.children].map((one) => one.dir)")
    assert directions == ["auto", "auto"]
    assert box(page).evaluate("e => e.matches(':dir(rtl)')")


def test_without_the_server_the_actors_of_the_picture_are_found(browser: Browser, tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(server.url)
        page.get_by_test_id("network").wait_for(timeout=20_000)
        still(page)
    type_(page, "turkiy")
    network = page.get_by_test_id("network")
    expect(network.get_by_text("The server does not answer.").filter(visible=True).first).to_be_visible()
    expect(options(page)).to_have_count(1)
    expect(options(page).first).to_have_attribute("data-id", "turkey")
    page.keyboard.type("zzz")
    expect(network.get_by_text("no actor in this picture is called “turkiyzzz”").first).to_be_visible()
    page.close()


def test_axe_finds_nothing_serious_in_the_open_list(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    words = page.get_by_test_id("network").get_by_role("status").filter(has_text=re.compile("found|matches"))
    for query in ("iran", "kremiln", "xyzzyqq"):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            type_(page, query)
            expect(words).to_have_count(1)
            page.keyboard.press("ArrowDown")
            assert serious(page, None if theme == "light" else ["color-contrast"]) == []


def test_the_answer_is_json_never_kept_and_a_long_query_is_cut(curated: Server) -> None:
    with urllib.request.urlopen(f"{curated.url}find?q={quote('Россия')}", timeout=5) as answer:
        assert answer.headers["cache-control"] == "no-store"
        told = json.load(answer)
    assert told["actors"]["hits"][0]["id"] == "russia"
    assert set(told) == {"actors", "ties", "entries", "sources", "instead"}
    for query in ("", quote("\x00\ud800ك", errors="surrogatepass"), "a" * 8000, f"iran{'%20' * 200}xyzzyqq"):
        with urllib.request.urlopen(f"{curated.url}find?q={query}", timeout=5) as answer:
            assert answer.status == 200
            told = json.load(answer)
    assert told["actors"]["hits"][0]["id"] == "iran", "what comes after 200 characters is not looked at"
