"""Charts in the browser: saved, changed, opened in a clean browser, deleted, restored; notes, help, coming back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.desk.charts import Charts
from graph.desk.desk import Desk
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import View
from graph.store.store import Store
from tests.browser.conftest import still
from tests.browser.hands import OpenPage, click, ids, panel, point
from tests.browser.server import Server, serve
from tests.cli.terminal import SMALL, Row, change

_HEARD = """async () => {
  const told = await import(new URL("assets/ui/told.js", document.baseURI).href);
  while (told.waits("noted")) await new Promise((done) => setTimeout(done, 20));
}"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application over a store of its own, so that no other test's charts are in it."""
    with serve(tmp_path_factory.mktemp("charts")) as server:
        yield server


def charts(page: Page) -> None:
    """Open the popover."""
    page.get_by_role("button", name=re.compile("^Charts")).click()


def test_a_chart_is_saved_reopened_deleted_and_restored(open_page: OpenPage, own: Server) -> None:
    page = open_page(own.url + "?actors=iran&v=1")
    x, y = point(page, "turkey")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile("at="))
    charts(page)
    page.get_by_label("Save this picture as").fill("Around Iran")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile("chart="))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Put a note on the canvas").click()
    page.keyboard.type("Ask <b>Kyiv</b> *first*")
    page.keyboard.press("Escape")
    page.wait_for_timeout(800)
    link, actors = page.url, ids(page)

    other = open_page(own.url)
    expect(panel(other).get_by_role("link", name="Go on where you left off")).to_be_visible()
    charts(other)
    other.get_by_role("combobox", name="Open a chart").click()
    other.get_by_role("option", name="Around Iran").click()
    expect(other).to_have_url(re.compile("chart="))
    still(other)
    other.keyboard.press("Escape")
    assert sorted(other.url.split("?")[1].split("&")) == sorted(link.split("?")[1].split("&"))
    assert ids(other) == actors
    expect(other.get_by_role("textbox", name="Note")).to_have_value("Ask <b>Kyiv</b> *first*")
    for tab, words in ((other, "Kyiv was asked"), (page, "Ask Ankara too")):
        tab.get_by_role("textbox", name="Note").fill(words)
        tab.keyboard.press("Escape")
        tab.evaluate(_HEARD)
    expect(page.get_by_text("Your notes are not saved: this chart was changed or deleted elsewhere")).to_be_visible()
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Ask Ankara too")
    expect(other.get_by_role("textbox", name="Note")).to_have_value("Kyiv was asked")
    charts(other)
    other.get_by_role("button", name="Delete", exact=True).click()
    expect(other).not_to_have_url(re.compile("chart="))
    expect(other.get_by_role("textbox", name="Note")).to_have_count(0)

    expect(other.get_by_text("“Around Iran” is deleted. It can be restored under Charts.")).to_be_visible()

    gone = open_page(link)
    expect(gone.get_by_text("The chart of this link is not here")).to_be_visible()
    charts(gone)
    gone.get_by_role("combobox", name="Restore a deleted chart").click()
    gone.get_by_role("option", name="Around Iran").click()
    expect(gone).to_have_url(re.compile("chart="))
    expect(gone.get_by_role("textbox", name="Note")).to_have_count(1)


def test_a_name_that_is_taken_is_refused_in_words(open_page: OpenPage, own: Server) -> None:
    for place in range(2):
        page = open_page(own.url)
        charts(page)
        page.get_by_label("Save this picture as").fill("Twice *the* same")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Save", exact=True).click()
        if place:
            expect(page.get_by_text("There is a chart “Twice *the* same” already")).to_be_visible()
            expect(page).not_to_have_url(re.compile("chart="))
        else:
            expect(page.get_by_role("button", name="Charts · Twice *the* s…")).to_be_visible()


def test_a_chart_is_renamed_copied_changed_and_closed(open_page: OpenPage, own: Server) -> None:
    page = open_page(own.url + "?actors=turkey&v=1")
    charts(page)
    page.get_by_label("Save this picture as").fill("Turkey alone")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Charts · Turkey alone")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Ankara")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Charts · Ankara")).to_be_visible()
    first = page.url
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Charts · Ankara (copy)")).to_be_visible()
    expect(page).not_to_have_url(first)
    expect(page.get_by_role("button", name="Save changes")).to_have_count(0)
    page.keyboard.press("Escape")
    click(page, "turkey")
    page.get_by_test_id("network").get_by_role("button", name="Collapse", exact=True).click()
    expect(page).to_have_url(re.compile("collapse=turkey"))
    charts(page)
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("button", name="Save changes")).to_have_count(0)
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page).not_to_have_url(re.compile("chart="))
    page.goto(first)
    expect(page.get_by_role("button", name="Charts · Ankara", exact=True)).to_be_visible()
    expect(page).not_to_have_url(re.compile("collapse="))


