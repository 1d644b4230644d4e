"""Brief in a real browser: freeze, share the link, keep the picture while the list moves on, take files away."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from graph.desk.desk import Desk
from graph.export.registry import Options
from graph.model.view import View, parse
from graph.scene.briefing import Words
from tests.browser.conftest import still
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
    """Press Snapshot, as some do, twice; the address of what comes."""
    page.get_by_role("button", name="Snapshot", exact=True).dblclick(delay=150)
    expect(sheet(page)).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile(r"/brief\?snapshot=snap-[0-9a-f]{12}$"))
    return page.url


def frozen(open_page: OpenPage, server: Server, desk: Desk) -> tuple[Page, str]:
    """The page of a snapshot that was made elsewhere, and its id."""
    id_ = desk.snapshots.freeze(View()).id
    page = open_page(f"{server.url}brief?snapshot={id_}", wait=False)
    expect(sheet(page)).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("takeaway").get_by_role("button", name="SVG")).to_be_visible()
    return page, id_


def sheet(page: Page) -> Locator:
    """The picture on its sheet."""
    return page.locator(".sheet img")


def notes(page: Page) -> Locator:
    """The headings of the endnotes."""
    return page.locator(".endnotes > li > h3")


def test_one_click_freezes_and_the_link_shows_the_same_for_ever(
    open_page: OpenPage, server: Server, desk: Desk
) -> None:
    page = open_page(server.url + "?actors=norland")
    lines = ids(page)["lines"]
    before = len(desk.snapshots.list())
    link = freeze(page)
    assert len(desk.snapshots.list()) == before + 1
    expect(notes(page)).to_have_count(len(lines))
    expect(page.get_by_text("Nothing that this picture shows has changed")).to_be_visible()
    page.go_back()
    still(page)
    assert ids(page)["lines"] == lines
    page.goto(link)
    expect(notes(page)).to_have_count(len(lines))
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
    page, snapshot = frozen(open_page, server, desk)
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


def test_a_file_has_an_address_and_what_stands_in_the_way_is_told_there(server: Server, desk: Desk) -> None:
    kept = desk.snapshots.freeze(View())
    with urllib.request.urlopen(f"{server.url}files/{kept.id}/svg?theme=grey", timeout=30) as answer:
        assert answer.read() == desk.exports.write(kept, "svg", Options(theme="grey")).content
        assert answer.headers["content-disposition"].startswith('attachment; filename="')
        assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    for path, code, words in (
        ("files/snap-nowhere/svg", 404, "no snapshot"),
        (f"files/{kept.id}/gif", 404, "no format"),
        (f"files/{kept.id}/svg?theme=pink", 409, "no way to make a file"),
    ):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(server.url + path, timeout=30)
        assert caught.value.code == code
        assert words in json.load(caught.value)["error"]


def test_words_are_seen_at_once_and_kept_as_another_version(open_page: OpenPage, server: Server, desk: Desk) -> None:
    page, _ = frozen(open_page, server, desk)
    link = page.url
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


def test_words_are_taken_while_they_are_typed_and_a_reload_finds_them(
    open_page: OpenPage, server: Server, desk: Desk
) -> None:
    page, _ = frozen(open_page, server, desk)
    page.get_by_label("Summary").press_sequentially("Half a thought")
    expect(page.get_by_role("heading", name="Summary")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Summary")).to_have_value("Half a thought")
    expect(page.get_by_text("they are not kept yet")).to_be_visible()
    # One press does, though the field still has the focus.
    page.get_by_label("Summary").press("End")
    page.get_by_label("Summary").press_sequentially(" more.")
    page.get_by_role("button", name="Keep these words").click()
    expect(page).to_have_url(re.compile(r"\.2$"))
    expect(page.get_by_label("Summary")).to_have_value("Half a thought more.")


def test_a_false_figure_stops_the_files_and_says_which(open_page: OpenPage, server: Server, desk: Desk) -> None:
    page, _ = frozen(open_page, server, desk)
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
    titled = desk.snapshots.freeze(parse(desk.questions()[0].query).view, Words(title="Who arms <i>whom</i>?"))
    page = open_page(server.url + "brief?snapshot=snap-nowhere", wait=False)
    expect(page.get_by_text("There is no snapshot “snap-nowhere” here.")).to_be_visible(timeout=20_000)
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    page.get_by_role("link", name=titled.title).first.click()
    expect(sheet(page)).to_be_visible(timeout=20_000)
