"""The Sources page: tables that are searched, filtered, sorted and downloaded; cards with the chain drawn."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import OpenPage, panel
from tests.browser.server import Server


def rows(page: Page) -> Locator:
    """The rows under the headings."""
    return page.get_by_role("table").get_by_role("row").filter(has=page.get_by_role("rowheader"))


def opened(open_page: OpenPage, server: Server, address: str, heading: str = "Sources") -> Page:
    """The page at an address, once its heading is there."""
    page = open_page(server.url + address, wait=False)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    # A link that is clicked before our script is there loads the page anew, and takes the focus nowhere.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator(".st-key-sources_inplace").get_by_test_id("stBidiComponentRegular")).to_be_attached()
    return page


def told(page: Page) -> Locator:
    """The sentence above the table."""
    return page.get_by_role("status").filter(has_text=re.compile("sources|publishers"))


def test_pages_are_searched_filtered_and_sorted_and_the_address_says_so(open_page: OpenPage, curated: Server) -> None:
    page = opened(open_page, curated, "sources")
    expect(told(page)).to_have_text(re.compile(r"^All \d+ sources; here 1 to 100\.$"))
    expect(page.get_by_role("columnheader", name="Published")).to_have_attribute("aria-sort", "descending")
    page.get_by_label("Search").fill("DRONES iran")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=DRONES\\+iran"))
    expect(told(page)).to_have_text(re.compile(r"^\d+ of \d+ sources\.$"))
    found = rows(page).count()
    page.get_by_role("combobox", name="Only").click()
    page.get_by_role("option", name=re.compile(r"^repeats somebody else \(\d+\)$")).click()
    expect(page).to_have_url(re.compile("only=relay"))
    expect(rows(page)).not_to_have_count(found)
    assert 0 < rows(page).count() < found
    page.get_by_role("link", name="Title", exact=True).click()
    expect(page).to_have_url(re.compile("sort=title"))
    expect(page.get_by_role("columnheader", name="Title")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("link", name="Title", exact=True)).to_be_focused()
    titles = [title.casefold() for title in rows(page).get_by_role("rowheader").get_by_role("link").all_inner_texts()]
    assert titles == sorted(titles)
    page.go_back()
    expect(page.get_by_role("columnheader", name="Published")).to_have_attribute("aria-sort", "descending")
    page.go_back()
    expect(page).not_to_have_url(re.compile("only="))
    expect(rows(page)).to_have_count(found)
    link = page.url
    other = open_page(link, wait=False)
    expect(rows(other)).to_have_count(found)
    expect(other.get_by_label("Search")).to_have_value("DRONES iran")


def test_what_is_on_screen_is_what_is_downloaded(open_page: OpenPage, curated: Server, tmp_path: Path) -> None:
    page = opened(open_page, curated, "sources?show=publishers&sort=-repeated&q=reuters")
    expect(rows(page).first).to_be_visible()
    names = rows(page).get_by_role("rowheader").all_inner_texts()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    file = tmp_path / "publishers.csv"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename == "publishers.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        read = list(csv.DictReader(text))
    assert [row["name"] for row in read] == names
    assert int(read[0]["repeated"]) > 20
    expect(page.get_by_role("button", name="Download as CSV")).to_be_visible()


def test_a_long_table_is_cut_and_goes_on(open_page: OpenPage, curated: Server) -> None:
    page = opened(open_page, curated, "sources")
    last = rows(page).last.inner_text()
    page.get_by_role("link", name="Next", exact=True).click()
    expect(told(page)).to_have_text(re.compile(r"^All (\d+) sources; here 101 to \1\.$"))
    assert rows(page).last.inner_text() != last
    page.get_by_role("link", name="Before", exact=True).click()
    expect(told(page)).to_have_text(re.compile(r"^All \d+ sources; here 1 to 100\.$"))


def test_a_card_draws_the_chain_and_leads_to_ties_and_back_to_the_same_table(
    open_page: OpenPage, curated: Server
) -> None:
    page = opened(open_page, curated, "sources?q=newscats&only=relay")
    title = "NATO official calls for blocking China’s support of Russia"
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    chain = page.get_by_role("list", name="From the root to this source")
    expect(chain.get_by_role("listitem")).to_have_count(2)
    expect(chain.get_by_role("listitem").first).to_contain_text("Nikkei Asia")
    expect(chain.get_by_role("listitem").last).to_contain_text("NewsCats")
    expect(page.get_by_text("This source and 2 more go back to one report of Nikkei Asia")).to_be_visible()
    under = page.get_by_role("list", name="Sources under their root")
    expect(under).to_contain_text("NATO Aktual")
    expect(under.locator("[aria-current]")).to_contain_text("NewsCats")
    expect(page.get_by_role("definition").filter(has_text="archived copy")).to_be_visible()
    change = page.get_by_role("link", name="Change", exact=True)
    assert re.search(r"edit\?page=[a-z0-9-]+$", change.get_attribute("href") or "")
    expect(page).to_have_title("Sources · Attest")
    page.get_by_role("link", name="‹ All sources").click()
    expect(page.get_by_label("Search")).to_have_value("newscats")
    expect(page).to_have_url(re.compile("only=relay&q=newscats$"))
    expect(page.get_by_role("link", name=title)).to_be_focused()
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Czechia criticizes China (maritime ambitions)").click()
    expect(panel(page)).to_contain_text("Czechia criticizes China")


def test_a_publisher_tells_who_repeats_it_and_what_its_pages_are_about(open_page: OpenPage, curated: Server) -> None:
    page = opened(open_page, curated, "sources?publisher=reuters", "Reuters")
    expect(page.get_by_text("it is the voice of Reuters")).to_be_visible()
    repeat = page.get_by_role("table", name=re.compile("Sources of others that repeat it"))
    expect(repeat.get_by_role("rowheader").first).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Ties its sources are about"))).to_be_visible()
    change = page.get_by_role("link", name="Change", exact=True)
    assert change.get_attribute("href") == "edit?publisher=reuters"
    page.get_by_role("link", name="Iran", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Iran")).to_be_visible()


def test_what_is_not_there_is_said_and_has_a_way_out(open_page: OpenPage, curated: Server) -> None:
    page = opened(open_page, curated, "sources?source=no-such-page")
    expect(page.get_by_text("There is no source “no-such-page” on this list. Choose one below.")).to_be_visible()
    page = opened(open_page, curated, "sources?q=xyzzy&kind=nonsense&page=99&sort=none")
    expect(told(page)).to_have_text(re.compile(r"^None of the \d+ sources is as asked for\.$"))
    page.get_by_role("link", name="Show all sources").click()
    expect(told(page)).to_have_text(re.compile(r"^All \d+ sources; here 1 to 100\.$"))


def test_on_a_phone_a_row_is_a_card_and_nothing_scrolls_sideways(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "sources", wait=False, width=390, height=844)
    expect(rows(page).first).to_contain_text("23 Oct 2025")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    rows(page).first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=re.compile("^What it supports"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_entry_leads_to_the_card_of_its_page(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?select=czechia.criticizes.china")
    panel(page).get_by_role("button", name=re.compile("^Czechia"), expanded=False).first.click()
    entry = panel(page).get_by_role("article").filter(has_text="The page is undated").first
    remark = entry.get_by_text("The page is undated")
    within, box = entry.bounding_box(), remark.bounding_box()
    assert within is not None
    assert box is not None
    assert within["y"] < box["y"] < within["y"] + within["height"], "the editor's remark stands in its entry"
    entry.get_by_role("link", name="More from this source").click()
    expect(page.get_by_role("heading", name=re.compile("^What it supports"))).to_be_visible()
    expect(page).to_have_url(re.compile("sources[?]source="))
