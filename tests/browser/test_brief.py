"""Brief in a real browser: freeze, share the link, keep the picture while the list moves on, take files away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.desk.desk import Desk
from graph.export.registry import Options
from graph.model.view import parse
from tests.browser.hands import OpenPage, ids
from tests.browser.server import Server, serve
from tests.cli.terminal import SMALL
from tests.desk.briefs import opened, save


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store lies."""
    return tmp_path_factory.mktemp("brief")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The application over the invented list."""
    with serve(folder, data=SMALL) as running:
        yield running


@pytest.fixture
def desk(folder: Path, server: Server) -> Iterator[Desk]:
    """The same store from another process than the application's."""
    made = opened(folder)
    yield made
    made._store.close()


def freeze(page: Page) -> str:
    """Press Snapshot; the address of what comes."""
    page.get_by_role("button", name="Snapshot", exact=True).click()
    expect(sheet(page)).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile(r"/brief\?snapshot=snap-[0-9a-f]{12}$"))
    return page.url


def sheet(page: Page) -> Locator:
    """The picture on its sheet."""
    return page.locator(".sheet img")


def notes(page: Page) -> Locator:
    """The headings of the endnotes."""
    return page.locator(".endnotes > li > h3")


def test_one_click_freezes_and_the_link_shows_the_same_for_ever(
    open_page: OpenPage, server: Server, desk: Desk
) -> None:
    page = open_page(server.url)
    lines = ids(page)["lines"]
    link = freeze(page)
    expect(notes(page)).to_have_count(len(lines))
    expect(page.get_by_text("Nothing that this picture shows has changed")).to_be_visible()
    drawn, told = sheet(page).get_attribute("src"), notes(page).all_text_contents()
    save(desk, "claims", "c01", {"id": "c97", "object": "southia"}, new=True)
    again = open_page(link, wait=False)
    expect(sheet(again)).to_be_visible(timeout=20_000)
    expect(notes(again)).to_have_text(told)
    assert sheet(again).get_attribute("src") == drawn
    again.get_by_text("Since it was frozen: 1 tie added").click()
    expect(again.get_by_text("Norland transfers arms to Southia")).to_be_visible()


def test_a_click_hands_over_the_very_bytes_that_the_terminal_writes(
    open_page: OpenPage, server: Server, desk: Desk
) -> None:
    page = open_page(server.url)
    snapshot = freeze(page).rpartition("=")[2]
    page.get_by_role("button", name="Slide (16:9)").click()
    page.get_by_text("A4", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^A4 · light"))).to_be_visible()
    page.keyboard.press("Escape")
    made = desk.exports.write(desk.snapshots.get(snapshot), "svg", Options(page="a4"))
    with page.expect_download() as caught:
        page.get_by_test_id("takeaway").get_by_role("button", name="SVG").click()
    assert caught.value.suggested_filename == made.name
    assert Path(caught.value.path()).read_bytes() == made.content
    expect(page.get_by_test_id("takeaway").get_by_role("status")).to_have_text(
        re.compile(rf"^{re.escape(made.name)}, \d+ KB: read back and handed over\.$")
    )


def test_words_are_seen_at_once_and_kept_as_another_version(open_page: OpenPage, server: Server) -> None:
    page = open_page(server.url)
    link = freeze(page)
    page.get_by_label("Title").fill("<b>Who</b> arms *whom*?")
    page.get_by_label("Handling").fill("TLP:CLEAR")
    page.get_by_label("Summary").fill("First line.\nSecond line.")
    page.get_by_label("Summary").press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>Who</b> arms *whom*?")
    expect(page.get_by_text("Second line.", exact=True).first).to_be_visible()
    svg = page.get_by_test_id("takeaway").get_by_role("button", name="SVG")
    expect(svg).to_be_disabled()
    expect(page.get_by_test_id("takeaway").get_by_role("status")).to_contain_text("Keep your words first")
    page.get_by_role("button", name="Keep these words").click()
    expect(page).to_have_url(re.compile(r"\.2$"))
    expect(svg).to_be_enabled()
    page.get_by_role("link", name="version 1").click()
    expect(page).to_have_url(link)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(re.compile("Who</b>"))
    expect(page.get_by_label("Handling")).to_have_value("")


def test_a_false_figure_stops_the_files_and_says_which(open_page: OpenPage, server: Server) -> None:
    page = open_page(server.url)
    freeze(page)
    rests = page.get_by_role("textbox", name="What it rests on")
    expect(rests).to_have_value(re.compile("^This picture shows"))
    rests.fill("It rests on 4,711 pages.")
    rests.press("Control+Enter")
    page.get_by_text("1 stops the files").click()
    expect(page.get_by_text("1 figure in it is not what was counted")).to_be_visible()
    page.get_by_role("button", name="Keep these words").click()
    expect(page).to_have_url(re.compile(r"\.2$"))
    status = page.get_by_test_id("takeaway").get_by_role("status")
    expect(status).to_contain_text("No file is made: check 10")
    expect(page.get_by_role("textbox", name="Why files are made all the same")).to_be_visible()
    page.get_by_role("textbox", name="What it rests on").fill("")
    page.get_by_role("textbox", name="What it rests on").press("Control+Enter")
    page.get_by_role("button", name="Keep these words").click()
    expect(page).to_have_url(re.compile(r"\.3$"))
    expect(status).to_have_text("")
    expect(page.get_by_role("textbox", name="What it rests on")).to_have_value(re.compile("^This picture shows"))


def test_the_list_names_every_snapshot_and_a_link_that_leads_nowhere_says_so(
    open_page: OpenPage, server: Server, desk: Desk
) -> None:
    frozen = desk.snapshots.freeze(parse(desk.questions()[0].query).view)
    page = open_page(server.url + "brief?snapshot=snap-nowhere", wait=False)
    expect(page.get_by_text("There is no snapshot “snap-nowhere” here.")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name=frozen.title).first.click()
    expect(sheet(page)).to_be_visible(timeout=20_000)