def test_every_button_has_its_place_beside_the_caption_whatever_the_chart_is_called(
    open_page: OpenPage, own: Server
) -> None:
    store = Store.open(f"sqlite:///{own.log.parent / 'attest.sqlite'}")
    chart = Charts(store.notebook, DESK).add("WWWWWWWWWWWWWWW", View())
    store.close()
    asked = "actors=iran,russia&kinds=arms_transfer&from=2020&voices=iran&layout=map&unreviewed=yes&v=1"
    page = open_page(f"{own.url}?{asked}&chart={chart.id}")
    button = page.get_by_role("button", name=re.compile("^Charts"))
    assert span(button.get_by_test_id("stIconMaterial"))[1] <= span(button)[1]
    assert span(page.get_by_role("button", name="Snapshot", exact=True))[1] <= span(page.get_by_test_id("caption"))[0]


def span(part: Locator) -> tuple[float, float]:
    """Where a part of the page begins and ends, from left to right."""
    box = part.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def test_an_unknown_actor_in_a_chart_is_named_and_left_out(open_page: OpenPage, own: Server) -> None:
    store = Store.open(f"sqlite:///{own.log.parent / 'attest.sqlite'}")
    Charts(store.notebook, DESK).add("Of an older list", View(actors=("atlantis", "iran")))
    store.close()
    page = open_page(own.url)
    charts(page)
    page.get_by_role("combobox", name="Open a chart").click()
    page.get_by_role("option", name="Of an older list").click()
    expect(page).to_have_url(re.compile("chart="))
    expect(page.get_by_text("Parts of this chart mean nothing here any more")).to_contain_text("atlantis")
    still(page)
    assert "iran" in ids(page)["actors"]


def test_what_is_open_and_filtered_away_says_so_and_has_a_way_back(open_page: OpenPage, own: Server) -> None:
    page = open_page(own.url + "?actors=iran,russia&select=nato&v=1")
    expect(panel(page)).to_contain_text("This is not in the picture as it is now.")
    panel(page).get_by_role("button", name="Show all").click()
    expect(page).not_to_have_url(re.compile("actors="))
    expect(panel(page)).to_contain_text("NATO")
    expect(panel(page)).not_to_contain_text("not in the picture")


def test_help_fits_on_one_screen(open_page: OpenPage, own: Server) -> None:
    page = open_page(own.url)
    click(page, "iran")
    page.get_by_role("button", name="Help").click()
    dialog = page.get_by_role("dialog", name="How to read and use the picture")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_who_comes_back_is_told_what_is_new_and_goes_on_where_they_were(open_page: OpenPage, tmp_path: Path) -> None:
    data = Path(shutil.copytree(SMALL, tmp_path / "data"))
    settings = Settings(f"sqlite:///{tmp_path / 'attest.sqlite'}", data, tmp_path / "none")
    before = Desk.open(settings, DESK)
    before.start()
    seen = datetime(2026, 3, 5, 12, tzinfo=UTC)
    store = Store.open(settings.database_url)
    store.notebook.visit(DESK.id, before.head().seq, "actors=norland&v=1", seen, timedelta(minutes=30))
    store.close()

    def edit(rows: list[Row]) -> None:
        rows.append(rows[0] | {"id": "c99", "statement": "What was said since."})
        rows[1]["statement"] = "Said otherwise."

    change(data, "claims", edit)
    with serve(tmp_path, data=data) as server:
        page = open_page(server.url)
        news = panel(page).get_by_role(
            "heading", name="Since your last visit on 5 Mar 2026: 1 entry new, 1 entry changed"
        )
        expect(news).to_be_visible()
        expect(panel(page).get_by_role("button", name=re.compile("^What was said since."))).to_be_visible()
        panel(page).get_by_role("link", name="Go on where you left off").click()
        expect(page).to_have_url(re.compile("actors=norland"))
        page.close()
